"""Returns what a person wrote in an answer by email: without quotes, headers, signatures and what programs add."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from jobs.replies.classes import DROPPED_QUOTE, DROPPED_SIGNATURE, classes_of
from jobs.replies.html_lines import lines_from_html
from jobs.replies.lines import SIGNED, lines_of
from jobs.replies.rules import decided

_GAP = re.compile(r"\n{4,}")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a person wrote, and what was left out around it; `trimmed` is false when everything was kept."""

    reply: str
    quoted: str
    signature: str
    trimmed: bool


def reply_from_text(text: str) -> str:
    """What the person wrote, from a mail's plain text. Never raises."""
    return extraction_from_text(text).reply


def reply_from_html(html: str) -> str:
    """What the person wrote, as plain text, from a mail's HTML. Never raises."""
    return extraction_from_html(html).reply


def extraction_from_text(text: str) -> Extraction:
    """What the person wrote and what was left out, from a mail's plain text. Never raises."""
    return _extraction(lines_of(text.replace(SIGNED, "")))


def extraction_from_html(html: str) -> Extraction:
    """What the person wrote and what was left out, as plain text, from a mail's HTML. Never raises."""
    lines = lines_from_html(html)
    found = _extraction(lines)
    # Some people write within the element that their program put there for the signature.
    return found if found.reply else _extraction([line.removeprefix(SIGNED).strip() for line in lines])


def _extraction(lines: list[str]) -> Extraction:
    letters = decided(classes_of(lines), lines)
    reply, quoted, signature = (_part(lines, letters, which) for which in (_is_kept, _is_quoted, _is_signature))
    return Extraction(reply, quoted, signature, trimmed=bool(quoted or signature))


def _part(lines: list[str], letters: str, belongs: Callable[[str], bool]) -> str:
    part = "\n".join(line.lstrip(SIGNED) for line, letter in zip(lines, letters, strict=True) if belongs(letter))
    return _GAP.sub("\n\n\n", part).strip()


def _is_quoted(letter: str) -> bool:
    return letter == DROPPED_QUOTE


def _is_signature(letter: str) -> bool:
    return letter == DROPPED_SIGNATURE


def _is_kept(letter: str) -> bool:
    return not _is_quoted(letter) and not _is_signature(letter)
