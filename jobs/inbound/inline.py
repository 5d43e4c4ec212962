"""Which files of a mail are its author's, and which are logos, signatures and our own pictures sent back."""

import hashlib
from collections.abc import Collection

from jobs.inbound.bodies import cids_in
from jobs.inbound.mails import Attachment

SMALL_BYTES = 5_000
SMALL_SIDE = 120
PNG, GIF = b"\x89PNG\r\n\x1a\n", b"GIF8"


def kept(
    files: tuple[Attachment, ...],
    surviving_html: str | None,
    sent_by_us: Collection[bytes],
    seen_often: Collection[bytes],
) -> tuple[Attachment, ...]:
    """The files to log. `surviving_html` is what trimming left, None where the mail has no HTML.

    `sent_by_us`: SHA-256 of pictures that we mailed; `seen_often`: of small ones in two or more mails of that person.
    """
    shown = cids_in(surviving_html) if surviving_html is not None else None
    return tuple(file for file in files if _is_authors(file, shown, surviving_html or "", sent_by_us, seen_often))


def is_small(file: Attachment) -> bool:
    """Whether it is of a logo's size: less than 5 kB, or at most 120 pixels high and wide."""
    if len(file.content) < SMALL_BYTES:
        return True
    width, height = _size(file.content)
    return 0 < width <= SMALL_SIDE and 0 < height <= SMALL_SIDE


def _is_authors(
    file: Attachment,
    shown: frozenset[str] | None,
    page: str,
    sent_by_us: Collection[bytes],
    seen_often: Collection[bytes],
) -> bool:
    name = hashlib.sha256(file.content).digest()
    if name in sent_by_us and file.media_type.startswith("image/"):
        return False
    if not file.is_inline:
        return True
    if is_small(file) and name in seen_often:
        return False
    # Only what the HTML shows somewhere can have been cut away with a part of it.
    return shown is None or not file.is_referenced or file.cid in shown or f'src="{file.cid}"' in page


def _size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or GIF; zeros of anything else."""
    if content.startswith(PNG):
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content.startswith(GIF):
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    return 0, 0
