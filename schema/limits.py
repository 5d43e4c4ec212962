"""How large a document may be: measured on the syntax tree, fragments counted where they are spread."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

MAX_LENGTH = 64 * 1024
MAX_TOKENS = 2_000
INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest operation taken, each number as it is after fragments are spread."""

    depth: int = 10
    fields: int = 300
    aliases: int = 30
    directives: int = 50
    introspections: int = 2


LIMITS = Limits()


class Size(NamedTuple):
    """What a selection costs. Introspection has no depth here: graphql-core bounds its lists by a rule of its own."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    introspections: int = 0


def added(first: Size, second: Size) -> Size:
    """The size of two selections side by side."""
    return Size(max(first.depth, second.depth), *(a + b for a, b in zip(first[1:], second[1:], strict=True)))


class Measure:
    """Sizes of one document's parts. Each fragment is walked once, so that fragments of fragments cannot explode."""

    def __init__(self, document: DocumentNode) -> None:
        """Look the fragments up by name; a fragment inside itself counts nothing and is refused by validation."""
        definitions = document.definitions
        self.fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
        self.known: dict[str, Size] = {}

    def of_selections(self, node: SelectionSetNode | None) -> Size:
        """The size of everything between two braces."""
        size = Size()
        for selection in node.selections if node else ():
            size = added(size, self.of_selection(selection))
        return size

    def of_selection(self, node: SelectionNode) -> Size:
        """The size of a field, or of a fragment where it is spread."""
        own = Size(directives=len(node.directives or ()))
        match node:
            case FieldNode():
                return added(own, self.of_field(node))
            case FragmentSpreadNode():
                return added(own, self.of_fragment(node.name.value))
            case InlineFragmentNode():
                return added(own, self.of_selections(node.selection_set))
            case _:
                raise TypeError(f"Not a selection: {node.kind}")

    def of_field(self, node: FieldNode) -> Size:
        """The size of a field with everything below it."""
        below = self.of_selections(node.selection_set)
        meta = node.name.value in INTROSPECTION
        depth = 0 if meta else below.depth + 1
        own = Size(0, 1, int(node.alias is not None), 0, int(meta))
        return added(own, below)._replace(depth=depth)

    def of_fragment(self, name: str) -> Size:
        """The size of a named fragment, worked out once."""
        if name not in self.known:
            self.known[name] = Size()
            if fragment := self.fragments.get(name):
                self.known[name] = self.of_selections(fragment.selection_set)
        return self.known[name]


def excesses(document: DocumentNode, limits: Limits) -> Iterator[GraphQLError]:
    """What each operation of a document has too much of. Raises RecursionError when the nesting itself is hostile."""
    measure = Measure(document)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            size = measure.of_selections(definition.selection_set)
            yield from (too_much(name, definition) for name in over(size, limits))


def over(size: Size, limits: Limits) -> list[str]:
    """The clauses that say what is over its limit."""
    pairs = zip(Size._fields, size, astuple(limits), strict=True)
    return [f"{name}: {min(found, 10**6)}, at most {most}" for name, found, most in pairs if found > most]


def too_much(clause: str, operation: OperationDefinitionNode) -> GraphQLError:
    """The error for one operation over one limit."""
    return GraphQLError(f"The operation is too large ({clause}).", operation)
