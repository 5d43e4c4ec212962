"""winmail.dat (MS-OXTNEF): what Outlook and Exchange wrap a mail into for their own kind."""

import importlib
from dataclasses import dataclass
from typing import Any

from jobs.inbound.charsets import harmless, text_of

MAPI_ATTACH_MIME_TAG, MAPI_ATTACH_CONTENT_ID = 0x370E, 0x3712
SIGNATURE = b"\x78\x9f\x3e\x22"
# Far above any mail: the reader copies the rest of the file for each object.
OBJECTS = 2_000


@dataclass(frozen=True, slots=True)
class Wrapped:
    """What was in it: texts (empty where there are none), and files as name, declared type, Content-ID, content."""

    text: str
    html: str
    files: tuple[tuple[str, str, str | None, bytes], ...]


def unwrapped(content: bytes) -> Wrapped | None:
    """What the file holds; None where it cannot be told, so that the file itself is kept. Never raises."""
    if not content.startswith(SIGNATURE) or not _is_sound(content):
        return None
    try:
        # Only a mail that has one pays for loading its reader: a quarter of what a child takes to start.
        reader: Any = importlib.import_module("tnefparse")
        found = reader.TNEF(content, do_checksum=False)
        files = tuple(_file(attachment) for attachment in found.attachments)
        return Wrapped(_text(found.body), _text(found.htmlbody), files)
    except Exception:  # on hostile bytes this reader may raise anything at all
        return None


def _is_sound(content: bytes) -> bool:
    """Whether it is made of objects to its end: of half a file, the reader tells the half and not that it is one."""
    at = 6
    for _ in range(OBJECTS):
        if at + 11 > len(content):
            break
        at += 11 + int.from_bytes(content[at + 5 : at + 9], "little")
    return 6 < at <= len(content) < at + 11


def _file(attachment: Any) -> tuple[str, str, str | None, bytes]:  # noqa: ANN401 - its reader's
    properties = {found.name: found.data for found in getattr(attachment, "mapi_attrs", ())}
    name = _text(attachment.long_filename())
    declared = _text(properties.get(MAPI_ATTACH_MIME_TAG))
    cid = _text(properties.get(MAPI_ATTACH_CONTENT_ID)) or None
    return name, declared.lower(), cid, bytes(getattr(attachment, "data", b""))


def _text(found: object) -> str:
    if isinstance(found, list):
        found = found[0] if found else ""
    text = text_of(found, None) if isinstance(found, bytes) else harmless(str(found or ""))
    return text.strip("\x00")
