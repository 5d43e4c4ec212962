"""Reads the logs of rooms and people on, and looks at where they stand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.queries import live as queries
from db.vocabulary import EventKind, PersonEventKind, Role, SignalKind


@dataclass(frozen=True, slots=True)
class RoomFact:
    """An event of a room as it is in the log. `seq` counts for the team, `shared_seq` for everyone in the room."""

    seq: int
    shared_seq: int | None
    kind: EventKind
    message_id: UUID | None
    person_id: UUID | None
    position: int | None
    occurred_at: datetime

    def number(self, role: Role) -> int | None:
        """The event's number in the sequence of one audience; None when it is not for them."""
        match role:
            case Role.TEAM:
                return self.seq
            case Role.CLIENT:
                return self.shared_seq


@dataclass(frozen=True, slots=True)
class PersonFact:
    """An event of a person's own inbox as it is in the log."""

    seq: int
    kind: PersonEventKind
    room_id: UUID | None
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Signal:
    """A passing fact about a client that no log keeps: typing, or online, until then."""

    kind: SignalKind
    person_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """Who, of those asked about, took part in a room at one version of its membership."""

    version: int
    present: frozenset[UUID]


async def room_facts(room_id: UUID, after: int, most: int) -> list[RoomFact]:
    """The next events of a room, at most `most`, in order."""
    rows = await queries.room_events(room_id, after, most)
    return [
        RoomFact(
            row["team_seq"],
            row["shared_seq"],
            EventKind(row["kind"]),
            row["message_id"],
            row["person_id"],
            row["position"],
            row["occurred_at"],
        )
        for row in rows
    ]


async def person_facts(person_id: UUID, after: int, most: int) -> list[PersonFact]:
    """The next events of a person's own inbox, at most `most`, in order."""
    rows = await queries.person_events(person_id, after, most)
    return [PersonFact(row["seq"], PersonEventKind(row["kind"]), row["room_id"], row["occurred_at"]) for row in rows]


async def membership_version(room_id: UUID) -> int:
    """The version that moves whenever somebody joins or leaves a room; -1 when there is no such room."""
    row = await queries.membership_version(room_id)
    return row["membership_version"] if row else -1


async def membership(room_id: UUID, person_ids: set[UUID]) -> Membership:
    """Who of these people takes part in a room now."""
    row = await queries.present(room_id, list(person_ids))
    return Membership(row["membership_version"], frozenset(row["present"])) if row else Membership(-1, frozenset())


async def rooms_now(room_ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """The last event and the membership version of each room."""
    return {row["id"]: (row["team_seq"], row["membership_version"]) for row in await queries.rooms_now(room_ids)}


async def people_now(person_ids: list[UUID]) -> dict[UUID, int]:
    """The last own event of each person."""
    return {row["id"]: row["event_seq"] for row in await queries.people_now(person_ids)}


async def sessions_ended(session_ids: list[UUID]) -> set[UUID]:
    """Which of these sessions are revoked, expired, or of somebody who may not sign in any more."""
    return {row["id"] for row in await queries.sessions_ended(session_ids)}


async def rooms_of(person_ids: list[UUID]) -> dict[UUID, list[UUID]]:
    """The rooms each of these people takes part in."""
    found: dict[UUID, list[UUID]] = {person_id: [] for person_id in person_ids}
    for row in await queries.rooms_of(person_ids):
        found[row["person_id"]].append(row["room_id"])
    return found
