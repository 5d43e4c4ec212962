"""The portal's page by keys alone: nothing needs a pointer, and the focus is never on what is hidden."""

from playwright.async_api import expect

from tests.browser.axe import GUARD
from tests.browser.conftest import Visit
from tests.browser.talked import talked
from tests.browser.talking import address_of, composer_on, listens, log_on
from tests.cast import Firm


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
        assert await page.locator(GUARD).count() > 0
        await keys.press(key)
        await expect(page.get_by_role("menu")).to_have_count(0)
        assert await page.evaluate("document.activeElement.closest('[aria-hidden=true]')?.outerHTML ?? null") is None
        await page.locator(".header-me").focus()
    await keys.press("ControlOrMeta+k")
    await expect(page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first).to_be_focused()
