"""Plans and sends digests: everything is decided by rows, so it may run twice, or die anywhere."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog

from db.settings import Settings
from db.sql import UNREACHABLE
from jobs.digests.composition import composed, envelope_sender
from jobs.digests.house import House, house_of
from jobs.digests.sink import relay_for
from jobs.smtp import Relay
from jobs.smtp_pool import Delivery, Envelope, Outcome, Pool, pool_of
from resolvers.digests import bounces, checks, contents, outbox, planning
from resolvers.digests.contents import Terms
from resolvers.digests.outbox import Claimed, Ready

AT_ONCE = 40
"""Mails that are read, composed and handed over together: what a removal has to overtake is this much."""

Clock = Callable[[], datetime]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Post:
    """What sending needs: addresses and keys, connections, and the time."""

    house: House
    terms: Terms
    pool: Pool
    clock: Clock


async def send_due(settings: Settings, clock: Clock) -> int:
    """Plan what is due and send it; answers how many mails were claimed.

    Without SMTP_URL nothing happens and clocks go on ringing; in development mails are kept, for a local page.
    Raises ValueError for settings that are not understood.
    """
    async with relay_for(settings) as relay:
        return await _send_through(relay, settings, clock) if relay else 0


async def _send_through(relay: Relay, settings: Settings, clock: Clock) -> int:
    house = house_of(settings)
    await planning.plan_due(house.domain, clock())
    terms = Terms(house.domain, await checks.answers_arrive(house.inbound_domain))
    async with pool_of(relay, settings.mail_connections, settings.mail_per_domain) as pool:
        return await _send_all(Post(house, terms, pool, clock))


async def _send_all(post: Post) -> int:
    """Two batches at a time: while one is handed over, the next is read and composed."""
    counts = await asyncio.gather(_send_batches(post), _send_batches(post))
    return sum(counts)


async def _send_batches(post: Post) -> int:
    claimed = 0
    while not await post.pool.pace.is_quiet() and (mails := await outbox.claim_due(post.clock(), AT_ONCE)):
        claimed += len(mails)
        ready = await _read(mails, post)
        await _all(_send(one, post) for one in ready)
    return claimed


async def _read(mails: list[Claimed], post: Post) -> list[Ready]:
    """What the mails are composed from. One that cannot be read does not keep the others back."""
    try:
        return await contents.ready_for(mails, post.terms, post.clock())
    except UNREACHABLE:
        raise
    except Exception as error:
        if len(mails) > 1:
            return [ready for mail in mails for ready in await _read([mail], post)]
        await _set_aside(mails[0], error, post)
        return []


async def _set_aside(mail: Claimed, error: Exception, post: Post) -> None:
    """A mistake of ours concerns one mail: told by its kind alone, since its words may hold what people wrote."""
    log.error("digest not composed", mail_id=mail.id.hex, kind=type(error).__name__)
    await outbox.mark_undelivered(mail, type(error).__name__, post.clock())


async def _all(sendings: Iterable[Awaitable[None]]) -> None:
    """Do all of it, and only then fail with the first failure."""
    for outcome in await asyncio.gather(*sendings, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome


async def _send(ready: Ready, post: Post) -> None:
    digest = ready.digest
    try:
        content = composed(digest, post.house, post.clock())
    except Exception as error:
        await _set_aside(ready.claimed, error, post)
        return
    envelope = Envelope(envelope_sender(digest, post.house), digest.reader.email, content)
    delivery = await post.pool.deliver(envelope, lambda: outbox.begin(ready, post.clock()))
    await _record(ready, delivery, post.clock())


async def _record(ready: Ready, delivery: Delivery, now: datetime) -> None:
    mail, said = ready.claimed, f"{delivery.code} {delivery.said}".strip()
    if delivery.outcome not in {Outcome.ACCEPTED, Outcome.STALE}:
        log.warning("digest not delivered", mail_id=mail.id.hex, outcome=delivery.outcome, code=delivery.code)
    match delivery.outcome:
        case Outcome.ACCEPTED:
            await outbox.mark_sent(mail, now)
        case Outcome.STALE:
            await outbox.mark_stale(mail, now)
        case Outcome.UNKNOWN:
            await outbox.mark_unknown(mail, said)
        case Outcome.RETRY:
            await outbox.mark_undelivered(mail, said, now)
        case Outcome.REFUSED:
            await outbox.mark_refused(mail, said, now)
            if delivery.about_reader:
                await bounces.refused(mail.id, ready.digest.reader.email, delivery.said, now)
