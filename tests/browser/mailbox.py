"""The mail that stayed here, read as a developer reads it: on the page of the site, in a browser."""

import asyncio

from playwright.async_api import Locator

from tests.browser.visitor import PATIENCE, Visitor


async def account_mail_to(visitor: Visitor, address: str) -> Locator:
    """The newest account mail to an address, once the worker has written it: its text is shown."""
    return await _arrived(visitor, visitor.page.locator(f"article:has-text('To {address}'):has(pre)").first)


async def digest_to(visitor: Visitor, address: str) -> Locator:
    """The newest digest to an address, half an hour later."""
    await visitor.goes_to("/dev/mail")
    await visitor.page.get_by_role("button", name="Let 30 minutes pass").click()
    return await _arrived(visitor, visitor.page.locator(f"article:has-text('To {address}'):not(:has(pre))").first)


async def opened_mail(mail: Locator, visitor: Visitor) -> None:
    """Open a mail as its reader would see it. No script runs there, not even ours that keeps what was seen."""
    visitor.expects("Blocked script execution in '.*/dev/mail/.* sandboxed")
    await mail.get_by_role("heading").get_by_role("link").click()


async def _arrived(visitor: Visitor, mail: Locator) -> Locator:
    async with asyncio.timeout(PATIENCE / 1000):
        await visitor.goes_to("/dev/mail")
        while not await mail.count():
            await visitor.page.reload()
    return mail
