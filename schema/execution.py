"""The one engine for queries, mutations and the events of subscriptions, whatever carries them."""

import asyncio
from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import ExecutionResult, Executor, GraphQLError, OperationType
from graphql.execution import get_argument_values
from graphql.execution.collect_fields import collect_fields
from strawberry.execution import optimized_is_awaitable

from schema.answers import Answer, Fault, formatted, refusal, shortened, told
from schema.documents import DocumentCache, Operation, Prepared
from schema.limits import LIMITS, Limits
from schema.variables import unstorable

MAX_COERCION_ERRORS = 10
AMBIGUOUS = "The document holds several operations, or none: name the one to execute in operationName."
Variables = dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a subscription asks to hear: its one root field and that field's arguments, named as in the contract."""

    field: str
    arguments: dict[str, Any]
    viewer_dependent: bool


class Engine:
    """Prepares documents and executes them against one schema."""

    def __init__(self, schema: strawberry.Schema, limits: Limits = LIMITS, timeout: float = 30.0) -> None:
        """`timeout` is in seconds and for one operation or event."""
        self.schema = schema._schema
        self.executor_class = schema.execution_context_class
        self.documents = DocumentCache(self.schema, limits)
        self.timeout = timeout

    def prepare(self, text: str) -> Prepared | Answer:
        """Parse and validate a document, once per text; the refusal when it is not a good one."""
        return self.documents.prepare(text)

    async def execute(
        self, prepared: Prepared, variables: Variables, operation_name: str | None, context: object
    ) -> Answer:
        """Execute a query or mutation. A subscription is refused: it has no single answer."""
        operation = operation_of(prepared, operation_name)
        if isinstance(operation, Answer):
            return operation
        if operation.kind is OperationType.SUBSCRIPTION:
            return refusal(Fault.BAD_REQUEST, "Subscriptions are answered over the WebSocket only.")
        return await self.run(prepared, variables, operation_name, context, None)

    async def execute_event(
        self, prepared: Prepared, variables: Variables, operation_name: str | None, context: object, event: object
    ) -> Answer:
        """Execute a subscription's selection once for one event, for everybody who asked the same."""
        return await self.run(prepared, variables, operation_name, context, event)

    def subscription(
        self, prepared: Prepared, variables: Variables, operation_name: str | None
    ) -> Subscription | Answer:
        """What a subscription asks for; a refusal when it is no subscription or its arguments are wrong."""
        operation = operation_of(prepared, operation_name)
        if isinstance(operation, Answer):
            return operation
        if operation.kind is not OperationType.SUBSCRIPTION:
            return refusal(Fault.BAD_REQUEST, "This operation is not a subscription.")
        executor = self.executor(prepared, variables, operation_name, None, None)
        return executor if isinstance(executor, Answer) else asked(executor, prepared.viewer_dependent)

    async def run(
        self, prepared: Prepared, variables: Variables, operation_name: str | None, context: object, root: object
    ) -> Answer:
        """Execute an operation within the time it may take."""
        executor = self.executor(prepared, variables, operation_name, context, root)
        if isinstance(executor, Answer):
            return executor
        try:
            async with asyncio.timeout(self.timeout):
                result = await finished(executor)
        except TimeoutError:
            return Answer(None, (formatted(GraphQLError("The operation took too long."), Fault.TIMED_OUT),))
        return Answer(result.data, told(result.errors or (), shortened(operation_name or "")))

    def executor(
        self, prepared: Prepared, variables: Variables, operation_name: str | None, context: object, root: object
    ) -> Executor[Any] | Answer:
        """graphql-core's executor with the variables coerced, or the refusal of the variables."""
        if reason := unstorable(variables):
            return refusal(Fault.BAD_USER_INPUT, reason)
        built = self.executor_class.build(
            self.schema,
            prepared.document,
            root_value=root,
            context_value=context,
            raw_variable_values=variables,
            operation_name=operation_name or None,
            max_coercion_errors=MAX_COERCION_ERRORS,
            is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]  # a predicate that is not typed as a guard
        )
        return refusal(Fault.BAD_USER_INPUT, *built) if isinstance(built, list) else built


def operation_of(prepared: Prepared, name: str | None) -> Operation | Answer:
    """The operation meant: the named one, or the only one. An empty name is no name."""
    operations = prepared.operations
    if not name and len(operations) == 1:
        return next(iter(operations.values()))
    if found := operations.get(name or None):
        return found
    return refusal(Fault.OPERATION_RESOLUTION_FAILED, f"Unknown operation named '{name}'." if name else AMBIGUOUS)


async def finished(executor: Executor[Any]) -> ExecutionResult:
    """The result of an operation, whether or not anything in it had to wait."""
    result: Any = executor.execute_operation()
    return result if isinstance(result, ExecutionResult) else await result


def asked(executor: Executor[Any], viewer_dependent: bool) -> Subscription | Answer:
    """The root field of a subscription with its arguments coerced, as graphql-core reads them before it subscribes."""
    root = executor.schema.subscription_type
    assert root is not None  # validation refuses a subscription where the contract has none
    fields = collect_fields(executor.schema, executor.fragments, executor.variable_values, root, executor.operation)
    details = next(iter(fields.grouped_field_set.values()), [])
    if not details:
        return refusal(Fault.BAD_USER_INPUT, "The subscription leaves out its only field.")
    node = details[0].node
    try:
        arguments = get_argument_values(root.fields[node.name.value], node, executor.variable_values)
    except GraphQLError as error:
        return refusal(Fault.BAD_USER_INPUT, error)
    return Subscription(node.name.value, arguments, viewer_dependent)
