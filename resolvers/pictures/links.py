"""Links to pictures: opaque, the same for everybody who is shown them, and authorised again when they are followed."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from db import secrets
from db.queries import portraits as queries
from db.settings import current
from db.sql import Row
from resolvers import addresses
from resolvers.attachments import Served, tickets
from resolvers.errors import not_found
from resolvers.viewer import Viewer

GRID = timedelta(hours=12)
"""Links made within one stretch are the same, so that browsers keep what they have loaded."""


def link_for(picture_id: UUID, now: datetime) -> str:
    """A link for twelve to twenty-four hours; whoever follows it must be signed in there."""
    stretch = int(now.timestamp() // GRID.total_seconds())
    return f"{current().base_url}/pictures/{_sealed(picture_id, stretch, secrets.secret())}"


@lru_cache(maxsize=10_000)
def _sealed(picture_id: UUID, stretch: int, _secret: bytes) -> str:
    """A page of messages shows few pictures many times, and signing costs more than all else about a message."""
    expires_at = datetime.fromtimestamp((stretch + 2) * GRID.total_seconds(), UTC)
    return tickets.seal(tickets.PICTURE, picture_id, expires_at, 0)


async def picture_for(ticket: str, viewer: Viewer | None, now: datetime) -> Served:
    """What a link leads to. Raises the one NOT_FOUND for every reason not to show it."""
    picture_id, _, _ = tickets.opened(tickets.PICTURE, ticket, now)
    if viewer is None:
        raise not_found("File")
    return _served(await queries.served(picture_id, viewer.workspace_id, viewer.id, viewer.is_team))


async def logo_for(slug: str) -> Served:
    """A firm's logo, which stands at its door for everybody. Raises NOT_FOUND."""
    return _served(await queries.logo(slug) if addresses.is_slug(slug) else None)


def _served(row: Row | None) -> Served:
    if row is None:
        raise not_found("File")
    return Served(row["storage_key"], row["media_type"], "picture", row["size"], inline=True)
