"""Digests on a developer's machine: kept by a sink, shown as their readers see them, and answered by real SMTP."""

import os
import re
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest_asyncio

from db import sql
from db.settings import Settings
from jobs import inbound_mail, inbound_smtp
from jobs.digests import sink
from jobs.digests.answering import DOMAIN
from jobs.digests.sending import send_due
from jobs.digests.sink import kept_digests
from resolvers.digests import checks
from tests.cast import NOON, Firm, room_with, say
from tests.digesting import MINUTE, RINGS, nothing_due, outbox_of
from tests.remains import nothing_left
from tests.replying import said_in
from tests.test_pages import browser

HERE: dict[str, Any] = {"client": "127.0.0.1", "development": True}


@pytest_asyncio.fixture
async def house(here: Settings) -> AsyncIterator[Settings]:
    """Settings as `parlour up` makes them, with the real listener, and nothing due from other tests."""
    await nothing_due()
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    own = {"inbound_domain": DOMAIN, "inbound_smtp_port": port, "mail_from": "Parlour <parlour@localhost>"}
    settings = here.model_copy(update={**own, "smtp_url": None, "development": True})
    server = await inbound_smtp.serve(settings, listening)
    await checks.record_arrival(DOMAIN, NOON)
    yield settings
    server.close()
    await server.wait_closed()
    await checks.forget_arrival(DOMAIN)
    await nothing_due()


async def shown_to_cleo(settings: Settings, firm: Firm) -> str:
    """The path of the page of a digest that was kept for Cleo."""
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we <b>begin</b>?")
    await send_due(settings, lambda: RINGS)
    [kept] = kept_digests(settings)
    return f"/dev/mail/digests/{kept.id}"


async def test_a_digest_is_kept_by_smtp_and_shown_in_both_forms(house: Settings, firm: Firm):
    path = await shown_to_cleo(house, firm)
    assert await outbox_of(firm) == [("Cleo", "SENT", None)]
    async with browser(house, **HERE) as site:
        listed = await site.get("/dev/mail")
        shown = await site.get(path)
        html = await site.get(f"{path}/html")
    assert f'href="{path}"' in listed.text
    assert "To cleo@client.example" in listed.text
    assert re.search(r"<pre>.*Shall we &lt;b&gt;begin&lt;/b&gt;\?", shown.text, re.DOTALL)
    assert "frame-src 'self'" in shown.headers["content-security-policy"]
    assert "Shall we &lt;b&gt;begin&lt;/b&gt;?" in html.text
    policy = html.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-top-navigation-by-user-activation; default-src 'none'")
    assert "allow-scripts" not in policy + shown.text


async def test_elsewhere_than_in_development_mail_waits(house: Settings, firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    assert await send_due(house.model_copy(update={"development": False}), lambda: RINGS) == 0
    assert (await outbox_of(firm), kept_digests(house)) == ([], [])
    assert await send_due(house, lambda: RINGS) == 1


async def test_the_readers_answer_lands_in_the_room(house: Settings, firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    await send_due(house, lambda: RINGS)
    [kept] = kept_digests(house)
    async with browser(house, **HERE) as site:
        answered = await site.post(f"/dev/mail/digests/{kept.id}/answer", data={"text": "Yes, é!\n\nOn Monday."})
        assert (answered.status_code, answered.headers["location"]) == (303, f"/dev/mail/digests/{kept.id}?answered")
        assert "has taken the answer" in (await site.get(answered.headers["location"])).text
    far = datetime.fromisoformat("2100-01-01T00:00:00+00:00")
    await sql.execute("UPDATE reply_token SET expires_at = $1", far)
    await inbound_mail.process_due(house, lambda: far.replace(year=2099))
    assert await said_in(room) == [("Tess", "Shall we begin?"), ("Cleo", "Yes, é!\n\nOn Monday.")]


async def test_an_answer_that_nobody_takes_is_told_and_comes_back_in_the_box(house: Settings, firm: Firm):
    path = await shown_to_cleo(house, firm)
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    async with browser(house, **{**HERE, "inbound_smtp_port": port}) as site:
        for text, told in (("Yes", "The listener did not take the answer"), (" ", "There is nothing to send.")):
            refused = await site.post(f"{path}/answer", data={"text": text})
            assert refused.status_code == 422
            assert told in refused.text
            assert f"required>{text.strip()}</textarea>" in refused.text
    assert await sql.rows("SELECT 1 FROM inbound_mail WHERE state = 'STORED'") == []


async def test_half_an_hour_passes_at_the_press_of_a_button(house: Settings, firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    assert await send_due(house, lambda: NOON + MINUTE) == 0
    async with browser(house, **HERE) as site:
        passed = await site.post("/dev/mail/later")
        assert (passed.status_code, passed.headers["location"]) == (303, "/dev/mail?passed")
        assert await send_due(house, lambda: NOON + MINUTE) == 1
        # A second mail about the room waits for its pause, too.
        await say(firm.tess, room, "two", NOON + 2 * MINUTE)
        assert await send_due(house, lambda: NOON + 3 * MINUTE) == 0
        await site.post("/dev/mail/later")
        assert await send_due(house, lambda: NOON + 3 * MINUTE) == 1
    assert await outbox_of(firm) == [("Cleo", "SENT", None), ("Cleo", "SENT", None)]


async def test_digests_are_for_the_developer_alone(house: Settings, firm: Firm):
    path = await shown_to_cleo(house, firm)
    for elsewhere in ({**HERE, "development": False}, {**HERE, "client": "192.0.2.7"}):
        async with browser(house, **elsewhere) as site:
            await refuses(site, path, firm, 404)
    async with browser(house, **HERE) as site:
        site.headers["Host"] = "evil.test"
        await refuses(site, path, firm, 404)
    async with browser(house, **HERE) as site:
        site.headers["Origin"] = "http://evil.test"
        async with nothing_left(firm.id):
            for act in ("/dev/mail/later", f"{path}/answer"):
                assert (await site.post(act, data={"text": "Yes"})).status_code == 403
        for unknown in ("0" * 32, "..%2F..%2Fsecret", "%00"):
            assert (await site.get(f"/dev/mail/digests/{unknown}")).status_code == 404


async def refuses(site: httpx2.AsyncClient, path: str, firm: Firm, status: int) -> None:
    async with nothing_left(firm.id):
        for shown in (path, f"{path}/html"):
            assert (await site.get(shown)).status_code == status
        for act in ("/dev/mail/later", f"{path}/answer"):
            assert (await site.post(act, data={"text": "Yes"})).status_code == status


def test_kept_digests_are_forgotten_after_a_week(tmp_path: Path):
    old, new = Path(tmp_path / "old.eml"), tmp_path / f"{'a' * 32}.eml"
    old.write_bytes(b"Subject: old\r\n\r\n")
    aged = (datetime.now(UTC) - timedelta(days=8)).timestamp()
    os.utime(old, (aged, aged))
    sink.keep(tmp_path, "a" * 32, b"Subject: new\r\n\r\n")
    assert list(tmp_path.iterdir()) == [new]
