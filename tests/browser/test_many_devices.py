"""One person at several places at once: two tabs and a phone agree about what is unread, muted and read."""

from datetime import UTC, datetime

from playwright.async_api import Page, expect

from db import sql
from resolvers import marks
from resolvers.views import RoomView
from tests.browser.conftest import Visit
from tests.browser.talking import composer_on, log_on, message_on, opens, row_on, sends
from tests.browser.visitor import PHONE
from tests.cast import Firm, room_with, say

READ = "SELECT read_position FROM participation WHERE room_id = $1 AND person_id = $2"
AWAY = """(isAway) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => isAway ? "hidden" : "visible" });
  document.hasFocus = () => !isAway;
  document.dispatchEvent(new Event("visibilitychange"));
  if (!isAway) dispatchEvent(new Event("focus"));
}"""
"""The browser of the tests takes every page for the one in front: pages are told otherwise."""


async def unread_on(page: Page, room: RoomView, count: int) -> None:
    """See that a room has so many unread messages in the list and in the title."""
    title = f"({count}) Larch & Partners" if count else "Larch & Partners"
    row = row_on(page, room)
    if count:
        await expect(row).to_contain_text(f"{count} unread message")
    else:
        await expect(row).to_be_visible()
        await expect(row).not_to_contain_text("unread")
    await expect(page).to_have_title(title)


async def test_two_tabs_and_a_phone_agree_about_what_is_unread(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    desk, phone = await page_of(firm.cleo), await page_of(firm.cleo, viewport=PHONE, has_touch=True, is_mobile=True)
    tab = await desk.context.new_page()
    await tab.goto(f"{desk.site.url}/")
    pages = (desk.page, tab, phone.page)
    for page in pages:
        await unread_on(page, room, 0)
    for number in range(1, 4):
        await say(firm.tess, room, f"Line {number}")
    for page in pages:
        await unread_on(page, room, 3)
        await expect(row_on(page, room)).to_contain_text("Tess: Line 3")

    await row_on(phone.page, room).tap()
    await expect(message_on(phone.page, "Line 3")).to_be_in_viewport()
    for page in (desk.page, tab):
        await unread_on(page, room, 0)
    await phone.page.get_by_role("button", name="Back").tap()
    await unread_on(phone.page, room, 0)

    await say(firm.tess, room, "Line 4")
    for page in pages:
        await unread_on(page, room, 1)
    await row_on(tab, room).click()
    for page in (desk.page, phone.page):
        await unread_on(page, room, 0)
    await row_on(phone.page, room).tap()
    await composer_on(phone.page).fill("From the phone")
    await phone.page.get_by_role("button", name="Send").tap()
    await expect(message_on(tab, "From the phone")).to_be_visible()
    await unread_on(desk.page, room, 0)


async def test_nothing_counts_as_read_before_the_page_is_in_front(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo, tess = await page_of(firm.cleo), await page_of(firm.tess)
    await opens(cleo, room)
    await opens(tess, room)
    await cleo.page.evaluate(AWAY, True)
    await sends(tess, "Read me")
    await expect(message_on(cleo.page, "Read me")).to_be_visible()
    await expect(cleo.page).to_have_title("(1) Accounts · Larch & Partners")
    await expect(row_on(cleo.page, room)).to_contain_text("1 unread message")
    # Something that comes later has come, so a mark would have, too.
    await sends(tess, "And me")
    await expect(cleo.page).to_have_title("(2) Accounts · Larch & Partners")
    assert await read_by_cleo(firm, room) == 0
    assert await message_on(tess.page, "Read me").get_by_text("Read by").count() == 0

    await cleo.page.evaluate(AWAY, False)

    await expect(cleo.page).to_have_title("Accounts · Larch & Partners")
    await expect(message_on(tess.page, "And me").get_by_text("Read by 1 client")).to_be_attached()
    assert await read_by_cleo(firm, room) == 2


async def read_by_cleo(firm: Firm, room: RoomView) -> int:
    """How far Cleo has read, as far as the server knows."""
    [row] = await sql.rows(READ, room.id, firm.cleo.id)
    return int(row["read_position"])


async def test_a_room_opens_where_reading_stopped(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    for number in range(1, 121):
        await say(firm.tess, room, f"Line {number}")
    await marks.mark_room_read(firm.cleo, room.id, 60, datetime.now(UTC))
    cleo = await page_of(firm.cleo)
    await opens(cleo, room)
    await expect(log_on(cleo.page).locator("[data-position='61']")).to_be_in_viewport()
    await expect(log_on(cleo.page).get_by_text("New messages")).to_be_in_viewport()
    await cleo.page.get_by_role("button", name="Go to the newest message").click()
    await expect(log_on(cleo.page).locator("[data-position='120']")).to_be_in_viewport()
    await expect(cleo.page).to_have_title("Accounts · Larch & Partners")


async def test_a_room_that_is_muted_says_so_on_every_page(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo = await page_of(firm.cleo)
    tab = await cleo.context.new_page()
    await tab.goto(f"{cleo.site.url}/")
    await opens(cleo, room)
    await marks.mute_room(firm.cleo, room.id, datetime.now(UTC))
    for page in (cleo.page, tab):
        await expect(row_on(page, room)).to_contain_text("Mail muted")
    await say(firm.tess, room, "Loud")
    await expect(row_on(tab, room)).to_contain_text("Loud")
    await marks.unmute_room(firm.cleo, room.id, datetime.now(UTC))
    for page in (cleo.page, tab):
        await expect(row_on(page, room)).not_to_contain_text("Mail muted")
