"""The product's words: every enumeration is defined here once and used by rows, rules, schema and pages."""

from enum import StrEnum


class Role(StrEnum):
    """Which side of the portal a person is on; never both."""

    TEAM = "TEAM"
    CLIENT = "CLIENT"


class PersonStatus(StrEnum):
    """Where a person stands between invitation and leaving."""

    INVITED = "INVITED"
    ACTIVE = "ACTIVE"
    DEACTIVATED = "DEACTIVATED"


class SessionKind(StrEnum):
    """How a session proves itself: a browser's cookie or a program's bearer token."""

    COOKIE = "COOKIE"
    BEARER = "BEARER"


class LinkPurpose(StrEnum):
    """What a mailed account link may be used for."""

    ACTIVATION = "ACTIVATION"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105  a purpose, not a password


class MailKind(StrEnum):
    """What a mail about somebody's account is for."""

    INVITATION = "INVITATION"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105  a kind of mail, not a password
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105


class MailState(StrEnum):
    """Where a row of the outbox of account mail stands. KEPT is for the developer: nothing is set to send it with."""

    PENDING = "PENDING"
    SENDING = "SENDING"
    SENT = "SENT"
    KEPT = "KEPT"
    FAILED = "FAILED"


class DigestState(StrEnum):
    """Where a digest stands in its outbox. UNKNOWN: the relay may have taken it, and never said so."""

    PLANNED = "PLANNED"
    SENDING = "SENDING"
    UNKNOWN = "UNKNOWN"
    SENT = "SENT"
    CANCELLED = "CANCELLED"
    FAILED = "FAILED"


class NoMail(StrEnum):
    """Why somebody gets no digest, or did not get one."""

    NOT_ACTIVATED = "NOT_ACTIVATED"
    DEACTIVATED = "DEACTIVATED"
    REMOVED = "REMOVED"
    MUTED_ALL = "MUTED_ALL"
    MUTED_ROOM = "MUTED_ROOM"
    BOUNCING = "BOUNCING"
    ARCHIVED = "ARCHIVED"
    READ = "READ"
    DELETED = "DELETED"
    REFUSED = "REFUSED"
    GIVEN_UP = "GIVEN_UP"


class BounceKind(StrEnum):
    """What a server, or a reader, said about an address."""

    PERMANENT = "PERMANENT"
    TRANSIENT = "TRANSIENT"
    COMPLAINT = "COMPLAINT"


class MailSource(StrEnum):
    """The way on which a mail came in."""

    SMTP = "SMTP"
    IMAP = "IMAP"
    WEBHOOK = "WEBHOOK"


class InboundState(StrEnum):
    """What became of a mail that came in. STORED: nothing yet."""

    STORED = "STORED"
    LOGGED = "LOGGED"
    HELD = "HELD"
    REFUSED = "REFUSED"
    DROPPED = "DROPPED"
    BOUNCE = "BOUNCE"
    QUARANTINED = "QUARANTINED"
    DUPLICATE = "DUPLICATE"


class HeldReason(StrEnum):
    """Why an answer waits for the team instead of standing in the room."""

    OTHER_SENDER = "OTHER_SENDER"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    TOKEN_EXPIRED = "TOKEN_EXPIRED"  # noqa: S105  no password
    TOKEN_REVOKED = "TOKEN_REVOKED"  # noqa: S105
    NOT_ACTIVE = "NOT_ACTIVE"
    NOT_PARTICIPANT = "NOT_PARTICIPANT"
    READ_ONLY = "READ_ONLY"
    ARCHIVED = "ARCHIVED"
    TOO_LONG = "TOO_LONG"
    TOO_MANY = "TOO_MANY"
    NOT_POSTED = "NOT_POSTED"
    UNREADABLE = "UNREADABLE"


class RefusedReason(StrEnum):
    """Why a mail became nothing."""

    TOKEN_UNKNOWN = "TOKEN_UNKNOWN"  # noqa: S105  no password
    EMPTY = "EMPTY"
    ENCRYPTED = "ENCRYPTED"
    REJECTED = "REJECTED"


class RoomKind(StrEnum):
    """Whether everyone may write in a room, or only the team; fixed at creation."""

    CONVERSATION = "CONVERSATION"
    ANNOUNCEMENT = "ANNOUNCEMENT"


class EventKind(StrEnum):
    """A fact about a room. The shared ones are for everyone in it, the others for the team."""

    MESSAGE_SENT = "MESSAGE_SENT"
    MESSAGE_EDITED = "MESSAGE_EDITED"
    MESSAGE_DELETED = "MESSAGE_DELETED"
    ATTACHMENT_PROCESSED = "ATTACHMENT_PROCESSED"
    ROOM_RENAMED = "ROOM_RENAMED"
    ROOM_ARCHIVED = "ROOM_ARCHIVED"
    ROOM_UNARCHIVED = "ROOM_UNARCHIVED"
    PARTICIPANT_ADDED = "PARTICIPANT_ADDED"
    PARTICIPANT_REMOVED = "PARTICIPANT_REMOVED"
    PARTICIPANT_INVITED = "PARTICIPANT_INVITED"
    INVITATION_WITHDRAWN = "INVITATION_WITHDRAWN"
    ROOM_TRANSFERRED = "ROOM_TRANSFERRED"
    PORTAL_LINKED = "PORTAL_LINKED"
    MESSAGES_READ = "MESSAGES_READ"


SHARED_EVENTS = (
    EventKind.MESSAGE_SENT,
    EventKind.MESSAGE_EDITED,
    EventKind.MESSAGE_DELETED,
    EventKind.ATTACHMENT_PROCESSED,
    EventKind.ROOM_RENAMED,
    EventKind.ROOM_ARCHIVED,
    EventKind.ROOM_UNARCHIVED,
)


class SignalKind(StrEnum):
    """A passing fact that is never stored: for the team, about clients."""

    CLIENT_TYPING = "CLIENT_TYPING"
    PRESENCE_CHANGED = "PRESENCE_CHANGED"


class PersonEventKind(StrEnum):
    """A fact about one person's own inbox, for that person alone."""

    ROOM_JOINED = "ROOM_JOINED"
    ROOM_LEFT = "ROOM_LEFT"
    ROOM_READ = "ROOM_READ"
    ROOM_MUTED = "ROOM_MUTED"
    ROOM_UNMUTED = "ROOM_UNMUTED"
    EMAIL_MUTED = "EMAIL_MUTED"
    EMAIL_UNMUTED = "EMAIL_UNMUTED"


class AuditAction(StrEnum):
    """An act that the audit log keeps: who did what to whom."""

    WORKSPACE_CREATED = "WORKSPACE_CREATED"
    PERSON_INVITED = "PERSON_INVITED"
    INVITATION_RESENT = "INVITATION_RESENT"
    PERSON_ACTIVATED = "PERSON_ACTIVATED"
    PERSON_DEACTIVATED = "PERSON_DEACTIVATED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105  an act, not a password
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105
    PORTAL_CREATED = "PORTAL_CREATED"
    PORTAL_JOINED = "PORTAL_JOINED"
    ROOM_CREATED = "ROOM_CREATED"
    ROOM_RENAMED = "ROOM_RENAMED"
    ROOM_ARCHIVED = "ROOM_ARCHIVED"
    ROOM_UNARCHIVED = "ROOM_UNARCHIVED"
    ROOM_TRANSFERRED = "ROOM_TRANSFERRED"
    PORTAL_LINKED = "PORTAL_LINKED"
    PARTICIPANT_ADDED = "PARTICIPANT_ADDED"
    PARTICIPANT_REMOVED = "PARTICIPANT_REMOVED"
    PARTICIPANT_INVITED = "PARTICIPANT_INVITED"
    INVITATION_WITHDRAWN = "INVITATION_WITHDRAWN"
    MESSAGE_EDITED = "MESSAGE_EDITED"
    MESSAGE_DELETED = "MESSAGE_DELETED"
    HELD_MAIL_ACCEPTED = "HELD_MAIL_ACCEPTED"
    HELD_MAIL_REJECTED = "HELD_MAIL_REJECTED"


class AttachmentKind(StrEnum):
    """Whether an attachment is shown as an image or offered as a file."""

    FILE = "FILE"
    IMAGE = "IMAGE"


class AttachmentState(StrEnum):
    """Where an attachment stands between the first byte and being ready for readers."""

    UPLOADING = "UPLOADING"
    RECEIVED = "RECEIVED"
    READY = "READY"
    REFUSED = "REFUSED"


class ScanState(StrEnum):
    """What the virus scanner says, where there is one."""

    NOT_SCANNED = "NOT_SCANNED"
    PENDING = "PENDING"
    CLEAN = "CLEAN"
    BLOCKED = "BLOCKED"


class RenditionName(StrEnum):
    """A form in which an image is kept: all its pixels, the size of a screen, or small."""

    ORIGINAL = "ORIGINAL"
    SCREEN = "SCREEN"
    THUMBNAIL = "THUMBNAIL"
