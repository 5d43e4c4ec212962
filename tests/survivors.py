"""People who go on talking and listening while processes die: senders that insist, and listeners that resume."""

import asyncio
import contextlib
import itertools
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from portal_web.live.messages import SUBPROTOCOL
from tests.processes import SIGN_IN, Installation, credentials

SEND = """
mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { id position body clientMessageId } userErrors { code } }
}
"""
ROOMS = "{ rooms { nodes { id name lastPosition eventCursor } } }"
EVENT = """
  __typename
  ... on Event { cursor }
  ... on EventInRoom { room { name } }
  ... on EventOfMessage { message { position body } }
"""
ROOM = f"subscription ($room: ID!, $after: String) {{ roomEvents(roomId: $room, after: $after) {{ {EVENT} }} }}"
INBOX = f"subscription ($after: String) {{ inboxEvents(after: $after) {{ {EVENT} }} }}"
AWAY = {"UNAVAILABLE"}
"""All that anybody may be told while a server is away."""
MAY_CLOSE = {1001, 1006, 1012, 1013, None}
"""How a socket may end when a process dies or is not ready."""


class Away(Exception):
    """A server is away, and says so."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the demo firm who is signed in; `rooms` is what they were at that moment, by name."""

    http: httpx2.AsyncClient
    installation: Installation
    token: str = ""
    rooms: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def ask(self, web: int, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Data of an answer of one of the processes. Raises httpx2.TransportError or Away; any other refusal fails."""
        answer = await self.http.post(
            self.installation.webs[web].url,
            json={"query": document, "variables": variables},
            headers={"Authorization": f"Bearer {self.token}"} if self.token else {},
        )
        told = answer.json()
        if refused := refusals(told):
            assert refused <= AWAY, told
            raise Away
        data: dict[str, Any] = told["data"]
        return data


def refusals(told: dict[str, Any]) -> set[str]:
    """The codes of everything that was refused."""
    payloads = [payload for payload in (told.get("data") or {}).values() if isinstance(payload, dict)]
    return {error["extensions"]["code"] for error in told.get("errors", [])} | {
        error["code"] for payload in payloads for error in payload.get("userErrors", [])
    }


async def signed_in(http: httpx2.AsyncClient, installation: Installation, key: str, side: str) -> Somebody:
    """Somebody of the demo firm with a session."""
    found = await Somebody(http, installation).ask(0, SIGN_IN, {"input": credentials(key, side)})
    somebody = Somebody(http, installation, found["signIn"]["token"])
    rooms = (await somebody.ask(1, ROOMS, {}))["rooms"]["nodes"]
    return replace(somebody, rooms={room["name"]: room for room in rooms})


@dataclass
class Sender:
    """Sends message after message, each until it is acknowledged, and often looks away before the answer."""

    who: Somebody
    room: str
    remembers: bool = True
    acknowledged: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    retries: int = 0

    async def run(self, name: str, stopping: asyncio.Event) -> None:
        """Send until told to stop; the last message is acknowledged too."""
        for number in itertools.count(1):
            if stopping.is_set():
                return
            await self.insist(f"{name} {number}")
            await asyncio.sleep(random.uniform(0, 0.2))

    async def insist(self, body: str) -> None:
        """Send under one id until it is acknowledged."""
        client_id = uuid4()
        for attempt in itertools.count():
            if not self.remembers:
                client_id = uuid4()
            try:
                message = await self.attempt(client_id, body, looks_away=attempt == 0 and random.random() < 0.3)
            except (httpx2.TransportError, TimeoutError, Away):
                self.retries += 1
                await asyncio.sleep(0.05)
            else:
                self.acknowledged[client_id] = message
                return

    async def attempt(self, client_id: UUID, body: str, *, looks_away: bool) -> dict[str, Any]:
        """One request at either process. Who looks away learns nothing of what became of it."""
        given = {"roomId": self.who.rooms[self.room]["id"], "clientMessageId": str(client_id), "body": body}
        request = self.who.ask(random.randrange(2), SEND, {"input": given})
        answer = await (asyncio.wait_for(request, random.uniform(0.002, 0.05)) if looks_away else request)
        message: dict[str, Any] = answer["sendMessage"]["message"]
        assert (message["body"], message["clientMessageId"]) == (body, str(client_id))
        return message


@dataclass
class Subscriber:
    """Hears the messages of a room, or of an inbox, and resumes from the last cursor at the other process."""

    who: Somebody
    room: str | None
    web: int
    remembers: bool = True
    heard: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    cursor: str | None = None
    connections: int = 0

    def __post_init__(self) -> None:
        """A room is heard from the snapshot on; an inbox from now on."""
        if self.room:
            self.cursor = self.who.rooms[self.room]["eventCursor"]

    def count(self) -> int:
        """How many messages have been heard."""
        return sum(len(heard) for heard in self.heard.values())

    async def run(self) -> None:
        """Listen for ever. Who keeps no cursor stays with one process."""
        while True:
            with contextlib.suppress(OSError, WebSocketException, EOFError, Away):
                url = self.who.installation.webs[self.web].url.replace("http", "ws")
                async with connect(url, subprotocols=[SUBPROTOCOL], ping_interval=None) as socket:  # type: ignore[list-item]
                    await self.listen(socket)
            if self.remembers:
                self.web = 1 - self.web
            await asyncio.sleep(0.05)

    async def listen(self, socket: ClientConnection) -> None:
        """Hear until the socket ends. Raises Away when the server says that it cannot go on."""
        await socket.send(
            json.dumps({"type": "connection_init", "payload": {"Authorization": f"Bearer {self.who.token}"}})
        )
        variables = {"after": self.cursor} | ({"room": self.who.rooms[self.room]["id"]} if self.room else {})
        payload = {"query": ROOM if self.room else INBOX, "variables": variables}
        try:
            assert json.loads(await socket.recv()) == {"type": "connection_ack"}
            await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
            self.connections += 1
            async for message in socket:
                self.take(json.loads(message))
        finally:
            assert socket.close_code in MAY_CLOSE, (socket.close_code, socket.close_reason)

    def take(self, message: dict[str, Any]) -> None:
        """Keep what a frame tells."""
        if message["type"] == "error":
            assert {error["extensions"]["code"] for error in message["payload"]} <= AWAY, message
            raise Away
        assert message["type"] == "next", message
        (event,) = message["payload"]["data"].values()
        if event["__typename"] == "MessageSent":
            room = self.room or event["room"]["name"]
            self.heard.setdefault(room, []).append((event["message"]["position"], event["message"]["body"]))
        self.cursor = event["cursor"] if self.remembers else None


async def until(happened: Callable[[], object], patience: float = 60) -> None:
    """Wait for something that must come; how long it takes is nobody's concern."""
    async with asyncio.timeout(patience):
        while not happened():
            await asyncio.sleep(0.02)


def faults(heard: list[tuple[int, str]], kept: list[tuple[int, str]]) -> list[str]:
    """What is wrong with what somebody heard, given what the database keeps."""
    positions = [position for position, _ in heard]
    found = {
        "gap": {position for position, _ in kept} - set(positions),
        "duplicate": len(positions) - len(set(positions)),
        "disorder": positions != sorted(positions),
        "other text": set(heard) - set(kept),
    }
    return [fault for fault, wrong in found.items() if wrong]
