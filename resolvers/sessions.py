"""Signs people in and out; knows who a token stands for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from db.queries import people as people_queries
from db.queries import sessions as queries
from db.sql import Row
from db.vocabulary import Role, SessionKind
from resolvers import addresses, events, passwords, throttles, tokens
from resolvers.errors import DomainError, ErrorCode, not_found
from resolvers.viewer import Viewer

LIFE = timedelta(days=30)
"""How long a session lives after its last use."""

KEPT = timedelta(days=90)
"""How long an ended session is still known, for whoever asks what happened."""


@dataclass(frozen=True, slots=True)
class SessionView:
    """One of the viewer's own sessions, as they may see and end it."""

    id: UUID
    kind: SessionKind
    user_agent: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class Device:
    """What signs in: how it will prove itself, what it says it is, and where it calls from."""

    kind: SessionKind
    user_agent: str
    client_ip: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has just begun. The token is shown this once."""

    token: str
    viewer: Viewer


async def viewer_for_token(token: str, now: datetime) -> Viewer | None:
    """Who a token stands for; None once it was revoked or has expired, or its person is not active."""
    found = await queries.live(tokens.hash_of(token), now, LIFE)
    return _viewer(found, found["session_id"]) if found else None


async def sign_in(slug: str, email: str, password: str, device: Device, now: datetime) -> SignedIn:
    """Begin a session.

    Raises WRONG_CREDENTIALS, in the same words and at the same cost whether the address is known or not, and
    RATE_LIMITED when guessing.
    """
    client = throttles.from_client("sign-in", device.client_ip)
    account = throttles.at_account("sign-in", f"{slug}\0{email.strip()}")
    await throttles.count(client, account, now=now)
    person = await _with_password(slug, email, password)
    signed_in = await begin(person, device, now)
    await throttles.succeeded(client, account, now)
    return signed_in


async def _with_password(slug: str, email: str, password: str) -> Row:
    address = addresses.find_email(email)
    person = await queries.credentials(slug, address) if address and addresses.is_slug(slug) else None
    right, fresh = await passwords.verified(password, person["password_hash"] if person else None)
    if person is None or not right:
        raise wrong_credentials()
    if fresh and await people_queries.replace_hash(person["id"], person["password_hash"], fresh):
        person["password_hash"] = fresh
    return person


async def begin(person: Row, device: Device, now: datetime) -> SignedIn:
    """Begin a session for a row of somebody whose `password_hash` has been verified or has just been set.

    Raises WRONG_CREDENTIALS when they were deactivated, or the password was changed, in between.
    """
    token, session_id = tokens.new_token(tokens.SESSION), uuid4()
    kept, agent = tokens.hash_of(token), device.user_agent.replace("\0", "")[:300]
    verified = (person["id"], person["password_hash"])
    if not await queries.begin(session_id, device.kind, kept, agent, now, now + LIFE, *verified):
        raise wrong_credentials()
    return SignedIn(token, _viewer(person, session_id))


async def sign_out(viewer: Viewer, now: datetime) -> None:
    """End the session that asks."""
    await queries.revoke(viewer.workspace_id, viewer.id, viewer.session_id, now)
    await events.session_ended(viewer.session_id)


async def sessions(viewer: Viewer, now: datetime) -> list[SessionView]:
    """The viewer's own live sessions, the latest used first."""
    rows = await queries.of_person(viewer.workspace_id, viewer.id, now)
    return [_session(viewer, row) for row in rows]


async def revoke_session(viewer: Viewer, session_id: UUID, now: datetime) -> None:
    """End one of the viewer's own sessions. Raises NOT_FOUND."""
    if not await queries.revoke(viewer.workspace_id, viewer.id, session_id, now):
        raise not_found("Session", "sessionId")
    await events.session_ended(session_id)


async def revoke_other_sessions(viewer: Viewer, now: datetime) -> int:
    """End all of the viewer's sessions but the one that asks; answers how many."""
    ended = await queries.revoke_all(viewer.workspace_id, viewer.id, now, but=viewer.session_id)
    await tell_ended(ended)
    return len(ended)


async def tell_ended(session_ids: list[UUID]) -> None:
    """Cut the live connections of ended sessions. Call it after commit."""
    for session_id in session_ids:
        await events.session_ended(session_id)


async def forget_old(now: datetime) -> int:
    """Drop sessions that ended long ago; answers how many."""
    return await queries.forget_older(now - KEPT)


def wrong_credentials() -> DomainError:
    """The one answer to a sign-in that failed, whatever the reason."""
    return DomainError(ErrorCode.WRONG_CREDENTIALS, "Email address or password is wrong.")


def wrong_password(*field: str) -> DomainError:
    """The answer to somebody signed in whose current password is not the given one."""
    return DomainError(ErrorCode.WRONG_CREDENTIALS, "The current password is wrong.", field)


def _session(viewer: Viewer, row: Row) -> SessionView:
    return SessionView(**{**row, "kind": SessionKind(row["kind"])}, is_current=row["id"] == viewer.session_id)


def _viewer(row: Row, session_id: UUID) -> Viewer:
    return Viewer(row["id"], row["workspace_id"], Role(row["role"]), row["is_administrator"], session_id)
