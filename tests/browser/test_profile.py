"""The profile: what somebody sets up for themselves, seen at once by the page, by others, and in other browsers."""

import io
import re
from datetime import UTC, datetime

from playwright.async_api import expect

from db import sql
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.browser.axe import axe_violations, overflow
from tests.browser.conftest import Visit
from tests.browser.visitor import DESKTOP, NARROW, Visitor
from tests.cast import Firm, room_with, say
from tests.pictures import quarters


async def profile_of(page_of: Visit, who: Viewer, **how: object) -> Visitor:
    """Somebody with their profile open."""
    visitor = await page_of(who, **how)
    await visitor.goes_to("/profile")
    await expect(visitor.page.get_by_role("heading", level=2)).to_have_count(7)
    return visitor


async def test_nobody_is_kept_out_of_the_profile(firm: Firm, page_of: Visit):
    cleo = await profile_of(page_of, firm.cleo)
    found = []
    for language, heading in (("en", "Language and time"), ("fr", "Langue et heure")):
        await cleo.page.get_by_role("combobox").first.select_option(language)
        await expect(cleo.page.get_by_role("heading", name=heading)).to_be_visible()
        for width, height in (DESKTOP, NARROW):
            await cleo.page.set_viewport_size({"width": width, "height": height})
            found += [f"{language} at {width} px: {each}" for each in await overflow(cleo.page)]
            for scheme in ("light", "dark"):
                await cleo.page.emulate_media(color_scheme=scheme)
                found += [f"{language} {scheme}: {each}" for each in await axe_violations(cleo.page)]
    assert found == []


async def test_a_new_name_language_and_picture_are_seen_at_once(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo, tess = await profile_of(page_of, firm.cleo), await page_of(firm.tess)
    await tess.goes_to(f"/r/{global_id('Room', room.id)}")
    page = cleo.page
    await page.get_by_label("Name", exact=True).fill(" ")
    await page.get_by_label("Name", exact=True).press("Enter")
    await expect(page.get_by_role("alert").first).to_be_visible()
    await page.get_by_label("Name", exact=True).fill("Cleo Ann Acorn")
    await page.get_by_label("Name", exact=True).press("Enter")
    await expect(page.get_by_role("button", name="Menu of Cleo Ann Acorn")).to_be_visible()
    out = io.BytesIO()
    quarters(300, 300).save(out, "PNG")
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("button", name="Choose a picture").click()
    await (await choosing.value).set_files({"name": "me.png", "mimeType": "image/png", "buffer": out.getvalue()})
    await expect(page.locator(".profile-picture .avatar img")).to_be_visible()
    await page.get_by_label("Language of the page").select_option("fr")
    await expect(page.get_by_role("heading", level=1, name="Votre profil")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "fr"
    await say(firm.cleo, room, "It is me", datetime.now(UTC))
    article = tess.page.get_by_role("article", name=re.compile("Cleo Ann Acorn.*It is me"))
    await expect(article.locator(".avatar img")).to_be_visible()


async def test_a_session_ended_elsewhere_signs_its_page_out(firm: Firm, page_of: Visit):
    there = await page_of(firm.cleo)
    cleo = await profile_of(page_of, firm.cleo)
    here = cleo.page.locator(".profile-list li", has_text="This one")
    await expect(here).to_have_count(1)
    await expect(here.get_by_role("button")).to_have_count(0)
    await cleo.page.get_by_role("button", name="Sign out everywhere else").click()
    await expect(cleo.page.get_by_text("You are signed out everywhere else.")).to_be_visible()
    await there.page.wait_for_url(re.compile("/sign-in"))
    await expect(cleo.page.locator(".profile-list li")).to_have_count(1)


async def test_mail_is_muted_quiet_and_answered_from_further_addresses(firm: Firm, page_of: Visit):
    cleo = await profile_of(page_of, firm.cleo)
    page = cleo.page
    await page.get_by_role("switch", name="Mute all mail").press("Space")
    await expect(page.get_by_role("switch", name="Mute all mail")).to_be_checked()
    await page.get_by_role("switch", name="Quiet hours").press("Space")
    await page.get_by_label("From", exact=True).fill("22:30")
    await page.locator(".profile-hours").get_by_role("button", name="Save").click()
    await page.get_by_label("Email address", exact=True).fill("cleo@home.example")
    await page.get_by_label("Email address", exact=True).press("Enter")
    await expect(page.get_by_role("button", name="Remove cleo@home.example")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("switch", name="Mute all mail")).to_be_checked()
    await expect(page.get_by_label("From", exact=True)).to_have_value("22:30")
    [row] = await sql.rows("SELECT email_muted_at FROM person WHERE id = $1", firm.cleo.id)
    assert row["email_muted_at"]
    await page.get_by_role("button", name="Remove cleo@home.example").click()
    await expect(page.get_by_text("cleo@home.example", exact=True)).to_have_count(0)


async def test_a_wrong_password_is_told_at_its_field_and_colours_are_kept(firm: Firm, page_of: Visit):
    cleo = await profile_of(page_of, firm.cleo)
    page = cleo.page
    await page.get_by_label("Password now").fill("not my password")
    await page.get_by_label("New password").fill("a long enough new one")
    await page.get_by_role("button", name="Change password").click()
    field = page.get_by_label("Password now")
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(field).to_have_accessible_description(re.compile("password", re.IGNORECASE))
    ground = "getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(ground)
    await page.get_by_label("Dark").check(force=True)
    dark = await page.evaluate(ground)
    assert dark != light
    await page.reload()
    await expect(page.get_by_label("Dark")).to_be_checked()
    assert await page.evaluate(ground) == dark
    assert await axe_violations(page) == []


async def test_a_room_is_muted_by_its_bell_in_every_tab(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo, again = await page_of(firm.cleo), await page_of(firm.cleo)
    for each in (cleo, again):
        await each.goes_to(f"/r/{global_id('Room', room.id)}")
    await cleo.page.get_by_role("button", name="Mute mail about this conversation").click()
    await expect(again.page.get_by_role("button", name="Get mail about this conversation again")).to_be_visible()
    await again.page.get_by_role("button", name="Get mail about this conversation again").click()
    await expect(cleo.page.get_by_role("button", name="Mute mail about this conversation")).to_be_visible()
