"""The pages without scripts, for everyone: nothing for axe to find, light, dark, in each language, down to 320 px."""

import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import Locator

from db import sql
from portal_web.pages import routes
from resolvers import accounts, invitations
from tests.browser.axe import axe_violations, overflow
from tests.browser.conftest import Visit
from tests.browser.mailbox import account_mail_to, digest_to
from tests.browser.visitor import DESKTOP, NARROW, Visitor
from tests.cast import Firm, room_with, say

SHOWN = {re.sub(r"\{\w+\}", "[^/]+", route.path) for route in routes if "GET" in (route.methods or ())}
SCHEMES = ("light", "dark")
SIZES = (DESKTOP, NARROW)


async def faults_of(visitor: Visitor) -> list[str]:
    """What is wrong with the page that is open, in both schemes and down to the narrowest phone."""
    found = []
    for width, height in SIZES:
        await visitor.page.set_viewport_size({"width": width, "height": height})
        found += [f"{visitor.page.url} at {width} px: sticks out: {each}" for each in await overflow(visitor.page)]
        for scheme in SCHEMES:
            await visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{visitor.page.url} {scheme}: {each}" for each in await axe_violations(visitor.page)]
    return found


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
async def test_nobody_is_kept_out_of_any_page(firm: Firm, visitor: Visit, locale: str):
    somebody = await visitor("Somebody", locale=locale)
    missing = ["/sign-in?workspace=none", "/u/nobodys", "/reset/nobodys"]
    somebody.expects(*(rf"4(04|10) GET .*{re.escape(path)}" for path in missing))
    found = []
    for path in [*await paths_of(firm, somebody), *missing]:
        await somebody.goes_to(path)
        found += await faults_of(somebody)
    assert found == []


async def paths_of(firm: Firm, developer: Visitor) -> list[str]:
    """Where every page is that needs no signing in, those too that only mail leads to."""
    now, nora, cleo = datetime.now(UTC), f"nora@{firm.slug}.example", f"cleo@{firm.slug}.example"
    await sql.execute("UPDATE person SET email = $2 WHERE id = $1", firm.cleo.id, cleo)
    await invitations.invite_client(firm.tess, nora, "Nora", [firm.acorn], now)
    await accounts.request_password_reset(firm.slug, cleo, "127.0.0.1", now)
    await say(firm.tess, await room_with(firm.tess, firm.cleo), "Shall we begin?", now)
    digest = await href((await digest_to(developer, cleo)).get_by_role("link"))
    links = [await href((await account_mail_to(developer, who)).locator("pre a")) for who in (nora, cleo)]
    await developer.goes_to(digest)
    muting = await href(developer.page.locator("details pre a[href*='/u/']"))
    door = f"/w/{firm.slug}"
    return [*links, digest, muting, f"{muting}?all", "/dev/mail", "/sign-in", f"{door}/sign-in", f"{door}/forgotten"]


async def href(link: Locator) -> str:
    found = await link.first.get_attribute("href")
    assert found
    return found
