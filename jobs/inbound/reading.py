"""Reads a whole mail, in the child: from raw bytes to everything that is told of it."""

from jobs.inbound.bodies import attachments_of, body_of, text_and_html
from jobs.inbound.headers import date_of, decoded, first, mailbox, message_ids, unfolded
from jobs.inbound.mails import Limits, Parsed
from jobs.inbound.parts import Part, whole
from jobs.inbound.reports import report_of

# Told as they are: machines read them, and their words count.
MOST_IDS = 200


def read(raw: bytes, limits: Limits) -> Parsed:
    """What the mail says. Raises RefusedError beyond the limits, MemoryError."""
    mail = whole(raw, limits)
    found = body_of(mail)
    text, page, is_lost = text_and_html(found)
    name, address = _author(mail)
    return Parsed(
        headers=tuple((key, unfolded(value)) for key, value in mail.fields),
        message_id=next(iter(message_ids(first(mail.fields, "message-id"))), None),
        in_reply_to=message_ids(first(mail.fields, "in-reply-to"))[:MOST_IDS],
        references=message_ids(first(mail.fields, "references"))[-MOST_IDS:],
        from_address=address,
        from_name=name,
        subject=decoded(first(mail.fields, "subject")),
        date=date_of(first(mail.fields, "date")),
        text=text[: limits.text_characters],
        html=page[: limits.html_characters] if page is not None else None,
        reads_as_html=is_lost,
        attachments=attachments_of(found, page),
        report=report_of(mail, tuple(found.leaves)),
        calendar_method=found.calendar_method,
        is_encrypted=found.is_encrypted,
        is_cut=len(text) > limits.text_characters or len(page or "") > limits.html_characters,
        cpu_seconds=0,
        peak_bytes=0,
    )


def _author(mail: Part) -> tuple[str, str | None]:
    """Of two From fields, one would be verified and the other shown: then there is no author."""
    fields = [value for key, value in mail.fields if key == "from"]
    name, address = mailbox(fields[0]) if fields else ("", None)
    return name[:500], address if len(fields) == 1 else None
