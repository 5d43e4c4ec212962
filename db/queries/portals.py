"""Statements about firms, their portals, and who belongs to a portal."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.queries.columns import workspace_columns
from db.sql import Row

CREATE_WORKSPACE = """
INSERT INTO workspace (id, slug, name, digest_after_minutes, team_shown_as_firm, text_in_mail, created_at)
VALUES ($1, $2, $3, 30, false, true, $4)
ON CONFLICT (slug) DO NOTHING RETURNING id
"""
WORKSPACE_BY_SLUG = f"SELECT {workspace_columns('workspace', '')} FROM workspace WHERE slug = $1"
TWO_WORKSPACES = f"SELECT {workspace_columns('workspace', '')} FROM workspace ORDER BY created_at, id LIMIT 2"
CHANGE_WORKSPACE = """
UPDATE workspace SET name = coalesce($2, name), accent_color = nullif(coalesce($3, accent_color), ''),
    team_shown_as_firm = coalesce($4, team_shown_as_firm)
WHERE id = $1
"""

CREATE_PORTAL = """
INSERT INTO portal (id, workspace_id, name, created_at) VALUES ($1, $2, $3, $4) RETURNING id, name
"""
OF_WORKSPACE = "SELECT id, name FROM portal WHERE workspace_id = $1 ORDER BY lower(name), id LIMIT $2"
KNOWN = "SELECT id, name FROM portal WHERE workspace_id = $1 AND id = ANY($2::uuid[])"
OF_PEOPLE = """
SELECT member.person_id, portal.id, portal.name
FROM portal_member AS member
JOIN portal ON portal.workspace_id = member.workspace_id AND portal.id = member.portal_id
WHERE member.workspace_id = $1 AND member.person_id = ANY($2::uuid[])
ORDER BY lower(portal.name), portal.id
"""
ADD_MEMBER = """
INSERT INTO portal_member (id, workspace_id, portal_id, person_id, created_at)
SELECT gen_random_uuid(), $1, chosen.portal_id, $2, $4 FROM unnest($3::uuid[]) AS chosen (portal_id)
ON CONFLICT (portal_id, person_id) DO NOTHING
RETURNING portal_id
"""


async def create_workspace(workspace_id: UUID, slug: str, name: str, now: datetime) -> bool:
    """Insert a firm; answers False when the slug is taken."""
    return await sql.row(CREATE_WORKSPACE, workspace_id, slug, name, now) is not None


async def workspace_by_slug(slug: str) -> Row | None:
    """The firm at an address."""
    return await sql.row(WORKSPACE_BY_SLUG, slug)


async def first_workspaces() -> list[Row]:
    """The first two firms: enough to know whether there is exactly one."""
    return await sql.rows(TWO_WORKSPACES)


async def change_workspace(
    workspace_id: UUID, name: str | None, accent_color: str | None, team_shown_as_firm: bool | None
) -> None:
    """Set how a firm appears; None leaves a column as it is, an empty colour takes it away."""
    await sql.execute(CHANGE_WORKSPACE, workspace_id, name, accent_color, team_shown_as_firm)


async def create(portal_id: UUID, workspace_id: UUID, name: str, now: datetime) -> Row:
    """Insert a portal."""
    made = await sql.row(CREATE_PORTAL, portal_id, workspace_id, name, now)
    assert made is not None
    return made


async def of_workspace(workspace_id: UUID, limit: int) -> list[Row]:
    """The portals of a firm by name."""
    return await sql.rows(OF_WORKSPACE, workspace_id, limit)


async def known(workspace_id: UUID, portal_ids: list[UUID]) -> list[Row]:
    """Those of the portals that are the firm's."""
    return await sql.rows(KNOWN, workspace_id, portal_ids)


async def of_people(workspace_id: UUID, person_ids: list[UUID]) -> list[Row]:
    """The portals that each of these people belongs to."""
    return await sql.rows(OF_PEOPLE, workspace_id, person_ids)


async def add_member(workspace_id: UUID, person_id: UUID, portal_ids: list[UUID], now: datetime) -> list[UUID]:
    """Let a client belong to portals; answers those that are new to them."""
    return [row["portal_id"] for row in await sql.rows(ADD_MEMBER, workspace_id, person_id, portal_ids, now)]
