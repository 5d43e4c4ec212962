"""Mail out and in: what becomes of each, and why."""

from enum import StrEnum


class MailKind(StrEnum):
    """What a mail about somebody's account is for."""

    INVITATION = "INVITATION"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105  a kind of mail, not a password
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105
    ADDRESS_ADDED = "ADDRESS_ADDED"
    MAIL_FLOOD = "MAIL_FLOOD"


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
    UNCONFIRMED = "UNCONFIRMED"


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


class AnswerPolicy(StrEnum):
    """How much an answer has to prove; each word asks for more than those before it."""

    TOKEN_ONLY = "TOKEN_ONLY"  # noqa: S105  no password
    FROM_MATCH = "FROM_MATCH"
    STRICT = "STRICT"


class RefusedReason(StrEnum):
    """Why a mail became nothing."""

    TOKEN_UNKNOWN = "TOKEN_UNKNOWN"  # noqa: S105  no password
    EMPTY = "EMPTY"
    ENCRYPTED = "ENCRYPTED"
    REJECTED = "REJECTED"
