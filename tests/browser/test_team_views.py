"""Every page and panel of the team, in light and dark, English and French, wide and narrow, as axe looks at it."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from db.models import Person
from resolvers import marks, participants
from resolvers.views import RoomView
from schema.ids import global_id
from tests.browser.axe import axe_violations, overflow
from tests.browser.conftest import Visit
from tests.browser.visitor import DESKTOP, NARROW, PHONE
from tests.cast import Firm, room_with, say

LOOKS = [(DESKTOP, "light", "en"), (PHONE, "dark", "fr"), (NARROW, "light", "en"), (DESKTOP, "dark", "en")]
SECTIONS = ("people", "portals", "held", "rooms", "settings")
LEAST = 44
"""Pixels of what fingers press (WCAG 2.5.5)."""
SMALL = """(least) => [...document.querySelectorAll(".shell-pane button, .shell-pane summary, [role=dialog] button")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < least - 0.5)
  .map((each) => `${each.getBoundingClientRect().height} ${each.outerHTML.slice(0, 120)}`)"""


async def furnished(firm: Firm) -> RoomView:
    """A room with everything that its details can show, managed by the administrator."""
    now = datetime.now(UTC)
    room = await room_with(firm.ada, firm.tess, firm.cleo, firm.carl, firm.bea, name="Annual accounts 2026")
    for minutes, (who, what) in enumerate([(firm.ada, "The draft is ready."), (firm.cleo, "Thank you!")]):
        await say(who, room, what, now - timedelta(minutes=10 - minutes))
    await marks.mark_room_read(firm.carl, room.id, 1, now)
    await participants.invite_to_room(firm.ada, room.id, [firm.ivy], True, now)
    await Person.filter(id=firm.bea.id).update(email_muted_at=now)
    return room


async def looked_at(page: Page, where: str) -> list[str]:
    await page.evaluate("document.getAnimations().forEach((each) => each.finish())")
    return [f"{where}: {told}" for told in await axe_violations(page) + await overflow(page)]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0][0]}-{look[1]}-{look[2]}")
async def test_no_page_of_the_team_keeps_anybody_out(
    firm: Firm, page_of: Visit, look: tuple[tuple[int, int], str, str]
):
    viewport, scheme, locale = look
    room = await furnished(firm)
    room_id = global_id("Room", room.id)
    await Person.filter(id=firm.ada.id).update(locale=locale)
    ada = await page_of(firm.ada, viewport=viewport, color_scheme=scheme, has_touch=viewport != DESKTOP)
    wrong: list[str] = []
    for section in SECTIONS:
        await ada.goes_to(f"/team/{section}")
        await ada.page.wait_for_load_state("networkidle")
        await expect(ada.page.locator(".shell-pane .spinner")).to_have_count(0)
        wrong += await looked_at(ada.page, section)
    await ada.goes_to(f"/r/{room_id}?details")
    await expect(ada.page.locator(".details .person")).to_have_count(6)
    wrong += await looked_at(ada.page, "details")
    await ada.page.locator(".details-title button").first.click()
    await expect(ada.page.locator(".picker-choice").first).to_be_visible()
    wrong += await looked_at(ada.page, "adding people")
    await ada.goes_to("/new-room")
    for name in ("Carl", "Ben"):
        await ada.page.get_by_role("checkbox", name=name).check()
    await expect(ada.page.locator(".mixed")).to_be_visible()
    wrong += await looked_at(ada.page, "new room")
    await ada.goes_to(f"/r/{room_id}?as={global_id('Person', firm.cleo.id)}")
    await expect(ada.page.get_by_role("log").get_by_role("article")).to_have_count(2)
    wrong += await looked_at(ada.page, "seen as Cleo")
    assert wrong == []


async def test_what_fingers_press_is_large_enough(firm: Firm, page_of: Visit):
    room = await furnished(firm)
    ada = await page_of(firm.ada, viewport=PHONE, has_touch=True, is_mobile=True)
    small: list[str] = []
    for path in (
        *(f"/team/{section}" for section in SECTIONS),
        "/new-room",
        f"/r/{global_id('Room', room.id)}?details",
    ):
        await ada.goes_to(path)
        await ada.page.wait_for_load_state("networkidle")
        small += [f"{path}: {told}" for told in await ada.page.evaluate(SMALL, LEAST)]
    assert small == []


async def test_details_say_of_each_client_how_far_they_read_and_whether_mail_reaches_them(firm: Firm, page_of: Visit):
    room = await furnished(firm)
    ada = await page_of(firm.ada)
    await ada.goes_to(f"/r/{global_id('Room', room.id)}?details")
    people = ada.page.get_by_role("list", name="5 participants").get_by_role("listitem")
    await expect(people.filter(has_text="Cleo")).to_contain_text("Has read everything")
    await expect(people.filter(has_text="Carl")).to_contain_text("1 message not read")
    await expect(people.filter(has_text="Carl")).to_contain_text("Will get mail in")
    await expect(people.filter(has_text="Bea")).to_contain_text("Has not read anything")
    await expect(people.filter(has_text="Bea")).to_contain_text("Has muted all mail")
    await marks.mark_room_read(firm.carl, room.id, 2, datetime.now(UTC))
    await expect(people.filter(has_text="Carl")).to_contain_text("Has read everything")
    await expect(people.filter(has_text="Carl")).not_to_contain_text("Will get mail")


async def test_the_firm_changes_its_name_and_colour_and_everybody_sees_it_at_the_next_look(firm: Firm, page_of: Visit):
    ada = await page_of(firm.ada)
    await ada.goes_to("/team/settings")
    await ada.page.get_by_label("Name of the firm").fill("Larch & Daughters")
    await ada.page.get_by_label("Colour", exact=True).fill("#ffee00")
    await expect(ada.page.get_by_role("group", name="Preview")).to_contain_text("Corrected so that it can be read")
    await ada.page.get_by_role("button", name="Save").first.click()
    await expect(ada.page.get_by_role("link", name="Larch & Daughters")).to_be_visible()
    assert await axe_violations(ada.page) == []
    cleo = await page_of(firm.cleo)
    await expect(cleo.page.get_by_role("link", name="Larch & Daughters")).to_be_visible()
