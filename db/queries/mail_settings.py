"""Statements about what a firm sets for its mail."""

from uuid import UUID

from db import sql
from db.sql import Row

COLUMNS = "digest_after_minutes, text_in_mail, images_in_mail, team_shown_as_firm, answer_policy"

OF_WORKSPACE = f"SELECT {COLUMNS} FROM workspace WHERE id = $1"

CHANGE = f"""
UPDATE workspace SET digest_after_minutes = coalesce($2, digest_after_minutes),
    text_in_mail = coalesce($3, text_in_mail), images_in_mail = coalesce($4, images_in_mail),
    team_shown_as_firm = coalesce($5, team_shown_as_firm), answer_policy = coalesce($6, answer_policy)
WHERE id = $1
RETURNING {COLUMNS}
"""


async def of_workspace(workspace_id: UUID) -> Row:
    """A firm's settings."""
    found = await sql.row(OF_WORKSPACE, workspace_id)
    assert found is not None
    return found


async def change(
    workspace_id: UUID,
    digest_after_minutes: int | None,
    text_in_mail: bool | None,
    images_in_mail: bool | None,
    team_shown_as_firm: bool | None,
    answer_policy: str | None,
) -> Row:
    """Set what is given; None leaves a column as it is."""
    given = (digest_after_minutes, text_in_mail, images_in_mail, team_shown_as_firm, answer_policy)
    found = await sql.row(CHANGE, workspace_id, *given)
    assert found is not None
    return found
