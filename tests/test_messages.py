"""Messages: sent once, in order, edited and deleted, quoted, read in pages."""

import asyncio
from uuid import uuid4

import pytest

from db import sql
from resolvers import messages, participants, rooms
from resolvers.errors import DomainError, ErrorCode
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, room_with, say
from tests.remains import nothing_left, rows_of

SEND = """
mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
  message { id position body clientMessageId quote { body deletedAt } } userErrors { code field message }
} }
"""

PAGE = """
query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) { room(id: $id) {
  messages(first: $first, after: $after, last: $last, before: $before) {
    nodes { body } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }
"""


async def test_sending_the_same_client_message_id_again_answers_with_the_same_message(firm: Firm):
    room, client_id = await room_with(firm.tess, firm.cleo), uuid4()
    first = await messages.send_message(firm.cleo, room.id, client_id, "Once", None, NOON)
    async with nothing_left(firm.id):
        again = await messages.send_message(firm.cleo, room.id, client_id, "Twice?", None, NOON)
    assert again == first


async def test_the_same_message_sent_ten_times_at_once_is_one_message(firm: Firm):
    room, client_id = await room_with(firm.tess, firm.cleo), uuid4()
    sent = await asyncio.gather(
        *(messages.send_message(firm.cleo, room.id, client_id, "Once", None, NOON) for _ in range(10))
    )
    assert len({message.id for message in sent}) == 1
    assert len((await rows_of(firm.id))["message"]) == 1


async def test_two_authors_may_use_the_same_client_message_id(firm: Firm):
    room, client_id = await room_with(firm.tess, firm.cleo), uuid4()
    mine = await messages.send_message(firm.cleo, room.id, client_id, "Mine", None, NOON)
    theirs = await messages.send_message(firm.tess, room.id, client_id, "Theirs", None, NOON)
    assert (mine.position, theirs.position) == (1, 2)


async def test_a_client_message_id_used_in_another_room_is_a_conflict(firm: Firm):
    one, other, client_id = await room_with(firm.tess), await room_with(firm.tess), uuid4()
    await messages.send_message(firm.tess, one.id, client_id, "Here", None, NOON)
    async with nothing_left(firm.id):
        with pytest.raises(DomainError) as refused:
            await messages.send_message(firm.tess, other.id, client_id, "There", None, NOON)
    assert (refused.value.code, refused.value.field) == (ErrorCode.CONFLICT, ("clientMessageId",))


async def test_messages_sent_at_once_have_dense_positions(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    authors = [firm.tess, firm.cleo] * 15
    sent = await asyncio.gather(*(say(author, room, "Hello") for author in authors))
    assert sorted(message.position for message in sent) == list(range(1, 31))
    events = await sql.rows("SELECT team_seq, shared_seq FROM room_event WHERE room_id = $1 ORDER BY 1", room.id)
    assert [row["team_seq"] for row in events] == list(range(1, len(events) + 1))
    assert [row["shared_seq"] for row in events if row["shared_seq"]] == list(range(1, 31))


async def test_a_removed_author_cannot_slip_a_message_in_while_being_removed(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    removal = participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
    results = await asyncio.gather(removal, *(say(firm.cleo, room, "Late") for _ in range(20)), return_exceptions=True)
    kept = [result for result in results[1:] if not isinstance(result, BaseException)]
    assert all(isinstance(result, DomainError | type(None)) for result in results if result not in kept)
    removed = await sql.row(
        "SELECT team_seq FROM room_event WHERE room_id = $1 AND kind = 'PARTICIPANT_REMOVED'", room.id
    )
    later = await sql.rows(
        "SELECT 1 FROM room_event WHERE room_id = $1 AND kind = 'MESSAGE_SENT' AND team_seq > $2",
        room.id,
        removed["team_seq"],
    )
    assert later == []


@pytest.mark.parametrize(
    ("body", "code"),
    [("", "INVALID"), (" \n\t ", "INVALID"), ("\x07\x08", "INVALID"), ("x" * 20_001, "LIMIT_EXCEEDED")],
)
async def test_a_bad_text_is_refused_and_leaves_nothing(firm: Firm, body: str, code: str):
    room = await room_with(firm.tess)
    given = {"roomId": global_id("Room", room.id), "clientMessageId": str(uuid4()), "body": body}
    async with nothing_left(firm.id):
        reply = await ask(firm.tess, SEND, {"input": given})
    assert reply.data["sendMessage"]["message"] is None
    assert [(e["code"], e["field"]) for e in reply.data["sendMessage"]["userErrors"]] == [(code, ["body"])]


async def test_control_characters_and_direction_overrides_are_taken_out_of_a_text(firm: Firm):
    room = await room_with(firm.tess)
    message = await say(firm.tess, room, "a\x00b\u202ec\r\nd\te \U0001f600")
    assert message.body == "abc\nd\te \U0001f600"


async def test_a_quote_must_be_of_the_same_room(firm: Firm):
    here, there = await room_with(firm.tess), await room_with(firm.tess)
    foreign = await say(firm.tess, there, "Elsewhere")
    for quoted in (foreign.id, uuid4()):
        async with nothing_left(firm.id):
            with pytest.raises(DomainError) as refused:
                await messages.send_message(firm.tess, here.id, uuid4(), "About that", quoted, NOON)
        assert (refused.value.code, refused.value.field) == (ErrorCode.NOT_FOUND, ("repliesToId",))


async def test_deleting_blanks_the_message_its_earlier_texts_and_its_quotes(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    first = await say(firm.cleo, room, "Secret one")
    await messages.edit_message(firm.cleo, first.id, "Secret two", NOON)
    await messages.send_message(firm.tess, room.id, uuid4(), "Noted", first.id, NOON)
    left = await messages.delete_message(firm.cleo, first.id, NOON)
    assert (left.body, left.position, left.author.name, left.deleted_at) == ("", 1, "Cleo", NOON)
    seen = await ask(firm.tess, PAGE.replace("body", "body quote { body } earlierTexts { body }"), _ids(room))
    assert seen.data["room"]["messages"]["nodes"] == [
        {"body": "", "quote": None, "earlierTexts": []},
        {"body": "Noted", "quote": {"body": ""}, "earlierTexts": []},
    ]
    assert not any("Secret" in row for rows in (await rows_of(firm.id)).values() for row in rows)


async def test_deleting_twice_changes_nothing(firm: Firm):
    room = await room_with(firm.tess)
    message = await say(firm.tess, room, "Gone")
    await messages.delete_message(firm.tess, message.id, NOON)
    async with nothing_left(firm.id):
        await messages.delete_message(firm.tess, message.id, NOON)


async def test_an_edit_keeps_the_earlier_text_for_the_team_alone(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    message = await say(firm.cleo, room, "First")
    await messages.edit_message(firm.cleo, message.id, "Second", NOON)
    document = PAGE.replace("{ body }", "{ body editedAt earlierTexts { body } }", 1)
    team, client = [(await ask(who, document, _ids(room))).data for who in (firm.tess, firm.cleo)]
    edited = {"body": "Second", "editedAt": NOON.isoformat()}
    assert team["room"]["messages"]["nodes"] == [{**edited, "earlierTexts": [{"body": "First"}]}]
    assert client["room"]["messages"]["nodes"] == [{**edited, "earlierTexts": None}]


async def test_a_deleted_message_cannot_be_edited(firm: Firm):
    room = await room_with(firm.tess)
    message = await say(firm.tess, room, "Gone")
    await messages.delete_message(firm.tess, message.id, NOON)
    async with nothing_left(firm.id):
        with pytest.raises(DomainError) as refused:
            await messages.edit_message(firm.tess, message.id, "Back", NOON)
    assert refused.value.code is ErrorCode.MESSAGE_DELETED


async def test_pages_walk_the_whole_history_in_both_directions(firm: Firm):
    room = await room_with(firm.tess)
    for number in range(1, 8):
        await say(firm.tess, room, str(number))
    assert await _walk(firm, room, "first", "after", "endCursor", "hasNextPage") == ["123", "456", "7"]
    assert await _walk(firm, room, "last", "before", "startCursor", "hasPreviousPage") == ["567", "234", "1"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"first": 101}, "LIMIT_EXCEEDED"),
        ({"first": -1}, "INVALID"),
        ({"first": 1, "last": 1}, "INVALID"),
        ({"first": 1, "after": "nonsense"}, "INVALID"),
        ({"first": 1, "after": "é"}, "INVALID"),
    ],
)
async def test_a_bad_window_is_a_typed_error(firm: Firm, arguments: dict[str, object], code: str):
    room = await room_with(firm.tess)
    reply = await ask(firm.tess, PAGE, {**_ids(room), **arguments})
    assert reply.codes == [code]


async def test_a_firm_that_speaks_with_one_voice_shows_clients_its_own_name(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "From us")
    await sql.execute("UPDATE workspace SET team_shown_as_firm = true WHERE id = $1", firm.id)
    document = PAGE.replace("{ body }", "{ author { id name role person { name } } }", 1)
    team, client = [(await ask(who, document, _ids(room))).data for who in (firm.theo, firm.cleo)]
    assert team["room"] is None
    assert client["room"]["messages"]["nodes"] == [
        {"author": {"id": global_id("Author", firm.id), "name": "Larch & Partners", "role": "TEAM", "person": None}}
    ]


async def test_a_new_participant_sees_the_whole_history_and_nothing_unread(firm: Firm):
    room = await room_with(firm.tess)
    await say(firm.tess, room, "Long ago")
    await participants.add_participants(firm.tess, room.id, [firm.cleo.id], False, NOON)
    found = await rooms.find_room(firm.cleo, room.id)
    assert found is not None
    assert found.unread_count == 0
    seen = await ask(firm.cleo, PAGE, _ids(room))
    assert seen.data["room"]["messages"]["nodes"] == [{"body": "Long ago"}]


def _ids(room: object) -> dict[str, object]:
    return {"id": global_id("Room", room.id)}


async def _walk(firm: Firm, room: object, size: str, start: str, end: str, more: str) -> list[str]:
    pages, cursor = [], None
    while True:
        found = (await ask(firm.tess, PAGE, {**_ids(room), size: 3, start: cursor})).data["room"]["messages"]
        pages.append("".join(node["body"] for node in found["nodes"]))
        if not found["pageInfo"][more]:
            return pages
        cursor = found["pageInfo"][end]
