"""The portal's page: for whoever is signed in, at each of its addresses, under a policy that loads nothing foreign."""

import re
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import httpx2
import pytest
import pytest_asyncio

from db.settings import Settings
from portal_web import portal
from portal_web.app import app_with
from portal_web.authentication import COOKIE
from tests.cast import Firm
from tests.letters import PASSWORD, SOON, with_password

OURS = {"Origin": "http://parlour.test"}
ROOM = "/r/Um9vbTqHU4yS8PVPV6PIDu3HIcVd"
ADDRESSES = ("/", ROOM, f"{ROOM}?at=12", "/search?q=till", "/profile", "/new-room", "/team", "/team/held")


@pytest_asyncio.fixture
async def site(database: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser that nobody has signed in with."""
    transport = httpx2.ASGITransport(app_with(database, lambda: SOON))
    async with httpx2.AsyncClient(transport=transport, base_url=database.base_url, headers=OURS) as found:
        yield found


async def signed_in(site: httpx2.AsyncClient, firm: Firm, path: str = "") -> httpx2.Response:
    """Sign in as a client, from where the door's page leads."""
    await with_password(firm.cleo.id)
    form = {"email": "cleo@client.example", "password": PASSWORD}
    return await site.post(path or f"/w/{firm.slug}/sign-in", data=form)


def action_of(page: httpx2.Response) -> str:
    """Where a page's form goes."""
    return re.findall(r'action="([^"]+)"', page.text)[0].replace("&amp;", "&")


async def test_every_address_shows_the_page_to_whoever_is_signed_in(firm: Firm, site: httpx2.AsyncClient):
    await signed_in(site, firm)
    shown = [await site.get(address) for address in ADDRESSES]
    assert [page.status_code for page in shown] == [200] * len(ADDRESSES)
    assert len({page.text for page in shown}) == 1
    assert shown[0].headers["cache-control"] == "no-cache"
    assert (await site.get("/nothing")).status_code == 404


async def test_whoever_is_not_signed_in_comes_back_to_where_they_wanted_to_be(firm: Firm, site: httpx2.AsyncClient):
    for address in ADDRESSES:
        door = (await site.get(address)).headers["location"]
        assert door.startswith("/sign-in?next=")
        form = (await site.get(f"{door}&workspace={firm.slug}")).headers["location"]  # there are other firms
        shown = await site.get(form)
        action = action_of(shown)
        assert (await signed_in(site, firm, action)).headers["location"] == address
        await site.post("/sign-out")


async def test_a_wrong_password_does_not_lose_the_way(firm: Firm, site: httpx2.AsyncClient):
    door = f"/w/{firm.slug}/sign-in?next=/search?q%3Dtill"
    wrong = await site.post(door, data={"email": "cleo@client.example", "password": "wrong"})
    assert (wrong.status_code, action_of(wrong)) == (401, action_of(await site.get(door)))
    assert (await signed_in(site, firm, action_of(wrong))).headers["location"] == "/search?q=till"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.test",
        "/\\evil.test",
        "https://evil.test/",
        "javascript:alert(1)",
        "evil.test",
        "/\t/evil.test",
        "/\n/evil.test",
        "",
    ],
)
async def test_nobody_is_led_to_another_site_by_signing_in(firm: Firm, site: httpx2.AsyncClient, elsewhere: str):
    door = f"/w/{firm.slug}/sign-in?{urlencode({'next': elsewhere})}"
    assert "evil" not in (await site.get(door)).text
    assert (await signed_in(site, firm, door)).headers["location"] == "/"


async def test_opening_the_page_keeps_its_session_alive(firm: Firm, site: httpx2.AsyncClient):
    await signed_in(site, firm)
    token = site.cookies[COOKIE]
    assert (await site.get("/")).headers["set-cookie"].startswith(f"{COOKIE}={token}; HttpOnly; Max-Age=2592000")


async def test_the_page_loads_nothing_but_its_own(firm: Firm, site: httpx2.AsyncClient):
    await signed_in(site, firm)
    page = await site.get("/")
    assert page.headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
        "connect-src 'self' ws://parlour.test; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
    assert page.headers["referrer-policy"] == "same-origin"
    assert all(link.startswith("/static/") for link in re.findall(r'(?:src|href)="([^"]+)"', page.text))
    assert not re.search(r"<style|<script(?![^>]* src=)|\son\w+=|\sstyle=", page.text)


def test_files_in_a_bucket_may_come_from_that_bucket_alone():
    settings = Settings(
        base_url="https://parlour.test", storage_url="s3://files/firm", s3_endpoint="https://bucket.test:9000/x"
    )
    rules = dict(rule.split(" ", 1) for rule in portal.policy(settings).split("; "))
    assert rules["img-src"] == "'self' blob: data: https://bucket.test:9000"
    assert rules["connect-src"] == "'self' wss://parlour.test https://bucket.test:9000"
    assert (rules["script-src"], rules["style-src"]) == ("'self'", "'self'")
