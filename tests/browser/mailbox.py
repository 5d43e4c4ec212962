"""The mail that stayed here, read as a developer reads it: on the page of the site, in a browser."""

import asyncio

from playwright.async_api import Locator

from tests.browser.visitor import PATIENCE, Visitor


async def mail_to(visitor: Visitor, address: str) -> Locator:
    """The newest mail to an address, once the worker has written it."""
    mail = visitor.page.locator("article", has_text=f"To {address}").first
    async with asyncio.timeout(PATIENCE / 1000):
        await visitor.goes_to("/dev/mail")
        while not await mail.count():
            await visitor.page.reload()
    return mail


async def opened_mail(visitor: Visitor, address: str) -> None:
    """Open the newest mail to an address, as its reader would see it. No script runs there, our own neither."""
    visitor.expects("Blocked script execution in '.*/dev/mail/.* sandboxed")
    await (await mail_to(visitor, address)).get_by_role("heading").get_by_role("link").click()
