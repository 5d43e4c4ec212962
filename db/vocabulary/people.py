"""Who is who and how they sign in."""

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
    ADDRESS = "ADDRESS"
