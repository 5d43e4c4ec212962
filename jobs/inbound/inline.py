"""Which files of a mail are its author's, and which are logos, signatures and our own pictures sent back."""

import hashlib
import html
import re
from collections.abc import Callable, Collection

from jobs.inbound.mails import Attachment

SMALL_BYTES = 5_000
SMALL_SIDE = 120
PNG, GIF, JPEG = b"\x89PNG\r\n\x1a\n", b"GIF8", b"\xff\xd8\xff"
NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})
MOST_SEGMENTS = 100
IMAGE = re.compile(r"<img\b[^<>]{0,4000}>", re.IGNORECASE)
SOURCE = re.compile(r"\bsrc\s{0,3}=\s{0,3}[\"']?(?:cid:)?([^\s\"'<>]{1,300})", re.IGNORECASE)
# Letters that nobody writes: where an image stood, and which.
MARK = re.compile("\ue000([0-9]{1,6})\ue001")


def shown_by(page: str, trimmed: Callable[[str], str]) -> tuple[str, frozenset[str]]:
    """The text that `trimmed` leaves of HTML, and the Content-IDs of the images that stood in that text.

    What stood in the quote or in the signature is not among them.
    """
    images = [_source(match[0]) for match in IMAGE.finditer(page)]
    numbers = iter(range(len(images)))
    text = trimmed(IMAGE.sub(lambda _: f"\ue000{next(numbers)}\ue001", page))
    left = (int(match[1]) for match in MARK.finditer(text))
    return MARK.sub("", text).strip(), frozenset(images[number] for number in left if number < len(images))


def kept(
    files: tuple[Attachment, ...],
    shown: Collection[str] | None,
    sent_by_us: Collection[bytes],
    seen_often: Collection[bytes],
) -> tuple[Attachment, ...]:
    """The files to log. `shown`: Content-IDs that `shown_by` found, None where the mail has no HTML.

    `sent_by_us`: SHA-256 of pictures that we mailed; `seen_often`: of those that another mail of that person had, too.
    """
    return tuple(file for file in files if _is_authors(file, shown, sent_by_us, seen_often))


def is_image(file: Attachment) -> bool:
    """Whether it is one by its content."""
    return file.media_type.startswith("image/")


def may_be_logo(file: Attachment) -> bool:
    """Whether it is an image within the text, of a logo's size."""
    return file.is_inline and is_image(file) and is_small(file)


def is_small(file: Attachment) -> bool:
    """Whether it is of a logo's size: less than 5 kB, or at most 120 pixels high and wide."""
    if len(file.content) < SMALL_BYTES:
        return True
    width, height = _size(file.content)
    return 0 < width <= SMALL_SIDE and 0 < height <= SMALL_SIDE


def _source(image: str) -> str:
    match = SOURCE.search(image)
    source = html.unescape(match[1]) if match else ""
    return re.sub(r"%([0-9A-Fa-f]{2})", lambda code: chr(int(code[1], 16)), source)


def _is_authors(
    file: Attachment, shown: Collection[str] | None, sent_by_us: Collection[bytes], seen_often: Collection[bytes]
) -> bool:
    digest = hashlib.sha256(file.content).digest()
    if digest in sent_by_us and is_image(file):
        return False
    if not file.is_inline:
        return True
    if digest in seen_often and may_be_logo(file):
        return False
    # Only what the HTML shows somewhere can have been cut away with a part of it.
    return shown is None or not file.is_referenced or file.cid in shown


def _size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG, GIF or JPEG; zeros of anything else."""
    if content.startswith(PNG):
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content.startswith(GIF):
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    return _jpeg_size(content) if content.startswith(JPEG) else (0, 0)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """What the frame header tells (ITU-T T.81, B.2.2), found from segment to segment."""
    at = 2
    for _ in range(MOST_SEGMENTS):
        marker, length = content[at : at + 2], int.from_bytes(content[at + 2 : at + 4])
        if len(marker) < 2 or marker[0] != 0xFF or length < 2:
            break
        if 0xC0 <= marker[1] <= 0xCF and marker[1] not in NO_FRAME:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + length
    return 0, 0
