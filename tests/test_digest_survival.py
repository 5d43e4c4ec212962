"""Digests when relays fail and workers die, at every step: nobody misses a mail, and a doubtful one keeps its id."""

import asyncio
import email
from datetime import datetime
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from db import redis, sql
from db.settings import Settings
from db.vocabulary import DigestState, NoMail
from jobs.digests.sending import send_due
from jobs.pacing import Pace
from resolvers.digests.reachability import reachability
from tests import dying
from tests.cast import Firm, room_with, say
from tests.digesting import FROM, HOUR, MINUTE, RINGS, deliver, nothing_due, outbox_of, relay, sending_to
from tests.failing_relay import FailingRelay, failing
from tests.relay import Relay

__all__ = ["relay"]
# Where EHLO alone is refused, HELO is said instead.
CERTAIN = [
    (stage, answer)
    for stage in ("greeting", "EHLO", "MAIL", "RCPT", "DATA")
    for answer in (None, b"451 4.3.0 not now")
    if (stage, answer) != ("EHLO", b"451 4.3.0 not now")
]


async def send(settings: Settings, relay: FailingRelay, now: datetime) -> list[str]:
    """Have due digests sent; answers the Message-IDs that have arrived meanwhile."""
    before = len(relay.taken)
    changed = {"smtp_url": relay.url, "mail_from": FROM, "mail_connections": 1}
    await send_due(settings.model_copy(update=changed), lambda: now)
    return [str(email.message_from_bytes(content)["Message-ID"]) for _, content in relay.taken[before:]]


@pytest.mark.parametrize(("stage", "answer"), CERTAIN)
async def test_a_relay_that_fails_before_the_mail_s_bytes_gets_it_a_minute_later(
    firm: Firm, database: Settings, stage: str, answer: bytes | None
):
    await nothing_due()
    await say(firm.tess, await room_with(firm.tess, firm.cleo), "one")
    async with failing(stage, answer) as relay:
        assert await send(database, relay, RINGS) == []
        assert [state for _, state, _ in await outbox_of(firm)] == ["PLANNED"]
        assert len(await send(database, relay, RINGS + MINUTE)) == 1
        assert await send(database, relay, RINGS + 9 * HOUR) == []
    assert await outbox_of(firm) == [("Cleo", "SENT", None)]


@pytest.mark.parametrize(("stage", "copies"), [("content", 1), ("dot", 2)])
async def test_a_relay_that_goes_silent_after_the_bytes_gets_them_once_more_under_the_same_id(
    firm: Firm, database: Settings, stage: str, copies: int
):
    await nothing_due()
    await say(firm.tess, await room_with(firm.tess, firm.cleo), "one")
    async with failing(stage) as relay:
        first = await send(database, relay, RINGS)
        assert [state for _, state, _ in await outbox_of(firm)] == ["UNKNOWN"]
        assert await send(database, relay, RINGS + 14 * MINUTE) == []
        second = await send(database, relay, RINGS + 15 * MINUTE)
        assert await send(database, relay, RINGS + 9 * HOUR) == []
    assert len(first + second) == copies
    assert len({*first, *second}) == 1
    assert await outbox_of(firm) == [("Cleo", "SENT", None)]


async def test_a_mail_that_may_have_been_taken_twice_is_left_alone_and_the_team_sees_it(firm: Firm, database: Settings):
    await nothing_due()
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    async with failing("dot", most=9) as relay:
        for hours in range(5):
            await send(database, relay, RINGS + hours * HOUR)
        assert len(relay.taken) == 2
    assert await outbox_of(firm) == [("Cleo", "UNKNOWN", "UNCONFIRMED")]
    pair = (room.id, firm.cleo.id)
    view = (await reachability(firm.tess, [pair], RINGS))[pair]
    assert view is not None
    assert (view.reason, view.last_state, view.last_reason) == (None, DigestState.UNKNOWN, NoMail.UNCONFIRMED)


@pytest.mark.parametrize(
    ("answer", "state"),
    [(b"552 5.3.4 too big", "FAILED"), (b"451 4.3.0 not now", "PLANNED"), (b"554 5.7.1 spam", "FAILED")],
)
async def test_what_the_relay_says_of_the_bytes_holds(firm: Firm, database: Settings, answer: bytes, state: str):
    await nothing_due()
    await say(firm.tess, await room_with(firm.tess, firm.cleo), "one")
    async with failing("content", answer) as relay:
        assert await send(database, relay, RINGS) == []
        assert [found for _, found, _ in await outbox_of(firm)] == [state]
        again = await send(database, relay, RINGS + MINUTE)
    assert len(again) == (state == "PLANNED")
    assert await sql.rows("SELECT * FROM mail_suppression WHERE workspace_id = $1", firm.id) == []


async def test_a_relay_that_asks_to_be_left_alone_is(firm: Firm, database: Settings):
    await nothing_due()
    room = await room_with(firm.tess, firm.cleo, firm.carl, firm.bea)
    await say(firm.tess, room, "one")
    async with failing("MAIL", b"421 4.7.0 too many mails", most=9) as relay:
        await send(database, relay, RINGS)
        assert relay.dialogues == 1
        relay.most = 0
        # Another worker, or this one after a restart.
        assert await send(database, relay, RINGS + MINUTE) == []
        assert relay.dialogues == 1
        [key] = await redis.client().keys(f"mail:quiet:*:{urlsplit(relay.url).port}")
        assert 0 < await redis.client().pttl(key) <= 300_000
        assert [attempts for _, attempts in await attempts_of(firm)] == [1, 1, 1]
        await redis.client().delete(key)
        assert len(await send(database, relay, RINGS + MINUTE)) == 3


async def attempts_of(firm: Firm) -> list[tuple[str, int]]:
    rows = await sql.rows("SELECT state, attempts FROM digest_mail WHERE workspace_id = $1", firm.id)
    return [(row["state"], row["attempts"]) for row in rows]


async def test_who_loses_redis_loses_the_pause_and_no_mail(
    firm: Firm, database: Settings, monkeypatch: pytest.MonkeyPatch
):
    await nothing_due()
    await say(firm.tess, await room_with(firm.tess, firm.cleo), "one")

    def away() -> None:
        raise RedisConnectionError

    async with failing("MAIL", b"421 4.7.0 too many mails", most=1) as relay:
        monkeypatch.setattr("jobs.pacing.redis.client", away)
        assert await send(database, relay, RINGS) == []
        assert len(await send(database, relay, RINGS + MINUTE)) == 1


async def test_workers_take_turns_for_one_domain(database: Settings):
    relay = uuid4().hex
    first, second = Pace(relay, 0.001), Pace(relay, 0.001)
    found = [await pace.turn(domain) for domain in ("a.example", "b.example") for pace in (first, second, first)]
    assert [round(wait or 0, -2) for wait in found] == [0, 1000, 2000] * 2
    await second.hush()
    assert (await first.turn("a.example"), await first.is_quiet(), first.is_quiet_here()) == (None, True, False)
    keys = await redis.client().keys(f"mail:*{relay}*")
    assert len(keys) == 3
    assert all([await redis.client().pttl(key) > 0 for key in keys])


async def test_a_connection_carries_many_mails(firm: Firm, database: Settings):
    await nothing_due()
    room = await room_with(firm.tess, firm.cleo, firm.carl, firm.bea, firm.ben, firm.theo)
    await say(firm.tess, room, "one")
    async with failing("") as relay:
        assert len(await send(database, relay, RINGS)) == 5
        assert relay.dialogues == 1


@pytest.mark.parametrize(
    ("step", "moment", "calls", "doubtful"),
    [
        ("db.queries.digests:ringing", "after", 1, False),
        ("db.queries.digests:plan", "before", 1, False),
        ("db.queries.digests:plan", "after", 1, False),
        ("resolvers.digests.planning:plan_due", "after", 1, False),
        ("db.queries.digests:claim", "after", 2, False),
        ("db.queries.digest_contents:unread_messages", "after", 1, False),
        ("db.queries.digest_contents:keep_tokens", "after", 1, False),
        ("jobs.smtp_pool:Pool.deliver", "before", 1, False),
        ("jobs.smtp_pool:_ask_for_data", "after", 1, False),
        ("db.queries.digests:begin", "after", 1, True),
        ("jobs.smtp_pool:_pour", "after", 1, True),
        ("db.queries.digests:sent", "before", 1, True),
        ("db.queries.digests:sent", "after", 2, True),
    ],
)
async def test_a_worker_that_dies_anywhere_is_followed_by_one_that_misses_nobody(
    firm: Firm, database: Settings, relay: Relay, step: str, moment: str, calls: int, doubtful: bool
):
    room = await room_with(firm.tess, firm.cleo, firm.carl, firm.bea)
    await say(firm.tess, room, "one")
    settings = sending_to(database, relay, mail_connections=1)
    argv, environment = dying.command("digests", settings, RINGS, step, moment, calls)
    process = await asyncio.create_subprocess_exec(*argv, env=environment)
    assert await process.wait() == -9
    await dying.buried()
    await deliver(database, relay, RINGS + 10 * MINUTE)
    if doubtful:
        await deliver(database, relay, RINGS + 15 * MINUTE)
    assert await deliver(database, relay, RINGS + 9 * HOUR) == []
    assert await outbox_of(firm) == [(name, "SENT", None) for name in ("Bea", "Carl", "Cleo")]
    ids = {(recipient, message["Message-ID"]) for recipient, message in relay.taken}
    assert sorted(recipient for recipient, _ in ids) == [f"{name}@client.example" for name in ("bea", "carl", "cleo")]
    assert len(relay.taken) <= 3 + doubtful
