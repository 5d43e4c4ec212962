"""Firms and the portals where their clients' people sign in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from db import sql
from db.queries import portals as queries
from db.sql import Row
from db.vocabulary import AuditAction
from resolvers import access, addresses, audit, texts, visibility
from resolvers.errors import not_found
from resolvers.viewer import Viewer
from resolvers.views import PortalView

MOST = 1000
"""More portals than a list shows at once."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A firm, as anybody at its door may know it."""

    id: UUID
    slug: str
    name: str
    logo_id: UUID | None
    accent_color: str | None


def workspace_of(row: Row, prefix: str) -> Workspace:
    """A firm out of a row whose columns begin with `prefix`."""
    names = ("id", "slug", "name", "logo_id", "accent_color")
    return Workspace(**{name: row[f"{prefix}{name}"] for name in names})


async def find_workspace(slug: str) -> Workspace | None:
    """The firm with this short name."""
    row = await queries.workspace_by_slug(slug) if addresses.is_slug(slug) else None
    return workspace_of(row, "") if row else None


async def find_only_workspace() -> Workspace | None:
    """The firm, when there is exactly one."""
    rows = await queries.first_workspaces()
    return workspace_of(rows[0], "") if len(rows) == 1 else None


async def create_portal(viewer: Viewer, name: str, now: datetime) -> PortalView:
    """Open a portal for a client company. Raises NOT_ALLOWED for clients."""
    access.require_team(viewer)
    name = texts.name_of(name, "name")
    async with sql.transaction():
        row = await queries.create(uuid4(), viewer.workspace_id, name, now)
        await audit.record(viewer, AuditAction.PORTAL_CREATED, now)
    return _portal(row)


async def portals(viewer: Viewer) -> list[PortalView] | None:
    """The firm's portals by name; None for clients."""
    if not visibility.sees(viewer, visibility.Facet.ADMINISTRATION):
        return None
    return [_portal(row) for row in await queries.of_workspace(viewer.workspace_id, MOST)]


async def find_portal(viewer: Viewer, portal_id: UUID) -> PortalView | None:
    """A portal of the firm; None for clients and for every other id."""
    if not visibility.sees(viewer, visibility.Facet.ADMINISTRATION):
        return None
    rows = await queries.known(viewer.workspace_id, [portal_id])
    return _portal(rows[0]) if rows else None


async def portals_of(viewer: Viewer, person_ids: Sequence[UUID]) -> dict[UUID, list[PortalView] | None]:
    """The portals that each person belongs to, in one statement; None for clients."""
    if not visibility.sees(viewer, visibility.Facet.ADMINISTRATION):
        return dict.fromkeys(person_ids)
    found: dict[UUID, list[PortalView]] = {person_id: [] for person_id in person_ids}
    for row in await queries.of_people(viewer.workspace_id, list(person_ids)):
        found[row["person_id"]].append(_portal(row))
    return dict(found)


async def require_known(viewer: Viewer, portal_ids: Sequence[UUID], *field: str) -> None:
    """Refuse with NOT_FOUND unless all of these are portals of the firm."""
    if len(await queries.known(viewer.workspace_id, list(portal_ids))) != len(set(portal_ids)):
        raise not_found("Portal", *field)


def _portal(row: Row) -> PortalView:
    return PortalView(row["id"], row["name"])
