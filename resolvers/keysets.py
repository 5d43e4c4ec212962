"""Cursors of pages: where in a list's order an item stands, as opaque text."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from uuid import UUID

from resolvers.errors import DomainError, invalid


def of_position(position: int) -> str:
    """The cursor of a message in its room."""
    return _sealed(f"m:{position}")


def position(cursor: str, *field: str) -> int:
    """The position that a message's cursor holds. Raises INVALID."""
    try:
        return min(int(_opened(cursor, "m:", field)), (1 << 63) - 1)
    except ValueError as error:
        raise _unreadable(field) from error


def of_moment(moment: datetime, item_id: UUID) -> str:
    """The cursor of an item in a list ordered by time, then id."""
    microseconds = int(moment.timestamp()) * 1_000_000 + moment.microsecond
    return _sealed(f"t:{microseconds}:{item_id.hex}")


def moment(cursor: str, *field: str) -> tuple[datetime, UUID]:
    """The time and id that a cursor holds. Raises INVALID."""
    try:
        microseconds, item_id = _opened(cursor, "t:", field).split(":")
        seconds, rest = divmod(int(microseconds), 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), UUID(item_id)
    except (ValueError, OverflowError, OSError) as error:
        raise _unreadable(field) from error


def _sealed(text: str) -> str:
    return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _opened(cursor: str, prefix: str, field: tuple[str, ...]) -> str:
    try:
        text = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode("ascii")
    except ValueError as error:
        raise _unreadable(field) from error
    if not text.startswith(prefix):
        raise _unreadable(field)
    return text.removeprefix(prefix)


def _unreadable(field: tuple[str, ...]) -> DomainError:
    return invalid("This is not a cursor of this list.", *field)
