"""The domain's enumerations as the contract shows them: their words are defined there, described here."""

from enum import StrEnum

import strawberry

from db.vocabulary import PersonStatus, Role, RoomKind
from resolvers.access import Action
from resolvers.errors import ErrorCode


def in_contract(words: type[StrEnum], name: str, description: str, values: dict[StrEnum, str]) -> None:
    """Put an enumeration into the contract. Raises KeyError for a word that nobody has described."""
    strawberry.enum(words, name=name, description=description)
    for value in words.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[words(value.value)]


in_contract(
    Role,
    "Role",
    "Which side of the portal a person is on.",
    {Role.TEAM: "One of the firm's people.", Role.CLIENT: "One of the firm's clients."},
)
in_contract(
    PersonStatus,
    "PersonStatus",
    "Where a person stands between invitation and leaving.",
    {
        PersonStatus.INVITED: "Invited, and has not activated the account yet.",
        PersonStatus.ACTIVE: "Can sign in and take part in rooms.",
        PersonStatus.DEACTIVATED: "Can no longer sign in, and takes part in no room.",
    },
)
in_contract(
    RoomKind,
    "RoomKind",
    "Who may write in a room; fixed at creation.",
    {RoomKind.CONVERSATION: "Everybody in it writes.", RoomKind.ANNOUNCEMENT: "Only the team writes."},
)
in_contract(
    Action,
    "RoomAction",
    "Something that may be done in a room.",
    {
        Action.READ: "Read the messages.",
        Action.SEE_AS: "See the room as one of its clients sees it.",
        Action.MARK_READ: "Move the own read mark.",
        Action.MUTE: "Mute mail about the room.",
        Action.SHOW_TYPING: "Show the team that one is typing.",
        Action.POST: "Send messages.",
        Action.ANNOUNCE: "Send messages in an announcement room.",
        Action.EDIT_OWN: "Edit own messages.",
        Action.DELETE_OWN: "Delete own messages.",
        Action.DELETE_ANY: "Delete everybody's messages.",
        Action.RENAME: "Rename the room.",
        Action.ADD_PARTICIPANTS: "Add participants.",
        Action.REMOVE_PARTICIPANTS: "Remove participants.",
        Action.INVITE: "Invite people who join on activation.",
        Action.LINK_PORTAL: "Link the room to a portal.",
        Action.TRANSFER: "Make somebody else the manager.",
        Action.ARCHIVE: "Archive and unarchive the room.",
    },
)
in_contract(
    ErrorCode,
    "ErrorCode",
    "Why something was refused; one enumeration for the whole contract.",
    {
        ErrorCode.NOT_FOUND: "It does not exist, or is not the viewer's to see: the same answer for both.",
        ErrorCode.NOT_ALLOWED: "The viewer may not do this.",
        ErrorCode.INVALID: "The input can be corrected and sent again.",
        ErrorCode.CONFLICT: "It contradicts what was done before.",
        ErrorCode.UNAUTHENTICATED: "Nobody is signed in.",
        ErrorCode.WRONG_CREDENTIALS: "Email and password do not belong together.",
        ErrorCode.RATE_LIMITED: "Too many tries; the message says when to try again.",
        ErrorCode.LINK_INVALID: "The link was used, has expired, or never existed.",
        ErrorCode.WEAK_PASSWORD: "The password is too easy to guess; the message says why.",
        ErrorCode.EMAIL_TAKEN: "Somebody of the firm has this email address.",
        ErrorCode.NOT_ACTIVE: "A person has not activated the account, or was deactivated; the message names them.",
        ErrorCode.ALREADY_ACTIVE: "A person is active already; the message names them.",
        ErrorCode.LAST_ADMINISTRATOR: "A firm keeps at least one administrator.",
        ErrorCode.ROOM_ARCHIVED: "The room is archived and can only be read.",
        ErrorCode.ROOM_READ_ONLY: "Only the team writes in this room.",
        ErrorCode.MIXED_PORTALS: "Clients of different portals would read each other's messages.",
        ErrorCode.MANAGER_STAYS: "The manager cannot be removed before the room is transferred.",
        ErrorCode.MESSAGE_DELETED: "The message has been deleted.",
        ErrorCode.UPLOAD_INCOMPLETE: "The bytes of an upload are not all there yet.",
        ErrorCode.UPLOAD_REFUSED: "An upload cannot be sent; the message says why.",
        ErrorCode.RESYNC_REQUIRED: "The cursor cannot be resumed from: query anew, then subscribe.",
        ErrorCode.LIMIT_EXCEEDED: "Too much of something; the message states the limit.",
        ErrorCode.UNAVAILABLE: "A server is restarting; the same request may be sent again.",
        ErrorCode.INTERNAL: "Something went wrong on our side.",
    },
)

__all__ = ["Action", "ErrorCode", "PersonStatus", "Role", "RoomKind"]
