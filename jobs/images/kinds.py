"""What a file is by its content, whatever its name says; and what of it a browser may ever be shown."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import filetype

HEAD_BYTES = 8192


class Kind(StrEnum):
    """How a file is to be handled."""

    RASTER = "RASTER"  # worth giving to the decoding child
    ACTIVE = "ACTIVE"  # could run or script when opened: downloaded and nothing else
    PLAIN = "PLAIN"  # everything else: downloaded too


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is."""

    media_type: str
    kind: Kind


# Formats as Pillow names them. Only these plugins are ever tried, each on bytes that say they are its own.
RASTER = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/apng": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
    "image/heic": "HEIF",
    "image/tiff": "TIFF",
    "image/bmp": "BMP",
}
# Of these, and only of files that we drew ourselves, a browser may be told to show them in a page.
SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
HTML, SVG, XML = "text/html", "image/svg+xml", "text/xml"
SCRIPTS = {
    b"#!": "text/x-shellscript",
    b"<?php": "application/x-httpd-php",
    b"%!ps": "application/postscript",
    b"@echo off": "application/x-bat",
    b"mz": "application/vnd.microsoft.portable-executable",
    b"\x7felf": "application/x-executable",
    b"l\x00\x00\x00\x01\x14\x02\x00": "application/x-ms-shortcut",
}
ACTIVE_TYPES = frozenset({HTML, SVG, XML, *SCRIPTS.values(), "application/pdf", "application/x-shockwave-flash"})
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
AVIF_BRANDS = frozenset({b"avif", b"avis"})
# What browsers sniff as HTML (WHATWG MIME Sniffing 7.1), anywhere in the head and not only where it begins.
HTML_TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|style|title|meta|base|form|object|embed|link|img|table|a|div"
    rb"|h1|br|p|b|font)[\s>/]",
)


def kind_of(path: Path) -> Found:
    """What the file is, found from its first 8 KB."""
    with path.open("rb") as file:
        return kind_of_head(file.read(HEAD_BYTES))


def kind_of_head(head: bytes) -> Found:
    """What a file is that begins with `head`. What is both (a polyglot) is what its magic number says."""
    media_type = _raster(head) or _script(head) or _magic(head) or _marked_up(head) or _plain(head)
    if media_type in RASTER:
        return Found(media_type, Kind.RASTER)
    return Found(media_type, Kind.ACTIVE if media_type in ACTIVE_TYPES else Kind.PLAIN)


def may_be_shown_inline(media_type: str, is_our_rendition: bool) -> bool:
    """Whether a browser may show it in a page: renditions of ours, never what somebody uploaded."""
    return is_our_rendition and media_type in SHOWN_INLINE


def _raster(head: bytes) -> str | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"II*\x00", b"MM\x00*")) and head[8:10] != b"CR":
        return "image/tiff"
    if head[4:8] == b"ftyp":
        return _by_brands(head)
    found = filetype.guess_mime(head)
    return found if found in RASTER else None


def _by_brands(head: bytes) -> str | None:
    length = min(max(int.from_bytes(head[:4]), 16), 512)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
    if brands & AVIF_BRANDS:
        return "image/avif"
    return "image/heic" if head[8:12] in HEIF_BRANDS else None


def _script(head: bytes) -> str | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((media_type for magic, media_type in SCRIPTS.items() if start.startswith(magic)), None)


def _magic(head: bytes) -> str | None:
    # Too weak a sign for text: filetype knows some of its kinds by two or three letters.
    found: str | None = filetype.guess_mime(head)
    return found if found and not found.startswith("text/") and found != "application/xml" else None


def _marked_up(head: bytes) -> str | None:
    text = _as_bytes_of_ascii(head).lstrip().lower()
    if b"<svg" in text:
        return SVG
    if HTML_TAGS.search(text):
        return HTML
    return XML if text.startswith((b"<?xml", b"<!")) or b"<?xml" in text[:256] else None


def _as_bytes_of_ascii(head: bytes) -> bytes:
    # Browsers read UTF-16 by its mark, and so do we look through it.
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.replace(b"\x00", b"")[2:]
    return head.removeprefix(b"\xef\xbb\xbf")


def _plain(head: bytes) -> str:
    try:
        # The head may end within a character.
        text = head.decode() if len(head) < HEAD_BYTES else head[:-3].decode(errors="strict")
    except UnicodeDecodeError as broken:
        if broken.start < len(head) - 7:
            return "application/octet-stream"
        text = head[: broken.start].decode()
    is_text = text != "" and all(letter.isprintable() or letter.isspace() for letter in text)
    return "text/plain" if is_text else "application/octet-stream"
