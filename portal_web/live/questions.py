"""What is asked: subscriptions that are answered alike are one question, executed once for each event."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from graphql import ArgumentNode, DocumentNode, FieldNode, VariableNode, Visitor, visit
from graphql.language import SKIP, VisitorAction

from portal_web.live.messages import Subscribe
from resolvers.viewer import Audience, Viewer
from schema.documents import Prepared

CURSOR_ARGUMENT = "after"
ROOT_FIELDS = frozenset({"roomEvents", "inboxEvents"})


@dataclass(frozen=True, slots=True)
class Question:
    """A document with its variables, as one audience asks it; two are equal when their answers are.

    `reader` is set where the document selects something that depends on the one viewer. `apart` keeps subscriptions
    apart that could share: for measuring what sharing saves.
    """

    text: str
    operation_name: str | None
    inbox: bool
    variables: str
    audience: Audience
    reader: UUID | None
    apart: str | None
    prepared: Prepared = field(compare=False, repr=False)
    given: dict[str, Any] | None = field(compare=False, repr=False)


def question(asked: Subscribe, prepared: Prepared, viewer: Viewer, *, inbox: bool, apart: str | None) -> Question:
    """The question of a subscription. Where it begins is no part of it."""
    cursors = cursor_variables(prepared.document)
    rest = {name: value for name, value in (asked.variables or {}).items() if name not in cursors}
    return Question(
        asked.query,
        asked.operation_name or None,
        inbox,
        json.dumps(rest, sort_keys=True),
        viewer.audience,
        viewer.id if prepared.viewer_dependent else None,
        apart,
        prepared,
        asked.variables,
    )


class VariableUses(Visitor):
    """Counts where variables are used: as the cursor of a subscription, or anywhere."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        super().__init__()
        self.as_cursor: Counter[str] = Counter()
        self.anywhere: Counter[str] = Counter()

    def enter_variable_definition(self, *_: object) -> VisitorAction:
        """A definition is no use."""
        return SKIP

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        """Count one use."""
        self.anywhere[node.name.value] += 1

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Count the use as a cursor."""
        if node.name.value in ROOT_FIELDS:
            self.as_cursor.update(
                variable for argument in node.arguments or () for variable in cursor_variable(argument)
            )


def cursor_variable(argument: ArgumentNode) -> list[str]:
    """The variable in which an argument takes its cursor, if it does."""
    if argument.name.value == CURSOR_ARGUMENT and isinstance(argument.value, VariableNode):
        return [argument.value.name.value]
    return []


def cursor_variables(document: DocumentNode) -> set[str]:
    """The variables that say where to begin and nothing else."""
    uses = VariableUses()
    visit(document, uses)
    return {name for name, count in uses.as_cursor.items() if count == uses.anywhere[name]}
