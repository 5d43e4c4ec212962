"""The mail that stayed here, read as a developer reads it: on the page of the site, in a browser."""

import asyncio

from playwright.async_api import Locator, expect

from db import sql
from resolvers.viewer import Viewer
from tests.browser.visitor import PATIENCE, Visitor
from tests.cast import Firm


async def account_mail_to(visitor: Visitor, address: str) -> Locator:
    """The newest account mail to an address, once the worker has written it: its text is shown."""
    return await _arrived(visitor, visitor.page.locator(f"article:has-text('To {address}'):has(pre)").first)


async def digest_to(visitor: Visitor, address: str) -> Locator:
    """The newest digest to an address, half an hour later."""
    await visitor.goes_to("/dev/mail")
    await visitor.page.get_by_role("button", name="Let 30 minutes pass").click()
    return await _arrived(visitor, visitor.page.locator(f"article:has-text('To {address}'):not(:has(pre))").first)


async def opened_mail(mail: Locator, visitor: Visitor) -> None:
    """Open a mail as its reader would see it."""
    await mail.get_by_role("heading").get_by_role("link").click()


async def opened_digest(firm: Firm, reader: Viewer, visitor: Visitor) -> None:
    """Have somebody get a digest of what waits for them, at an address that no other test writes to, and open it."""
    address = f"{reader.id.hex}@{firm.slug}.example"
    await sql.execute("UPDATE person SET email = $2 WHERE id = $1", reader.id, address)
    await (await digest_to(visitor, address)).get_by_role("link").click()


async def answered_by_mail(visitor: Visitor, text: str) -> None:
    """Answer the digest that is open, and see that the listener has taken it."""
    await visitor.page.get_by_label("Answer as").fill(text)
    await visitor.page.get_by_role("button", name="Send the answer").click()
    await expect(visitor.page.get_by_role("status")).to_contain_text("The listener has taken the answer")


async def _arrived(visitor: Visitor, mail: Locator) -> Locator:
    async with asyncio.timeout(PATIENCE / 1000):
        await visitor.goes_to("/dev/mail")
        while not await mail.count():
            await visitor.page.reload()
    return mail
