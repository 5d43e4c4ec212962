"""Cursors of found messages: where in which tier an item stands, bound to what was asked."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from resolvers.errors import invalid

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """The tier between `floor` and `until`, and the score and id of an item in it.

    `as_of` is when the first page was asked for: later messages are left out, and recency is counted from then.
    """

    as_of: datetime
    until: datetime
    floor: datetime | None
    is_mended: bool
    score: int
    message_id: UUID


def sealed(asked: str, place: Standing) -> str:
    """Where an item stands, as opaque text."""
    floor = _number(place.floor) if place.floor else ""
    numbers = f"{_number(place.as_of)}:{_number(place.until)}:{floor}:{int(place.is_mended)}:{place.score}"
    return urlsafe_b64encode(f"{_digest(asked)}:{numbers}:{place.message_id.hex}".encode()).rstrip(b"=").decode()


def opened(asked: str, cursor: str) -> Standing:
    """Where a page goes on. Raises INVALID for any text that is not a cursor of what is asked."""
    try:
        text = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode("ascii")
        digest, as_of, until, floor, is_mended, score, message_id = text.split(":")
        place = Standing(
            _moment(as_of),
            _moment(until),
            _moment(floor) if floor else None,
            is_mended == "1",
            max(-(1 << 62), min(int(score), 1 << 62)),
            UUID(message_id),
        )
    except (ValueError, OverflowError) as error:
        raise invalid("This is not a cursor of this list.", "after") from error
    if digest != _digest(asked):
        raise invalid("This is not a cursor of this list.", "after")
    return place


def _digest(asked: str) -> str:
    return sha256(asked.encode()).hexdigest()[:16]


def _number(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def _moment(number: str) -> datetime:
    return EPOCH + int(number) * MICROSECOND
