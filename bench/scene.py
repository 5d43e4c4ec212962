"""A firm to measure with: one room, one of the team who writes, and as many clients as it takes to listen."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from db import sql
from db.vocabulary import Role
from resolvers import tokens
from resolvers.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of the scene, with a session."""

    viewer: Viewer
    token: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The room and its people."""

    room_id: UUID
    manager: Guest
    clients: list[Guest]


async def scene(clients: int) -> Scene:
    """Write the firm's rows."""
    now, workspace_id, room_id = datetime.now(UTC), uuid4(), uuid4()
    await sql.execute(
        "INSERT INTO workspace (id, slug, name, digest_after_minutes, team_shown_as_firm, text_in_mail, created_at)"
        " VALUES ($1, $2, 'Bench', 30, false, true, $3)",
        workspace_id,
        f"bench-{workspace_id.hex}",
        now,
    )
    manager, *others = await people(workspace_id, clients, now)
    await sql.execute(
        "INSERT INTO room (id, workspace_id, name, kind, manager_id, auto_join, mixed_portals, last_position,"
        " shared_seq, team_seq, membership_version, active_at, created_at)"
        " VALUES ($1, $2, 'Bench', 'CONVERSATION', $3, false, false, 0, 0, 0, 0, $4, $4)",
        room_id,
        workspace_id,
        manager.viewer.id,
        now,
    )
    await sql.execute(
        "INSERT INTO participation (id, workspace_id, room_id, person_id, slot, joined_at, joined_position,"
        " joined_shared_seq, read_position, mailed_position)"
        " SELECT gen_random_uuid(), $1, $2, person_id, 1, $3, 0, 0, 0, 0 FROM unnest($4::uuid[]) AS person_id",
        workspace_id,
        room_id,
        now,
        [guest.viewer.id for guest in (manager, *others)],
    )
    return Scene(room_id, manager, others)


async def people(workspace_id: UUID, clients: int, now: datetime) -> list[Guest]:
    """One of the team, then clients, each with a session."""
    guests = [guest(workspace_id, Role.TEAM), *(guest(workspace_id, Role.CLIENT) for _ in range(clients))]
    await sql.execute(
        "INSERT INTO person (id, workspace_id, role, is_administrator, status, name, email, locale, time_zone,"
        " event_seq, last_slot, created_at)"
        " SELECT id, $1, role, false, 'ACTIVE', 'Guest', id || '@example.com', 'en', 'UTC', 0, 1, $2"
        " FROM unnest($3::uuid[], $4::text[]) AS guest (id, role)",
        workspace_id,
        now,
        [guest.viewer.id for guest in guests],
        [guest.viewer.role.value for guest in guests],
    )
    await sql.execute(
        "INSERT INTO session (id, workspace_id, person_id, kind, token_hash, user_agent, created_at, last_used_at,"
        " expires_at) SELECT id, $1, person_id, 'BEARER', hash, '', $2, $2, $3"
        " FROM unnest($4::uuid[], $5::uuid[], $6::bytea[]) AS guest (id, person_id, hash)",
        workspace_id,
        now,
        now + timedelta(days=1),
        [guest.viewer.session_id for guest in guests],
        [guest.viewer.id for guest in guests],
        [tokens.hash_of(guest.token) for guest in guests],
    )
    return guests


def guest(workspace_id: UUID, role: Role) -> Guest:
    """Somebody who has no rows yet."""
    return Guest(Viewer(uuid4(), workspace_id, role, False, uuid4()), tokens.new_token(tokens.SESSION))
