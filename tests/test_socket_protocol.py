"""The socket keeps to `graphql-transport-ws`, and whatever does not is closed with its code."""

import json
from typing import Any

import pytest

from db.settings import Settings
from portal_web.live.sockets import MOST_OPERATIONS
from tests.cast import Firm, room_with
from tests.lines import ROOM, room_variables, served

QUERY = "{ viewer { author { name } } }"


async def test_an_introduced_socket_is_acknowledged_and_answers_pings(database: Settings, firm: Firm) -> None:
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.say({"type": "ping", "payload": {"n": 1}})
        assert await line.hear() == {"type": "pong", "payload": {"n": 1}}
        await line.say({"type": "pong"})
        await line.say({"type": "ping"})
        assert await line.hear() == {"type": "pong"}


@pytest.mark.parametrize(
    "message",
    [
        "not json",
        "[]",
        "null",
        "{}",
        '{"type":"unknown"}',
        '{"type":"complete"}',
        '{"type":"subscribe","id":"1"}',
        '{"type":"subscribe","id":1,"payload":{"query":"{a}"}}',
        '{"type":"subscribe","id":"","payload":{"query":"{a}"}}',
        '{"type":"subscribe","id":"1","payload":{"query":1}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":[]}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{a}","operationName":{}}}',
        '{"type":"subscribe","id":"' + "i" * 200 + '","payload":{"query":"{a}"}}',
        '{"type":"ping","payload":1}',
        '{"type":"connection_init","payload":[]}',
        "[" * 60_000,
        b"\x00\x01",
    ],
)
async def test_a_malformed_message_closes_with_4400(database: Settings, message: str | bytes) -> None:
    async with served(database) as server, server.line() as line:
        await line.say(message)
        assert await line.closed() == 4400
        assert not server.live.sockets


async def test_a_frame_above_64_kib_is_too_big(database: Settings) -> None:
    async with served(database) as server, server.line() as line:
        await line.say('"' + "x" * 70_000 + '"')
        assert await line.closed() == 1009


async def test_a_text_that_is_not_utf_8_is_closed(database: Settings) -> None:
    async with served(database) as server, server.line() as line:
        await line.socket.send(b"\xff\xfe", text=True)
        assert await line.closed() == 1007


async def test_bytes_that_are_no_websocket_frame_are_closed(database: Settings) -> None:
    async with served(database) as server, server.line() as line:
        line.socket.transport.write(b"\xff\xff\xff\xff")
        assert await line.closed() == 1002
        assert not server.live.sockets


async def test_subscribing_before_the_acknowledgement_closes_with_4401(database: Settings) -> None:
    async with served(database) as server, server.line() as line:
        await line.subscribe(QUERY)
        assert await line.closed() == 4401


async def test_introducing_oneself_twice_closes_with_4429(database: Settings, firm: Firm) -> None:
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.say({"type": "connection_init"})
        assert await line.closed() == 4429


async def test_a_socket_that_never_introduces_itself_closes_with_4408(database: Settings) -> None:
    async with served(database, init_timeout=0.05) as server, server.line() as line:
        assert await line.closed() == 4408


@pytest.mark.parametrize("payload", [None, {}, {"Authorization": "Bearer prls_no"}, {"Authorization": 1}])
async def test_nobody_is_let_in_without_a_live_session(database: Settings, payload: dict[str, Any] | None) -> None:
    async with served(database) as server, server.line() as line:
        await line.say({"type": "connection_init", "payload": payload})
        assert await line.closed() == 4403


async def test_a_foreign_subprotocol_closes_with_4406(database: Settings) -> None:
    async with served(database) as server, server.line(subprotocols=None) as line:
        assert await line.closed() == 4406


async def test_a_second_operation_of_the_same_id_closes_with_4409(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await line.subscribe(ROOM, room_variables(room))
        assert await line.closed() == 4409


async def test_operations_of_one_socket_are_limited(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        for number in range(MOST_OPERATIONS + 1):
            await line.subscribe(ROOM, room_variables(room), id=str(number))
        (refused,) = await line.fence()
        assert (refused["id"], code_of(refused)) == (str(MOST_OPERATIONS), "LIMIT_EXCEEDED")
        await line.say({"type": "complete", "id": "0"})
        await line.subscribe(ROOM, room_variables(room), id="again")
        assert await line.fence() == []


async def test_queries_and_mutations_are_answered_too(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe("query ($room: ID!) { room(id: $room) { name } }", {"room": room_variables(room)["room"]})
        assert await line.hear() == {"type": "next", "id": "1", "payload": {"data": {"room": {"name": "Accounts"}}}}
        assert await line.hear() == {"type": "complete", "id": "1"}
        mutation = "mutation ($room: ID!) { showTyping(input: {roomId: $room}) { userErrors { code } } }"
        await line.subscribe(mutation, {"room": room_variables(room)["room"]})
        answer = await line.hear()
        assert answer["payload"] == {"data": {"showTyping": {"userErrors": []}}}, json.dumps(answer)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { roomEvents { __typename } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription ($room: ID!) { roomEvents(roomId: $room) { __typename } }", "BAD_USER_INPUT"),
        ('subscription { roomEvents(roomId: "nothing") { __typename } }', "NOT_FOUND"),
        ('subscription { inboxEvents(after: "nothing") { __typename } }', "INVALID"),
    ],
)
async def test_a_bad_operation_is_told_and_the_socket_lives_on(
    database: Settings, firm: Firm, document: str, code: str
) -> None:
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(document)
        message = await line.hear()
        assert (message["type"], message["id"], code_of(message)) == ("error", "1", code)
        assert await line.fence() == []


async def test_the_cookie_lets_our_own_page_in_and_no_other(database: Settings, firm: Firm) -> None:
    cookie = {"Cookie": f"parlour_session={firm.token(firm.cleo)}"}
    async with served(database) as server:
        async with server.line(additional_headers=cookie, origin="http://parlour.test") as line:
            await line.say({"type": "connection_init"})
            assert await line.hear() == {"type": "connection_ack"}
        for origin in ("https://parlour.test", "http://parlour.test.evil.example", "null", None):
            async with server.line(additional_headers=cookie, origin=origin) as line:
                await line.say({"type": "connection_init"})
                assert await line.closed() == 4403


def code_of(message: dict[str, Any]) -> str:
    """The code of an `error` message."""
    code: str = message["payload"][0]["extensions"]["code"]
    return code
