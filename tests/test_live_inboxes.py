"""`inboxEvents`: everything of all the viewer's rooms and of the viewer's own, once each, resumable from any point."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from db.settings import Settings
from resolvers import cursors, events, facts, marks, participants, rooms
from schema.ids import global_id
from tests.cast import NOON, Firm, room_with, say
from tests.lines import INBOX, NEVER, OFTEN, Line, served
from tests.test_live_rooms import silence
from tests.test_socket_protocol import code_of


def short(event: dict[str, Any]) -> str:
    """An event in a word or two."""
    about = event.get("message", {}).get("body") or (event.get("in") or event.get("room") or {}).get("name", "")
    return f"{event['__typename']} {about}".strip()


async def told(line: Line, count: int) -> list[str]:
    """The next events in short."""
    return [short(await line.event()) for _ in range(count)]


async def test_an_inbox_hears_all_rooms_and_what_is_the_viewers_own(database: Settings, firm: Firm) -> None:
    accounts = await room_with(firm.tess, firm.cleo)
    taxes = await room_with(firm.tess, firm.cleo, name="Taxes")
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(INBOX)
        await server.listening(line, 1)
        sent = await say(firm.tess, accounts, "One")
        assert await told(line, 1) == ["MessageSent One"]
        await say(firm.tess, taxes, "Two")
        assert await told(line, 1) == ["MessageSent Two"]
        await marks.mark_room_read(firm.cleo, accounts.id, sent.position, NOON)
        assert await told(line, 1) == ["RoomRead Accounts"]
        await marks.mute_room(firm.cleo, taxes.id, NOON)
        await marks.unmute_room(firm.cleo, taxes.id, NOON)
        assert await told(line, 2) == ["RoomMuted Taxes", "RoomUnmuted Taxes"]
        later = await room_with(firm.tess, firm.cleo, name="Later")
        assert await told(line, 1) == ["RoomJoined Later"]
        await say(firm.tess, later, "Three")
        assert await told(line, 1) == ["MessageSent Three"]
        await participants.remove_participants(firm.tess, taxes.id, [firm.cleo.id], NOON)
        left = await line.event()
        assert (short(left), left["roomId"]) == ("RoomLeft", global_id("Room", taxes.id))
        await say(firm.tess, taxes, "Not for Cleo")
        await rooms.rename_room(firm.tess, accounts.id, "Books", NOON)
        assert await told(line, 1) == ["RoomRenamed Books"]
        assert await line.fence() == []


async def test_an_inbox_resumes_from_each_of_its_cursors(database: Settings, firm: Firm) -> None:
    accounts = await room_with(firm.tess, firm.cleo)
    taxes = await room_with(firm.tess, firm.cleo, name="Taxes")
    async with served(database) as server:
        async with server.line(firm.token(firm.cleo)) as line:
            await line.subscribe(INBOX)
            await server.listening(line, 1)
            await say(firm.tess, accounts, "a1")
            await say(firm.tess, taxes, "t1")
            await say(firm.tess, accounts, "a2")
            await marks.mark_room_read(firm.cleo, accounts.id, 2, NOON)
            later = await room_with(firm.tess, firm.cleo, name="Later")
            await say(firm.tess, later, "l1")
            await say(firm.tess, taxes, "t2")
            heard = [await line.event() for _ in range(7)]
        everything = {short(event) for event in heard}
        assert len(everything) == 7
        for index, event in enumerate(heard):
            async with server.line(firm.token(firm.cleo)) as line:
                await line.subscribe(INBOX, {"after": event["cursor"]})
                rest = await told(line, 6 - index)
                assert sorted(rest) == sorted(everything - {short(known) for known in heard[: index + 1]})
                assert await line.fence() == []


async def test_an_inbox_learns_of_a_room_joined_while_nobody_listened(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = events.person_facts

    async def slow(person_id: UUID, after: int, most: int) -> list[events.PersonFact]:
        await asyncio.sleep(0.2)  # so that rooms, were they open already, would come first
        return await read(person_id, after, most)

    monkeypatch.setattr(events, "person_facts", slow)
    await room_with(firm.tess, firm.cleo)
    async with served(database) as server:
        async with server.line(firm.token(firm.cleo)) as line:
            await line.subscribe(INBOX)
            await server.listening(line, 1)
            await marks.mute_room(firm.cleo, (await room_with(firm.tess, firm.cleo, name="Old")).id, NOON)
            cursor = [await line.event() for _ in range(2)][-1]["cursor"]
        later = await room_with(firm.tess, firm.cleo, name="Later")
        await say(firm.tess, later, "first")
        left = await room_with(firm.tess, firm.cleo, name="Left")
        await say(firm.tess, left, "never")
        await participants.remove_participants(firm.tess, left.id, [firm.cleo.id], NOON)
        async with server.line(firm.token(firm.cleo)) as line:
            await line.subscribe(INBOX, {"after": cursor})
            assert await told(line, 4) == ["RoomJoined Later", "RoomJoined", "RoomLeft", "MessageSent first"]
            await say(firm.tess, later, "second")
            assert await told(line, 1) == ["MessageSent second"]


async def test_an_inbox_hears_nothing_of_a_room_after_removal_that_nobody_told(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    other = await room_with(firm.tess, firm.cleo, firm.carl, name="Other")
    async with (
        served(database, look=NEVER) as server,
        server.line(firm.token(firm.cleo)) as cleo,
        server.line(firm.token(firm.carl)) as carl,
    ):
        await cleo.subscribe(INBOX)
        await carl.subscribe(INBOX)
        await server.listening(cleo, 2)
        with monkeypatch.context() as patch:
            patch.setattr(facts, "publish", silence)
            await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
        await say(firm.tess, room, "Not for Cleo")
        assert await told(carl, 1) == ["MessageSent Not for Cleo"]
        await say(firm.tess, other, "For both")
        assert await told(carl, 1) == ["MessageSent For both"]
        heard = await told(cleo, 1)
        if heard == ["RoomLeft"]:  # found by the look that follows each new channel
            heard = await told(cleo, 1)
        assert heard == ["MessageSent For both"]


async def test_an_inbox_finds_what_nobody_told(database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database, look=OFTEN) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(INBOX)
        await server.listening(line, 1)
        monkeypatch.setattr("resolvers.events.publish.publish_all", silence)
        sent = await say(firm.tess, room, "lost")
        assert await told(line, 1) == ["MessageSent lost"]
        await marks.mark_room_read(firm.cleo, room.id, sent.position, NOON)
        assert await told(line, 1) == ["RoomRead Accounts"]


async def test_a_cursor_of_somebody_else_or_of_the_future_is_refused(database: Settings, firm: Firm) -> None:
    await room_with(firm.tess, firm.cleo)
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        for cursor, code in [
            (cursors.inbox_cursor(firm.carl.id, 0, {}), "INVALID"),
            (cursors.inbox_cursor(firm.cleo.id, 10**6, {}), "RESYNC_REQUIRED"),
            (cursors.inbox_cursor(firm.cleo.id, 1, {1: 10**6}), "RESYNC_REQUIRED"),
            ("aQ", "INVALID"),
        ]:
            await line.subscribe(INBOX, {"after": cursor})
            assert code_of(await line.hear()) == code
