"""Everything that a browser receives, as bytes, and what can be found in it of somebody who should not be there."""

import asyncio
import binascii
import html
import json
import re
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import quote, unquote_to_bytes
from uuid import UUID

from playwright.async_api import CDPSession, Error, Page

BUFFER = 200 * 1024 * 1024
WORD = re.compile(rb"[A-Za-z0-9_-]{8,}={0,2}|[A-Za-z0-9+/]{8,}={0,2}")
"""What may be base64 of either alphabet."""

SETTLING = 5
"""Seconds to wait for what was asked for; what has come is always read to its end."""

NO_BODY = {204, 301, 302, 303, 304, 307, 308}


@dataclass
class Transcript:
    """What one page received so far: each part with its address, and what could not be read."""

    protocol: CDPSession
    parts: list[tuple[str, bytes]] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)
    _answers: dict[str, tuple[str, int]] = field(default_factory=dict)
    _reading: set[asyncio.Task[None]] = field(default_factory=set)

    @classmethod
    @asynccontextmanager
    async def of(cls, page: Page) -> AsyncIterator[Self]:
        """Listen to the page's browser, below the page itself."""
        protocol = await page.context.new_cdp_session(page)
        found = cls(protocol)
        protocol.on("Network.responseReceived", found._began)
        protocol.on("Network.responseReceivedExtraInfo", found._headed)
        protocol.on("Network.requestWillBeSent", found._sent)
        protocol.on("Network.loadingFinished", found._ended)
        protocol.on("Network.loadingFailed", found._failed)
        protocol.on("Network.webSocketHandshakeResponseReceived", found._shook)
        protocol.on("Network.webSocketFrameReceived", found._framed)
        await protocol.send("Network.enable", {"maxTotalBufferSize": BUFFER, "maxResourceBufferSize": BUFFER})
        yield found
        await found.complete()

    async def complete(self) -> bytes:
        """Everything until now in one piece, once all that was asked for is there."""
        with suppress(TimeoutError):  # what a page that was left had asked for may never be told to have ended
            async with asyncio.timeout(SETTLING):
                while self._asked:
                    await asyncio.sleep(0.02)
        self._asked.clear()
        while self._reading:
            await asyncio.gather(*self._reading)
        return b"\n".join(part for _, part in self.parts)

    def _add(self, where: str, what: object) -> None:
        self.parts.append((where, what if isinstance(what, bytes) else json.dumps(what, ensure_ascii=False).encode()))

    def _began(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        self._answers[event["requestId"]] = (answer["url"], answer["status"])
        self._add(answer["url"], [answer["url"], answer["statusText"], answer["headers"]])

    def _headed(self, event: dict[str, Any]) -> None:
        # As they came, cookies too, which the page is not told.
        self._add("headers", [event["headers"], event.get("headersText", "")])

    def _sent(self, event: dict[str, Any]) -> None:
        self._asked.add(event["requestId"])
        if answer := event.get("redirectResponse"):
            self._add(answer["url"], [answer["url"], answer["headers"]])

    def _failed(self, event: dict[str, Any]) -> None:
        self._asked.discard(event["requestId"])

    def _ended(self, event: dict[str, Any]) -> None:
        self._asked.discard(event["requestId"])
        url, status = self._answers.get(event["requestId"], ("", 200))
        if url and not url.startswith(("data:", "blob:")) and status not in NO_BODY:
            task = asyncio.create_task(self._read(event["requestId"], url))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)

    async def _read(self, request_id: str, url: str) -> None:
        try:
            answer = await self.protocol.send("Network.getResponseBody", {"requestId": request_id})
        except Error as error:
            self.missed.append(f"{url}: {error.message}")
            return
        body = answer["body"]
        self._add(url, b64decode(body) if answer["base64Encoded"] else body.encode())

    def _shook(self, event: dict[str, Any]) -> None:
        self._add("socket", event["response"])

    def _framed(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        text = frame["payloadData"]
        self._add("frame", text.encode() if frame["opcode"] == 1 else b64decode(text))


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as traces of them are looked for."""

    id: UUID
    name: str
    email: str

    def traces(self) -> dict[str, bytes]:
        """What would tell of them, in the forms that texts and ids travel in."""
        found = {"hex": self.id.hex.encode(), "dashed": str(self.id).encode(), "bytes": self.id.bytes}
        for kind in ("Person", "Author"):
            told = urlsafe_b64encode(f"{kind}:{self.id.hex}".encode())
            found[f"{kind} id"] = told.rstrip(b"=")
        for what, text in (("name", self.name), ("email", self.email)):
            found[what] = text.encode()
            found[f"{what} in JSON"] = json.dumps(text)[1:-1].encode()
            found[f"{what} in HTML"] = html.escape(text).encode()
            found[f"{what} in an address"] = quote(text).encode()
        return found


def traces_of(people: Iterable[Somebody], received: bytes) -> list[tuple[str, str]]:
    """Who can be found in what was received, and by what: also within base64 and percent signs, in any case."""
    haystack = b"\n".join((received, unquote_to_bytes(received), *_decoded(received)))
    lowered = haystack.lower()
    return [
        (somebody.name, kind)
        for somebody in people
        for kind, trace in somebody.traces().items()
        if (trace in haystack if kind == "bytes" else trace.lower() in lowered)
    ]


def _decoded(received: bytes) -> Iterable[bytes]:
    """What every word says if it is base64, from each of the four places where a group may begin."""
    for word in set(WORD.findall(received)):
        plain = word.rstrip(b"=").replace(b"+", b"-").replace(b"/", b"_")
        for start in range(4):
            cut = plain[start:]
            if len(cut) % 4 == 1:
                cut = cut[:-1]
            try:
                yield urlsafe_b64decode(cut + b"=" * (-len(cut) % 4))
            except binascii.Error:
                continue
