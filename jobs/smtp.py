"""Sends composed mail through the relay of SMTP_URL."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from urllib.parse import parse_qsl, unquote, urlsplit

from aiosmtplib import SMTP, SMTPRecipientsRefused, SMTPResponseException

from jobs.letters import Composed

SECONDS = 20
"""How long one step of the conversation may take."""

# Lines are not folded, since folding breaks long ids and addresses; parts are encoded, so that no line is too long.
POLICY = SMTP_POLICY.clone(max_line_length=998, cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Relay:
    """Where mail is handed over. `start_tls` None takes encryption when it is offered."""

    host: str
    port: int
    username: str | None
    password: str | None
    use_tls: bool
    start_tls: bool | None


def relay_of(smtp_url: str) -> Relay:
    """Read `smtp://user:password@host:port?tls=required` (or `off`, or `offered`) or `smtps://…`.

    With a password encryption is required unless `tls` says otherwise. Raises ValueError for what is not understood.
    """
    url = urlsplit(smtp_url)
    query = dict(parse_qsl(url.query))
    wanted = query.pop("tls", "required" if url.password else "offered")
    if url.scheme not in {"smtp", "smtps"} or not url.hostname or query or wanted not in _START_TLS:
        raise ValueError("SMTP_URL must look like smtp://user:password@host:587?tls=required or smtps://host:465")
    use_tls = url.scheme == "smtps"
    return Relay(
        host=url.hostname,
        port=url.port or (465 if use_tls else 587 if url.username else 25),
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=use_tls,
        start_tls=False if use_tls else _START_TLS[wanted],
    )


_START_TLS = {"required": True, "offered": None, "off": False}


def conversation_with(relay: Relay) -> SMTP:
    """A connection for several mails; use it as `async with`."""
    return SMTP(
        hostname=relay.host,
        port=relay.port,
        username=relay.username,
        password=relay.password,
        use_tls=relay.use_tls,
        start_tls=relay.start_tls,
        timeout=SECONDS,
    )


async def hand_over(conversation: SMTP, mail: Composed, mail_from: str, now: datetime) -> None:
    """Give one mail to the relay. Raises aiosmtplib's SMTPException or OSError."""
    _, sender = parseaddr(mail_from)
    await conversation.sendmail(sender, [mail.recipient], as_bytes(mail, mail_from, now))


def as_bytes(mail: Composed, mail_from: str, now: datetime) -> bytes:
    """The mail as it travels, with headers that keep vacation replies away."""
    name, sender = parseaddr(mail_from)
    message = EmailMessage(POLICY)
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(addr_spec=mail.recipient)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.message_id}@{sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = mail.language  # setting content takes such headers away, so it comes last
    return message.as_bytes(policy=POLICY)


def is_for_good(error: Exception) -> bool:
    """Whether the relay said that this mail will never be taken (RFC 5321, 4.2.1: an answer of 5yz)."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(refused.code >= 500 for refused in error.recipients)
    return isinstance(error, SMTPResponseException) and error.code in range(550, 560)
