"""Statements about people: finding, inviting, activating, deactivating, and what they set for themselves."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.queries.columns import person_columns, workspace_columns
from db.sql import Row
from db.vocabulary import PersonStatus, Role

OWN = person_columns("person", "")
COLUMNS = f"{OWN}, person.workspace_id, person.created_at"

INVITE = f"""
INSERT INTO person (
    id, workspace_id, role, is_administrator, status, name, email, locale, time_zone, created_at, event_seq, last_slot
)
VALUES (
    $1, $2, $3, $4, 'INVITED', $5, $6,
    coalesce((SELECT locale FROM person WHERE id = $8), 'en'),
    coalesce((SELECT time_zone FROM person WHERE id = $8), 'UTC'), $7, 0, 0
)
ON CONFLICT (workspace_id, lower(email)) DO NOTHING
RETURNING {COLUMNS}
"""

BY_EMAIL = f"SELECT {COLUMNS} FROM person WHERE workspace_id = $1 AND lower(email) = lower($2) FOR NO KEY UPDATE"
BY_ID = f"SELECT {COLUMNS} FROM person WHERE workspace_id = $1 AND id = $2"
LOCK = f"{BY_ID} FOR NO KEY UPDATE"

# Whoever holds the firm's row decides alone whether an administrator remains. Not the administrators' own rows: rooms
# are locked before people everywhere, and a deactivation goes on to rooms.
LOCK_WORKSPACE = "SELECT 1 FROM workspace WHERE id = $1 FOR NO KEY UPDATE"
ADMINISTRATORS = "SELECT id FROM person WHERE workspace_id = $1 AND is_administrator AND status = 'ACTIVE'"

PROFILE = f"""
SELECT {OWN}, person.created_at, person.locale, person.time_zone, person.email_muted_at, person.quiet_from,
    person.quiet_until, person.password_hash,
    workspace.team_shown_as_firm, {workspace_columns("workspace", "workspace_")}
FROM person JOIN workspace ON workspace.id = person.workspace_id
WHERE person.workspace_id = $1 AND person.id = $2
"""

ACTIVATE = f"""
UPDATE person SET status = 'ACTIVE', password_hash = $2, name = $3, activated_at = $4
WHERE id = $1 AND status = 'INVITED'
RETURNING {COLUMNS}
"""

DEACTIVATE = """
UPDATE person SET status = 'DEACTIVATED', password_hash = NULL, deactivated_at = $3
WHERE workspace_id = $1 AND id = $2 AND status <> 'DEACTIVATED'
"""

REPLACE_HASH = """
UPDATE person SET password_hash = $3 WHERE id = $1 AND password_hash = $2 AND status = 'ACTIVE' RETURNING id
"""
SET_HASH = f"UPDATE person SET password_hash = $2 WHERE id = $1 AND status = 'ACTIVE' RETURNING {COLUMNS}"

CHANGE_PROFILE = """
UPDATE person SET name = coalesce($3, name), locale = coalesce($4, locale), time_zone = coalesce($5, time_zone)
WHERE workspace_id = $1 AND id = $2
"""

SET_QUIET_HOURS = "UPDATE person SET quiet_from = $3, quiet_until = $4 WHERE workspace_id = $1 AND id = $2"

MUTE_EMAIL = """
UPDATE person SET email_muted_at = $3 WHERE workspace_id = $1 AND id = $2 AND email_muted_at IS NULL RETURNING id
"""
UNMUTE_EMAIL = """
UPDATE person SET email_muted_at = NULL WHERE workspace_id = $1 AND id = $2 AND email_muted_at IS NOT NULL
RETURNING id
"""

# Whoever types "ines" means Inès.
_FOLDED = r"regexp_replace(lower(normalize(%s, NFKD)), '[\u0300-\u036f]', '', 'g')"
PAGE = f"""
SELECT {COLUMNS} FROM person
WHERE workspace_id = $1
    AND ($2::text IS NULL OR role = $2)
    AND ($3::text IS NULL OR status = $3)
    AND ($4::uuid IS NULL OR EXISTS (
        SELECT FROM portal_member AS member
        WHERE member.workspace_id = $1 AND member.portal_id = $4 AND member.person_id = person.id))
    AND ($5::text IS NULL OR strpos({_FOLDED % "name"}, {_FOLDED % "$5::text"}) > 0
        OR starts_with(lower(email), lower($5::text)))
    AND ($6::timestamptz IS NULL OR (created_at, id) > ($6, $7::uuid))
ORDER BY created_at, id LIMIT $8
"""


async def invite(
    person_id: UUID,
    workspace_id: UUID,
    role: Role,
    is_administrator: bool,
    name: str,
    email: str,
    now: datetime,
    inviter_id: UUID | None,
) -> Row | None:
    """Insert somebody invited, with the inviter's language and time zone; None when the address is taken."""
    return await sql.row(INVITE, person_id, workspace_id, role.value, is_administrator, name, email, now, inviter_id)


async def locked_by_email(workspace_id: UUID, email: str) -> Row | None:
    """The person with an address, the row held until the transaction ends."""
    return await sql.row(BY_EMAIL, workspace_id, email)


async def by_id(workspace_id: UUID, person_id: UUID) -> Row | None:
    """A person of the firm."""
    return await sql.row(BY_ID, workspace_id, person_id)


async def locked(workspace_id: UUID, person_id: UUID) -> Row | None:
    """A person of the firm, the row held until the transaction ends."""
    return await sql.row(LOCK, workspace_id, person_id)


async def locked_administrators(workspace_id: UUID) -> set[UUID]:
    """Who administers the firm now; nobody else can change that until the transaction ends."""
    await sql.rows(LOCK_WORKSPACE, workspace_id)
    return {row["id"] for row in await sql.rows(ADMINISTRATORS, workspace_id)}


async def profile(workspace_id: UUID, person_id: UUID) -> Row | None:
    """All that a person may know of themselves, and the hash of the password."""
    return await sql.row(PROFILE, workspace_id, person_id)


async def activate(person_id: UUID, password_hash: str, name: str, now: datetime) -> Row | None:
    """Make somebody invited active; None when they are not (or no longer) invited."""
    return await sql.row(ACTIVATE, person_id, password_hash, name, now)


async def deactivate(workspace_id: UUID, person_id: UUID, now: datetime) -> None:
    """End a person's part in the firm; the password is forgotten."""
    await sql.execute(DEACTIVATE, workspace_id, person_id, now)


async def replace_hash(person_id: UUID, old: str, new: str) -> bool:
    """Set the hash of a password, if it is still the one that was verified."""
    return await sql.row(REPLACE_HASH, person_id, old, new) is not None


async def set_hash(person_id: UUID, new: str) -> Row | None:
    """Set the hash of an active person's password; None when they are not active."""
    return await sql.row(SET_HASH, person_id, new)


async def change_profile(
    workspace_id: UUID, person_id: UUID, name: str | None, locale: str | None, time_zone: str | None
) -> None:
    """Set what is given; None leaves a column as it is."""
    await sql.execute(CHANGE_PROFILE, workspace_id, person_id, name, locale, time_zone)


async def set_quiet_hours(workspace_id: UUID, person_id: UUID, starts: int | None, ends: int | None) -> None:
    """Set the minutes of a person's day in which no mail about rooms is sent; None and None for no such."""
    await sql.execute(SET_QUIET_HOURS, workspace_id, person_id, starts, ends)


async def mute_email(workspace_id: UUID, person_id: UUID, now: datetime) -> bool:
    """Stop all mail about rooms to a person; answers whether that changed anything."""
    return await sql.row(MUTE_EMAIL, workspace_id, person_id, now) is not None


async def unmute_email(workspace_id: UUID, person_id: UUID) -> bool:
    """Let mail about rooms reach a person again; answers whether that changed anything."""
    return await sql.row(UNMUTE_EMAIL, workspace_id, person_id) is not None


async def page(
    workspace_id: UUID,
    role: Role | None,
    status: PersonStatus | None,
    portal_id: UUID | None,
    search: str | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Row]:
    """People of the firm in the order in which they were invited; None means any."""
    return await sql.rows(PAGE, workspace_id, role, status, portal_id, search, *(after or (None, None)), limit)
