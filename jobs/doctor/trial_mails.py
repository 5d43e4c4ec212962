"""The mails of the doctor's round trip: one like a digest, and the answer that somebody would write to it."""

from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import format_datetime, parseaddr
from uuid import uuid4

from db.settings import Settings
from jobs.digests import mime
from jobs.digests.answering import answer_to
from jobs.digests.dkim import signatures
from jobs.digests.house import house_of
from jobs.inbound_trials import HEADER
from jobs.smtp import POLICY

TEXT = "Parlour sends this mail to itself, to see whether answers arrive. Nobody has to do anything about it.\n"


def question(settings: Settings, token: str, answer_token: str, now: datetime) -> bytes:
    """A mail to a reply address of ours, with the headers and the signature of a digest."""
    house, mail_id = house_of(settings), uuid4().hex
    body = mime.text_part("plain", TEXT)
    fields = [
        ("From", mime.mailbox(parseaddr(settings.mail_from)[0], house.sender)),
        ("To", house.address_for("reply", token) or ""),
        ("Reply-To", house.address_for("reply", answer_token) or ""),
        ("Subject", "Do answers arrive?"),
        ("Date", format_datetime(now)),
        ("Message-ID", f"<c.{mail_id}@{house.domain}>"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ("X-Parlour-Digest", mail_id),
        (HEADER, token),
        ("MIME-Version", "1.0"),
        *body.fields,
    ]
    return mime.written([*signatures(house.keys, fields, body.body, now), *fields], body.body)


def answer(settings: Settings, asked: bytes, answer_token: str, now: datetime) -> bytes:
    """What a mail program makes of an answer to it, sent from our own address: the relay takes no other."""
    written = answer_to(BytesParser(EmailMessage, policy=default).parsebytes(asked), "They do.", now)
    written.replace_header("From", settings.mail_from)
    written[HEADER] = answer_token
    return written.as_bytes(policy=POLICY)


def address_of_answer(settings: Settings, answer_token: str) -> str:
    """Where the answer goes, in lower case."""
    return (house_of(settings).address_for("reply", answer_token) or "").lower()


def envelope(settings: Settings, what: str, token: str) -> tuple[str, str]:
    """Sender and recipient. A digest's bounces come back to us, its answer's to whoever wrote it."""
    house = house_of(settings)
    sender = house.address_for("bounce", token) if what == "digest" else house.sender
    return sender or "", house.address_for("reply", token) or ""
