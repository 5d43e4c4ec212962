"""Finds the line that a mail program writes above a quote: who wrote, when, in any language, broken over some lines."""

import re
from collections import deque
from enum import Enum

from jobs.replies.attribution_words import OPENERS, ORIGINALS, UNSPACED_VERBS, VERBS
from jobs.replies.header_blocks import header_role

# Programs break the line at 72 characters or so, some of them within an address.
MOST_LINES = 6
_LONGEST = 400


class Certainty(Enum):
    """How sure we are that a line is an attribution."""

    SURE = "sure"
    ABOVE_A_QUOTE = "only if a quote follows"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


_VERB = re.compile(rf"(?:(?<!\w)|(?<=\d))(?:{_any(VERBS)})(?!\w)|{_any(UNSPACED_VERBS)}", re.I)
_OPENER = re.compile(rf"(?:{_any(OPENERS)})(?=[\s\d,])", re.I)
_ORIGINAL = re.compile(_any(ORIGINALS))
_EMAIL = re.compile(r"[^\s<>()@\[\]\"]{1,80}@[^\s<>()@\[\]\"]{1,100}")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h時时시]\s?\d{2}(?![\d/-])|(?<!\d)\d{1,2}\s?[ap]\.?m\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{2,4}(?!\d)")
_STARTS_WITH_DATE = re.compile(r"(?:[^\W\d_]{1,20}\.?,?\s{1,3}){0,1}\d{1,4}[\s.,:/年년-]")
_STARTS_WITH_ADDRESS = re.compile(r"(?:[^<>()@!?;:]{0,80}[<(\[]\s?(?:mailto:)?)?[^\s<>()@]{1,80}@[^\s<>()@]{1,100}")
_WRAPPED_END = re.compile(rf">\s?(?:,|:|(?:{_any(VERBS)}))", re.I)
_GMT_NAME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d GMT[+-]\d\d:\d\d \S.{0,80}")
_POSTED = re.compile(r"posted by .{1,80} on \d{2}/\d{2}/\d{4}", re.I)
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # marks around right-to-left text
_FRAME = f" \t*_-–—‐=|~#{_DIRECTIONS}"
_COLONS = ":："


def is_original_rule(line: str) -> bool:
    """Whether the line announces a mail carried along: "-----Original Message-----", "Begin forwarded message:"."""
    bare = line.strip(_FRAME + ">").casefold()
    framed = line.lstrip(" \t*>").startswith(("--", "––", "——", "‐‐", "__", "=="))
    if not (match := _ORIGINAL.match(bare)):
        return False
    rest = bare[match.end() :]
    if framed and rest.lstrip().startswith(("--", "––", "——", "‐‐", "__", "==")):
        return True
    return not rest.strip(_FRAME + _COLONS) and (framed or rest.strip(_FRAME)[-1:] in (*_COLONS,))


def attribution(lines: list[str], start: int) -> tuple[int, Certainty] | None:
    """How many lines from `start` on are one attribution line, and how sure that is; None when they are none."""
    if not _may_begin(lines[start]):
        return None
    joined = ""
    for number, line in enumerate(lines[start : start + MOST_LINES], start=1):
        if number > 1 and _breaks_off(lines, start + number - 1):
            return None
        joined = f"{joined} {line}".strip()
        if len(joined) > _LONGEST:
            return None
        if certainty := _certainty(joined, number):
            size = number + _name_goes_on(joined, lines[start + number : start + number + 1])
            return None if _is_later(lines, start, size) else (size, certainty)
    return None


def _name_goes_on(joined: str, following: list[str]) -> bool:
    """Whether the name comes on the next line, as where the verb stands before it: "schrieb⏎Noor:"."""
    return not joined.endswith((*_COLONS, ">", "-")) and any(
        line.endswith(tuple(_COLONS)) and not line.startswith(">") and len(line) <= 120 for line in following
    )


def _is_later(lines: list[str], start: int, size: int) -> bool:
    """Whether the attribution is whole without the first lines: then those are the person's."""
    for first in range(start + 1, start + size):
        rest = " ".join(lines[first : start + size]).strip()
        opened = _OPENER.match(rest) or _STARTS_WITH_DATE.match(rest)
        if opened and _EMAIL.search(rest) and _YEAR.search(rest) and _certainty(rest, start + size - first):
            return True
    return False


def _may_begin(line: str) -> bool:
    bare = line.lstrip(_FRAME + "<\"'“")
    if not bare or line.startswith(">") or len(line) > _LONGEST:
        return False
    return bool(_OPENER.match(bare) or _STARTS_WITH_DATE.match(bare) or "@" in line or _VERB.search(line))


def _breaks_off(lines: list[str], number: int) -> bool:
    """Whether no attribution goes on over this line: a quote, a header line, a blank that no address follows."""
    line = lines[number]
    if not line:
        return number + 1 >= len(lines) or not lines[number + 1].startswith("<")
    if line.startswith(">"):
        return _WRAPPED_END.match(line) is None
    return header_role(line) is not None or ("@" in line and _opens(line))


def _opens(line: str) -> bool:
    """Whether another attribution begins with this line."""
    return bool(_OPENER.match(line) and _YEAR.search(line) and _CLOCK.search(line))


def _certainty(joined: str, lines: int) -> Certainty | None:
    bare = joined.strip(_FRAME)
    if not bare.endswith((*_COLONS, ">")) and not _ends_with_verb(bare):
        return Certainty.SURE if _GMT_NAME.fullmatch(bare) or _POSTED.fullmatch(bare) else None
    verb = _last_verb(bare)
    if verb and len(bare) <= 120 and joined.startswith("--") and joined.endswith("--"):
        return Certainty.SURE
    return _evidence(bare, verb, lines)


def _ends_with_verb(bare: str) -> bool:
    tail = bare[-40:]
    return any(verb.end() == len(tail) for verb in _VERB.finditer(tail))


def _last_verb(bare: str) -> re.Match[str] | None:
    return deque(_VERB.finditer(bare), maxlen=1)[0] if _VERB.search(bare) else None


def _evidence(bare: str, verb: re.Match[str] | None, lines: int) -> Certainty | None:
    """Whether there is what an attribution must say: who, by an address or a verb, and when."""
    email, clock, year = _EMAIL.search(bare), _CLOCK.search(bare), _YEAR.search(bare)
    dated = _STARTS_WITH_DATE.match(bare) is not None
    if verb is None or (bare.endswith(">") and verb.end() < len(bare) - 1):
        return _by_date_and_address(bare, clock is not None, lines) if dated and email and year else None
    if (_OPENER.match(bare) and (email or year)) or (dated and (year or (email and clock))):
        return Certainty.SURE
    if email and _STARTS_WITH_ADDRESS.match(bare) and (clock or verb.start() - email.end() <= 15):
        return Certainty.SURE
    if year and clock and verb.start() <= 60:
        return Certainty.SURE
    return Certainty.ABOVE_A_QUOTE if lines == 1 and len(bare) <= 80 and bare.endswith(tuple(_COLONS)) else None


def _by_date_and_address(bare: str, clock: bool, lines: int) -> Certainty | None:
    """How sure a date and an address are that come without any verb."""
    if clock or (lines == 1 and bare.endswith(">")):
        return Certainty.SURE
    return Certainty.ABOVE_A_QUOTE if bare.endswith(">") else None
