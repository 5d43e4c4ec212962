"""Gives every line of a mail one letter that says what it is; the rules then read the letters, not the text."""

import re

from jobs.replies.attributions import Certainty, attribution, is_original_rule
from jobs.replies.devices import is_device_line, is_named_device
from jobs.replies.header_blocks import header_block
from jobs.replies.lines import MOST_LINES, SIGNED, plain
from jobs.replies.markers import is_marker, told_by

TEXT = "t"
EMPTY = "e"
QUOTE = "q"
ATTRIBUTION = "b"
HEADER = "h"  # a header block, and the rule or "original message" above it
MARKER = "k"
CLOSING = "z"  # the line at a digest's foot
DELIMITER = "d"  # "-- ", which a signature follows
RULE = "r"  # any other row of dashes
DEVICE = "s"
CODE = "c"
BOLD_CLAIM = "w"  # "Bob wrote:", an attribution only if a quote follows
# What the rules put where a line is left out.
DROPPED_QUOTE = "Q"
DROPPED_SIGNATURE = "S"

_QUOTED = re.compile(r"\s{0,8}(?:>|＞)")
_INITIALS = re.compile(r"[A-Z]{1,4}>\s?")
_DELIMITER = re.compile(r"--|—|–|-- ?—")
_RULE = re.compile(r"([-_=*~#+—–‐·])(?:[ ]?\1){2,}|__")
_FENCE = re.compile(r"(?:```|~~~)[\w+-]{0,20}$")
_DEPTH = re.compile(r"(?:\s{0,3}[>＞]){1,40}\s?")
_UNTIL_HEADERS = 3
# As many of a quote's first lines as may announce where it comes from.
_HEAD = 30


def classes_of(lines: list[str]) -> str:
    """One letter for each line."""
    seen = [plain(line) for line in lines[:MOST_LINES]]
    letters = [_alone(line) for line in seen]
    letters += [QUOTE if _QUOTED.match(line[:10]) else TEXT if line else EMPTY for line in lines[MOST_LINES:]]
    _mark_code(seen, letters)
    _mark_blocks(seen, letters)
    return _settled("".join(letters), lines)


def _alone(seen: str) -> str:
    """What the line is, looked at by itself."""
    if not seen or seen.startswith(SIGNED):
        return DROPPED_SIGNATURE if seen else EMPTY
    if _QUOTED.match(seen):
        return QUOTE
    if is_marker(seen):
        return MARKER
    if told_by(seen) is not None:
        return CLOSING
    if _DELIMITER.fullmatch(seen) or _RULE.fullmatch(seen):
        return DELIMITER if _DELIMITER.fullmatch(seen) else RULE
    return DEVICE if is_device_line(seen) else TEXT


def _mark_code(seen: list[str], letters: list[str]) -> None:
    """Within a fence nothing is what it looks like."""
    fences = [number for number, line in enumerate(seen) if _FENCE.match(line)]
    for opened, closed in zip(fences[::2], fences[1::2], strict=False):
        letters[opened : closed + 1] = CODE * (closed + 1 - opened)


def _mark_blocks(seen: list[str], letters: list[str]) -> None:
    """Marks what takes several lines to recognise: header blocks and attributions."""
    number = 0
    while number < len(seen):
        if letters[number] == QUOTE:
            number = _mark_quoted(seen, letters, number)
        else:
            number += _block_at(seen, letters, number) if letters[number] in "tdr" else 1


def _mark_quoted(seen: list[str], letters: list[str], start: int) -> int:
    """Marks what announces a mail at the head of a run of quoted lines; returns where the run ends."""
    end = start
    while end < len(letters) and end < len(seen) and letters[end] == QUOTE:
        end += 1
    inner = [_DEPTH.sub("", line, count=1).strip() for line in seen[start : min(end, start + _HEAD)]]
    head = next((number for number, line in enumerate(inner) if line), None)
    if head is not None:
        kinds = [TEXT] * len(inner)
        _block_at(inner, kinds, head)
        letters[start : start + len(inner)] = [kind if kind in ATTRIBUTION + HEADER else QUOTE for kind in kinds]
        if set(kinds) & {ATTRIBUTION, HEADER}:
            letters[start : start + head] = [kinds[head]] * head
    return end


def _block_at(seen: list[str], letters: list[str], number: int) -> int:
    if is_original_rule(seen[number]):
        return _fill(letters, number, 1, HEADER)
    if size := header_block(seen, number, announced=_announced(letters, number)):
        first = _announcement(letters, number)
        _fill(letters, first, number - first, HEADER)
        return _fill(letters, number, size, HEADER)
    if found := attribution(seen, number):
        size, certainty = found
        return _fill(letters, number, size, ATTRIBUTION if certainty is Certainty.SURE else BOLD_CLAIM)
    return 1


def _fill(letters: list[str], start: int, size: int, letter: str) -> int:
    letters[start : start + size] = [letter] * size
    return size


def _announcement(letters: list[str], number: int) -> int:
    """Where the rule stands that announces the header block at `number`; there itself when there is none."""
    for above in range(number - 1, max(number - 1 - _UNTIL_HEADERS, -1), -1):
        if letters[above] in "rdh":
            return above
        if letters[above] != EMPTY:
            break
    return number


def _announced(letters: list[str], number: int) -> bool:
    return _announcement(letters, number) != number


def _settled(letters: str, lines: list[str]) -> str:
    """Settles what only the neighbours can tell."""
    settled = list(letters)
    for claim in re.finditer(r"w+(?=e{0,2}q[qe]*\Z)", letters):
        settled[claim.start() : claim.end()] = ATTRIBUTION * len(claim[0])
    for torn in re.finditer(r"(?<=q)t(?=q)", letters):
        if _is_torn_off(lines[torn.start() - 1], lines[torn.start()]):
            settled[torn.start()] = QUOTE
    for device in re.finditer(f"{DEVICE}(?=[^{ATTRIBUTION}{HEADER}{QUOTE}{MARKER}]*?{TEXT})", letters):
        if not is_named_device(plain(lines[device.start()])):
            settled[device.start()] = TEXT
    if ATTRIBUTION in settled:
        _mark_other_quotes(settled, lines)
    return "".join(settled).replace(BOLD_CLAIM, TEXT).replace(CODE, TEXT)


def _is_torn_off(above: str, line: str) -> bool:
    """Whether the line is the end of a quoted line that a program broke without quoting the rest."""
    if "http" in above and above.count("(") > above.count(")"):
        return True
    return len(above) >= 60 and not line[:1].isupper() and len(line) < len(above)


def _mark_other_quotes(settled: list[str], lines: list[str]) -> None:
    """Below an attribution, "| text" and "JD> text" are quotes too."""
    for number in range(settled.index(ATTRIBUTION), len(settled)):
        if settled[number] in "tr" and (lines[number].startswith("|") or _INITIALS.match(lines[number])):
            settled[number] = QUOTE
