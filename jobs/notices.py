"""Sends notices about answers that were not posted: from nobody, once, and with nothing in them to answer."""

from collections.abc import Callable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

import structlog
from aiosmtplib import SMTP, SMTPException

from db.settings import Settings
from db.vocabulary import MailState
from jobs import smtp
from jobs.digests.wording import LANGUAGES, language_of
from resolvers.replies import notices
from resolvers.replies.notices import Notice

Clock = Callable[[], datetime]
AT_ONCE = 20
log = structlog.get_logger()


async def send_due(settings: Settings, clock: Clock) -> int:
    """Send every notice that is due; answers how many were looked at. Without a relay they are only written down."""
    looked_at = 0
    while due := await notices.claim_due(clock(), AT_ONCE):
        looked_at += len(due)
        if settings.smtp_url:
            await _send(settings, smtp.relay_of(settings.smtp_url), due, clock)
        else:
            for notice in due:
                await notices.mark_done(notice, MailState.KEPT)
    return looked_at


async def _send(settings: Settings, relay: smtp.Relay, due: list[Notice], clock: Clock) -> None:
    waiting = list(due)
    try:
        async with smtp.conversation_with(relay) as conversation:
            while waiting and conversation.is_connected:
                await _send_one(settings, conversation, waiting.pop(0), clock)
    except (SMTPException, OSError) as error:
        log.warning("relay away", kind=type(error).__name__)
    for notice in waiting:
        await notices.mark_undelivered(notice, clock())


async def _send_one(settings: Settings, conversation: SMTP, notice: Notice, clock: Clock) -> None:
    try:
        await conversation.sendmail("", [notice.recipient], as_bytes(settings, notice, clock()))
    except (SMTPException, OSError) as error:
        log.warning("notice not delivered", notice_id=notice.id.hex, kind=type(error).__name__)
        if smtp.is_for_good(error):
            await notices.mark_done(notice, MailState.FAILED)
        else:
            await notices.mark_undelivered(notice, clock())
    else:
        await notices.mark_done(notice, MailState.SENT)


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
