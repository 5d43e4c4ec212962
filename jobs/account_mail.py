"""Sends the account mail that is due, or keeps it readable where nothing is set to send it with."""

from collections.abc import Callable
from datetime import datetime

from aiosmtplib import SMTP

from db.settings import Settings
from jobs import letters, outgoing, smtp
from jobs.outgoing import Outbox
from resolvers import account_mail
from resolvers.account_mail import Claimed

Clock = Callable[[], datetime]
Show = Callable[[str], object]


async def send_due(settings: Settings, show: Show, clock: Clock) -> int:
    """Send or keep everything that is due; answers how many mails were looked at.

    `show` is given the text of kept mail.
    """

    async def hand_over(conversation: SMTP, mail: Claimed) -> bool:
        letter = await account_mail.letter_for(mail, clock())
        if letter:
            composed = letters.compose(letter, settings.base_url)
            await smtp.hand_over(conversation, composed, settings.mail_from, clock())
        return letter is not None

    outbox = Outbox(
        claim=lambda: account_mail.claim_due(clock()),
        hand_over=hand_over,
        sent=lambda mail: account_mail.mark_sent(mail, clock()),
        undelivered=lambda mail, said, for_good: account_mail.mark_undelivered(mail, said, for_good, clock()),
        keep=lambda mail: _keep(settings, mail, show, clock),
    )
    return await outgoing.empty(outbox, settings.smtp_url)


async def _keep(settings: Settings, mail: Claimed, show: Show, clock: Clock) -> None:
    letter = await account_mail.letter_for(mail, clock())
    if letter is None:
        return
    composed = letters.compose(letter, settings.base_url)
    kept = (composed.subject, composed.text, composed.html)
    await account_mail.keep(mail, letter, *kept, clock())
    show(f"Mail to {letter.recipient}: {composed.subject}\n\n{composed.text}")
