"""Hands many mails to the relay of SMTP_URL over a few connections, and says exactly what became of each."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic

import structlog
from aiosmtplib import SMTP, SMTPException, SMTPResponseException, SMTPServerDisconnected

from jobs import smtp
from jobs.pacing import Pace
from jobs.smtp import Relay

MAILS_EACH = 100
"""Mails of one connection; relays dislike more."""

IDLE_SECONDS = 20.0
"""A connection that was idle for longer is asked whether it still lives."""

DOT_SECONDS = 600.0
"""How long the relay may take over the last dot (RFC 5321, 4.5.3.2.6). Giving up earlier makes duplicates."""

log = structlog.get_logger()


class Outcome(StrEnum):
    """What became of a mail. UNKNOWN: the relay went silent after the last byte. STALE: it was not to leave."""

    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    RETRY = "RETRY"
    UNKNOWN = "UNKNOWN"
    STALE = "STALE"


class Stage(StrEnum):
    """Whom a refusal is about: us, before a reader is named; the reader; or the mail's bytes."""

    OURS = "OURS"
    READERS = "READERS"
    CONTENT = "CONTENT"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a mail and what the relay said. `about_reader` is whether it refused this address."""

    outcome: Outcome
    code: int
    said: str
    about_reader: bool = False


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail for one recipient, as it travels."""

    sender: str
    recipient: str
    content: bytes


@dataclass(slots=True)
class Conversation:
    """One connection, how many mails it has carried, and when it was last used."""

    client: SMTP
    carried: int = 0
    used_at: float = 0.0


@dataclass(slots=True)
class Pool:
    """At most `size` connections to one relay, at a pace that it shares with other workers'."""

    relay: Relay
    size: int
    pace: Pace
    clock: Callable[[], float] = monotonic
    _idle: list[Conversation] = field(default_factory=list)
    _free: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.size)

    async def deliver(self, envelope: Envelope, begin: Callable[[], Awaitable[bool]]) -> Delivery:
        """Hand one mail over. `begin` is asked when the relay waits for its bytes: False, and none leaves."""
        wait = await self.pace.turn(envelope.recipient.rpartition("@")[2].lower())
        await asyncio.sleep(wait or 0)
        async with self._free:
            if wait is None or self.pace.is_quiet_here():
                return Delivery(Outcome.RETRY, 421, "The relay asked to be left alone.")
            try:
                conversation = await self._conversation()
            except (SMTPException, OSError) as error:
                return _judged(error, Stage.OURS)
            delivery = await self._carry(conversation, envelope, begin)
        if delivery.outcome is Outcome.RETRY and _asks_for_quiet(delivery):
            await self.pace.hush()
        return delivery

    async def close(self) -> None:
        """Take leave of the relay."""
        while self._idle:
            await _leave(self._idle.pop())

    async def _conversation(self) -> Conversation:
        """A connection that lives: an idle one, or a new one."""
        while self._idle:
            conversation = self._idle.pop()
            if self.clock() - conversation.used_at < IDLE_SECONDS or await _lives(conversation):
                return conversation
        client = smtp.conversation_with(self.relay)
        await client.connect()
        return Conversation(client)

    async def _carry(
        self, conversation: Conversation, envelope: Envelope, begin: Callable[[], Awaitable[bool]]
    ) -> Delivery:
        """One mail over one connection, which is kept when it can be used again."""
        delivery, kept = Delivery(Outcome.UNKNOWN, 0, "interrupted"), False
        try:
            delivery = await self._spoken(conversation.client, envelope, begin)
            conversation.carried += 1
            conversation.used_at = self.clock()
            kept = await _is_reusable(conversation, delivery)
        finally:
            if kept:
                self._idle.append(conversation)
            else:
                conversation.client.close()
        return delivery

    async def _spoken(self, client: SMTP, envelope: Envelope, begin: Callable[[], Awaitable[bool]]) -> Delivery:
        """The dialogue: whatever fails before the mail's own bytes is certain, what is lost after them is not."""
        try:
            await client.mail(envelope.sender)
        except (SMTPException, OSError) as error:
            return _judged(error, Stage.OURS)
        try:
            await client.rcpt(envelope.recipient)
            await _ask_for_data(client)
        except (SMTPException, OSError) as error:
            return _judged(error, Stage.READERS)
        if not await begin():
            client.close()  # nothing else ends this without a mail (RFC 5321, 4.1.1.4)
            return Delivery(Outcome.STALE, 0, "")
        try:
            await _pour(client, envelope.content)
        except (SMTPException, OSError) as error:
            return _judged(error, Stage.CONTENT)
        return Delivery(Outcome.ACCEPTED, 250, "")


async def _ask_for_data(client: SMTP) -> None:
    """Announce the mail's bytes. Raises SMTPException or OSError."""
    answer = await client.execute_command(b"DATA", timeout=smtp.SECONDS)
    if answer.code != 354:
        raise SMTPResponseException(answer.code, answer.message)


async def _pour(client: SMTP, content: bytes) -> None:
    """Send the mail's bytes up to the last dot (RFC 5321, 4.5.2). Raises SMTPException or OSError.

    Not by `SMTP.data`, which cannot tell a connection lost before the first byte from one lost after the last.
    """
    protocol = client.protocol
    if protocol is None:
        raise SMTPServerDisconnected("Connection lost")
    protocol.write(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
    answer = await protocol.read_response(timeout=DOT_SECONDS)
    if answer.code != 250:
        raise SMTPResponseException(answer.code, answer.message)


def _judged(error: Exception, stage: Stage) -> Delivery:
    """What an answer of the relay means (RFC 5321, 4.2.1), or that there was none."""
    if not isinstance(error, SMTPResponseException) or error.code < 400:
        lost = Outcome.UNKNOWN if stage is Stage.CONTENT else Outcome.RETRY
        return Delivery(lost, 0, type(error).__name__)
    if error.code < 500 or stage is Stage.OURS:
        return Delivery(Outcome.RETRY, error.code, error.message)
    about_reader = stage is Stage.READERS and not error.message.startswith("5.7")
    return Delivery(Outcome.REFUSED, error.code, error.message, about_reader)


@asynccontextmanager
async def pool_of(relay: Relay, size: int, per_domain: float) -> AsyncIterator[Pool]:
    """A pool for the block."""
    pool = Pool(relay, size, Pace(f"{relay.host}:{relay.port}", per_domain))
    try:
        yield pool
    finally:
        await pool.close()


def _asks_for_quiet(delivery: Delivery) -> bool:
    return delivery.code == 421 or delivery.said.startswith("4.7.")


async def _is_reusable(conversation: Conversation, delivery: Delivery) -> bool:
    client = conversation.client
    if not client.is_connected or conversation.carried >= MAILS_EACH or delivery.outcome is Outcome.UNKNOWN:
        return False
    return delivery.outcome is Outcome.ACCEPTED or await _answers(client.rset)


async def _lives(conversation: Conversation) -> bool:
    if await _answers(conversation.client.noop):
        return True
    conversation.client.close()
    return False


async def _answers(command: Callable[[], Awaitable[object]]) -> bool:
    try:
        await command()
    except (SMTPException, OSError):
        return False
    return True


async def _leave(conversation: Conversation) -> None:
    await _answers(conversation.client.quit)
    conversation.client.close()
