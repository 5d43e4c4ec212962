"""What tests in the browser rest on: nothing that goes wrong is overlooked, and whoever was told of is found."""

import contextlib
import json
import re
from base64 import urlsafe_b64encode
from urllib.parse import quote
from uuid import uuid4

from playwright.async_api import Error, expect

from portal_web.live.messages import SUBPROTOCOL
from tests.browser.axe import axe_violations, overflow
from tests.browser.conftest import Visit
from tests.browser.talking import row_on
from tests.browser.transcript import Somebody, Transcript, traces_of
from tests.browser.visitor import NARROW
from tests.cast import Firm, room_with, say
from tests.letters import PASSWORD, with_password
from tests.survivors import until

ACTS = """() => {
  setTimeout(() => { throw new Error("oops"); });
  console.error("oh no");
  console.warn("careful");
  document.body.append(Object.assign(document.createElement("script"), { text: "1" }));
  document.body.append(Object.assign(new Image(), { src: "http://192.0.2.1/x.png" }));
  fetch("http://elsewhere.test/").catch(() => 0);
}"""
JOURNEYS = ("http://elsewhere.test/", "http://192.0.2.1/", "/no-such-page")
TOLD = [
    "threw .*oops",
    "error oh no",
    "warning careful",
    "inline script violates",
    "the image 'http://192.0.2.1/x.png' violates",
    "'http://elsewhere.test/' violates",
    "Fetch API cannot load http://elsewhere.test/",
    "asked another machine: http://192.0.2.1/x.png$",
    "csp GET http://192.0.2.1/x.png$",
    "asked another machine: http://elsewhere.test/$",
    "net::ERR_NAME_NOT_RESOLVED GET http://elsewhere.test/$",
    "asked another machine: http://192.0.2.1/$",
    "net::ERR_NAME_NOT_RESOLVED GET http://192.0.2.1/$",
    "404 GET .*/no-such-page",
]
WRONG = """() => {
  document.body.insertAdjacentHTML("beforeend", "<img src='data:,'><p id=pale>pale</p><p id=wide>wide</p>");
  document.getElementById("pale").style.color = "#999";
  document.getElementById("wide").style.width = "400px";
}"""


async def test_whatever_goes_wrong_in_a_page_is_noticed(firm: Firm, visitor: Visit):
    cleo = await visitor("Cleo")
    await cleo.goes_to(f"/w/{firm.slug}/sign-in")
    assert cleo.unexpected() == []
    await cleo.page.evaluate(ACTS)
    await until(lambda: len(cleo.faults) >= 6)
    for address in JOURNEYS:
        with contextlib.suppress(Error):
            await cleo.goes_to(address)
    await until(lambda: all(any(re.search(each, fault) for fault in cleo.faults) for each in TOLD))
    assert len(cleo.unexpected()) == len(cleo.faults)
    cleo.expects(*TOLD)
    assert cleo.unexpected() == []
    cleo.expects("something that does not happen")
    assert cleo.unexpected() == ["Cleo expected in vain: something that does not happen"]
    cleo.expected.pop()


async def test_what_keeps_people_out_is_found(firm: Firm, visitor: Visit):
    cleo = await visitor("Cleo", viewport=NARROW)
    await cleo.goes_to(f"/w/{firm.slug}/sign-in")
    assert (await axe_violations(cleo.page), await overflow(cleo.page)) == ([], [])
    await cleo.page.evaluate(WRONG)
    rules = {violation.partition(":")[0] for violation in await axe_violations(cleo.page)}
    assert rules == {"color-contrast", "image-alt", "region"}
    assert any("wide" in each for each in await overflow(cleo.page))


async def test_all_that_a_browser_receives_is_kept(firm: Firm, visitor: Visit):
    await with_password(firm.cleo.id)
    cleo = await visitor("Cleo")
    await cleo.signs_in(firm.slug, "cleo@client.example", PASSWORD)
    await cleo.page.wait_for_url(f"{cleo.site.url}/")
    received = await cleo.transcript.complete()
    assert cleo.transcript.missed == []
    assert b"<h1>Sign in</h1>" in received
    assert re.search(rb"set-cookie.*prls_[\w-]{43}; HttpOnly", received, re.IGNORECASE)
    assert b'"location": "/"' in received


async def test_what_sockets_bring_is_kept_too(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo = await page_of(firm.cleo)
    await expect(row_on(cleo.page, room)).to_be_visible()
    await until(lambda: "connection_ack" in types_of(cleo.transcript))
    await say(firm.tess, room, "Said by socket")
    await expect(row_on(cleo.page, room)).to_contain_text("Said by socket")
    await cleo.transcript.complete()
    assert [where for where, part in cleo.transcript.parts if b"Said by socket" in part] == ["frame"]
    [shaken] = [json.loads(part) for where, part in cleo.transcript.parts if where == "socket"]
    assert (shaken["status"], shaken["headers"]["Sec-WebSocket-Protocol"]) == (101, SUBPROTOCOL)


def types_of(transcript: Transcript) -> list[str]:
    """The messages that came by socket."""
    return [json.loads(part)["type"] for where, part in transcript.parts if where == "frame"]


def test_somebody_is_found_in_whatever_form_they_travel():
    zoe = Somebody(uuid4(), "Zoé O'Hara-Lindqvist", "zoe@nowhere.example")
    other = Somebody(uuid4(), "Yann Quist", "yann@nowhere.example")
    cursor = urlsafe_b64encode(b"\x07" + zoe.id.bytes + b"\x01").rstrip(b"=")
    forms = {
        "hex": zoe.id.hex.upper().encode(),
        "dashed": str(zoe.id).encode(),
        "bytes": b"cursor=" + cursor,
        "Person id": b'{"id":"' + urlsafe_b64encode(f"Person:{zoe.id.hex}".encode()) + b'"}',
        "name": "… Zoé O'Hara-Lindqvist …".encode(),
        "name in JSON": json.dumps({"name": zoe.name}).encode(),
        "name in HTML": "<b>Zoé O&#x27;Hara-Lindqvist</b>".encode(),
        "name in an address": quote(zoe.name).encode(),
        "email": b"mailto:ZOE@nowhere.example",
        "email in an address": b"?to=zoe%40nowhere.example",
    }
    for kind, received in forms.items():
        found = traces_of([zoe, other], b"before " + received + b" after")
        assert ("Zoé O'Hara-Lindqvist", kind) in found, kind
        assert {name for name, _ in found} == {"Zoé O'Hara-Lindqvist"}
    assert traces_of([zoe, other], b"nothing of them, " + uuid4().hex.encode()) == []
