"""What the team alone has on its pages: for fingers, about each client, and how the firm appears."""

from datetime import UTC, datetime

from playwright.async_api import expect

from resolvers import marks
from schema.ids import global_id
from tests.browser.axe import axe_violations
from tests.browser.conftest import Visit
from tests.browser.talked import furnished
from tests.browser.visitor import PHONE
from tests.cast import Firm

SECTIONS = ("people", "portals", "held", "rooms", "settings")
LEAST = 44
"""Pixels of what fingers press (WCAG 2.5.5)."""
SMALL = """(least) => [...document.querySelectorAll(".shell-pane button, .shell-pane summary, [role=dialog] button")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < least - 0.5)
  .map((each) => `${each.getBoundingClientRect().height} ${each.outerHTML.slice(0, 120)}`)"""


async def test_what_fingers_press_is_large_enough(firm: Firm, page_of: Visit):
    room = await furnished(firm.ada, firm)
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
    room = await furnished(firm.ada, firm)
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
