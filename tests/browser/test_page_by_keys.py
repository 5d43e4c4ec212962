"""The portal's page by keys alone: nothing needs a pointer, and the focus is never on what is hidden."""

from datetime import UTC, datetime
from uuid import uuid4

from playwright.async_api import expect

from db.vocabulary import RoomKind
from resolvers import messages, rooms
from resolvers.views import RoomView
from tests.browser.conftest import Visit
from tests.browser.talking import address_of, composer_on, listens, log_on
from tests.cast import Firm, room_with, say

GUARD = "data-base-ui-focus-guard"
"""Stops at the ends of an open menu that lead the focus on. That none of them ever has it is shown here."""

LONG = "https://example.org/" + "a-very-long-address-without-any-gap-" * 4


async def talked(firm: Firm) -> dict[str, RoomView]:
    """Rooms of every kind with messages of every kind."""
    now = datetime.now(UTC)
    room = await room_with(firm.tess, firm.cleo, firm.theo, name="Accounts")
    first = await say(firm.tess, room, "Shall **we** begin?\n\n> quoted\n- one\n- two\n`code`", now)
    await messages.send_message(firm.cleo, room.id, uuid4(), "Yes.", first.id, now)
    deleted = await say(firm.tess, room, "Wrong room", now)
    await messages.delete_message(firm.tess, deleted.id, now)
    mine = await say(firm.cleo, room, f"See {LONG}", now)
    await messages.edit_message(firm.cleo, mine.id, f"Look at {LONG}", now)
    news = await room_with(firm.tess, firm.cleo, name="News", kind=RoomKind.ANNOUNCEMENT)
    await say(firm.tess, news, "We move house", now)
    old = await room_with(firm.tess, firm.cleo, name="Old")
    await say(firm.tess, old, "Done.", now)
    await rooms.archive_room(firm.tess, old.id, now)
    empty = await room_with(firm.tess, firm.cleo, name="Empty")
    return {"room": room, "news": news, "old": old, "empty": empty}


async def test_whatever_is_pressed_can_be_pressed_by_keys(firm: Firm, page_of: Visit):
    found = await talked(firm)
    cleo = await page_of(firm.cleo)
    page, keys = cleo.page, cleo.page.keyboard
    await expect(page.locator("[data-room]")).to_have_count(3)
    await page.locator("[data-room]").first.focus()
    await keys.press("ArrowDown")
    await expect(page.locator("[data-room]").nth(1)).to_be_focused()
    await keys.press("Home")
    await keys.press("Enter")
    await expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_focused()
    await cleo.goes_to(address_of(found["room"]))
    await listens(cleo)
    await composer_on(page).focus()
    for _ in range(3):  # over the button for files, and the link in the message
        await keys.press("Shift+Tab")
    newest = log_on(page).get_by_role("article").last
    await expect(newest).to_be_focused()
    await keys.press("ArrowUp")
    await expect(log_on(page).get_by_role("article").nth(-2)).to_be_focused()
    await keys.press("End")
    await expect(newest).to_be_focused()
    await keys.press("Tab")
    await keys.press("Tab")
    await keys.press("Enter")
    await expect(composer_on(page)).to_be_focused()
    await expect(page.locator(".aim")).to_be_visible()
    await keys.press("Escape")
    await expect(page.locator(".aim")).to_have_count(0)
    await page.locator(".header-me").focus()
    for key in ("Tab", "Shift+Tab"):
        await keys.press("Enter")
        await expect(page.get_by_role("menuitem").first).to_be_focused()
        assert await page.locator(f"[{GUARD}]").count() > 0
        await keys.press(key)
        await expect(page.get_by_role("menu")).to_have_count(0)
        assert await page.evaluate("document.activeElement.closest('[aria-hidden=true]')?.outerHTML ?? null") is None
        await page.locator(".header-me").focus()
    await keys.press("ControlOrMeta+k")
    await expect(page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first).to_be_focused()
