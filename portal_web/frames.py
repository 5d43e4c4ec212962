"""A WebSocket protocol for uvicorn: writes ready frames, and lets none pile up for a reader that does not read."""

from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

EXTENSION = "parlour.frames"
SLOW_READER = 4503
SLOW_READER_REASON = "slow reader: resume from your cursor"
MOST_UNSENT = 1 << 20  # bytes that may wait for one reader
GRACE = 2.0  # seconds in which a slow reader may still read why it is dropped

OPTIONS: dict[str, Any] = {
    "ws_max_size": 64 * 1024,
    "ws_per_message_deflate": False,
    "ws_ping_interval": 20.0,
    "ws_ping_timeout": 20.0,
}
"""What uvicorn's Config needs beside `ws=ReadyFrames`."""


def text_header(length: int) -> bytes:
    """The header of a final, unmasked text frame with a payload of `length` bytes (RFC 6455, section 5.2)."""
    if length < 126:
        return bytes((0x81, length))
    if length < 1 << 16:
        return b"\x81\x7e" + length.to_bytes(2, "big")
    return b"\x81\x7f" + length.to_bytes(8, "big")


class ReadyFrames(WebSocketsSansIOProtocol):
    """uvicorn's protocol, offered to the application as `scope["extensions"]["parlour.frames"]`.

    A server's frames are not masked, so the same bytes serve every socket and need no per-socket work.
    """

    def handle_connect(self, event: Request) -> None:
        """Offer this connection's writer beside the ASGI channels, and forget what only the handshake needed."""
        super().handle_connect(event)
        if not self.close_sent:
            cast(dict[str, object], self.scope["extensions"])[EXTENSION] = self

    def write(self, frame: bytes) -> None:
        """Write one whole frame now. Nothing is written to a socket that is closing; a slow reader is dropped."""
        if self.close_sent or self.transport.is_closing():
            return
        self.transport.write(frame)
        if self.unsent() > MOST_UNSENT:
            self.drop_slow_reader()

    def unsent(self) -> int:
        """Bytes that the reader has not taken yet."""
        return self.transport.get_write_buffer_size()

    def end(self, code: int, reason: str) -> None:
        """Close with a code, from anywhere; the application hears a disconnect."""
        if self.close_sent or self.transport.is_closing():
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.close)

    def drop_slow_reader(self) -> None:
        """Say that resuming is the way on, then let go of what waits here even if it is never read."""
        self.end(SLOW_READER, SLOW_READER_REASON)
        self.loop.call_later(GRACE, self.transport.abort)

    def keepalive_timeout(self) -> None:
        """Drop a reader that stopped: uvicorn would wait for ever until it has read everything."""
        super().keepalive_timeout()
        self.transport.abort()
