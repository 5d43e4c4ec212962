"""Sends the account mail that is due, or keeps it readable where nothing is set to send it with."""

from collections.abc import Callable
from datetime import datetime

import structlog
from aiosmtplib import SMTP, SMTPException

from db.settings import Settings
from jobs import letters, smtp
from resolvers import account_mail
from resolvers.account_mail import Claimed, Letter

Clock = Callable[[], datetime]
Show = Callable[[str], object]
log = structlog.get_logger()


async def send_due(settings: Settings, show: Show, clock: Clock) -> int:
    """Send or keep everything that is due; answers how many mails were looked at.

    Rows decide what is due, so running twice or never finishing does no harm. `show` is given the text of kept mail.
    """
    looked_at = 0
    while due := await account_mail.claim_due(clock()):
        looked_at += len(due)
        if settings.smtp_url:
            await _send(settings, smtp.relay_of(settings.smtp_url), due, clock)
        else:
            await _keep(settings, due, show, clock)
    return looked_at


async def _keep(settings: Settings, due: list[Claimed], show: Show, clock: Clock) -> None:
    for mail in due:
        letter = await account_mail.letter_for(mail, clock())
        if letter is None:
            continue
        composed = letters.compose(letter, settings.base_url)
        kept = (composed.subject, composed.text, composed.html)
        await account_mail.keep(mail, letter, *kept, clock())
        show(f"Mail to {letter.recipient}: {composed.subject}\n\n{composed.text}")


async def _send(settings: Settings, relay: smtp.Relay, due: list[Claimed], clock: Clock) -> None:
    waiting = list(due)
    try:
        async with smtp.conversation_with(relay) as conversation:
            while waiting and conversation.is_connected:
                await _send_one(settings, conversation, waiting.pop(0), clock)
    except (SMTPException, OSError) as error:
        log.warning("relay away", kind=type(error).__name__)
        for mail in waiting:
            await account_mail.mark_undelivered(mail, _told(error), False, clock())
        return
    for mail in waiting:
        await account_mail.mark_undelivered(mail, "The relay hung up.", False, clock())


async def _send_one(settings: Settings, conversation: SMTP, mail: Claimed, clock: Clock) -> None:
    letter = await account_mail.letter_for(mail, clock())
    if letter is None:
        return
    try:
        await _hand_over(settings, conversation, letter, clock)
    except (SMTPException, OSError) as error:
        for_good = smtp.is_for_good(error)
        log.warning("mail not delivered", mail_id=mail.id.hex, kind=type(error).__name__, for_good=for_good)
        await account_mail.mark_undelivered(mail, _told(error), for_good, clock())
    else:
        await account_mail.mark_sent(mail, clock())


async def _hand_over(settings: Settings, conversation: SMTP, letter: Letter, clock: Clock) -> None:
    composed = letters.compose(letter, settings.base_url)
    await smtp.hand_over(conversation, composed, settings.mail_from, clock())


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
