"""What a person can be told and act on: one error, one enumeration of codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from db import sql


class ErrorCode(StrEnum):
    """Why something was refused. One enumeration serves every mutation, query, subscription and page."""

    NOT_FOUND = "NOT_FOUND"
    NOT_ALLOWED = "NOT_ALLOWED"
    INVALID = "INVALID"
    CONFLICT = "CONFLICT"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    WRONG_CREDENTIALS = "WRONG_CREDENTIALS"
    RATE_LIMITED = "RATE_LIMITED"
    LINK_INVALID = "LINK_INVALID"
    WEAK_PASSWORD = "WEAK_PASSWORD"  # noqa: S105  a code, not a password
    EMAIL_TAKEN = "EMAIL_TAKEN"
    NOT_ACTIVE = "NOT_ACTIVE"
    ALREADY_ACTIVE = "ALREADY_ACTIVE"
    LAST_ADMINISTRATOR = "LAST_ADMINISTRATOR"
    ROOM_ARCHIVED = "ROOM_ARCHIVED"
    ROOM_READ_ONLY = "ROOM_READ_ONLY"
    MIXED_PORTALS = "MIXED_PORTALS"
    MANAGER_STAYS = "MANAGER_STAYS"
    MESSAGE_DELETED = "MESSAGE_DELETED"
    UPLOAD_INCOMPLETE = "UPLOAD_INCOMPLETE"
    UPLOAD_REFUSED = "UPLOAD_REFUSED"
    RESYNC_REQUIRED = "RESYNC_REQUIRED"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


class DomainError(Exception):
    """A refusal somebody can act on.

    `message` is for people; `field` is the path of the input that caused it, empty when it is not about one input.
    """

    def __init__(self, code: ErrorCode, message: str, field: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


def not_found(what: str, *field: str) -> DomainError:
    """The one answer for what does not exist, is another firm's, or is not the viewer's to see."""
    return DomainError(ErrorCode.NOT_FOUND, f"{what} not found.", field)


def invalid(message: str, *field: str) -> DomainError:
    """Input that can be corrected and sent again."""
    return DomainError(ErrorCode.INVALID, message, field)


def unavailable() -> DomainError:
    """A server behind Parlour is away; nothing is known to be written, and the same request may be sent again."""
    return DomainError(ErrorCode.UNAVAILABLE, "Parlour is restarting. Please try again in a moment.")


def refusal_in(error: BaseException | None) -> DomainError | None:
    """What a person can be told of an error: a refusal, or that a server is away; None for what nobody foresaw."""
    if isinstance(error, sql.UNREACHABLE):
        return unavailable()
    return error if isinstance(error, DomainError) else None


@contextmanager
def reaching_the_database() -> Iterator[None]:
    """Turn a PostgreSQL that is away into the typed refusal `unavailable`."""
    try:
        yield
    except sql.UNREACHABLE as error:
        raise unavailable() from error
