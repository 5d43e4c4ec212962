"""Files of a mail: what they are by their content, and names that harm nobody."""

import re
from pathlib import PurePosixPath

import filetype

from jobs.inbound.charsets import one_line

NAME_LENGTH = 120
EXTENSION_LENGTH = 16
FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')
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
    """What the content is by its first bytes. What is declared counts only where it claims nothing that is shown."""
    found: str | None = filetype.guess_mime(content[:8192])
    if found is not None:
        return found
    # An image is known by its first bytes; what only says so is none.
    return declared if declared and not declared.startswith(("image/", "video/", "audio/")) else _unknown(content)


def _unknown(content: bytes) -> str:
    head = content[:8192].lstrip()
    return "image/svg+xml" if head.startswith((b"<svg", b"<?xml")) and b"<svg" in head else "application/octet-stream"
