"""Files of a mail: what they are by their content, and names that harm nobody."""

import re
from pathlib import PurePosixPath

from jobs.images.kinds import HEAD_BYTES, kind_of_head
from jobs.inbound.charsets import one_line

NAME_LENGTH = 120
EXTENSION_LENGTH = 16
FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')
VAGUE = frozenset({"text/plain", "application/octet-stream"})
MAIL = "message/rfc822"
# Of these, what does not look like it is none.
KNOWN_BY_BYTES = ("image/", "video/", "audio/", "text/html", "application/xhtml")
EXTENSIONS = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "application/pdf": ".pdf",
    "text/calendar": ".ics", "text/plain": ".txt", "text/html": ".html", "message/rfc822": ".eml",
    "text/vcard": ".vcf", "application/zip": ".zip",
}  # fmt: skip


def clean_name(name: str, media_type: str) -> str:
    """A name without folders, control characters and turned writing directions, of at most 120 characters."""
    last = re.split(r"[/\\]", one_line(name))[-1]
    cleaned = FORBIDDEN.sub("_", last).strip(" .")
    if not cleaned:
        return "file" + EXTENSIONS.get(media_type, "")
    suffix = PurePosixPath(cleaned).suffix
    suffix = suffix if len(suffix) <= EXTENSION_LENGTH else ""
    return cleaned.removesuffix(suffix)[: NAME_LENGTH - len(suffix)] + suffix


def media_type_of(content: bytes, declared: str) -> str:
    """What the content is by its first bytes; what is declared counts only for what is never shown."""
    found = kind_of_head(content[:HEAD_BYTES]).media_type
    # A mail is a mail, although there is HTML in it.
    is_vague = found in VAGUE or declared == MAIL
    return declared if is_vague and declared and not declared.startswith(KNOWN_BY_BYTES) else found
