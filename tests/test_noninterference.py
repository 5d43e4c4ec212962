"""Two worlds that differ only in silent participants give a client the same bytes: answers, errors, frames, cursors."""

import hashlib
import json
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db import sql
from db.queries import search as search_queries
from db.settings import Settings
from db.vocabulary import Role
from resolvers import cursors, marks, messages, participants, rooms, visibility
from resolvers.errors import DomainError
from resolvers.viewer import Viewer
from resolvers.views import MessageView, RoomView
from schema.ids import global_id
from tests.asking import Reply, ask
from tests.cast import NOON, Firm, open_firm, room_with
from tests.lines import INBOX, ROOM, Line, Served, room_variables, served
from tests.remains import OF_FIRM

EVERYTHING = """
query ($room: ID!, $message: ID!, $tara: ID!, $last: ID!) {
  viewer { person { name email mail { reason } } emailMutedAt suppression { kind } mailAddresses { address }
    quietHours { from until } workspace { mailSettings { digestAfterMinutes } } }
  heldMails { nodes { id } }
  rooms { inboxCursor edges { cursor node { ...Everything } } pageInfo { hasNextPage endCursor } }
  archived: rooms(archived: true) { nodes { id name } }
  room(id: $room) { ...Everything }
  node(id: $message) { __typename id }
  someone: node(id: $tara) { __typename id }
  last: node(id: $last) { ... on Message { body viewerCanDelete viewerCanEdit } }
  people { nodes { name } } portals { name }
  words: search(query: "step") { ...Found }
  slip: search(query: "stepp edietd") { ...Found }
  silent: search(query: "tara") { ...Found }
}
fragment Found on SearchResults {
  rooms { room { id lastPosition } name { text isMatch } }
  messages(first: 2) { edges { cursor node { snippet { text isMatch } message { id } } }
    pageInfo { hasNextPage endCursor } }
}
fragment Everything on Room {
  id name kind createdAt archivedAt lastPosition eventCursor unreadCount readPosition mutedAt viewerMay
  manager { name } portal { name } autoJoin mixedPortals invitations { person { name } }
  participants { nodes { person { name mail { reason } } reachability { reason nextMailAt mailedAt lastState } }
    pageInfo { hasNextPage } }
  lastMessage { id body }
  messages { edges { cursor } pageInfo { hasNextPage hasPreviousPage } nodes {
    id position clientMessageId body sentAt editedAt deletedAt author { id name role person { name } }
    quote { body author { name } } readBy { nodes { person { name } } } earlierTexts { body }
    mail { wholeText originalUrl senderIsVerified } } }
}
"""
INTRUDE = """
mutation ($add: AddParticipantsInput!, $invite: InviteToRoomInput!, $transfer: TransferRoomInput!) {
  addParticipants(input: $add) { room { id } userErrors { code message field } }
  inviteToRoom(input: $invite) { room { id } userErrors { code message field } }
  transferRoom(input: $transfer) { room { id } userErrors { code message field } }
}
"""
TABLES = ", ".join([*OF_FIRM, "throttle"])
JOININGS = 2
"""Cleo's own events before her socket listens: one for each room."""


@dataclass
class World:
    """One run: the firm, its rooms, and everything that has reached Cleo so far."""

    firm: Firm
    rooms: list[RoomView]
    line: Line
    step: int = 0
    said: list[MessageView] = field(default_factory=list)
    transcript: list[str] = field(default_factory=list)
    heard: int = 0

    @property
    def now(self) -> datetime:
        """A minute for each step that everybody sees."""
        return NOON + timedelta(minutes=self.step)


Act = Callable[[World], Any]
Script = list[tuple[list[Act], Act]]


# What everybody in the room sees.


def say_in(author: str, room: int) -> Act:
    """Somebody posts."""

    async def act(world: World) -> None:
        who, where = getattr(world.firm, author), world.rooms[room]
        world.said.append(await messages.send_message(who, where.id, uuid4(), f"step {world.step}", None, world.now))

    return act


def quote_last(author: str) -> Act:
    """Somebody answers the last message."""

    async def act(world: World) -> None:
        who, last = getattr(world.firm, author), world.said[-1]
        await messages.send_message(who, last.room_id, uuid4(), f"re {world.step}", last.id, world.now)

    return act


async def edit_last(world: World) -> None:
    """Its author edits the last message."""
    last = world.said[-1]
    await messages.edit_message(author_of(world, last), last.id, f"edited {world.step}", world.now)


async def delete_last(world: World) -> None:
    """Its author deletes the last message."""
    last = world.said[-1]
    await messages.delete_message(author_of(world, last), last.id, world.now)


async def rename(world: World) -> None:
    """The manager renames a room."""
    await rooms.rename_room(world.firm.tess, world.rooms[0].id, f"Name {world.step}", world.now)


async def archive_and_open(world: World) -> None:
    """The manager archives a room and opens it again."""
    await rooms.archive_room(world.firm.tess, world.rooms[1].id, world.now)
    await rooms.unarchive_room(world.firm.tess, world.rooms[1].id, world.now)


async def cleo_reads(world: World) -> None:
    """The observer reads everything."""
    found = await rooms.find_room(world.firm.cleo, world.rooms[0].id)
    assert found is not None
    await marks.mark_room_read(world.firm.cleo, found.id, found.last_position, world.now)


async def cleo_mutes(world: World) -> None:
    """The observer mutes a room, or unmutes it."""
    flip = marks.mute_room if world.step % 2 else marks.unmute_room
    await flip(world.firm.cleo, world.rooms[0].id, world.now)


VISIBLE: list[Act] = [
    say_in("tess", 0),
    say_in("carl", 0),
    say_in("cleo", 0),
    say_in("tess", 1),
    quote_last("tess"),
    edit_last,
    delete_last,
    rename,
    archive_and_open,
    cleo_reads,
    cleo_mutes,
]


# What no client may notice. A silent person who is not in the room is refused, which nobody may notice either.


def silently(name: str, room: int, do: Callable[[World, Viewer, RoomView], Any]) -> Act:
    """Something that a silent person does, or that is done about one."""

    async def act(world: World) -> None:
        with suppress(DomainError):
            await do(world, getattr(world.firm, name), world.rooms[room])

    return act


async def add(world: World, who: Viewer, room: RoomView) -> None:
    """The manager adds a silent person."""
    await participants.add_participants(world.firm.tess, room.id, [who.id], True, world.now)


async def remove(world: World, who: Viewer, room: RoomView) -> None:
    """The manager removes a silent person."""
    await participants.remove_participants(world.firm.tess, room.id, [who.id], world.now)


async def read(world: World, who: Viewer, room: RoomView) -> None:
    """A silent person reads everything."""
    found = await rooms.find_room(who, room.id)
    if found:
        await marks.mark_room_read(who, room.id, found.last_position, world.now)


async def mute(world: World, who: Viewer, room: RoomView) -> None:
    """A silent person mutes the room."""
    await marks.mute_room(who, room.id, world.now)


async def type_(world: World, who: Viewer, room: RoomView) -> None:
    """A silent person types."""
    await marks.show_typing(who, room.id, world.now)


async def expect_ivy(world: World, _who: Viewer, room: RoomView) -> None:
    """The manager invites somebody."""
    await participants.invite_to_room(world.firm.tess, room.id, [world.firm.ivy], True, world.now)


async def link(world: World, _who: Viewer, room: RoomView) -> None:
    """The manager links the room to a portal."""
    await rooms.link_room_to_portal(world.firm.tess, room.id, world.firm.acorn, True, True, world.now)


async def transfer_to_and_fro(world: World, who: Viewer, room: RoomView) -> None:
    """The manager hands the room to a silent person and gets it back."""
    await rooms.transfer_room(world.firm.tess, room.id, who.id, world.now)
    await rooms.transfer_room(who, room.id, world.firm.tess.id, world.now)


DEEDS = [add, add, remove, read, mute, type_, expect_ivy, link, transfer_to_and_fro]
silent_acts = st.builds(
    silently, st.sampled_from(["theo", "tara", "bea", "ben"]), st.integers(0, 1), st.sampled_from(DEEDS)
)
scripts = st.lists(st.tuples(st.lists(silent_acts, max_size=3), st.sampled_from(VISIBLE)), min_size=1, max_size=8)


def author_of(world: World, message: MessageView) -> Viewer:
    """Who of the cast wrote a message."""
    return getattr(world.firm, message.author.name.lower())


@contextmanager
def randomness(label: str) -> Iterator[None]:
    """Random bytes that depend on the step alone, so that the same step makes the same ids in both worlds."""
    drawn, real = iter(range(1 << 30)), os.urandom

    def urandom(size: int) -> bytes:
        return hashlib.shake_128(f"{label} {next(drawn)}".encode()).digest(size)

    os.urandom = urandom
    try:
        yield
    finally:
        os.urandom = real


async def run(server: Served, script: Script, *, with_silence: bool) -> str:
    """Play a script in a fresh world; everything that reached Cleo, as one text."""
    await sql.execute(f"TRUNCATE {TABLES} CASCADE")
    with randomness("beginning"):
        firm = await open_firm()
        stage = [await room_with(firm.tess, firm.cleo, firm.carl, name=name) for name in ("One", "Two")]
    async with server.line(firm.token(firm.cleo)) as line:
        world = World(firm, stage, line)
        for number, room in enumerate(stage):
            await line.subscribe(ROOM, room_variables(room), id=f"room {number}")
        await line.subscribe(INBOX, id="inbox")
        await server.listening(line, 3)
        for silence, visible in [([], say_in("tess", 0)), *script]:
            await play(world, silence if with_silence else [], visible)
        world.transcript += map(json.dumps, await line.fence())
    return "\n".join(world.transcript)


async def play(world: World, silence: list[Act], visible: Act) -> None:
    """What nobody may notice, and a step; then Cleo hears, looks at everything, and tries what a client must not."""
    for index, act in enumerate(silence):
        with randomness(f"silence {world.step} {index}"):
            await act(world)
    world.step += 1
    with randomness(f"step {world.step}"):
        try:
            await visible(world)
        except DomainError as error:
            world.transcript.append(f"{error.code} {error.message} {error.field}")
        world.transcript += sorted([await world.line.socket.recv() for _ in range(await due(world))])
        world.transcript += [reply.text.decode() for reply in await looks(world)]


async def due(world: World) -> int:
    """How many frames the step owes Cleo: each shared event twice, by room and inbox, and each own event once."""
    rooms_now = await sql.row("SELECT sum(shared_seq) AS seq FROM room")
    own = await sql.row("SELECT event_seq AS seq FROM person WHERE id = $1", world.firm.cleo.id)
    owed = 2 * int(rooms_now["seq"]) + own["seq"] - JOININGS
    world.heard, fresh = owed, owed - world.heard
    return fresh


async def looks(world: World) -> list[Reply]:
    """What Cleo is answered, allowed and not."""
    cleo, room = world.firm.cleo, global_id("Room", world.rooms[0].id)
    tara, last = global_id("Person", world.firm.tara.id), global_id("Message", world.said[-1].id)
    ids = {"room": room, "message": global_id("Message", uuid4()), "tara": tara, "last": last}
    intrusion = {
        "add": {"roomId": room, "personIds": [tara]},
        "invite": {"roomId": room, "personIds": [global_id("Person", world.firm.ivy)]},
        "transfer": {"roomId": room, "managerId": tara},
    }
    replies = [await ask(cleo, EVERYTHING, ids, world.now), await ask(cleo, INTRUDE, intrusion, world.now)]
    assert [reply.codes for reply in replies] == [[], []], replies
    return replies


HARD = settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest_asyncio.fixture(scope="module")
async def server(database: Settings) -> AsyncIterator[Served]:
    """A server that Cleo's socket reaches."""
    async with served(database) as running:
        yield running


@HARD
@given(script=scripts)
async def test_a_client_cannot_tell_whether_there_are_silent_participants(server: Served, script: Script):
    assert await run(server, script, with_silence=True) == await run(server, script, with_silence=False)


NOISY: Script = [
    ([silently("tara", 0, add), silently("tara", 0, read), silently("bea", 0, add)], say_in("carl", 0)),
    ([silently("bea", 0, read), silently("tara", 0, remove), silently("theo", 0, expect_ivy)], say_in("tess", 0)),
]


async def test_the_two_worlds_really_differ(server: Served):
    await run(server, NOISY, with_silence=True)
    noisy = await sql.row("SELECT count(*) AS rows FROM participation")
    await run(server, NOISY, with_silence=False)
    quiet = await sql.row("SELECT count(*) AS rows FROM participation")
    assert (noisy["rows"], quiet["rows"]) == (8, 6)


def leaking_facet(monkeypatch: pytest.MonkeyPatch, facet: visibility.Facet) -> None:
    """Let clients see one facet that is not theirs."""
    monkeypatch.setitem(visibility.SEES, Role.CLIENT, frozenset({facet, visibility.Facet.PEOPLE}))


PRESENT = """
SELECT coalesce(string_agg(' ' || present.name, ''), '') FROM participation other
JOIN person present ON present.id = other.person_id WHERE other.room_id = r.id AND other.left_at IS NULL
"""

LEAKS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "participants are shown": lambda patch: leaking_facet(patch, visibility.Facet.PARTICIPANTS),
    "receipts are shown": lambda patch: leaking_facet(patch, visibility.Facet.RECEIPTS),
    "cursors count the team's events": lambda patch: patch.setattr(
        visibility.rooms, "room_cursor", lambda _, row: cursors.room_cursor(row["id"], Role.CLIENT, row["team_seq"])
    ),
    "rooms are found by who is in them": lambda patch: patch.setattr(
        search_queries, "ROOM_NAMES", search_queries.ROOM_NAMES.replace("r.name,", f"r.name || ({PRESENT}) AS name,")
    ),
}


@pytest.mark.parametrize("leak", LEAKS)
async def test_a_leak_would_be_noticed(server: Served, monkeypatch: pytest.MonkeyPatch, leak: str):
    LEAKS[leak](monkeypatch)
    assert await run(server, NOISY, with_silence=True) != await run(server, NOISY, with_silence=False)
