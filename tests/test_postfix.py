"""Digests and answers through a real Postfix: nothing is changed on the way, nothing is lost, nothing comes twice."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import dkim
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from db import sql
from db.settings import Settings
from jobs import inbound_imap, inbound_mail
from jobs.digests.sending import send_due
from jobs.doctor import Finding, Verdict, there_and_back
from resolvers import replies
from resolvers.digests import checks
from tests import dovecot, postfix
from tests.cast import NOON, Firm, room_with, say
from tests.digesting import RINGS, nothing_due, outbox_of
from tests.exchange import Exchange, exchanging, hand_in, port
from tests.postfix import Postfix
from tests.replying import DOMAIN, address, digest_to, fates, mail, said_in

__all__ = ["port"]
Mails = list[tuple[str, str, bytes]]
FAR = datetime(2099, 1, 1, tzinfo=UTC)
ASKED, ANSWERED = ("Tess", "Shall we begin?"), ("Cleo", "Yes, please.")
UNKNOWN = "reply+mfrggzdfmztwq2lknnwg23tpoa@in.larch.example"
CATCH_ALL = """
virtual_mailbox_domains = in.larch.example
virtual_mailbox_base = /
virtual_mailbox_maps = static:{maildir}/
virtual_minimum_uid = 1
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
"""


@pytest_asyncio.fixture
async def clients() -> AsyncIterator[tuple[Exchange, Mails]]:
    """The server of the clients' domain, and what arrived there: sender, recipient, bytes."""
    arrived: Mails = []

    async def keep(sender: str, recipient: str, raw: bytes) -> None:
        arrived.append((sender, recipient, raw))

    await nothing_due()
    async with exchanging(keep) as exchange:
        yield exchange, arrived
    await nothing_due()


@pytest.fixture
def mta(clients: tuple[Exchange, Mails], port: int) -> Iterator[Postfix]:
    """Postfix between us and the clients, both ways."""
    with postfix.relaying({"client.example": clients[0].port, DOMAIN: port}) as found:
        yield found


async def until(is_so: Callable[[], Awaitable[bool]], mta: Postfix) -> None:
    """Wait for it; else fail with what Postfix said."""
    try:
        async with asyncio.timeout(60):
            while not await is_so():
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(mta.log()) from None


async def received(count: int) -> bool:
    return len(await sql.rows("SELECT 1 FROM inbound_mail WHERE state = 'STORED'")) >= count


async def decide(settings: Settings) -> None:
    """Decide what came in, at a moment after it came."""
    await sql.execute("UPDATE reply_token SET expires_at = $1", FAR.replace(year=2100))
    await inbound_mail.process_due(settings, lambda: FAR)


def signing(folder: Path) -> tuple[str, bytes]:
    """DKIM_KEYS, and the record of the public half."""
    key = rsa.generate_private_key(65537, 2048)
    (folder / "key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return f"s1={folder}/key", b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])


async def test_digests_go_through_unchanged_and_signed(
    here: Settings, firm: Firm, clients: tuple[Exchange, Mails], mta: Postfix, tmp_path: Path
):
    room = await room_with(firm.tess, firm.cleo, firm.carl, name="Ärger & Größe")
    await say(firm.tess, room, "Voilà – déjà vu.\n.\n..\nFrom here on it is longer. " + "word " * 400)
    await checks.record_arrival(DOMAIN, NOON)
    keys, record = signing(tmp_path)
    settings = here.model_copy(update={"smtp_url": mta.url, "dkim_keys": keys})
    assert await send_due(settings, lambda: RINGS) == 2
    arrived = clients[1]

    async def both() -> bool:
        return len(arrived) == 2

    await until(both, mta)
    assert await outbox_of(firm) == [("Carl", "SENT", None), ("Cleo", "SENT", None)]
    assert sorted(recipient for _, recipient, _ in arrived) == ["carl@client.example", "cleo@client.example"]
    for sender, recipient, raw in arrived:
        assert re.fullmatch(r"bounce\+[a-z2-7]{26}@in\.larch\.example", sender)
        assert dkim.verify(raw, dnsfunc=lambda name, timeout=5: record if name.startswith(b"s1.") else None)
        found = message_from_bytes(raw)
        assert found["To"] == recipient
        assert len(found.get_all("List-Unsubscribe", [])) == 1 and "=?" not in found["List-Unsubscribe"]
        assert re.search(r"<reply\+[a-z2-7]{26}@in\.larch\.example>", found["Reply-To"])


async def test_an_answer_lands_in_the_room(here: Settings, firm: Firm, port: int, mta: Postfix):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    said = await hand_in(mta.port, "cleo@client.example", address(token.upper()), mail(token))
    assert "250" in said or "queued" in said
    await until(lambda: received(1), mta)
    await decide(here)
    assert (await said_in(room), await fates(room)) == ([ASKED, ANSWERED], [("LOGGED", None)])


async def test_our_own_trouble_makes_postfix_come_again_and_the_answer_lands_once(
    here: Settings, firm: Firm, mta: Postfix, monkeypatch: pytest.MonkeyPatch
):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    known, store = replies.is_known, replies.store
    troubles = ["at RCPT", "at the dot", "after the dot"]

    async def doubtful(token_hash: bytes) -> bool:
        if "at RCPT" in troubles:
            troubles.remove("at RCPT")
            raise ConnectionResetError
        return await known(token_hash)

    async def failing(arrival: replies.Arrival, now: datetime) -> list[object]:
        trouble = troubles.pop(0)
        if trouble == "after the dot":
            await store(arrival, now)
        raise OSError("no space left")

    async def storing(arrival: replies.Arrival, now: datetime) -> object:
        return await (failing if troubles else store)(arrival, now)

    monkeypatch.setattr(replies, "is_known", doubtful)
    monkeypatch.setattr(replies, "store", storing)
    await hand_in(mta.port, "cleo@client.example", address(token), mail(token))
    await until(lambda: received(2), mta)
    await decide(here)
    assert mta.log().count("status=deferred") == 3 and mta.log().count("status=sent") == 1
    assert troubles == []
    assert (await said_in(room), await fates(room)) == ([ASKED, ANSWERED], [("LOGGED", None)])


async def test_who_answers_to_an_unknown_address_is_told_by_postfix(
    here: Settings, clients: tuple[Exchange, Mails], mta: Postfix
):
    arrived = clients[1]
    await hand_in(mta.port, "cleo@client.example", UNKNOWN, mail("mfrggzdfmztwq2lknnwg23tpoa"))

    async def told() -> bool:
        return bool(arrived)

    await until(told, mta)
    [(sender, recipient, raw)] = arrived
    found = message_from_bytes(raw)
    assert (sender, recipient, found.get_content_type()) == ("", "cleo@client.example", "multipart/report")
    assert b"550 5.1.1 There is no such address here" in raw
    assert not await received(1)


async def test_a_digest_that_postfix_cannot_deliver_stops_mail_to_its_address(
    here: Settings, firm: Firm, clients: tuple[Exchange, Mails], mta: Postfix
):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    clients[0].refusals["RCPT"] = "550 5.1.1 There is nobody of this name"
    assert await send_due(here.model_copy(update={"smtp_url": mta.url}), lambda: RINGS) == 1
    await until(lambda: received(1), mta)
    await decide(here)
    rows = await sql.rows("SELECT address, kind, status FROM mail_bounce WHERE workspace_id = $1", firm.id)
    assert [tuple(row.values()) for row in rows] == [("cleo@client.example", "PERMANENT", "5.1.1")]
    stopped = await sql.rows("SELECT address FROM mail_suppression WHERE workspace_id = $1", firm.id)
    assert [row["address"] for row in stopped] == ["cleo@client.example"]
    assert (await said_in(room), clients[1]) == ([ASKED], [])


@contextmanager
def catching_all() -> Iterator[tuple[Postfix, dovecot.Dovecot]]:
    """Postfix that puts all mail of the domain into one mailbox of Dovecot."""
    with dovecot.serving() as box:
        more = CATCH_ALL.format(maildir=str(box.maildir).lstrip("/"))
        with postfix.relaying({}, more) as found:
            yield found, box


async def test_answers_that_postfix_puts_into_a_mailbox_are_fetched_from_dovecot(here: Settings, firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    with catching_all() as (mta, box):
        settings = here.model_copy(update={"imap_url": box.url})
        hidden = mail(token).replace(f"To: {address(token)}".encode(), b"To: undisclosed-recipients:;")
        for _ in range(3):
            await hand_in(mta.port, "cleo@client.example", address(token), hidden)

        async def delivered() -> bool:
            return await asyncio.to_thread(box.count, "INBOX") == 3

        await until(delivered, mta)
        assert await inbound_imap.fetch(settings, lambda: NOON) == 3
        assert (box.count("INBOX"), box.count("Processed")) == (0, 3)
    await decide(settings)
    assert (await said_in(room), await fates(room)) == ([ASKED, ANSWERED], [("LOGGED", None)])


async def test_the_doctor_goes_round_by_postfix_and_dovecot(here: Settings):
    with catching_all() as (mta, box):
        settings = here.model_copy(update={"imap_url": box.url, "smtp_url": mta.url})
        found = await there_and_back(settings, 30, lambda: datetime.now(UTC))
    assert found[:2] == [
        Finding(Verdict.GOOD, "A digest to in.larch.example came in from the mailbox of IMAP_URL."),
        Finding(
            Verdict.GOOD,
            "The answer to it came in from the mailbox of IMAP_URL: digests invite their readers to answer.",
        ),
    ]
    await checks.forget_arrival(DOMAIN)


async def test_the_doctor_is_told_why_postfix_does_not_take_the_domain(here: Settings):
    with postfix.relaying({}, "smtpd_reject_unlisted_recipient = no\nsmtpd_recipient_restrictions = reject") as mta:
        found = await there_and_back(here.model_copy(update={"smtp_url": mta.url}), 1, lambda: datetime.now(UTC))
    assert found[0].verdict is Verdict.BAD
    assert re.fullmatch(
        rf"The relay 127\.0\.0\.1:{mta.port} refuses mail to in\.larch\.example: 554 5\.7\.1"
        r" <reply\+\w+@in\.larch\.example>: Recipient address rejected: Access denied\."
        r" It must take mail for INBOUND_DOMAIN\.",
        found[0].said,
    )
