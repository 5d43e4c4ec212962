"""By what two deliveries of one mail are known to be the same."""

import hashlib

from jobs.inbound.mails import Parsed


def content_digest(mail: Parsed) -> bytes:
    """SHA-256 over the decoded text and the files: the same however the mail was encoded and whichever way it came."""
    whole = hashlib.sha256()
    for text in (mail.text, mail.html or ""):
        whole.update(_length_and(" ".join(text.split()).encode()))
    for content in sorted(hashlib.sha256(file.content).digest() for file in mail.attachments):
        whole.update(content)
    return whole.digest()


def message_key(mail: Parsed) -> str:
    """The Message-ID as compared; for a mail without one, the SHA-256 of what makes it itself."""
    if mail.message_id:
        return normal_id(mail.message_id)
    moment = mail.date.isoformat() if mail.date else mail.first_of("date")
    told = "|".join((mail.from_address or mail.first_of("from"), moment, mail.subject, content_digest(mail).hex()))
    return f"sha256:{hashlib.sha256(told.encode()).hexdigest()}"


def normal_id(message_id: str) -> str:
    """A Message-ID without brackets and white space, its domain in lower case (RFC 5322, 3.6.4)."""
    bare = "".join(message_id.split()).strip("<>")
    local, at, domain = bare.rpartition("@")
    return f"{local}@{domain.lower()}" if at else bare


def _length_and(content: bytes) -> bytes:
    return len(content).to_bytes(8) + content
