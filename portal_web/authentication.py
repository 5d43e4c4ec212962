"""Finds out who asks: a program by its bearer token, a browser by its cookie."""

from datetime import datetime

from starlette.requests import HTTPConnection
from starlette.responses import Response

from db.settings import Settings
from db.vocabulary import SessionKind
from portal_web.origin import require_ours
from resolvers import sessions
from resolvers.sessions import LIFE, Device
from resolvers.viewer import Viewer

COOKIE = "parlour_session"


async def viewer_for(connection: HTTPConnection) -> Viewer | None:
    """Who a request or WebSocket comes from, or nobody.

    A token counts before a cookie, and instead of it. A cookie counts only where a page of ours asks: NOT_ALLOWED
    otherwise, for whatever is not plain reading.
    """
    if "authorization" in connection.headers:
        return await viewer_for_bearer(connection.headers["authorization"], now(connection))
    token = connection.cookies.get(COOKIE)
    if not token:
        return None
    require_ours(connection, settings_of(connection).base_url)
    return await sessions.viewer_for_token(token, now(connection))


async def viewer_for_bearer(authorization: str, at: datetime) -> Viewer | None:
    """Who the value of an Authorization header stands for (RFC 6750, 2.1)."""
    scheme, _, token = authorization.partition(" ")
    return await sessions.viewer_for_token(token.strip(), at) if scheme.lower() == "bearer" else None


def set_cookie(response: Response, token: str, settings: Settings) -> None:
    """Keep a session's token where no script reads it and no other site's form sends it."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LIFE.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=settings.secure,
    )


def forget(response: Response, settings: Settings) -> None:
    """Take the token from the browser."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=settings.secure)


def device_of(connection: HTTPConnection, kind: SessionKind) -> Device:
    """What is signing in."""
    return Device(kind, connection.headers.get("user-agent", ""), client_ip(connection))


def client_ip(connection: HTTPConnection) -> str:
    """The network address a connection comes from; uvicorn has put the one a trusted proxy told here."""
    return connection.client.host if connection.client else ""


def settings_of(connection: HTTPConnection) -> Settings:
    """The process's settings, which the application keeps in its state."""
    settings = connection.app.state.settings
    assert isinstance(settings, Settings)
    return settings


def now(connection: HTTPConnection) -> datetime:
    """The time at which a request is answered, by the application's clock."""
    time = connection.app.state.clock()
    assert isinstance(time, datetime)
    return time
