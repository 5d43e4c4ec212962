"""The pages at the door wear the firm's colour and logo, as far as they can be read."""

import hashlib
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx2
import pytest
import pytest_asyncio

from db.queries import portraits
from db.settings import Settings
from db.storage import new_key
from portal_web.pages.branding import brand_style
from resolvers import branding
from resolvers.branding import Branding
from resolvers.colors import GROUNDS, contrast, readable_on
from tests.cast import NOON, Firm
from tests.test_pages import browser


@pytest_asyncio.fixture
async def site(database: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser that nobody has signed in with."""
    async with browser(database) as found:
        yield found


def styles_of(html: str) -> list[str]:
    return re.findall(r"<style>(.*?)</style>", html, re.DOTALL)


async def test_a_firm_without_colour_and_logo_is_shown_by_its_name(firm: Firm, site: httpx2.AsyncClient):
    shown = await site.get(f"/w/{firm.slug}/sign-in")
    assert len(styles_of(shown.text)) == 1
    assert '<p class="firm">Larch &amp; Partners</p>' in shown.text


async def test_the_sign_in_page_wears_the_firms_colour_and_logo_and_its_policy_allows_just_that(
    firm: Firm, site: httpx2.AsyncClient
):
    logo_id = uuid4()
    await portraits.keep(logo_id, firm.id, new_key(), "image/webp", 1, NOON)
    await portraits.show_firm(firm.id, logo_id)
    await branding.change_workspace(firm.ada, Branding(None, "#f4b942", None), NOON)
    for path in ("sign-in", "forgotten"):
        shown = await site.get(f"/w/{firm.slug}/{path}")
        assert f'<img src="/w/{firm.slug}/logo" alt="">Larch &amp; Partners' in shown.text
        styles = styles_of(shown.text)
        assert styles[1] == brand_style("#f4b942")
        hashes = [b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles]
        allowed = " ".join(f"'sha256-{known}'" for known in hashes)
        assert f"style-src {allowed}; img-src 'self' data:;" in shown.headers["content-security-policy"]


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#f4b942", "#3b3f9c", "#ff0000", "#808080", "#00ff7f"])
def test_any_colour_can_be_read_as_text_and_under_text(colour: str):
    brand = tuple(bytes.fromhex(colour[1:]))
    style = brand_style(colour)
    for scheme, ground in GROUNDS.items():
        found = dict(re.findall(r"--(accent(?:-ink)?)-on-" + scheme + r":#([0-9a-f]{6});", style))
        accent, ink = (tuple(bytes.fromhex(found[name])) for name in ("accent", "accent-ink"))
        assert accent == readable_on(ground, brand)
        assert min(contrast(accent, ground), contrast(ink, accent)) >= 4.5


def test_a_colour_that_can_be_read_is_left_as_it_is():
    assert "--accent-on-light:#3b3f9c;" in brand_style("#3b3f9c")
