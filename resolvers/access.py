"""The doors: who may do what in a room, and the only ways to fetch a room or message in order to act on it."""

from enum import StrEnum
from uuid import UUID

from db.queries import messages as message_queries
from db.queries import rooms as queries
from db.sql import Row
from db.vocabulary import Role, RoomKind
from resolvers.errors import DomainError, ErrorCode, not_found
from resolvers.viewer import Viewer


class Standing(StrEnum):
    """How a person stands to a room. STAND_IN is an administrator of the firm who is not in it."""

    CLIENT = "CLIENT"
    TEAM = "TEAM"
    MANAGER = "MANAGER"
    ADMINISTRATOR = "ADMINISTRATOR"
    STAND_IN = "STAND_IN"


class Action(StrEnum):
    """Something that may be done in a room."""

    READ = "READ"
    SEE_AS = "SEE_AS"
    MARK_READ = "MARK_READ"
    MUTE = "MUTE"
    SHOW_TYPING = "SHOW_TYPING"
    POST = "POST"
    ANNOUNCE = "ANNOUNCE"
    EDIT_OWN = "EDIT_OWN"
    DELETE_OWN = "DELETE_OWN"
    DELETE_ANY = "DELETE_ANY"
    RENAME = "RENAME"
    ADD_PARTICIPANTS = "ADD_PARTICIPANTS"
    REMOVE_PARTICIPANTS = "REMOVE_PARTICIPANTS"
    INVITE = "INVITE"
    LINK_PORTAL = "LINK_PORTAL"
    TRANSFER = "TRANSFER"
    ARCHIVE = "ARCHIVE"


_PARTAKE = frozenset(
    {
        Action.READ,
        Action.MARK_READ,
        Action.MUTE,
        Action.SHOW_TYPING,
        Action.POST,
        Action.EDIT_OWN,
        Action.DELETE_OWN,
    }
)
_MANAGE = frozenset(
    {
        Action.RENAME,
        Action.ADD_PARTICIPANTS,
        Action.REMOVE_PARTICIPANTS,
        Action.INVITE,
        Action.LINK_PORTAL,
        Action.TRANSFER,
        Action.ARCHIVE,
    }
)

MAY: dict[Standing, frozenset[Action]] = {
    Standing.CLIENT: _PARTAKE,
    Standing.TEAM: _PARTAKE | {Action.ANNOUNCE, Action.SEE_AS},
    Standing.MANAGER: _PARTAKE | _MANAGE | {Action.ANNOUNCE, Action.SEE_AS, Action.DELETE_ANY},
    Standing.ADMINISTRATOR: _PARTAKE | _MANAGE | {Action.ANNOUNCE, Action.SEE_AS, Action.DELETE_ANY},
    Standing.STAND_IN: _MANAGE,
}
"""The law of what is done. A stand-in keeps a room from being orphaned, and does not read it."""

FROZEN_BY_ARCHIVE = frozenset(
    {
        Action.SHOW_TYPING,
        Action.POST,
        Action.ANNOUNCE,
        Action.EDIT_OWN,
        Action.RENAME,
        Action.ADD_PARTICIPANTS,
        Action.INVITE,
        Action.LINK_PORTAL,
    }
)
"""What an archived room refuses to everybody. Taking back a message, and access, stays possible."""

_SPEAKING = frozenset({Action.POST, Action.EDIT_OWN, Action.SHOW_TYPING})


def standing_in(viewer: Viewer, room: Row) -> Standing | None:
    """How the viewer stands to a room of `db.queries.rooms.room_of`; None for those it does not concern."""
    if room["participation_id"] is None:
        return Standing.STAND_IN if viewer.is_administrator else None
    if viewer.role is Role.CLIENT:
        return Standing.CLIENT
    if room["manager_id"] == viewer.id:
        return Standing.MANAGER
    return Standing.ADMINISTRATOR if viewer.is_administrator else Standing.TEAM


def may(viewer: Viewer, room: Row) -> frozenset[Action]:
    """Everything the viewer may do in the room as it is now: the table, the room's kind, and whether it is archived."""
    standing = standing_in(viewer, room)
    allowed = MAY[standing] if standing else frozenset[Action]()
    if room["kind"] == RoomKind.ANNOUNCEMENT and Action.ANNOUNCE not in allowed:
        allowed -= _SPEAKING
    return allowed - FROZEN_BY_ARCHIVE if room["archived_at"] else allowed


async def room_for(viewer: Viewer, room_id: UUID, action: Action) -> Row:
    """The room, if the viewer may do this in it now.

    Raises NOT_FOUND where the viewer has no business with the room, whether or not it exists, at the same cost;
    ROOM_ARCHIVED, ROOM_READ_ONLY or NOT_ALLOWED to those who know the room and may not do this.
    """
    room = await queries.room_of(room_id, viewer.workspace_id, viewer.id)
    if room is None:
        raise not_found("Room", "roomId")
    _refuse_unless_allowed(viewer, room, action)
    return room


async def locked_room_for(viewer: Viewer, room_id: UUID, action: Action) -> Row:
    """As `room_for`, with the room's row held until the transaction ends, so that the answer stays true."""
    await queries.lock_room(room_id, viewer.workspace_id)
    return await room_for(viewer, room_id, action)


async def locked_message_for(viewer: Viewer, message_id: UUID, own: Action, any_: Action | None) -> Row:
    """A message with its room's row held, if the viewer may do `own` to own messages or `any_` to everybody's.

    Raises NOT_FOUND for messages of rooms that the viewer is not in; else as `room_for`.
    """
    found = await message_queries.message_for_reader(message_id, viewer.id)
    if found is None:
        raise not_found("Message", "messageId")
    is_author = found["author_key"] == viewer.id
    if not is_author and any_ is None:
        raise DomainError(ErrorCode.NOT_ALLOWED, "Only its author can do this.", ("messageId",))
    await locked_room_for(viewer, found["room_id"], own if is_author or any_ is None else any_)
    message = await message_queries.message_for_reader(message_id, viewer.id)
    if message is None:
        raise not_found("Message", "messageId")
    return message


def require_team(viewer: Viewer) -> None:
    """Refuse clients, in words that tell them nothing about anybody."""
    if not viewer.is_team:
        raise DomainError(ErrorCode.NOT_ALLOWED, "Only the team can do this.")


def require_administrator(viewer: Viewer) -> None:
    """Refuse everybody but administrators."""
    if not viewer.is_administrator:
        raise DomainError(ErrorCode.NOT_ALLOWED, "Only an administrator can do this.")


def _refuse_unless_allowed(viewer: Viewer, room: Row, action: Action) -> None:
    standing = standing_in(viewer, room)
    if standing is None or (standing is Standing.STAND_IN and action not in MAY[standing]):
        raise not_found("Room", "roomId")
    if action in may(viewer, room):
        return
    if action in MAY[standing] and action in FROZEN_BY_ARCHIVE and room["archived_at"]:
        raise DomainError(ErrorCode.ROOM_ARCHIVED, "This room is archived and can only be read.", ("roomId",))
    if action in MAY[standing]:
        raise DomainError(ErrorCode.ROOM_READ_ONLY, "Only the team writes in an announcement room.", ("roomId",))
    raise DomainError(ErrorCode.NOT_ALLOWED, "Only the room's manager can do this.", ("roomId",))
