"""Statements about pictures of people and firms' logos."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.sql import Row
from db.vocabulary import UploadPurpose

# What an upload has become, held until the transaction ends.
MADE = """
SELECT a.id, a.state, a.scan, a.kind, a.refusal, r.storage_key, r.media_type, r.size
FROM attachment a LEFT JOIN rendition r ON r.attachment_id = a.id AND r.name = 'THUMBNAIL'
WHERE a.id = $1 AND a.owner_id = $2 AND a.purpose = $3 AND a.message_id IS NULL
FOR UPDATE OF a
"""

KEEP = """
INSERT INTO picture (id, workspace_id, storage_key, media_type, size, created_at) VALUES ($1, $2, $3, $4, $5, $6)
"""
OF_PERSON = "SELECT picture_id AS id FROM person WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE"
OF_FIRM = "SELECT logo_id AS id FROM workspace WHERE id = $1 FOR NO KEY UPDATE"
SHOW_PERSON = "UPDATE person SET picture_id = $3 WHERE workspace_id = $1 AND id = $2"
SHOW_FIRM = "UPDATE workspace SET logo_id = $2 WHERE id = $1"
DROP = """
WITH gone AS (DELETE FROM picture WHERE id = $1 RETURNING storage_key)
INSERT INTO blob_removal (storage_key, due_at) SELECT storage_key, $2 FROM gone
"""

# Only somebody who was shown a picture has a link to it. Followed, it is asked again whether that still holds: the
# team sees everybody, a client their own picture, the logo, and people of rooms that they are in now, unless the firm
# stands for its team.
SERVED = """
SELECT picture.storage_key, picture.media_type, picture.size
FROM picture JOIN workspace w ON w.id = picture.workspace_id
LEFT JOIN person owner ON owner.workspace_id = w.id AND owner.picture_id = picture.id
WHERE picture.id = $1 AND picture.workspace_id = $2 AND (
    picture.id = w.logo_id OR (owner.id IS NOT NULL AND (
        $4 OR owner.id = $3 OR (NOT (owner.role = 'TEAM' AND w.team_shown_as_firm) AND EXISTS (
            SELECT FROM participation mine
            JOIN participation theirs ON theirs.room_id = mine.room_id AND theirs.person_id = owner.id
            WHERE mine.person_id = $3 AND mine.left_at IS NULL)))))
"""

LOGO = """
SELECT picture.storage_key, picture.media_type, picture.size
FROM workspace w JOIN picture ON picture.workspace_id = w.id AND picture.id = w.logo_id
WHERE w.slug = $1
"""


async def made_of(upload_id: UUID, owner_id: UUID, purpose: UploadPurpose) -> Row | None:
    """What somebody's own upload for this purpose has become; its row is held."""
    return await sql.row(MADE, upload_id, owner_id, purpose.value)


async def keep(
    picture_id: UUID, workspace_id: UUID, storage_key: str, media_type: str, size: int, now: datetime
) -> None:
    """Insert a picture whose bytes lie in the storage."""
    await sql.execute(KEEP, picture_id, workspace_id, storage_key, media_type, size, now)


async def of_person(workspace_id: UUID, person_id: UUID) -> UUID | None:
    """The picture that somebody has; their row is held."""
    found = await sql.row(OF_PERSON, workspace_id, person_id)
    return found["id"] if found else None


async def of_firm(workspace_id: UUID) -> UUID | None:
    """The logo that a firm has; its row is held."""
    found = await sql.row(OF_FIRM, workspace_id)
    return found["id"] if found else None


async def show_person(workspace_id: UUID, person_id: UUID, picture_id: UUID | None) -> None:
    """Show somebody by a picture, or by none."""
    await sql.execute(SHOW_PERSON, workspace_id, person_id, picture_id)


async def show_firm(workspace_id: UUID, picture_id: UUID | None) -> None:
    """Show a firm by a logo, or by none."""
    await sql.execute(SHOW_FIRM, workspace_id, picture_id)


async def drop(picture_id: UUID, now: datetime) -> None:
    """Forget a picture that nobody is shown by any more, and have its bytes removed."""
    await sql.execute(DROP, picture_id, now)


async def served(picture_id: UUID, workspace_id: UUID, viewer_id: UUID, is_team: bool) -> Row | None:
    """A picture that the viewer may be shown now."""
    return await sql.row(SERVED, picture_id, workspace_id, viewer_id, is_team)


async def logo(slug: str) -> Row | None:
    """The logo of the firm at an address."""
    return await sql.row(LOGO, slug)
