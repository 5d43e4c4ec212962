"""Cursors of live events: opaque texts that hold what their owner may know anyway, and nothing else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from uuid import UUID

from db.vocabulary import Role
from resolvers.errors import DomainError, ErrorCode, invalid

ROOM = {Role.TEAM: b"t", Role.CLIENT: b"c"}
INBOX = b"i"
CHECK = 4  # bytes of the room's or person's id, so that a cursor of something else is noticed


def room_cursor(room_id: UUID, role: Role, seq: int) -> str:
    """The cursor of a room after event `seq` of the audience's own sequence."""
    return sealed(ROOM[role], room_id, [seq])


def room_seq(room_id: UUID, role: Role, cursor: str) -> int:
    """The event after which a room is to be resumed. Raises DomainError INVALID."""
    match opened(ROOM[role], room_id, cursor):
        case [seq]:
            return seq
    raise unreadable()


def inbox_cursor(person_id: UUID, seq: int, rooms: Mapping[int, int]) -> str:
    """The cursor of an inbox after the person's own event `seq`, and after one shared event per present room.

    `rooms` maps the slot of a participation, dense per person, to the room's shared sequence.
    """
    numbers = [seq]
    for slot in sorted(rooms):
        numbers += (slot, rooms[slot])
    return sealed(INBOX, person_id, numbers)


def inbox_position(person_id: UUID, cursor: str) -> tuple[int, dict[int, int]]:
    """The person's event and the shared sequence per slot to resume from. Raises DomainError INVALID."""
    numbers = opened(INBOX, person_id, cursor)
    if len(numbers) % 2 != 1:
        raise unreadable()
    return numbers[0], dict(zip(numbers[1::2], numbers[2::2], strict=True))


def sealed(kind: bytes, owner: UUID, numbers: list[int]) -> str:
    """Bytes as URL-safe text without padding."""
    packed = kind + owner.bytes[:CHECK] + b"".join(varint(number) for number in numbers)
    return urlsafe_b64encode(packed).rstrip(b"=").decode()


def opened(kind: bytes, owner: UUID, cursor: str) -> list[int]:
    """The numbers of a cursor of this kind and owner."""
    try:
        packed = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except ValueError as error:
        raise unreadable() from error
    if packed[:1] != kind or packed[1 : CHECK + 1] != owner.bytes[:CHECK]:
        raise unreadable()
    return varints(packed[CHECK + 1 :])


def varint(number: int) -> bytes:
    """A number in as few bytes as it needs, seven bits in each, the lowest first (protobuf's base 128)."""
    packed = bytearray()
    while number > 0x7F:
        packed.append(number & 0x7F | 0x80)
        number >>= 7
    packed.append(number)
    return bytes(packed)


def varints(packed: bytes) -> list[int]:
    """The numbers packed one after the other; none may be larger than PostgreSQL's bigint."""
    numbers, number, shift = [], 0, 0
    for byte in packed:
        number |= (byte & 0x7F) << shift
        shift += 7
        if number >= 1 << 63:
            raise unreadable()
        if byte < 0x80:
            numbers.append(number)
            number, shift = 0, 0
    if shift:
        raise unreadable()
    return numbers


def unreadable() -> DomainError:
    """The answer to a text that is no cursor of this room or inbox."""
    return invalid("This is not a cursor of what you subscribe to.", "after")


def resync_required() -> DomainError:
    """The answer to a cursor from which nothing can be resumed without a gap."""
    return DomainError(ErrorCode.RESYNC_REQUIRED, "Too much happened since: query anew, then subscribe.", ("after",))
