"""The portal's page for everyone: nothing for axe to find, light, dark, in each language, down to 320 px."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import pytest
from playwright.async_api import Locator, expect

from db import sql
from resolvers import participants, rooms
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.browser.axe import axe_violations, overflow
from tests.browser.conftest import Visit
from tests.browser.talked import furnished, talked
from tests.browser.talking import address_of, composer_on, listens, message_on, writes
from tests.browser.visitor import DESKTOP, NARROW, Visitor
from tests.cast import Firm

LOOKS = (((DESKTOP, "light"), (NARROW, "dark")), ((DESKTOP, "dark"), (NARROW, "light")))
LANGUAGES = ["en", "fr"]


@dataclass
class Inspection:
    """Somebody who looks at one view after another, and what was wrong with each."""

    visitor: Visitor
    found: list[str] = field(default_factory=list)
    views: int = 0

    async def of(self, view: str, opens: Callable[[], Awaitable[None]] | None = None) -> None:
        """Look at what is there, or at a menu opened anew: at two sizes and in both schemes, the pairs by turns."""
        for (width, height), scheme in LOOKS[self.views % 2]:
            await self.visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            await self.visitor.page.set_viewport_size({"width": width, "height": height})
            if opens:
                await opens()
                await expect(self.visitor.page.get_by_role("menu")).to_be_in_viewport(ratio=1)
            await self.now(f"{view} ({scheme}, {width} px)")
            if opens:
                await self.visitor.page.keyboard.press("Escape")
                await expect(self.visitor.page.get_by_role("menu")).to_have_count(0)
        await self.visitor.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        self.views += 1

    async def now(self, view: str) -> None:
        """Look once, at what is there as it is."""
        self.found += [f"{view}: sticks out: {each}" for each in await overflow(self.visitor.page)]
        self.found += [f"{view}: {each}" for each in await axe_violations(self.visitor.page)]

    async def at(self, path: str, ready: str) -> None:
        """Go to an address and look once something is there."""
        await self.visitor.goes_to(path)
        await expect(self.visitor.page.locator(ready).first).to_be_visible()
        await expect(self.visitor.page.locator(".spinner")).to_have_count(0)
        await self.of(path.partition("?")[0])


async def in_language(viewer: Viewer, language: str) -> None:
    await sql.execute("UPDATE person SET locale = $2 WHERE id = $1", viewer.id, language)


async def press(message: Locator, number: int) -> None:
    await message.hover()
    await message.locator(".message-actions button").nth(number).click()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_view_of_a_client_keeps_anybody_out(firm: Firm, page_of: Visit, language: str):
    found = await talked(firm)
    await in_language(firm.cleo, language)
    cleo = await page_of(firm.cleo, reduced_motion="reduce")
    look, page = Inspection(cleo), cleo.page
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await look.at("/", "[data-room]")
    await look.of("menu of the viewer", page.locator(".header-me").click)
    await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    await page.locator(".header-me").click()
    await page.get_by_role("menuitem").nth(1).click()  # notifications, which this browser refuses
    await expect(page.locator(".toast")).to_be_in_viewport(ratio=1)
    await look.now("notice in passing")
    for path in (address_of(found["news"]), address_of(found["old"]), address_of(found["empty"])):
        await look.at(path, ".composer, .read-only")
    await look.at("/search", "h1, input")
    await look.at("/profile", "h1")
    await look.at("/team/people", ".notice")

    await cleo.goes_to(address_of(found["room"]))
    await listens(cleo)
    await look.of("room")
    mine = message_on(page, "Look at")
    await look.of("menu of a message", partial(press, mine, 1))
    await press(mine, 0)
    await expect(page.locator(".aim")).to_be_visible()
    await composer_on(page).fill("Nearly " + "there " * 4000)
    await expect(page.locator("#composer-long")).to_be_visible()
    await look.of("answer that is too long")
    await composer_on(page).fill("")
    await press(mine, -1)
    await expect(page.get_by_role("dialog")).to_be_visible()
    await look.of("dialog")
    await page.keyboard.press("Escape")

    cleo.expects("net::ERR_INTERNET_DISCONNECTED")
    await cleo.context.set_offline(True)
    await expect(page.locator(".offline p")).to_be_visible()
    await writes(cleo, "Later")
    await expect(message_on(page, "Later")).to_be_visible()
    await look.of("offline")
    await cleo.context.set_offline(False)
    await expect(message_on(page, "Later").and_(page.locator("[data-position]"))).to_be_visible()

    await participants.remove_participants(firm.tess, found["room"].id, [firm.cleo.id], datetime.now(UTC))
    await expect(page.locator(".room-gone")).to_be_visible()
    await look.of("room that is closed")
    cleo.faults[:] = [fault for fault in cleo.faults if "WebSocket" not in fault and " socket " not in fault]
    assert "\n".join(look.found) == ""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_view_of_the_team_keeps_anybody_out(firm: Firm, page_of: Visit, language: str):
    found = await talked(firm)
    await rooms.transfer_room(firm.tess, found["room"].id, firm.theo.id, datetime.now(UTC))
    await sql.execute("UPDATE person SET is_administrator = true WHERE id = $1", firm.theo.id)
    await in_language(firm.theo, language)
    theo = await page_of(firm.theo, reduced_motion="reduce")
    look, page, room = Inspection(theo), theo.page, address_of(found["room"])
    await look.at("/", "[data-room]")
    await look.of("menu of the viewer", page.locator(".header-me").click)
    full = address_of(await furnished(firm.theo, firm))
    await look.at("/new-room", "form, h1")
    for name in ("Carl", "Ben"):
        await page.get_by_role("checkbox", name=name).check()
    await expect(page.locator(".mixed")).to_be_visible()
    await look.of("room for clients of two portals")
    for section in ("people", "portals", "held", "rooms", "settings"):
        await look.at(f"/team/{section}", "h1")
    await look.at(f"{full}?details", ".details .person:nth-child(5)")
    await page.locator(".details-title button").first.click()
    await expect(page.locator(".picker-choice").first).to_be_visible()
    await look.of("adding people")
    await look.at(f"{room}?as={global_id('Person', firm.cleo.id)}", "article")

    await theo.goes_to(room)
    await listens(theo)
    await look.of("room")
    theirs = message_on(page, "Look at")
    for item in (-2, -1):  # who has read it, and what it said before
        await press(theirs, 1)
        await page.get_by_role("menuitem").nth(item).click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        await look.of("readers" if item == -2 else "earlier texts")
        await page.keyboard.press("Escape")
    assert "\n".join(look.found) == ""
