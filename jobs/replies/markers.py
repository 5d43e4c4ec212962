"""Our own marker lines, which every digest of ours begins and ends with, in every wording they ever had."""

import re
from collections.abc import Iterable

# Tolerant of quoting, of what programs wrap around it, and of spaces; the frames of signs never change.
_AROUND = r"^[\s>|*_\u200b-\u200f\u202a-\u202e\u2060-\u2069]{0,40}"
_OPENING = re.compile(_AROUND + r"##-\s{0,4}\S.{0,120}\s{0,4}-##")
_CLOSING = re.compile(_AROUND + r"-##[^\d#]{1,80}([0-9]{1,6})[^\d#]{0,80}##-")
# What programs put beside a link, or instead of a picture, and links themselves, which some rewrite.
_ADDRESS = re.compile(r"<?\b(?:https?|mailto|cid):[^\s<>\]]{0,2000}>?|\[(?:cid|image):[^\]\n]{0,300}\]")
_WORD = re.compile(r"\w+|[\u2600-\u27bf\U0001f000-\U0001faff]")


def opening(words: str) -> str:
    """The line above which people answer."""
    return f"##- {words} -##"


def closing(words: str) -> str:
    """The line at a digest's foot. The words tell how many words stand between the two lines, in digits."""
    return f"-## {words} ##-"


def is_marker(line: str) -> bool:
    """Whether this line is our own "reply above this line", quoted or not."""
    return "##-" in line and _OPENING.match(line) is not None


def told_by(line: str) -> int | None:
    """How many words stand above our own closing line; None for any other line."""
    found = _CLOSING.match(line) if "-##" in line else None
    return int(found[1]) if found else None


def words_in(lines: Iterable[str]) -> int:
    """How many words these lines have, whatever programs make of links and pictures in them."""
    return len(_WORD.findall(_ADDRESS.sub(" ", "\n".join(lines))))
