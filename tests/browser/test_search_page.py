"""The search of the page, in a real browser: from a word to the message that has it, and back."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from resolvers import rooms
from resolvers.views import RoomView
from tests.browser.axe import axe_violations, overflow
from tests.browser.conftest import Visit
from tests.browser.visitor import DESKTOP, NARROW, PHONE, Visitor
from tests.cast import Firm, room_with, say

FIELD = "Search conversations, messages and files"
MANY = 60
"""Messages around the one to find: more than are on the screen."""


@pytest_asyncio.fixture
async def talk(firm: Firm) -> RoomView:
    """A conversation long enough that its beginning is far off, with one word that is said nowhere else."""
    room = await room_with(firm.tess, firm.cleo)
    now = datetime.now(UTC)
    await say(firm.cleo, room, "The séance about the vineyard is on Monday.", now)
    for number in range(MANY):
        await say(firm.tess, room, f"Line {number} of many, with nothing special in it.", now)
    return room


async def sought(visitor: Visitor, words: str) -> None:
    """Search as somebody who knows the keys."""
    await expect(visitor.page.get_by_role("navigation", name="Conversations")).to_be_visible()
    await visitor.page.keyboard.press("Control+k")
    await expect(visitor.page.get_by_role("searchbox", name=FIELD)).to_be_focused()
    await visitor.page.keyboard.type(words)


async def test_a_word_leads_to_its_message_and_escape_back_to_where_one_was(firm: Firm, talk: RoomView, page_of: Visit):
    cleo = await page_of(firm.cleo)
    await sought(cleo, "seance viney")
    hit = cleo.page.get_by_role("link", name="The séance about the vineyard")
    await expect(hit.locator("mark")).to_have_text(["séance", "vineyard"])
    await expect(cleo.page.get_by_role("status").filter(has_text="1 message")).to_be_attached()
    await cleo.page.keyboard.press("ArrowDown")
    await expect(hit).to_be_focused()
    await cleo.page.keyboard.press("Enter")
    found = cleo.page.get_by_role("article", name="The séance about the vineyard")
    await expect(found).to_be_in_viewport()
    await expect(found).to_be_focused()
    await cleo.page.go_back()
    await expect(cleo.page.get_by_role("searchbox", name=FIELD)).to_have_value("seance viney")
    await expect(hit).to_be_visible()
    await cleo.page.keyboard.press("Escape")
    await cleo.page.wait_for_url(f"{cleo.site.url}/")


async def test_what_was_searched_for_is_offered_again_until_it_is_forgotten(firm: Firm, talk: RoomView, page_of: Visit):
    cleo = await page_of(firm.cleo)
    await sought(cleo, "vineyard")
    await cleo.page.get_by_role("link", name="The séance about the vineyard").click()
    await sought(cleo, "")
    await cleo.page.get_by_role("button", name="vineyard", exact=True).click()
    await expect(cleo.page.get_by_role("link", name="The séance about the vineyard")).to_be_visible()
    await cleo.page.get_by_role("button", name="Clear", exact=True).click()
    await cleo.page.get_by_role("button", name="Forget “vineyard”").click()
    await expect(cleo.page.get_by_text("What are you looking for?")).to_be_visible()
    await expect(cleo.page.get_by_role("searchbox")).to_be_focused()


async def test_a_search_in_one_room_finds_nothing_of_another(firm: Firm, talk: RoomView, page_of: Visit):
    other = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, other, "Another vineyard.", datetime.now(UTC))
    cleo = await page_of(firm.cleo)
    await sought(cleo, "vineyard")
    hits = cleo.page.get_by_role("main").get_by_role("listitem")
    await expect(hits).to_have_count(2)
    await hits.filter(has_text="Another vineyard").get_by_role("link").click()
    await cleo.page.get_by_role("button", name="Search in this conversation").click()
    await cleo.page.keyboard.type("vineyard")
    await expect(hits).to_have_count(1)
    await expect(hits).to_contain_text("Another vineyard.")
    await cleo.page.get_by_role("button", name="Search everywhere").click()
    await expect(hits).to_have_count(2)


async def test_more_is_fetched_when_asked_for_and_the_focus_goes_there(firm: Firm, talk: RoomView, page_of: Visit):
    cleo = await page_of(firm.cleo)
    await sought(cleo, "nothing special")
    hits = cleo.page.get_by_role("main").get_by_role("listitem")
    await expect(hits).to_have_count(20)
    await cleo.page.get_by_role("button", name="Show more").click()
    await expect(hits).to_have_count(40)
    await expect(hits.nth(20).get_by_role("link")).to_be_focused()


async def test_a_client_is_offered_no_author_but_those_whose_messages_were_found(
    firm: Firm, talk: RoomView, page_of: Visit
):
    cleo = await page_of(firm.cleo)
    await sought(cleo, "line")
    await expect(cleo.page.get_by_role("main").get_by_role("listitem")).to_have_count(20)
    authors = cleo.page.get_by_role("combobox", name="Written by").get_by_role("option")
    assert await authors.all_inner_texts() == ["By anybody", "You", "Tess"]


async def empty(page: Page) -> None:
    await expect(page.get_by_text("What are you looking for?")).to_be_visible()


async def found(page: Page) -> None:
    await page.get_by_role("searchbox").fill("vineyard")
    await expect(page.locator("mark").first).to_be_visible()


async def none(page: Page) -> None:
    await page.get_by_role("searchbox").fill("nothinglikeit")
    await expect(page.get_by_text("Nothing found").last).to_be_visible()


@pytest.mark.parametrize("shown", [empty, found, none])
async def test_nobody_is_kept_out_of_the_search(
    firm: Firm, talk: RoomView, page_of: Visit, shown: Callable[[Page], Awaitable[None]]
):
    await rooms.archive_room(firm.tess, talk.id, datetime.now(UTC))
    cleo = await page_of(firm.cleo)
    await cleo.goes_to("/search")
    await shown(cleo.page)
    faults = []
    for width, height in (DESKTOP, PHONE, NARROW):
        await cleo.page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            await cleo.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            faults += [f"{width} {scheme}: {each}" for each in await axe_violations(cleo.page)]
        faults += [f"{width}: sticks out: {each}" for each in await overflow(cleo.page)]
    assert faults == []
