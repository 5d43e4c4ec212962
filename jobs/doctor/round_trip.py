"""Whether answers arrive: sends itself a mail like a digest, answers it, and waits for both on the normal ways."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from aiosmtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused
from redis.exceptions import RedisError

from db.settings import Settings
from db.sql import UNREACHABLE
from db.vocabulary import MailSource
from jobs import smtp
from jobs.doctor import trial_mails
from jobs.doctor.finding import Finding, Verdict
from jobs.doctor.standing_in import StandIn, standing_in
from jobs.inbound.addresses import new_token, token_hash
from jobs.smtp import Relay
from resolvers.digests import checks, trials
from resolvers.digests.trials import Came, Heard

Clock = Callable[[], datetime]
WAYS = {
    MailSource.SMTP: "by the listener",
    MailSource.IMAP: "from the mailbox of IMAP_URL",
    MailSource.WEBHOOK: "by a webhook",
}


@dataclass(frozen=True, slots=True)
class Trip:
    """What both mails need. `seconds` is how long to wait for each."""

    settings: Settings
    relay: Relay
    domain: str
    seconds: int
    stand_in: StandIn
    clock: Clock

    @property
    def relay_name(self) -> str:
        """The relay, for people."""
        return f"{self.relay.host}:{self.relay.port}"


class _LostError(Exception):
    """Ends the trip, with what to say."""


async def there_and_back(settings: Settings, seconds: int, clock: Clock) -> list[Finding]:
    """What became of both mails; nothing where no relay or no domain is set. Until it is well, nobody is invited to
    answer; from then on everybody is.

    What no process beside does, this one does for its time. Raises ValueError for settings that are not understood.
    """
    if not settings.smtp_url or settings.inbound_domain is None:
        return []
    relay = smtp.relay_of(settings.smtp_url)
    try:
        async with standing_in(settings, clock) as stand_in:
            return await _told(Trip(settings, relay, settings.inbound_domain, seconds, stand_in, clock))
    except (*UNREACHABLE, RedisError) as error:
        return [Finding(Verdict.BAD, f"Database or Redis cannot be used: {error}")]


async def _told(trip: Trip) -> list[Finding]:
    try:
        found = await _both(trip)
    except _LostError as lost:
        await checks.forget_arrival(trip.domain)
        found = [Finding(Verdict.BAD, str(lost)), Finding(Verdict.UNTRIED, "Digests invite nobody to answer.")]
    else:
        await checks.record_arrival(trip.domain, trip.clock())
    return [*found, *trip.stand_in.findings()]


async def _both(trip: Trip) -> list[Finding]:
    token, answer_token = new_token(), new_token()
    await trials.forget_refused()
    asked = trial_mails.question(trip.settings, token, answer_token, trip.clock())
    heard = await _sent("digest", trip, token, asked)
    wanted = trial_mails.address_of_answer(trip.settings, answer_token)
    if parseaddr(heard.reply_to)[1].lower() != wanted:
        raise _LostError(
            f"The digest came in with another Reply-To than it was sent with ({heard.reply_to or 'none'}): what lies"
            f" behind {trip.relay_name} must leave that header alone."
        )
    answer = trial_mails.answer(trip.settings, asked, answer_token, trip.clock())
    answered = await _sent("answer", trip, answer_token, answer)
    return [
        Finding(Verdict.GOOD, f"A digest to {trip.domain} came in {WAYS[heard.source]}."),
        Finding(
            Verdict.GOOD, f"The answer to it came in {WAYS[answered.source]}: digests invite their readers to answer."
        ),
    ]


async def _sent(what: str, trip: Trip, token: str, raw: bytes) -> Heard:
    hashed = token_hash(token)
    await trials.expect(hashed)
    await _handed_over(what, trip, token, raw)
    heard = await _heard(trip, hashed)
    if heard is None:
        raise _LostError(await _missing(what, trip))
    match heard.came:
        case Came.BOUNCED:
            raise _LostError(f"The {what} to {trip.domain} came back undelivered: {_short(heard.said)}")
        case Came.WITHOUT_TOKEN:
            raise _LostError(_stripped(what, trip, ", ".join(heard.recipients), WAYS[heard.source]))
        case Came.AS_SENT:
            return heard


async def _handed_over(what: str, trip: Trip, token: str, raw: bytes) -> None:
    sender, recipient = trial_mails.envelope(trip.settings, what, token)
    try:
        async with smtp.conversation_with(trip.relay) as conversation:
            await conversation.sendmail(sender, [recipient], raw)
    except SMTPRecipientsRefused as refused:
        said = "; ".join(f"{each.code} {each.message}" for each in refused.recipients)
        raise _LostError(
            f"The relay {trip.relay_name} refuses mail to {trip.domain}: {said}. It must take mail for INBOUND_DOMAIN."
        ) from refused
    except SMTPSenderRefused as refused:
        raise _LostError(
            f"The relay {trip.relay_name} refuses the {what} from an address of {sender.rpartition('@')[2]}:"
            f" {refused.code} {refused.message}. Its bounces come back to such addresses."
        ) from refused
    except SMTPResponseException as refused:
        raise _LostError(
            f"The relay {trip.relay_name} refuses the {what}: {refused.code} {refused.message}"
        ) from refused
    except (SMTPException, OSError) as error:
        raise _LostError(f"The relay {trip.relay_name} does not take the {what}: {error}") from error


async def _heard(trip: Trip, hashed: bytes) -> Heard | None:
    """Wait for it, and meanwhile do what nobody beside does."""
    loop = asyncio.get_running_loop()
    end = loop.time() + trip.seconds
    while True:
        await trip.stand_in.work()
        if heard := await trials.hear(hashed, 1):
            return heard
        if loop.time() >= end:
            return None


async def _missing(what: str, trip: Trip) -> str:
    if refused := await trials.last_refused():
        return _stripped(what, trip, refused, "at the listener, which refused it")
    return (
        f"The {what} to {trip.domain}, which {trip.relay_name} took, did not come in within {trip.seconds} seconds."
        f" Look into the queue and the log of that relay: does it know where mail for {trip.domain} goes?"
    )


def _stripped(what: str, trip: Trip, recipients: str, where: str) -> str:
    return (
        f"The {what} came in {where}, but to {recipients}, without the token behind {trip.settings.inbound_separator!r}"
        " in its address: let what lies before Parlour keep the whole address, or set another INBOUND_SEPARATOR."
    )


def _short(said: str) -> str:
    return " ".join(said.split())[:300]
