"""Windows into long lists: where a page begins and ends, and what lies beyond it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from resolvers.errors import DomainError, ErrorCode, invalid

MOST = 100
"""The largest page."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Part of a list in its order, each item with its cursor, and whether there is more at either end."""

    items: Sequence[T]
    cursors: Sequence[str]
    has_previous: bool
    has_next: bool


@dataclass(frozen=True, slots=True)
class Window:
    """What is asked of a list that can be read from both ends: `size` items after or before a cursor.

    `around` is a place in a dense list that the page is to lie around instead.
    """

    size: int
    after: str | None
    before: str | None
    backward: bool
    around: int | None = None


def size_of(asked: int | None, default: int, *field: str) -> int:
    """How many items a page may have. Raises INVALID or LIMIT_EXCEEDED."""
    size = default if asked is None else asked
    if size < 0:
        raise invalid("A page cannot have fewer than no items.", *field)
    if size > MOST:
        raise DomainError(ErrorCode.LIMIT_EXCEEDED, f"A page may have {MOST} items.", field)
    return size


def window_of(
    first: int | None, after: str | None, last: int | None, before: str | None, around: int | None, default: int
) -> Window:
    """The window of a list that is read forward by `first` and backward by `last`; without either, its newest end.

    With `around` its middle is there. Raises INVALID when two of these are given (the Relay specification discourages
    the first two together), LIMIT_EXCEEDED past 100.
    """
    if around is not None:
        if last is not None or after is not None or before is not None:
            raise invalid("Ask with `around` and `first` alone.", "around")
        return Window(size_of(first, default, "first"), None, None, backward=False, around=around)
    if first is not None and last is not None:
        raise invalid("Ask for `first` or for `last`, not for both.", "last")
    if first is not None or (after is not None and last is None):
        return Window(size_of(first, default, "first"), after, before, backward=False)
    return Window(size_of(last, default, "last"), after, before, backward=True)
