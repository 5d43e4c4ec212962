"""Light listeners for benches: they count frames and read nothing of what is in them."""

import asyncio
import base64
import json
import os
from dataclasses import dataclass
from uuid import uuid4

from portal_web.live.messages import SUBPROTOCOL

DOCUMENT = """
subscription Listen($roomId: ID!, $after: String) {
  roomEvents(roomId: $roomId, after: $after) {
    __typename
    ... on Event { cursor occurredAt }
    ... on MessageSent {
      room { id name }
      message { id position body sentAt author { id name role } }
    }
  }
}
"""


@dataclass(slots=True)
class Tally:
    """What all listeners of a process have got."""

    frames: int = 0


class Listening(asyncio.Protocol):
    """One connection: after the handshake every server frame is counted by its header alone."""

    def __init__(self, token: str, room_id: str, tally: Tally, ready: "asyncio.Future[None]") -> None:
        """`ready` is done when the subscription is the only thing left to wait for."""
        self.token = token
        self.room_id = room_id
        self.tally = tally
        self.ready = ready
        self.buffer = b""
        self.open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET /graphql HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: {SUBPROTOCOL}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Count whole frames."""
        self.buffer += data
        if not self.open:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self.open, self.buffer = True, rest
            self.say({"type": "connection_init", "payload": {"authorization": f"Bearer {self.token}"}})
        while (end := frame_end(self.buffer)) is not None:
            self.heard(self.buffer[0], end)
            self.buffer = self.buffer[end:]

    def heard(self, first: int, end: int) -> None:
        """One whole frame: a ping, the acknowledgement, an answer to our ping, or an event."""
        if first == 0x89:
            self.transport.write(masked(0x8A, self.buffer[2:end]))
        elif b'"connection_ack"' in self.buffer[:40]:
            variables = {"roomId": self.room_id}
            payload = {"query": DOCUMENT, "variables": variables}
            self.say({"type": "subscribe", "id": str(uuid4()), "payload": payload})
            self.ready.set_result(None)
        elif b'"next"' in self.buffer[:20]:
            self.tally.frames += 1
        else:
            raise AssertionError(self.buffer[:end])

    def say(self, message: object) -> None:
        """Send one message."""
        self.transport.write(masked(0x81, json.dumps(message).encode()))


def masked(first: int, payload: bytes) -> bytes:
    """A client's frame; a mask of zeros leaves the payload as it is."""
    length = len(payload)
    size = bytes((0x80 | length,)) if length < 126 else b"\xfe" + length.to_bytes(2, "big")
    return bytes((first,)) + size + b"\0\0\0\0" + payload


def frame_end(buffer: bytes) -> int | None:
    """Where the first frame ends; None while it is incomplete."""
    if len(buffer) < 4:
        return None if len(buffer) < 2 or buffer[1] else 2
    length = buffer[1]
    start = 2
    if length == 126:
        length, start = int.from_bytes(buffer[2:4], "big"), 4
    return start + length if len(buffer) >= start + length else None
