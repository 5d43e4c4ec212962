"""Empties an outbox of mails that are few: one after another over one connection, each marked by what became of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

import structlog
from aiosmtplib import SMTP, SMTPException

from jobs import smtp


class Due(Protocol):
    """A mail of an outbox."""

    @property
    def id(self) -> UUID:
        """By which it is told from others in logs."""


Mail = TypeVar("Mail", bound=Due)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outbox(Generic[Mail]):
    """What can be done with mails of one kind. `hand_over` answers whether there was still something to send.

    `undelivered` is told what the relay said, and whether it will never take the mail; `keep` is for where there is
    no relay.
    """

    claim: Callable[[], Awaitable[list[Mail]]]
    hand_over: Callable[[SMTP, Mail], Awaitable[bool]]
    sent: Callable[[Mail], Awaitable[None]]
    undelivered: Callable[[Mail, str, bool], Awaitable[None]]
    keep: Callable[[Mail], Awaitable[None]]


async def empty(outbox: Outbox[Mail], smtp_url: str | None) -> int:
    """Send everything that is due, or keep it where there is no relay; answers how many mails were looked at.

    Rows decide what is due, so running twice or never finishing does no harm.
    """
    looked_at = 0
    while due := await outbox.claim():
        looked_at += len(due)
        if smtp_url:
            await _send(outbox, smtp.relay_of(smtp_url), due)
        else:
            for mail in due:
                await outbox.keep(mail)
    return looked_at


async def _send(outbox: Outbox[Mail], relay: smtp.Relay, due: list[Mail]) -> None:
    waiting, said = list(due), "The relay hung up."
    try:
        async with smtp.conversation_with(relay) as conversation:
            while waiting and conversation.is_connected:
                await _send_one(outbox, conversation, waiting.pop(0))
    except (SMTPException, OSError) as error:
        log.warning("relay away", kind=type(error).__name__)
        said = _told(error)
    for mail in waiting:
        await outbox.undelivered(mail, said, False)


async def _send_one(outbox: Outbox[Mail], conversation: SMTP, mail: Mail) -> None:
    try:
        is_over = await outbox.hand_over(conversation, mail)
    except (SMTPException, OSError) as error:
        for_good = smtp.is_for_good(error)
        log.warning("mail not delivered", mail_id=mail.id.hex, kind=type(error).__name__, for_good=for_good)
        await outbox.undelivered(mail, _told(error), for_good)
    else:
        if is_over:
            await outbox.sent(mail)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
