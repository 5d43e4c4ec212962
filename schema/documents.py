"""Documents made ready once: parsed, measured, validated, and kept for the next who sends the same text."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLCompositeType,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSyntaxError,
    GraphQLUnionType,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from graphql.validation import ASTValidationRule
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from schema.answers import Answer, Fault, refusal
from schema.directives import PerViewer
from schema.limits import MAX_LENGTH, MAX_TOKENS, Limits, excesses

MAX_ERRORS = 10
MAX_CACHED_TOKENS = 60_000  # a token costs about half a KiB
MAX_REFUSALS = 64


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a document."""

    name: str | None
    kind: OperationType


@dataclass(frozen=True, slots=True)
class Prepared:
    """A valid document, ready to execute any number of times. `viewer_dependent`: it selects a @perViewer field."""

    document: DocumentNode = field(repr=False)
    operations: Mapping[str | None, Operation]
    viewer_dependent: bool
    tokens: int


class NoNulRule(ASTValidationRule):
    """Refuse the NUL character in texts: PostgreSQL cannot store it."""

    def enter_string_value(self, node: StringValueNode, *_: object) -> None:
        """Report a literal with a NUL in it."""
        if "\0" in node.value:
            self.report_error(GraphQLError("A text must not hold the NUL character.", node))


RULES = (*specified_rules, NoNulRule, MaybeNullValidationRule, OneOfInputValidationRule)


def prepared(schema: GraphQLSchema, limits: Limits, text: str) -> Prepared | Answer:
    """Parse, measure and validate a document; a refusal when it is not one that may be executed."""
    try:
        document = parse(text, max_tokens=MAX_TOKENS, max_comments=MAX_TOKENS, max_source_length=MAX_LENGTH)
        if errors := list(excesses(document, limits)):
            return refusal(Fault.OPERATION_TOO_LARGE, *errors)
        if errors := validate(schema, document, RULES, max_errors=MAX_ERRORS):
            return refusal(Fault.GRAPHQL_VALIDATION_FAILED, *errors)
    except GraphQLSyntaxError as error:
        return refusal(Fault.GRAPHQL_PARSE_FAILED, error)
    except RecursionError:
        return refusal(Fault.GRAPHQL_PARSE_FAILED, "Syntax Error: The document is nested too deeply.")
    return Prepared(document, operations_of(document), viewer_dependent(schema, document), document.token_count)


def operations_of(document: DocumentNode) -> dict[str | None, Operation]:
    """The operations of a document by name; None is the one without a name."""
    nodes = (node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    found = (Operation(node.name.value if node.name else None, node.operation) for node in nodes)
    return {operation.name: operation for operation in found}


class PerViewerFinder(Visitor):
    """Looks for a selected field that is marked @perViewer on its type, or on a type its parent may turn out to be."""

    def __init__(self, schema: GraphQLSchema, info: TypeInfo) -> None:
        """Read the types through `info`, which knows the parent of each field."""
        super().__init__()
        self.schema = schema
        self.info = info
        self.found = False

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Remember a marked field."""
        parents = possible_parents(self.schema, self.info.get_parent_type())
        self.found = self.found or any(is_marked(parent.fields.get(node.name.value)) for parent in parents)


def possible_parents(
    schema: GraphQLSchema, parent: GraphQLCompositeType | None
) -> list[GraphQLObjectType | GraphQLInterfaceType]:
    """A type and, when it is abstract, all it may be at run time."""
    match parent:
        case GraphQLObjectType():
            return [parent]
        case GraphQLInterfaceType():
            return [parent, *schema.get_possible_types(parent)]
        case GraphQLUnionType():
            return list(schema.get_possible_types(parent))
        case None:
            return []


def is_marked(field_def: GraphQLField | None) -> bool:
    """Whether the contract marks the field as depending on the one viewer."""
    definition = field_def.extensions.get("strawberry-definition") if field_def else None
    return any(isinstance(mark, PerViewer) for mark in getattr(definition, "directives", ()))


def viewer_dependent(schema: GraphQLSchema, document: DocumentNode) -> bool:
    """Whether anything in the document, its fragments included, is marked @perViewer."""
    info = TypeInfo(schema)
    finder = PerViewerFinder(schema, info)
    visit(document, TypeInfoVisitor(info, finder))
    return finder.found


class DocumentCache:
    """The texts used last with what became of them. Refusals are kept apart, so that rubbish displaces nothing good."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        """Remember documents of MAX_CACHED_TOKENS together."""
        self.schema = schema
        self.limits = limits
        self.ready: OrderedDict[str, Prepared] = OrderedDict()
        self.tokens = 0
        self.refused: OrderedDict[str, Answer] = OrderedDict()

    def prepare(self, text: str) -> Prepared | Answer:
        """The document of a text, made at most once while it is remembered."""
        if found := self.ready.get(text):
            self.ready.move_to_end(text)
            return found
        return self.refused.get(text) or self.remember(text, prepared(self.schema, self.limits, text))

    def remember(self, text: str, made: Prepared | Answer) -> Prepared | Answer:
        """Keep what was made and forget what was used longest ago."""
        match made:
            case Prepared():
                self.ready[text] = made
                self.tokens += made.tokens
                while self.tokens > MAX_CACHED_TOKENS:
                    self.tokens -= self.ready.popitem(last=False)[1].tokens
            case Answer() if len(text) <= MAX_LENGTH:
                self.refused[text] = made
                if len(self.refused) > MAX_REFUSALS:
                    self.refused.popitem(last=False)
        return made
