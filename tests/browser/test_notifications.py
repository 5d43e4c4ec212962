"""What the desktop is told of messages while nobody looks at the page."""

from datetime import UTC, datetime

from playwright.async_api import Page, expect

from tests.browser.conftest import Visit
from tests.cast import Firm, room_with, say

TOLD = """
  window.told = [];
  window.Notification = class {
    static permission = "default";
    static async requestPermission() { return (this.permission = "granted"); }
    constructor(title, { body }) { window.told.push(`${title} | ${body}`); window.last = this; }
    close() {}
  };
  document.hasFocus = () => window.isLookedAt === true;
"""


async def told(page: Page, *expected: str) -> None:
    """Wait until exactly this was told."""
    await page.wait_for_function("(many) => window.told.length >= many", arg=len(expected))
    assert await page.evaluate("window.told") == list(expected)


async def test_the_desktop_is_told_of_messages_only_when_wanted_and_only_while_nobody_looks(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo, name="Lease")
    cleo = await page_of(firm.cleo)
    await cleo.context.add_init_script(TOLD)
    await cleo.page.reload()
    row = cleo.page.get_by_role("link", name="Lease")

    await say(firm.tess, room, "Not wanted yet.", datetime.now(UTC))
    await expect(row).to_contain_text("Not wanted yet.")
    await cleo.page.get_by_role("button", name="Menu of Cleo").click()
    await cleo.page.get_by_role("menuitem", name="Turn on notifications").click()
    await expect(cleo.page.get_by_text("Notifications are on.").first).to_be_visible()

    await cleo.page.evaluate("window.isLookedAt = true")
    await say(firm.tess, room, "Seen anyway.", datetime.now(UTC))
    await expect(row).to_contain_text("Seen anyway.")
    await cleo.page.evaluate("window.isLookedAt = false")
    await say(firm.cleo, room, "My own.", datetime.now(UTC))
    await expect(row).to_contain_text("My own.")
    await say(firm.tess, room, "Please sign.", datetime.now(UTC))
    await told(cleo.page, "Lease | Tess: Please sign.")

    await cleo.page.evaluate("window.last.onclick()")
    await expect(cleo.page.get_by_role("heading", name="Lease")).to_be_visible()
    await expect(cleo.page).to_have_title("(1) Lease · Larch & Partners")  # nobody looks yet
