"""Answers a kept digest as its reader would: a mail with the quote below, by SMTP to our own listener."""

from base64 import b64encode
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from uuid import uuid4

from aiosmtplib import SMTP

from db.settings import Settings
from jobs.smtp import SECONDS

DOMAIN = "answers.localhost"
"""Where answers go on a developer's machine, where no INBOUND_DOMAIN is set: it exists nowhere else (RFC 6761)."""


async def hand_in(settings: Settings, digest: EmailMessage, text: str, now: datetime) -> None:
    """Hand the reader's answer to the listener. Raises aiosmtplib's SMTPException or OSError."""
    reader, address = parseaddr(digest["To"])[1], parseaddr(digest["Reply-To"])[1]
    async with SMTP(
        hostname=settings.inbound_smtp_host, port=settings.inbound_smtp_port, start_tls=False, timeout=SECONDS
    ) as listener:
        await listener.sendmail(reader, [address], answer_to(digest, text, now).as_bytes())


def answer_to(digest: EmailMessage, text: str, now: datetime) -> EmailMessage:
    """The mail that a mail program makes of this text: from the reader, with the digest quoted."""
    answer = EmailMessage(SMTP_POLICY)
    answer["From"] = str(digest["To"])
    answer["To"] = str(digest["Reply-To"])
    answer["Subject"] = f"Re: {digest['Subject']}"
    answer["Date"] = format_datetime(now)
    answer["Message-ID"] = f"<{uuid4().hex}@{DOMAIN}>"
    answer["In-Reply-To"] = str(digest["Message-ID"])
    answer["References"] = f"{digest.get('References', '')} {digest['Message-ID']}".strip()
    quote = "\n".join(f"> {line}".rstrip() for line in part_of(digest, "plain").splitlines())
    sent = f"{now:%a, %d %b %Y at %H:%M}"
    answer.set_content(f"{text}\n\nOn {sent}, {digest['From']} wrote:\n{quote}\n", cte="quoted-printable")
    return answer


def part_of(mail: EmailMessage, kind: str) -> str:
    """The text of a mail, `plain` or `html`."""
    body = mail.get_body((kind,))
    return str(body.get_content()) if body is not None else ""


def html_of(mail: EmailMessage) -> str:
    """The HTML part with its pictures inside, and links that lead the whole window away."""
    html = part_of(mail, "html").replace("<head>", '<head><base target="_top">', 1)
    for part in mail.walk():
        if content_id := str(part.get("Content-ID", "")).strip("<> "):
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            html = html.replace(f"cid:{content_id}", _data_url(part.get_content_type(), content))
    return html


def _data_url(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(content).decode()}"
