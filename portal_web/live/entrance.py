"""Who may open a socket: a bearer token for programs, the session cookie for our own pages."""

from datetime import datetime

from starlette.requests import HTTPConnection

from portal_web.authentication import COOKIE
from portal_web.live.messages import Init
from portal_web.origin import is_ours
from resolvers import sessions
from resolvers.errors import reaching_the_database
from resolvers.viewer import Viewer


async def let_in(connection: HTTPConnection, init: Init, base_url: str, now: datetime) -> Viewer | None:
    """Who opens a socket; None for whoever has no live session. Raises DomainError UNAVAILABLE."""
    token = bearer_token(connection, init) or cookie_token(connection, base_url)
    if token is None:
        return None
    with reaching_the_database():
        return await sessions.viewer_for_token(token, now)


def bearer_token(connection: HTTPConnection, init: Init) -> str | None:
    """The token in `connection_init`'s payload, as browsers must send it, or in the Authorization header."""
    given = [value for name, value in init.payload.items() if name.lower() == "authorization"]
    return bearer(given[0] if given else connection.headers.get("authorization"))


def bearer(authorization: object) -> str | None:
    """The token of a Bearer credential (RFC 6750, section 2.1)."""
    match authorization.split() if isinstance(authorization, str) else []:
        case [scheme, token] if scheme.lower() == "bearer":
            return token
    return None


def cookie_token(connection: HTTPConnection, base_url: str) -> str | None:
    """The session cookie, if one of our own pages opens the socket.

    Browsers send cookies along with WebSockets of any page in the world, and no same-origin rule stands in the way.
    """
    return connection.cookies.get(COOKIE) if is_ours(connection, base_url) else None
