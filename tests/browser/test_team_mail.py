"""Held mails as the team decides about them, in real browsers."""

from datetime import UTC, datetime, timedelta

from playwright.async_api import Page, expect

from db.vocabulary import MailSource
from resolvers import replies
from resolvers.replies import Arrival
from resolvers.views import RoomView
from schema.ids import global_id
from tests.browser.axe import axe_violations, overflow
from tests.browser.conftest import Visit
from tests.browser.site import Site
from tests.browser.visitor import NARROW
from tests.cast import Firm, room_with, say
from tests.replying import digest_to, fates, mail

STRANGER = "cleo@home.example"


async def held_in(site: Site, firm: Firm, room: RoomView, text: str) -> None:
    """An answer to Cleo's mail from another address, for the site's own worker to look at."""
    now = datetime.now(UTC)
    token = await digest_to(firm.cleo, room, now=now - timedelta(minutes=5))
    to = f"reply+{token}@{site.settings.inbound_domain}"
    await replies.store(Arrival(MailSource.SMTP, STRANGER, (to,), mail(token, text, sender=STRANGER)), now)


async def tray_of(page: Page, count: int) -> None:
    """Wait until so many mails are in the tray, which looks by itself now and then."""
    await expect(page.get_by_role("list", name="Held mails").get_by_role("article")).to_have_count(
        count, timeout=60_000
    )


async def test_a_held_mail_is_posted_under_its_persons_name_and_another_is_rejected(
    firm: Firm, site: Site, page_of: Visit
):
    room = await room_with(firm.tess, firm.cleo, name="Accounts")
    await say(firm.tess, room, "Shall we begin?", datetime.now(UTC))
    cleo = await page_of(firm.cleo)
    await cleo.goes_to(f"/r/{global_id('Room', room.id)}")
    await expect(cleo.page.get_by_role("log").get_by_text("Shall we begin?")).to_be_visible()
    tess = await page_of(firm.tess, viewport=NARROW)
    await tess.goes_to("/team/held")
    await expect(tess.page.get_by_text("Nothing is held")).to_be_visible()
    await held_in(site, firm, room, "I agree with the draft.")
    await tray_of(tess.page, 1)
    await held_in(site, firm, room, "Buy this now.")
    await tray_of(tess.page, 2)

    agreed = tess.page.get_by_role("article").filter(has_text="I agree with the draft.")
    await expect(agreed.get_by_role("heading")).to_have_text("Re: New messages in Accounts")
    for told in (f"<{STRANGER}>", "Cleo", "It comes from another address than this person’s"):
        await expect(agreed.get_by_text(told).first).to_be_visible()
    original = await agreed.get_by_role("link", name="Save the original mail").get_attribute("href")
    assert original
    raw = await (await tess.context.request.get(original)).body()
    assert b"I agree with the draft." in raw
    assert await axe_violations(tess.page) + await overflow(tess.page) == []

    await agreed.get_by_role("button", name="Post as Cleo").click()
    await expect(cleo.page.get_by_role("log").get_by_text("I agree with the draft.")).to_be_visible()
    await tray_of(tess.page, 1)
    await tess.page.get_by_role("button", name="Reject").click()
    await tess.page.get_by_role("dialog").get_by_role("button", name="Reject").click()
    await expect(tess.page.get_by_text("Nothing is held")).to_be_visible()
    assert await fates(room) == [("LOGGED", None), ("REFUSED", "REJECTED")]


async def test_the_menu_says_how_many_mails_are_held(firm: Firm, site: Site, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?", datetime.now(UTC))
    tess = await page_of(firm.tess)
    await tess.goes_to(f"/r/{global_id('Room', room.id)}")
    await expect(tess.page.get_by_role("log")).to_be_visible()
    await tess.page.get_by_role("button", name="Menu of Tess").click()
    await expect(tess.page.get_by_role("menuitem", name="Held mail")).to_have_text("Held mail")
    await held_in(site, firm, room, "I agree.")
    await expect(tess.page.get_by_role("menuitem", name="Held mail")).to_have_text("Held mail1: 1 held")
