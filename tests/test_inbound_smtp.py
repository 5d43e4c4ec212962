"""The ways in: what no mail of ours asked for is refused in the dialogue, and what is acknowledged is kept."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from aiosmtplib import SMTP, SMTPResponseException
from starlette.applications import Starlette

from db import sql, storage
from db.settings import Settings
from jobs import inbound_mail
from portal_web import inbound
from resolvers import replies
from tests.cast import NOON, Firm, room_with, say
from tests.exchange import port
from tests.replying import address, digest_to, fate, fates, mail, said_in

__all__ = ["port"]
KEY = "a key of thirty-two characters, at least"
TOKEN = "mfrggzdfmztwq2lknnwg23tpoa"


async def sent(port: int, recipients: list[str], raw: bytes, sender: str = "cleo@client.example") -> int:
    """Hand a mail over; answers the code of whatever refuses it, or of the last answer."""
    async with SMTP(hostname="127.0.0.1", port=port, timeout=20) as conversation:
        try:
            await conversation.mail(sender)
            for recipient in recipients:
                await conversation.rcpt(recipient)
            return (await conversation.data(raw)).code
        except SMTPResponseException as refused:
            return refused.code


async def stored() -> list[dict[str, Any]]:
    return await sql.rows("SELECT * FROM inbound_mail WHERE state = 'STORED' ORDER BY envelope_to")


async def bytes_of(key: str) -> bytes:
    return b"".join([chunk async for chunk in storage.store().read(key)])


async def test_what_is_acknowledged_is_kept_byte_for_byte(here: Settings, firm: Firm, port: int):
    room = await room_with(firm.tess, firm.cleo)
    token = await digest_to(firm.cleo, room)
    raw = mail(token, "x" * 5_000)  # longer than aiosmtpd takes by itself
    assert await sent(port, [address(token)], raw) == 250
    [row] = await stored()
    kept = await bytes_of(row["storage_key"])
    assert kept == raw
    assert (row["size"], bytes(row["sha256"])) == (len(raw), hashlib.sha256(raw).digest())
    assert (row["source"], row["envelope_from"], row["envelope_to"]) == (
        "SMTP",
        "cleo@client.example",
        [address(token)],
    )
    due = await sql.rows("SELECT 1 FROM blob_removal WHERE storage_key = $1", row["storage_key"])
    assert due == []


async def test_an_answer_by_smtp_lands_in_the_room(here: Settings, firm: Firm, port: int):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    for _ in range(3):
        assert await sent(port, [address(token.upper())], mail(token, message_id="one")) == 250
    far = datetime.fromisoformat("2100-01-01T00:00:00+00:00")
    await sql.execute("UPDATE reply_token SET expires_at = $1", far)
    await inbound_mail.process_due(here, lambda: far.replace(year=2099))
    assert await said_in(room) == [("Tess", "Shall we begin?"), ("Cleo", "Yes, please.")]
    assert sorted(await fates(room)) == [("LOGGED", None)]


async def test_a_mail_from_nobody_is_a_robots_by_its_envelope_alone(here: Settings, firm: Firm, port: int):
    room = await room_with(firm.tess, firm.cleo)
    token = await digest_to(firm.cleo, room)
    assert await sent(port, [address(token)], mail(token), sender="") == 250
    [row] = await stored()
    assert row["envelope_from"] == ""
    await inbound_mail.process_due(here, lambda: row["received_at"])
    assert await fate() == ("DROPPED", "AUTOMATIC")
    assert await said_in(room) == []


async def test_two_addresses_are_two_deliveries_and_the_same_one_twice_is_one(here: Settings, firm: Firm, port: int):
    rooms = [await room_with(firm.tess, firm.cleo) for _ in range(2)]
    first, second = [address(await digest_to(firm.cleo, room)) for room in rooms]
    assert await sent(port, [first, second, first], mail(TOKEN)) == 250
    assert sorted(row["envelope_to"][0] for row in await stored()) == sorted([first, second])


@pytest.mark.parametrize(
    "recipient",
    [address(TOKEN), address(TOKEN, "bounce"), "reply@in.larch.example", "somebody@in.larch.example", "a@else.example"],
)
async def test_an_unknown_address_is_refused_while_its_sender_listens(here: Settings, port: int, recipient: str):
    assert await sent(port, [recipient], mail(TOKEN)) == 550
    assert await stored() == []


async def test_too_big_a_mail_is_refused(here: Settings, firm: Firm, port: int, monkeypatch: pytest.MonkeyPatch):
    token = await digest_to(firm.cleo, await room_with(firm.tess, firm.cleo))
    async with SMTP(hostname="127.0.0.1", port=port, timeout=20) as conversation:
        with pytest.raises(SMTPResponseException) as refused:
            await conversation.mail("cleo@client.example", options=["SIZE=35000001"])
    assert refused.value.code == 552
    assert await sent(port, [address(token)], mail(token, ("x" * 900 + "\n") * 39_000)) == 552
    assert await stored() == []


async def test_our_own_trouble_is_no_refusal(here: Settings, firm: Firm, port: int, monkeypatch: pytest.MonkeyPatch):
    token = await digest_to(firm.cleo, await room_with(firm.tess, firm.cleo))

    async def away(*_: object) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as broken:
        broken.setattr(replies, "store", away)
        assert await sent(port, [address(token)], mail(token)) == 451
        broken.setattr(replies, "is_known", away)
        assert await sent(port, [address(token)], mail(token)) == 451
    assert await stored() == []


async def test_bytes_without_a_row_are_removed_later(here: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch):
    before = await sql.rows("SELECT storage_key FROM blob_removal")

    async def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("resolvers.replies.door._added", die)
    with pytest.raises(KeyboardInterrupt):
        await replies.store(replies.Arrival(inbound.MailSource.SMTP, "", (), b"A: b\r\n\r\n"), NOON)
    after = await sql.rows("SELECT storage_key FROM blob_removal")
    assert len(after) == len(before) + 1 and await stored() == []


@pytest_asyncio.fixture
async def web(here: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """The web process with a webhook key."""
    app = Starlette(routes=inbound.routes)
    app.state.settings, app.state.clock = here.model_copy(update={"inbound_webhook_key": KEY}), lambda: NOON
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://parlour.test") as client:
        yield client


def signed(raw: bytes, key: str = KEY, at: float = NOON.timestamp(), **more: str) -> dict[str, str]:
    timestamp = str(int(at))
    return {
        "Content-Type": "message/rfc822",
        "X-Parlour-Timestamp": timestamp,
        "X-Parlour-Signature": hmac.digest(key.encode(), timestamp.encode() + b"." + raw, "sha256").hex(),
        **{name.replace("_", "-"): value for name, value in more.items()},
    }


async def test_a_signed_mail_is_kept(here: Settings, web: httpx2.AsyncClient):
    raw = mail(TOKEN)
    headers = signed(raw, X_Envelope_From="cleo@client.example", X_Envelope_To=address(TOKEN))
    answer = await web.post("/inbound/raw", content=raw, headers=headers)
    assert answer.status_code == 204
    [row] = await stored()
    assert (row["source"], row["envelope_from"], row["envelope_to"]) == (
        *("WEBHOOK", "cleo@client.example"),
        [address(TOKEN)],
    )
    assert await bytes_of(row["storage_key"]) == raw


@pytest.mark.parametrize("change", ["key", "body", "late", "early", "none", "type"])
async def test_a_mail_that_is_not_signed_so_is_not_kept(here: Settings, web: httpx2.AsyncClient, change: str):
    raw = mail(TOKEN)
    headers = {
        "key": signed(raw, "another key of thirty-two characters"),
        "body": signed(raw + b"."),
        "late": signed(raw, at=NOON.timestamp() - 301),
        "early": signed(raw, at=NOON.timestamp() + 301),
        "none": {"Content-Type": "message/rfc822"},
        "type": signed(raw) | {"Content-Type": "text/plain"},
    }[change]
    answer = await web.post("/inbound/raw", content=raw, headers=headers)
    assert answer.status_code == (415 if change == "type" else 401)
    assert await stored() == []


async def test_too_large_a_mail_is_not_kept(here: Settings, web: httpx2.AsyncClient):
    raw = b"A: b\r\n\r\n" + b"x" * 35_000_000
    answer = await web.post("/inbound/raw", content=raw, headers=signed(raw))
    assert answer.status_code == 413
    assert await stored() == []


async def test_without_a_key_there_is_no_webhook(here: Settings):
    app = Starlette(routes=inbound.routes)
    app.state.settings, app.state.clock = here, lambda: NOON
    raw = mail(TOKEN)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://parlour.test") as client:
        assert (await client.post("/inbound/raw", content=raw, headers=signed(raw, ""))).status_code == 404
        assert (await client.head("/inbound/raw")).status_code == 200
    assert await stored() == []


async def test_our_own_trouble_asks_the_webhook_to_come_again(
    here: Settings, web: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    async def away(*_: object) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(replies, "store", away)
    raw = mail(TOKEN)
    assert (await web.post("/inbound/raw", content=raw, headers=signed(raw))).status_code == 503
