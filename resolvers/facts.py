"""Writes facts into the logs of rooms and people, numbered under their rows' locks, and publishes them after commit."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

from db.queries import facts as queries
from db.vocabulary import SHARED_EVENTS, EventKind, PersonEventKind
from resolvers import events


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened in a room: the kind, and what it is about."""

    kind: EventKind
    message_id: UUID | None = None
    person_id: UUID | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a transaction wrote into the logs: where rooms and people now stand."""

    rooms: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    people: dict[UUID, int] = field(default_factory=dict)

    def joined(self, other: Self) -> "Changes":
        """Both sets of changes; of what both touched, the later one's standing."""
        return Changes({**self.rooms, **other.rooms}, {**self.people, **other.people})


async def record_in_room(room_id: UUID, facts: list[Fact], now: datetime, *, membership_changed: bool) -> Changes:
    """Append facts to a room's log. Call it inside the transaction that makes them true.

    `membership_changed` moves the version by which every process notices that it must ask again who takes part.
    """
    shared = [fact.kind in SHARED_EVENTS for fact in facts]
    standing = await queries.advance_room(room_id, len(facts), sum(shared), membership_changed)
    team_seq, shared_seq = standing["team_seq"] - len(facts), standing["shared_seq"] - sum(shared)
    rows = []
    for fact, for_everyone in zip(facts, shared, strict=True):
        team_seq, shared_seq = team_seq + 1, shared_seq + for_everyone
        rows.append((team_seq, shared_seq if for_everyone else None, fact))
    await queries.append_room_events(
        room_id,
        [team for team, _, _ in rows],
        [shared_number for _, shared_number, _ in rows],
        [fact.kind.value for fact in facts],
        [fact.message_id for fact in facts],
        [fact.person_id for fact in facts],
        [fact.position for fact in facts],
        now,
    )
    return Changes(rooms={room_id: (standing["team_seq"], standing["membership_version"])})


async def record_for_people(
    person_ids: list[UUID], kind: PersonEventKind, room_id: UUID | None, now: datetime
) -> Changes:
    """Append one fact to the own log of each person. Call it inside the transaction that makes it true."""
    numbered = await queries.append_person_events(person_ids, kind.value, room_id, now)
    return Changes(people={row["person_id"]: row["seq"] for row in numbered})


async def publish(changes: Changes) -> None:
    """Wake whoever follows these rooms and people. Call it after commit; losing it costs seconds, never facts."""
    for room_id, (team_seq, membership_version) in changes.rooms.items():
        await events.room_changed(room_id, team_seq, membership_version)
    for person_id, seq in changes.people.items():
        await events.person_changed(person_id, seq)
