"""The pages at the door: they run no script, act on POST alone, and never tell who is known."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import pytest_asyncio

from db.models import AccountMail, Person
from db.settings import Settings
from db.vocabulary import PersonStatus
from portal_web.app import app_with
from portal_web.authentication import COOKIE
from portal_web.pages import routes
from resolvers import accounts, invitations, sessions
from schema.ids import global_id
from tests.cast import NOON, Firm
from tests.letters import PASSWORD, SOON, device, kept_mails, mailed_token, with_password
from tests.remains import nothing_left, rows_of

OURS = {"Origin": "http://parlour.test"}
PAIRS = [("cleo@client.example", "nemo@client.example"), ("ivy@client.example", "nix@client.example")]
"""Addresses of somebody active and of somebody invited, each with one of the same length that nobody has."""

VIEWER = {"query": "{ viewer { person { name } } }"}


@asynccontextmanager
async def browser(settings: Settings, client: str | None = None, **changes: Any) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser at an address of its own, at the site as its settings with `changes` make it."""
    changed = settings.model_copy(update=changes)
    transport = httpx2.ASGITransport(app_with(changed, lambda: SOON), client=(client or device().client_ip, 1))
    async with httpx2.AsyncClient(transport=transport, base_url=changed.base_url, headers=OURS) as found:
        yield found


@pytest_asyncio.fixture
async def site(database: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser of a page of ours."""
    async with browser(database) as found:
        yield found


async def ivys_link(firm: Firm, settings: Settings) -> str:
    await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    return f"/activate/{await mailed_token(settings, firm.id)}"


async def signed_in(site: httpx2.AsyncClient, firm: Firm, email: str = "cleo@client.example") -> httpx2.Response:
    return await site.post(f"/w/{firm.slug}/sign-in", data={"email": email, "password": PASSWORD})


def said(response: httpx2.Response, email: str) -> tuple[int, list[tuple[str, str]], str]:
    """Everything that came back, with the address that was typed as one word."""
    return response.status_code, response.headers.multi_items(), response.text.replace(email, "ADDRESS")


async def test_showing_an_activation_link_changes_nothing(firm: Firm, database: Settings, site: httpx2.AsyncClient):
    link = await ivys_link(firm, database)
    async with nothing_left(firm.id):
        shown = await site.get(link)
        for method in ("HEAD", "OPTIONS", "PUT", "GET"):
            await site.request(method, link)
    assert shown.status_code == 200
    assert "Larch &amp; Partners" in shown.text
    assert "ivy@client.example" in shown.text
    assert (await Person.get(id=firm.ivy)).status is PersonStatus.INVITED


async def test_pressing_the_button_activates_and_signs_in_once(
    firm: Firm, database: Settings, site: httpx2.AsyncClient
):
    link = await ivys_link(firm, database)
    weak = await site.post(link, data={"name": "Ivy", "password": "short"})
    assert weak.status_code == 422
    assert "10 to 200 characters" in weak.text
    done = await site.post(link, data={"name": "Ivy <b>Ivory</b>", "password": PASSWORD})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert (await site.post("/graphql", json=VIEWER)).json() == {
        "data": {"viewer": {"person": {"name": "Ivy <b>Ivory</b>"}}}
    }
    for method in ("GET", "POST"):
        again = await site.request(method, link, data={"name": "Ivy", "password": PASSWORD})
        assert again.status_code == 410
        assert "has been used already" in again.text


async def test_a_failed_sign_in_shows_the_same_page_for_every_address(firm: Firm, database: Settings):
    await with_password(firm.cleo.id)
    for known, unknown in PAIRS:
        pages = []
        for email in (known, unknown):
            async with browser(database) as site:
                tried = await site.post(f"/w/{firm.slug}/sign-in", data={"email": email, "password": "not this one"})
                pages.append(said(tried, email))
        assert pages[0][0] == 401
        assert pages[0] == pages[1]


async def test_guessing_is_slowed_in_the_same_words_for_every_address(firm: Firm, database: Settings):
    await with_password(firm.cleo.id)
    pages = []
    for email in PAIRS[0]:
        for _ in range(7):
            async with browser(database) as site:
                tried = await site.post(f"/w/{firm.slug}/sign-in", data={"email": email, "password": "not this one"})
        pages.append(said(tried, email))
    assert pages[0] == pages[1]
    assert (tried.status_code, tried.headers["retry-after"]) == (429, "2")
    assert "Please try again in 2 seconds." in tried.text


async def test_asking_for_a_new_password_shows_the_same_page_for_every_address(firm: Firm, database: Settings):
    for pair in PAIRS:
        pages = []
        for email in pair:
            async with browser(database) as site:
                pages.append(said(await site.post(f"/w/{firm.slug}/forgotten", data={"email": email}), email))
        assert pages[0][0] == 200
        assert "If somebody with this address has an active account" in pages[0][2]
        assert pages[0] == pages[1]
    async with browser(database) as site:
        assert (await site.post(f"/w/{firm.slug}/forgotten", data={"email": "nonsense"})).status_code == 422


async def test_a_forgotten_password_is_replaced_by_the_mailed_link(
    firm: Firm, database: Settings, site: httpx2.AsyncClient
):
    await site.post(f"/w/{firm.slug}/forgotten", data={"email": "cleo@client.example"})
    link = f"/reset/{await mailed_token(database, firm.id)}"
    async with nothing_left(firm.id):
        assert (await site.get(link)).status_code == 200
    done = await site.post(link, data={"password": PASSWORD})
    assert (done.status_code, done.headers["location"]) == (303, f"/w/{firm.slug}/sign-in?done=reset")
    assert "Your password has been changed" in (await site.get(done.headers["location"])).text
    assert (await site.post(link, data={"password": PASSWORD})).status_code == 410
    assert (await signed_in(site, firm)).status_code == 303


async def test_signing_in_sets_a_cookie_no_script_reads_and_signing_out_ends_the_session(
    firm: Firm, site: httpx2.AsyncClient
):
    await with_password(firm.cleo.id)
    begun = await signed_in(site, firm)
    cookie = begun.headers["set-cookie"]
    assert re.fullmatch(rf"{COOKIE}=prls_[\w-]{{43}}; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax", cookie)
    token = site.cookies[COOKIE]
    assert (await site.post("/graphql", json=VIEWER)).json() == {"data": {"viewer": {"person": {"name": "Cleo"}}}}
    assert (await site.post("/sign-out")).headers["location"] == "/sign-in"
    assert await sessions.viewer_for_token(token, SOON) is None
    assert (await site.get("/")).headers["location"] == "/sign-in?next=/"
    assert (await site.post("/sign-out")).status_code == 303


async def test_over_https_the_cookie_travels_encrypted_only(firm: Firm, database: Settings):
    await with_password(firm.cleo.id)
    async with browser(database, base_url="https://parlour.test") as site:
        site.headers["Origin"] = "https://parlour.test"
        assert "; Secure" in (await signed_in(site, firm)).headers["set-cookie"]


async def test_signing_in_again_ends_the_session_the_browser_had(firm: Firm, site: httpx2.AsyncClient):
    await with_password(firm.cleo.id, firm.carl.id)
    await signed_in(site, firm)
    before = site.cookies[COOKIE]
    await signed_in(site, firm, "carl@client.example")
    assert await sessions.viewer_for_token(before, SOON) is None
    assert (await site.post("/graphql", json=VIEWER)).json() == {"data": {"viewer": {"person": {"name": "Carl"}}}}


FOREIGN: list[dict[str, str]] = [
    {"Origin": "http://evil.test"},
    {"Origin": "http://parlour.test.evil.test"},
    {"Origin": "https://parlour.test"},
    {"Origin": "http://parlour.test:8080"},
    {"Origin": "null"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://evil.test", "Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {},
]


@pytest.mark.parametrize("sent", FOREIGN, ids=str)
async def test_what_another_sites_page_sends_is_refused_and_leaves_nothing(
    firm: Firm, database: Settings, site: httpx2.AsyncClient, sent: dict[str, str]
):
    site.cookies.set(COOKIE, firm.token(firm.cleo))
    link = await ivys_link(firm, database)
    acts: list[Callable[[], Any]] = [
        lambda: site.post("/sign-out"),
        lambda: signed_in(site, firm),
        lambda: site.post(link, data={"name": "Ivy", "password": PASSWORD}),
        lambda: site.post(f"/w/{firm.slug}/forgotten", data={"email": "cleo@client.example"}),
        lambda: site.post("/graphql", json={"query": "mutation { muteEmail { userErrors { code } } }"}),
    ]
    site.headers.pop("Origin")
    site.headers.update(sent)
    for act in acts:
        async with nothing_left(firm.id):
            refused = await act()
        assert refused.status_code == 403
        assert "This came from another site." in refused.text


@pytest.mark.parametrize(
    "sent",
    [
        {"Origin": "http://parlour.test"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
async def test_what_our_own_page_sends_is_taken(firm: Firm, site: httpx2.AsyncClient, sent: dict[str, str]):
    await with_password(firm.cleo.id)
    site.headers.pop("Origin")
    site.headers.update(sent)
    assert (await signed_in(site, firm)).status_code == 303
    assert (await site.post("/graphql", json=VIEWER)).json() == {"data": {"viewer": {"person": {"name": "Cleo"}}}}


async def test_a_programs_token_needs_no_origin_and_counts_instead_of_a_cookie(firm: Firm, site: httpx2.AsyncClient):
    await with_password(firm.cleo.id)
    await signed_in(site, firm)
    site.headers["Origin"] = "http://evil.test"
    for token, name in ((firm.token(firm.theo), {"name": "Theo"}), ("prls_nobodys", None)):
        answer = await site.post("/graphql", json=VIEWER, headers={"Authorization": f"Bearer {token}"})
        assert answer.json() == {"data": {"viewer": {"person": name} if name else None}}


async def test_no_page_runs_a_script_or_is_kept_or_framed_or_tells_its_address(
    firm: Firm, database: Settings, site: httpx2.AsyncClient
):
    await with_password(firm.cleo.id)
    paths = [
        "/sign-in?workspace=none",
        "/sign-in",
        "/w/none/sign-in",
        f"/w/{firm.slug}/sign-in",
        "/dev/mail",
        "/reset/x",
        "/u/x",
        "/address/x",
    ]
    paths += [f"/w/{firm.slug}/forgotten", await ivys_link(firm, database)]
    await signed_in(site, firm)
    kept = {"/dev/mail/{mail_id}", "/dev/mail/digests/{mail_id}", "/dev/mail/digests/{mail_id}/html"}
    assert {route.path for route in routes if "GET" in (route.methods or ())} - kept == {
        re.sub(
            r"/w/[^/]+/",
            "/w/{slug}/",
            re.sub(r"^/(activate|address|reset|u)/.*", r"/\1/{token}", path.partition("?")[0]),
        )
        for path in paths
    }
    for path in paths:
        shown = await site.get(path)
        policy = shown.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors 'none'" in policy
        assert "script" not in policy + shown.text
        assert (shown.headers["referrer-policy"], shown.headers["cache-control"]) == ("same-origin", "no-store")


async def test_what_was_typed_comes_back_as_text(firm: Firm, site: httpx2.AsyncClient):
    nasty = '"><img src=x onerror=alert(1)>@client.example'
    tried = await site.post(f"/w/{firm.slug}/sign-in", data={"email": nasty, "password": "x"})
    assert "<img" not in tried.text
    assert "&#34;&gt;&lt;img" in tried.text


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"\xff\xfe", 400), (b"a" * 20_000, 413), (b"a=1&" * 50, 400), (b"email=%00&password=%00", 401)],
)
async def test_what_is_no_form_of_ours_is_refused(firm: Firm, site: httpx2.AsyncClient, body: bytes, status: int):
    async with nothing_left(firm.id):
        refused = await site.post(f"/w/{firm.slug}/sign-in", content=body)
    assert refused.status_code == status


async def test_an_unknown_firm_is_not_found(site: httpx2.AsyncClient):
    for path in ("/w/no-such-firm/sign-in", "/w/%00/sign-in", "/w/no-such-firm/forgotten", "/sign-in?workspace=none"):
        assert (await site.get(path)).status_code == 404


async def test_the_developers_mail_is_for_the_developer_alone(firm: Firm, database: Settings):
    await invitations.resend_invitation(firm.tess, firm.ivy, NOON + timedelta(days=1))
    await kept_mails(database, firm.id, NOON + timedelta(days=1))
    path = f"/dev/mail/{(await AccountMail.get(workspace_id=firm.id)).id}"
    here = {"client": "127.0.0.1", "development": True}
    async with browser(database, **here) as site:
        listed = await site.get("/dev/mail")
        assert re.search(r'<a href="http://parlour\.test/activate/prll_[\w-]{43}"', listed.text)
        assert path in listed.text
        shown = await site.get(path)
        assert "Activate my account" in shown.text
        assert shown.headers["content-security-policy"].startswith("sandbox allow-top-navigation; default-src 'none'")
        assert (await site.get(f"/dev/mail/{uuid4()}")).status_code == 404
        rebound = await site.get("/dev/mail", headers={"Host": "evil.test"})
        assert rebound.status_code == 404
    for elsewhere in ({**here, "development": False}, {**here, "client": "192.0.2.7"}):
        async with browser(database, **elsewhere) as site:
            for hidden in ("/dev/mail", path):
                refused = await site.get(hidden)
                assert refused.status_code == 404
                assert "prll_" not in refused.text


async def test_an_invitation_by_api_and_page_ends_in_a_working_token(firm: Firm, database: Settings):
    async with browser(database) as site:
        site.headers.pop("Origin")
        document = (
            "mutation($i: InviteClientInput!) { inviteClient(input: $i) { person { status } userErrors { code } } }"
        )
        given = {"email": "nora@client.example", "name": "Nora", "portalIds": [global_id("Portal", firm.acorn)]}
        answer = await site.post(
            "/graphql",
            json={"query": document, "variables": {"i": given}},
            headers={"Authorization": f"Bearer {firm.token(firm.tess)}"},
        )
        assert answer.json()["data"]["inviteClient"] == {"person": {"status": "INVITED"}, "userErrors": []}
        token = await mailed_token(database, firm.id, SOON + timedelta(hours=1))
        activate = """mutation($i: ActivateAccountInput!) { activateAccount(input: $i) {
          token viewer { person { name } } userErrors { code } } }"""
        answer = await site.post(
            "/graphql", json={"query": activate, "variables": {"i": {"token": token, "password": PASSWORD}}}
        )
        activated = answer.json()["data"]["activateAccount"]
        assert (activated["viewer"], activated["userErrors"]) == ({"person": {"name": "Nora"}}, [])
        answer = await site.post("/graphql", json=VIEWER, headers={"Authorization": f"Bearer {activated['token']}"})
        assert answer.json() == {"data": {"viewer": {"person": {"name": "Nora"}}}}
    assert activated["token"] not in str(await rows_of(firm.id))


async def test_a_reset_link_is_no_activation_link(firm: Firm, database: Settings, site: httpx2.AsyncClient):
    await accounts.request_password_reset(firm.slug, "cleo@client.example", device().client_ip, NOON)
    token = await mailed_token(database, firm.id)
    assert (await site.get(f"/activate/{token}")).status_code == 410
    assert (await site.get(f"/reset/{token}")).status_code == 200
