"""Tells where a signature or a legal notice begins below what a person wrote."""

import re

from jobs.replies.classes import DELIMITER, DEVICE, EMPTY, RULE, TEXT
from jobs.replies.devices import is_disclaimer
from jobs.replies.lines import plain

_LONGEST = 12
# A text with more lines than this is not asked whether its rows divide it.
_ROWS_WITHIN = 400
_SENTENCE = re.compile(r"(?:\S{1,60}\s{1,3}){5}.*[.!?…]$")
_LISTED = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s")
_CONTACT = re.compile(
    r"@|https?://|\bwww\.|\+\d[\d\s().-]{6,20}|\(?\d{2,4}\)?[\s./-]\d{2,4}[\s./-]?\d{2,4}|\d{6}|"
    r"\b(?:tel|tél|phone|mobile?|fax|cell|office)\b|mailing list",
    re.I,
)


def signature_from(letters: str, lines: list[str], written: bool) -> int:
    """Where the signature starts in a stretch of the person's lines; its end when there is none.

    `written` says that the person wrote something above the stretch: a signature is never all there is.
    """
    end = _delimiter(letters, lines, written)
    return _notice(letters[:end], lines[:end], written)


def _delimiter(letters: str, lines: list[str], written: bool) -> int:
    for number, letter in enumerate(letters):
        if letter in DELIMITER + RULE and written and _is_signature(letters, lines, number):
            return number
        written = written or letter == TEXT
    return len(letters)


def _is_signature(letters: str, lines: list[str], number: int) -> bool:
    below = _below(letters, lines, number)
    if not below:
        return True
    if letters[number] == DELIMITER:
        return lines[number].strip() == "--" or _looks_signed(below)
    if letters[number - 1 : number] == TEXT or _divides(letters, lines, number):
        return False
    return _looks_signed(below) and _is_evident(lines[number], below)


def _divides(letters: str, lines: list[str], number: int) -> bool:
    """Whether the same row stands elsewhere too, between texts: then it divides one."""
    return any(
        letter == RULE and other != number and lines[other] == lines[number] and TEXT in letters[other:]
        for other, letter in enumerate(letters[:_ROWS_WITHIN])
    )


def _below(letters: str, lines: list[str], number: int) -> list[str]:
    """The first lines of text below, as many as tell a signature from a text, or until a legal notice begins."""
    below: list[str] = []
    while (number := letters.find(TEXT, number)) >= 0 and len(below) <= _LONGEST:
        below.append(plain(lines[number]))
        if is_disclaimer(below[-1]):
            break
        number += 1
    return below


def _looks_signed(below: list[str]) -> bool:
    """Whether these lines are short ones, not a text with sentences or a list."""
    own = [line for line in below if not is_disclaimer(line)]
    return len(own) <= _LONGEST and not any(map(_is_prose, own))


def _is_prose(line: str) -> bool:
    return len(line) > 100 or _LISTED.match(line) is not None or _SENTENCE.match(line) is not None


def _is_evident(rule: str, below: list[str]) -> bool:
    """A row divides texts as well: contact data below tells a signature, or few words below a row that is long."""
    few = rule.strip().startswith("_" * 20) and len(below) <= 3
    return few or any(map(_CONTACT.search, below)) or is_disclaimer(below[0])


def _notice(letters: str, lines: list[str], written: bool) -> int:
    """Where the legal notice starts that ends the stretch; its end when there is none."""
    for number, letter in enumerate(letters):
        if letter != TEXT:
            continue
        apart = number == 0 or letters[number - 1] in EMPTY + DEVICE + RULE
        if written and apart and is_disclaimer(plain(lines[number])):
            return number
        written = True
    return len(letters)
