"""However long the list, as many statements: what is asked of many objects is asked once."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest

from db import sql
from resolvers import marks, messages
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from schema.ids import global_id
from schema.loads import Loads
from tests.asking import Reply, ask
from tests.cast import NOON, Firm, room_with, say
from tests.statements import counted

INBOX = """
{ rooms(first: 30) { nodes {
    name unreadCount readPosition mutedAt viewerMay manager { name } portal { name }
    lastMessage { body author { name person { email } } quote { body author { name } } } } } }
"""
PEOPLE = """
{ rooms(first: 30) { nodes {
    participants(first: 10) { nodes {
        person { name mail { reason } } readPosition reachability { reason nextMailAt lastState } } }
    invitations { person { name } } } } }
"""
PAGE = """
query ($id: ID!) { room(id: $id) { messages(last: 50) { nodes {
    body viewerCanEdit viewerCanDelete room { name } author { name person { email } }
    quote { body author { name person { email } } }
    readBy { nodes { person { name } readAt } } earlierTexts { body } mail { wholeText } } } } }
"""
SEND = """
mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
    message { position author { name } quote { body } room { unreadCount } } userErrors { code } } }
"""

Ask = Callable[[], Awaitable[Reply]]


async def rooms_of(firm: Firm, count: int) -> list[RoomView]:
    """Rooms with two messages each, the second a quote, which one client has read and the other has not."""
    return [await talked_in(firm, await room_with(firm.tess, firm.cleo, firm.carl), 2) for _ in range(count)]


async def talked_in(firm: Firm, room: RoomView, count: int) -> RoomView:
    """A room in which each message quotes the one before, was edited, and was read by one client."""
    quoted = None
    for number in range(1, count + 1):
        author = (firm.tess, firm.carl)[number % 2]
        sent = await messages.send_message(author, room.id, uuid4(), f"Message {number}", quoted, NOON)
        await messages.edit_message(author, sent.id, f"Better message {number}", NOON)
        quoted = sent.id
    await marks.mark_room_read(firm.cleo, room.id, count, NOON)
    return room


async def statements_of(viewer: Viewer, document: str, variables: dict[str, Any] | None = None) -> tuple[int, Reply]:
    """How many statements it takes to answer, and the answer."""
    with counted() as statements:
        reply = await ask(viewer, document, variables)
    assert reply.codes == []
    return len(statements), reply


def asker(firm: Firm, name: str) -> Viewer:
    """One of the cast by name."""
    found = getattr(firm, name)
    assert isinstance(found, Viewer)
    return found


async def test_the_count_sees_the_orm_our_own_sql_and_transactions(firm: Firm):
    with counted() as statements:
        async with sql.transaction():
            await sql.rows("SELECT 1 AS one")
    assert statements == ["BEGIN;", "SELECT 1 AS one", "COMMIT;"]


@pytest.mark.parametrize("name", ["tess", "cleo"])
async def test_an_inbox_of_thirty_rooms_takes_two_statements(firm: Firm, name: str):
    await rooms_of(firm, 3)
    few, _ = await statements_of(asker(firm, name), INBOX)
    await rooms_of(firm, 27)
    many, reply = await statements_of(asker(firm, name), INBOX)
    shown = reply.data["rooms"]["nodes"]
    assert [room["lastMessage"]["quote"]["body"] for room in shown] == ["Better message 1"] * 30
    assert {room["unreadCount"] for room in shown} == {0}
    assert (few, many) == (2, 2)


@pytest.mark.parametrize(("name", "expected"), [("tess", 5), ("cleo", 1)])
async def test_the_people_of_thirty_rooms_take_a_statement_a_field(firm: Firm, name: str, expected: int):
    await rooms_of(firm, 3)
    few, _ = await statements_of(asker(firm, name), PEOPLE)
    await rooms_of(firm, 27)
    many, reply = await statements_of(asker(firm, name), PEOPLE)
    people = [room["participants"] and len(room["participants"]["nodes"]) for room in reply.data["rooms"]["nodes"]]
    assert people == [3 if name == "tess" else None] * 30
    assert (few, many) == (expected, expected)


@pytest.mark.parametrize(("name", "expected"), [("tess", 5), ("cleo", 2)])
async def test_a_page_of_fifty_messages_takes_a_statement_a_field(firm: Firm, name: str, expected: int):
    room = await talked_in(firm, await room_with(firm.tess, firm.cleo, firm.carl), 3)
    variables = {"id": global_id("Room", room.id)}
    few, _ = await statements_of(asker(firm, name), PAGE, variables)
    await talked_in(firm, room, 50)
    many, reply = await statements_of(asker(firm, name), PAGE, variables)
    page = reply.data["room"]["messages"]["nodes"]
    assert (len(page), [message["quote"] is not None for message in page].count(True)) == (50, 49)
    earlier = [message["earlierTexts"] and len(message["earlierTexts"]) for message in page]
    readers = {message["readBy"] and reader["person"]["name"] for message in page for reader in readers_of(message)}
    assert (earlier, readers) == (([1] * 50, {"Cleo", "Carl"}) if name == "tess" else ([None] * 50, {None}))
    assert (few, many) == (expected, expected)


def readers_of(message: dict[str, Any]) -> list[Any]:
    """Who has read a message; one None for whoever is not told."""
    return message["readBy"]["nodes"] if message["readBy"] else [None]


@pytest.mark.parametrize("name", ["tess", "cleo"])
async def test_sending_takes_three_statements_whoever_takes_part(firm: Firm, name: str):
    room = await room_with(firm.tess, firm.cleo)
    quoted = await say(firm.tess, room, "Hello")

    async def send() -> int:
        value = {
            "roomId": global_id("Room", room.id),
            "clientMessageId": str(uuid4()),
            "body": "Hello to you",
            "repliesToId": global_id("Message", quoted.id),
        }
        count, reply = await statements_of(asker(firm, name), SEND, {"input": value})
        assert reply.data["sendMessage"]["userErrors"] == []
        return count

    alone = await send()
    await crowd(firm, room, 300)
    assert (alone, await send()) == (3, 3)


async def crowd(firm: Firm, room: RoomView, count: int) -> None:
    """Let many more clients take part."""
    await sql.execute(
        "INSERT INTO person (id, workspace_id, role, is_administrator, status, name, email, locale, time_zone,"
        " event_seq, last_slot, created_at) SELECT id, $1, 'CLIENT', false, 'ACTIVE', 'Guest', id || '@guest.example',"
        " 'en', 'UTC', 0, 1, $2 FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $3)) AS guest",
        firm.id,
        NOON,
        count,
    )
    await sql.execute(
        "INSERT INTO participation (id, workspace_id, room_id, person_id, slot, joined_at, joined_position,"
        " joined_shared_seq, read_position, mailed_position) SELECT gen_random_uuid(), $1, $2, id, 1, $3, 0, 0, 0, 0"
        " FROM person WHERE workspace_id = $1 AND name = 'Guest'",
        firm.id,
        room.id,
        NOON,
    )


async def test_a_field_that_looks_for_each_item_would_be_noticed(firm: Firm, monkeypatch: pytest.MonkeyPatch):
    async def one_by_one(loads: Loads, keys: list[RoomView]) -> list[Any]:
        return [(await newest(loads, [key]))[0] for key in keys]

    newest = Loads._newest
    monkeypatch.setattr(Loads, "_newest", one_by_one)
    await rooms_of(firm, 3)
    few, _ = await statements_of(firm.tess, INBOX)
    await rooms_of(firm, 2)
    many, _ = await statements_of(firm.tess, INBOX)
    assert (few, many) == (4, 6)
