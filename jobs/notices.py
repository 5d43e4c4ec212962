"""Sends notices about answers that were not posted: from nobody, once, and with nothing in them to answer."""

from collections.abc import Callable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from aiosmtplib import SMTP

from db.settings import Settings
from db.vocabulary import MailState
from jobs import outgoing, smtp
from jobs.digests.wording import LANGUAGES, language_of
from jobs.outgoing import Outbox
from resolvers.replies import notices
from resolvers.replies.notices import Notice

Clock = Callable[[], datetime]
AT_ONCE = 20


async def send_due(settings: Settings, clock: Clock) -> int:
    """Send every notice that is due; answers how many were looked at. Without a relay they are only written down."""

    async def hand_over(conversation: SMTP, notice: Notice) -> bool:
        await conversation.sendmail("", [notice.recipient], as_bytes(settings, notice, clock()))
        return True

    async def undelivered(notice: Notice, _: str, for_good: bool) -> None:
        if for_good:
            await notices.mark_done(notice, MailState.FAILED)
        else:
            await notices.mark_undelivered(notice, clock())

    outbox = Outbox(
        claim=lambda: notices.claim_due(clock(), AT_ONCE),
        hand_over=hand_over,
        sent=lambda notice: notices.mark_done(notice, MailState.SENT),
        undelivered=undelivered,
        keep=lambda notice: notices.mark_done(notice, MailState.KEPT),
    )
    return await outgoing.empty(outbox, settings.smtp_url)


def as_bytes(settings: Settings, notice: Notice, now: datetime) -> bytes:
    """The notice as it travels: nothing of the answer, of the room or of its people is in it."""
    language = language_of(notice.locale)
    words, (name, sender) = LANGUAGES[language].notice, parseaddr(settings.mail_from)
    message = EmailMessage(smtp.POLICY)
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(addr_spec=notice.recipient)
    message["Subject"] = words.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<n.{notice.id.hex}@{sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-replied"  # RFC 3834
    message["X-Auto-Response-Suppress"] = "All"
    message["X-Parlour-Digest"] = "notice"
    if notice.in_reply_to and notice.in_reply_to.isascii():
        message["In-Reply-To"] = f"<{notice.in_reply_to}>"
    why = words.why.get(notice.reason, words.otherwise)
    message.set_content(f"{words.opening}\n\n{why}\n\n{words.instead}\n{settings.base_url}\n")
    message["Content-Language"] = language
    return message.as_bytes(policy=smtp.POLICY)
