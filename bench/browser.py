"""What a page costs its reader, measured in the browser that the tests use: bytes, waiting, frames, memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from playwright.async_api import CDPSession, Page

QUIET = 1_000
"""Milliseconds without a long task after which a page counts as at rest."""

# Runs before the page's own scripts. A long task keeps the main thread for more than 50 ms (W3C Long Tasks).
WATCH = """
(selector) => {
  const seen = (window.__figures = { tasks: [], shown: null });
  new PerformanceObserver((list) =>
    seen.tasks.push(...list.getEntries().map(({ startTime, duration }) => [startTime, duration]))
  ).observe({ type: "longtask", buffered: true });
  const look = () => {
    if (seen.shown !== null || !document.querySelector(selector)) return;
    watching.disconnect();
    requestAnimationFrame(() => { seen.shown = performance.now(); });
  };
  const watching = new MutationObserver(look);
  watching.observe(document, { childList: true, subtree: true, attributes: true });
}
"""
REST = """
(quiet) => new Promise((rested) => {
  const look = () => {
    const { tasks, shown } = window.__figures;
    const last = Math.max(shown ?? Infinity, ...tasks.map(([start, duration]) => start + duration));
    if (performance.now() - last > quiet) rested(last);
    else setTimeout(look, 50);
  };
  look();
})
"""
FRAMES = """
(milliseconds) => new Promise((done) => {
  const times = [];
  const draw = (time) => {
    times.push(time);
    if (time - times[0] < milliseconds) return requestAnimationFrame(draw);
    const gaps = times.slice(1).map((each, index) => each - times[index]);
    done([gaps.length / (times.at(-1) - times[0]) * 1000, Math.max(...gaps)]);
  };
  requestAnimationFrame(draw);
})
"""


@dataclass(frozen=True, slots=True)
class Frames:
    """Frames a second over a stretch of time, and the longest wait for one in milliseconds."""

    per_second: float
    longest: float


@dataclass(frozen=True, slots=True)
class LongTasks:
    """How many there were, and the milliseconds that they took in all and at most. Only over 50 ms counts."""

    count: int
    total: float
    longest: float


@dataclass
class Meter:
    """Figures of one page, since it was opened or since `begin`."""

    page: Page
    protocol: CDPSession
    received: dict[str, int] = field(default_factory=dict)
    _begun: float = 0

    @classmethod
    @asynccontextmanager
    async def of(cls, page: Page, interactive: str) -> AsyncIterator[Self]:
        """Measure a page that is about to be opened; `interactive` selects what its reader waits for."""
        protocol = await page.context.new_cdp_session(page)
        found = cls(page, protocol)
        urls: dict[str, str] = {}

        def asked(event: dict[str, Any]) -> None:
            urls[event["requestId"]] = event["request"]["url"]

        def ended(event: dict[str, Any]) -> None:
            url = urls.get(event["requestId"], "")
            found.received[url] = found.received.get(url, 0) + int(event["encodedDataLength"])

        protocol.on("Network.requestWillBeSent", asked)
        protocol.on("Network.loadingFinished", ended)
        await protocol.send("Network.enable")
        await page.add_init_script(f"({WATCH})({interactive!r})")
        yield found
        await protocol.detach()

    @property
    def transferred(self) -> int:
        """Bytes that came over the wire, headers included, as they were compressed; what sockets bring is not in it."""
        return sum(self.received.values())

    async def interactive(self) -> float:
        """Milliseconds from asking for the page until it showed what is waited for and the main thread was at rest."""
        return float(await self.page.evaluate(REST, QUIET))

    async def begin(self) -> None:
        """Count long tasks from here on."""
        self._begun = float(await self.page.evaluate("performance.now()"))

    async def long_tasks(self) -> LongTasks:
        """The long tasks since the page was opened, or since `begin`."""
        tasks: list[tuple[float, float]] = await self.page.evaluate("window.__figures.tasks")
        taken = [duration for start, duration in tasks if start >= self._begun]
        return LongTasks(len(taken), sum(taken), max(taken, default=0))

    async def frames(self, milliseconds: int) -> Frames:
        """Let the page draw for a while and count."""
        return Frames(*await self.page.evaluate(FRAMES, milliseconds))

    async def heap(self) -> int:
        """Bytes of JavaScript's objects that something still needs."""
        await self.protocol.send("HeapProfiler.collectGarbage")
        return int((await self.protocol.send("Runtime.getHeapUsage"))["usedSize"])

    async def nodes(self) -> int:
        """How many nodes the documents hold, those too that are shown no more and still needed."""
        await self.protocol.send("HeapProfiler.collectGarbage")
        return int((await self.protocol.send("Memory.getDOMCounters"))["nodes"])
