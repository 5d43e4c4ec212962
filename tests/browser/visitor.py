"""Somebody in front of a browser of their own: what they see, all that they receive, and everything that went wrong."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    WebError,
    WebSocket,
    expect,
)

from tests.browser.site import HOST, Site
from tests.browser.transcript import Transcript

PATIENCE = 20_000
"""Milliseconds after which a test that waits for something has failed; never how long something may take."""

DESKTOP, PHONE, NARROW = ((1280, 800), (390, 844), (320, 640))
LOCAL = {"data", "blob", "about"}
GIVEN_UP = "net::ERR_ABORTED"
"""How a request ends that the page itself gave up, as it does by going elsewhere."""

expect.set_options(timeout=PATIENCE)


@dataclass
class Visitor:
    """A browser context with one page. What goes wrong in it and is not expected fails the test."""

    name: str
    site: Site
    context: BrowserContext
    page: Page
    transcript: Transcript
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expects(self, *patterns: str) -> None:
        """Say what will go wrong on purpose, as regular expressions; each has to come true."""
        self.expected += patterns

    async def goes_to(self, path: str) -> Response | None:
        """Open a page of the site, or any address."""
        return await self.page.goto(path if "://" in path else f"{self.site.url}{path}")

    async def signs_in(self, slug: str, email: str, password: str) -> None:
        """Fill in the form of a firm and send it."""
        await self.goes_to(f"/w/{slug}/sign-in")
        await self.page.fill("input[name=email]", email)
        await self.page.fill("input[name=password]", password)
        await self.page.click("form button")

    def unexpected(self) -> list[str]:
        """What went wrong, and what was to go wrong and did not."""
        wrong = [fault for fault in self.faults if not any(re.search(each, fault) for each in self.expected)]
        missing = [each for each in self.expected if not any(re.search(each, fault) for fault in self.faults)]
        return wrong + [f"{self.name} expected in vain: {each}" for each in missing]

    def watch(self) -> None:
        """Note from now on what goes wrong."""
        self.context.on("request", self._asked)
        self.context.on("requestfailed", self._failed)
        self.context.on("response", self._answered)
        self.context.on("console", self._said)
        self.context.on("weberror", self._threw)
        self.page.on("websocket", self._connected)

    def _fault(self, told: str) -> None:
        self.faults.append(f"{self.name}: {told}")

    def _asked(self, request: Request) -> None:
        self._stays_here(request.url)

    def _stays_here(self, url: str) -> None:
        if (address := urlsplit(url)).scheme not in LOCAL and address.hostname != HOST:
            self._fault(f"asked another machine: {url}")

    def _failed(self, request: Request) -> None:
        if request.failure != GIVEN_UP:
            self._fault(f"{request.failure} {request.method} {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._fault(f"{response.status} {response.request.method} {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # What could not be loaded is told by its request, which says more.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self._fault(f"{message.type} {message.text}")

    def _threw(self, error: WebError) -> None:
        self._fault(f"threw {error.error}")

    def _connected(self, socket: WebSocket) -> None:
        self._stays_here(socket.url)
        socket.on("socketerror", lambda error: self._fault(f"socket {error}"))


@asynccontextmanager
async def visiting(
    browser: Browser,
    site: Site,
    name: str,
    *,
    viewport: tuple[int, int] = DESKTOP,
    color_scheme: str = "light",
    locale: str = "en-GB",
    **options: Any,
) -> AsyncIterator[Visitor]:
    """Somebody with a fresh context: no cookie, no cache, nothing kept of others."""
    context = await browser.new_context(
        viewport={"width": viewport[0], "height": viewport[1]},
        color_scheme=color_scheme,  # type: ignore[arg-type]
        locale=locale,
        **options,
    )
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    async with context, Transcript.of(page) as transcript:
        visitor = Visitor(name, site, context, page, transcript)
        visitor.watch()
        yield visitor


async def keep(visitor: Visitor, folder: Path) -> None:
    """Keep what is on the screen and what it is made of, for whoever looks for the mistake."""
    await visitor.page.screenshot(path=folder / f"{visitor.name}.png", full_page=True)
    (folder / f"{visitor.name}.html").write_text(await visitor.page.content())
