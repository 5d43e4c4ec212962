"""The doctor's round trip, by a relay and each real way in: what it says, what it records, and what it leaves alone."""

import asyncio
import hmac
import os
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio
from arq.constants import default_queue_name, health_check_key_suffix

from db import redis, sql
from db.settings import Settings
from db.vocabulary import MailSource
from jobs import inbound_imap, inbound_mail, inbound_smtp
from jobs.doctor import Finding, Verdict, there_and_back
from jobs.inbound.addresses import new_token, token_hash
from jobs.inbound_trials import HEADER
from jobs.port import connect_queue, is_worker_at_work
from jobs.worker import close, worker_on
from portal_web.app import app_with
from resolvers import queue, replies
from resolvers.digests import checks, trials
from resolvers.digests.trials import Came, Heard
from tests import digesting
from tests.cast import NOON
from tests.dovecot import Dovecot, serving
from tests.exchange import Bring, Exchange, exchanging, hand_in
from tests.processes import free_port
from tests.replying import DOMAIN, address, fate, mail

KEY = "a key of thirty-two characters, at least"
DIGEST = "A digest to in.larch.example came in {}."
ANSWER = "The answer to it came in {}: digests invite their readers to answer."
BY = ("by the listener", "from the mailbox of IMAP_URL", "by a webhook")
SILENT = Finding(Verdict.UNTRIED, "Digests invite nobody to answer.")
NO_WORKER = Finding(
    Verdict.UNTRIED,
    "No worker runs: this command fetched and decided mail while it waited. Start `parlour worker`.",
)
NO_LISTENER = Finding(
    Verdict.UNTRIED, "No listener runs: this command listened while it waited. Start `parlour mail listen`."
)


def clock() -> datetime:
    return datetime.now(UTC)


def good(way: str) -> list[Finding]:
    return [Finding(Verdict.GOOD, DIGEST.format(way)), Finding(Verdict.GOOD, ANSWER.format(way))]


def bad(said: str) -> list[Finding]:
    return [Finding(Verdict.BAD, said), SILENT]


@pytest_asyncio.fixture
async def house(here: Settings) -> AsyncIterator[Settings]:
    """An installation that nobody has checked, with a free port for its listener and no sign of a worker."""
    await checks.forget_arrival(DOMAIN)
    await redis.client().delete(default_queue_name + health_check_key_suffix)
    yield here.model_copy(update={"inbound_smtp_port": free_port()})
    assert await sql.rows("SELECT 1 FROM inbound_mail WHERE reason = 'CHECK' AND room_id IS NOT NULL") == []
    assert await sql.rows("SELECT 1 FROM reply_notice WHERE state IN ('PENDING', 'SENDING')") == []
    await checks.forget_arrival(DOMAIN)


@asynccontextmanager
async def relaying(settings: Settings, bring: Bring) -> AsyncIterator[tuple[Settings, Exchange]]:
    async with exchanging(bring) as exchange:
        yield settings.model_copy(update={"smtp_url": exchange.url}), exchange


@asynccontextmanager
async def listener(settings: Settings) -> AsyncIterator[None]:
    own = socket.create_server(("127.0.0.1", settings.inbound_smtp_port))
    server = await inbound_smtp.serve(settings, own)
    try:
        yield
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def worker(settings: Settings) -> AsyncIterator[None]:
    """A real worker beside, which says that it lives before the block begins."""
    await digesting.nothing_due()
    client = redis.new_client(settings.redis_url or "")
    found = worker_on(client, settings, lambda _: None)
    running = asyncio.create_task(found.async_run())
    connect_queue()
    try:
        async with asyncio.timeout(20):
            while not await is_worker_at_work():
                await asyncio.sleep(0.05)
        yield
    finally:
        queue.connect(None)
        # What is cut short writes its end all the same, over connections that are closed by then.
        async with asyncio.timeout(20):
            while any(not task.done() for task in found.tasks.values()):
                await asyncio.sleep(0.02)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await close(found, client)
        await redis.client().delete(default_queue_name + health_check_key_suffix)


def to_listener(settings: Settings) -> Bring:
    async def bring(sender: str, recipient: str, raw: bytes) -> None:
        await hand_in(settings.inbound_smtp_port, sender, recipient, raw)

    return bring


async def nowhere(_sender: str, _recipient: str, _raw: bytes) -> None:
    """Lose it."""


async def arrives() -> bool:
    return await checks.answers_arrive(DOMAIN)


async def test_beside_a_listener_and_a_worker_a_digest_and_its_answer_come_in(house: Settings):
    earlier = [row["id"] for row in await sql.rows("SELECT id FROM inbound_mail")]
    async with relaying(house, to_listener(house)) as (settings, exchange), listener(house), worker(settings):
        assert not await arrives()
        assert await there_and_back(settings, 20, clock) == good(BY[0])
        assert await arrives()
        async with asyncio.timeout(20):
            while await sql.rows("SELECT 1 FROM inbound_mail WHERE state = 'STORED'"):
                await asyncio.sleep(0.05)
    (first, asked), (second, answered) = exchange.taken
    assert re.fullmatch(r"bounce\+[a-z2-7]{26}@in\.larch\.example", first) and second == "notify@larch.example"
    assert asked != answered and first.partition("+")[2] == asked.partition("+")[2]
    rows = await sql.rows("SELECT state, reason, room_id, body FROM inbound_mail WHERE id <> ALL ($1)", earlier)
    assert [tuple(row.values()) for row in rows] == [("DROPPED", "CHECK", None, None)] * 2


async def test_alone_the_command_listens_and_decides_itself_and_says_so(house: Settings):
    async with relaying(house, to_listener(house)) as (settings, _):
        assert await there_and_back(settings, 20, clock) == [*good(BY[0]), NO_WORKER, NO_LISTENER]
    assert await arrives()


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with serving() as found:
        yield found


async def test_alone_the_command_fetches_from_the_mailbox_itself(house: Settings, dovecot: Dovecot):
    async def bring(_sender: str, _recipient: str, raw: bytes) -> None:
        await asyncio.to_thread(dovecot.bring, raw)

    async with relaying(house.model_copy(update={"imap_url": dovecot.url}), bring) as (settings, _):
        assert await there_and_back(settings, 20, clock) == [*good(BY[1]), NO_WORKER]
    assert (await arrives(), dovecot.count("INBOX"), dovecot.count("Processed")) == (True, 0, 2)


async def test_a_mailbox_whose_server_strips_addresses_is_told_of(house: Settings, dovecot: Dovecot):
    async def bring(_sender: str, recipient: str, raw: bytes) -> None:
        bare = re.sub(rb"(?m)^((?:Reply-)?To): reply\+\w+@", rb"\1: reply@", raw)
        await asyncio.to_thread(dovecot.bring, b"Delivered-To: reply@in.larch.example\r\n" + bare)

    async with relaying(house.model_copy(update={"imap_url": dovecot.url}), bring) as (settings, _):
        assert await there_and_back(settings, 20, clock) == [
            *bad(
                "The digest came in from the mailbox of IMAP_URL, but to reply@in.larch.example, without the token"
                " behind '+' in its address: let what lies before Parlour keep the whole address, or set another"
                " INBOUND_SEPARATOR."
            ),
            NO_WORKER,
        ]
    assert not await arrives()


async def test_a_webhook_brings_both(house: Settings):
    settings = house.model_copy(update={"inbound_webhook_key": KEY})
    transport = httpx2.ASGITransport(app_with(settings, clock))

    async def bring(sender: str, recipient: str, raw: bytes) -> None:
        timestamp = str(int(clock().timestamp()))
        headers = {
            "Content-Type": "message/rfc822",
            "X-Parlour-Timestamp": timestamp,
            "X-Parlour-Signature": hmac.digest(KEY.encode(), timestamp.encode() + b"." + raw, "sha256").hex(),
            "X-Envelope-From": sender,
            "X-Envelope-To": recipient,
        }
        async with httpx2.AsyncClient(transport=transport, base_url=settings.base_url) as web:
            assert (await web.post("/inbound/raw", content=raw, headers=headers)).status_code == 204

    async with relaying(settings, bring) as (relayed, _):
        assert await there_and_back(relayed, 20, clock) == [*good(BY[2]), NO_WORKER]
    assert await arrives()


@pytest.mark.parametrize(
    ("stage", "answer", "said"),
    [
        (
            "RCPT",
            "554 5.7.1 Relay access denied",
            "The relay {} refuses mail to in.larch.example: 554 5.7.1 Relay access denied. It must take mail for"
            " INBOUND_DOMAIN.",
        ),
        (
            "MAIL",
            "553 5.7.1 Sender not owned",
            "The relay {} refuses the digest from an address of in.larch.example: 553 5.7.1 Sender not owned. Its"
            " bounces come back to such addresses.",
        ),
        ("DATA", "550 5.7.0 No", "The relay {} refuses the digest: 550 5.7.0 No"),
    ],
)
async def test_a_relay_that_refuses_is_told_of_in_its_words(house: Settings, stage: str, answer: str, said: str):
    await checks.record_arrival(DOMAIN, NOON)
    async with relaying(house, nowhere) as (settings, exchange):
        exchange.refusals[stage] = answer
        found = await there_and_back(settings, 1, clock)
    assert found == [*bad(said.format(f"127.0.0.1:{exchange.port}")), NO_WORKER, NO_LISTENER]
    assert (await arrives(), exchange.taken) == (False, [])


async def test_a_relay_that_is_away_is_told_of(house: Settings):
    port = free_port()
    settings = house.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{port}?tls=off"})
    found, silent, *_ = await there_and_back(settings, 1, clock)
    assert (found.verdict, silent) == (Verdict.BAD, SILENT)
    assert found.said.startswith(f"The relay 127.0.0.1:{port} does not take the digest: ")


async def test_what_does_not_come_in_is_waited_for_so_long_and_no_longer(house: Settings):
    async with relaying(house, nowhere) as (settings, exchange), listener(house), worker(settings):
        place = f"127.0.0.1:{exchange.port}"
        assert await there_and_back(settings, 1, clock) == bad(
            f"The digest to in.larch.example, which {place} took, did not come in within 1 seconds. Look into the queue"
            f" and the log of that relay: does it know where mail for in.larch.example goes?"
        )


async def test_an_address_that_lost_its_token_before_the_listener_is_told_of(house: Settings):
    async def bring(sender: str, recipient: str, raw: bytes) -> None:
        bare = re.sub(r"\+\w+@", "@", recipient)
        assert (await hand_in(house.inbound_smtp_port, sender, bare, raw)).startswith("550 ")

    async with relaying(house, bring) as (settings, _), listener(house), worker(settings):
        assert await there_and_back(settings, 1, clock) == bad(
            "The digest came in at the listener, which refused it, but to reply@in.larch.example, without the token"
            " behind '+' in its address: let what lies before Parlour keep the whole address, or set another"
            " INBOUND_SEPARATOR."
        )


async def test_a_digest_that_comes_back_undelivered_is_told_of(house: Settings):
    async def bring(sender: str, recipient: str, _raw: bytes) -> None:
        back = (
            f"From: MAILER-DAEMON@mx.example\r\nTo: {sender}\r\nSubject: Undelivered\r\n\r\n<{recipient}>: user unknown"
        )
        await hand_in(house.inbound_smtp_port, "", sender, back.encode())

    async with relaying(house, bring) as (settings, exchange), listener(house), worker(settings):
        found = await there_and_back(settings, 20, clock)
    recipient = exchange.taken[0][1]
    assert found == bad(f"The digest to in.larch.example came back undelivered: <{recipient}>: user unknown")


async def test_a_header_that_was_changed_on_the_way_is_told_of(house: Settings):
    async def bring(sender: str, recipient: str, raw: bytes) -> None:
        changed = re.sub(rb"(?m)^Reply-To: .*\r\n", b"Reply-To: office@larch.example\r\n", raw)
        await hand_in(house.inbound_smtp_port, sender, recipient, changed)

    async with relaying(house, bring) as (settings, exchange), listener(house), worker(settings):
        assert await there_and_back(settings, 20, clock) == bad(
            "The digest came in with another Reply-To than it was sent with (office@larch.example): what lies behind"
            f" 127.0.0.1:{exchange.port} must leave that header alone."
        )


async def test_nothing_is_tried_without_a_relay_or_a_domain(house: Settings):
    assert await there_and_back(house, 1, clock) == []
    assert (
        await there_and_back(house.model_copy(update={"smtp_url": "smtp://x", "inbound_domain": None}), 1, clock) == []
    )


async def test_a_forged_mail_of_the_doctor_tells_nobody_anything(house: Settings):
    token, forged = new_token(), new_token()
    await trials.expect(token_hash(token))
    raw = mail(forged).replace(b"Subject:", f"{HEADER}: {forged}\r\nX-Parlour-Digest: x\r\nSubject:".encode())
    async with listener(house):
        port = house.inbound_smtp_port
        assert (await hand_in(port, "eve@evil.example", address(forged), raw)).startswith("550 ")
    arrival = replies.Arrival(MailSource.WEBHOOK, "eve@evil.example", (address(forged),), raw)
    await replies.store(arrival, NOON)
    await inbound_mail.process_due(house, lambda: NOON)
    assert await fate() == ("DROPPED", "LOOP")
    assert await trials.hear(token_hash(token), 1) is None
    assert not await arrives()


async def test_a_token_of_the_doctor_is_kept_as_a_hash_and_ends(house: Settings):
    token = new_token()
    hashed = token_hash(token)
    await trials.expect(hashed)
    names = [name.decode() for name in await redis.client().keys("mail-trial:*")]
    assert not any(token in name for name in names)
    assert 0 < await redis.client().ttl(f"mail-trial:{hashed.hex()}") <= 900
    assert await trials.expected([token_hash(new_token()), hashed]) == hashed
    await trials.tell(hashed, Heard(Came.AS_SENT, MailSource.SMTP, ("a",), "b", ""))
    assert 0 < await redis.client().ttl(f"mail-trial:{hashed.hex()}:heard") <= 900
    await redis.client().delete(f"mail-trial:{hashed.hex()}")
    assert await trials.expected([hashed]) is None


async def test_the_command_records_what_it_found(house: Settings, tmp_path: Path):
    async with relaying(house, to_listener(house)) as (settings, exchange):
        wanted = (
            "database_url",
            "redis_url",
            "smtp_url",
            "mail_from",
            "inbound_domain",
            "inbound_smtp_port",
            "data_dir",
        )
        environment = {name.upper(): str(getattr(settings, name)) for name in wanted}
        command = [sys.executable, "-P", "-m", "portal_web.cli", "mail", "check", "--wait", "20"]
        told = await asyncio.to_thread(
            lambda: subprocess.run(
                command,
                cwd=tmp_path,
                env={"PATH": os.defpath, "PYTHONPATH": str(Path(__file__).parents[1])} | environment,
                capture_output=True,
                text=True,
                check=False,
            )
        )
    assert len(exchange.taken) == 2, told
    lines = told.stdout.splitlines()
    assert {line[:2] for line in lines} <= {"✓ ", "– ", "✗ "}, "a log is no finding"
    assert lines[-4:] == [
        *(f"✓ {finding.said}" for finding in good(BY[0])),
        *(f"– {finding.said}" for finding in (NO_WORKER, NO_LISTENER)),
    ]
    assert await arrives()


async def test_a_fetch_of_a_mailbox_that_is_away_ends_no_trip(house: Settings):
    away = house.model_copy(update={"imap_url": f"imap://larch:x@127.0.0.1:{free_port()}/INBOX?tls=off"})
    assert await inbound_imap.fetch(away, clock) == 0
    async with relaying(away, nowhere) as (settings, _):
        found = await there_and_back(settings, 1, clock)
    assert [finding.verdict for finding in found] == [Verdict.BAD, Verdict.UNTRIED, Verdict.UNTRIED]
