"""Decides from the lines' letters which the person wrote: ordered rules, each reading what the last one left."""

import re

from jobs.replies.classes import (
    ATTRIBUTION,
    CLOSING,
    DEVICE,
    DROPPED_QUOTE,
    DROPPED_SIGNATURE,
    EMPTY,
    HEADER,
    MARKER,
    QUOTE,
    TEXT,
)
from jobs.replies.lines import plain
from jobs.replies.markers import told_by, words_in
from jobs.replies.signatures import signature_from

_ANNOUNCING = ATTRIBUTION + HEADER + MARKER
# What the person wrote in one go: from one quote or original to the next.
_STRETCH = re.compile(f"[^{_ANNOUNCING}{CLOSING}{QUOTE}]+")
_ANNOUNCED = re.compile(f"[{_ANNOUNCING}][{_ANNOUNCING}{EMPTY}]*")
# Another mail quoted line by line: what announces it, then the quotes.
_COPY = re.compile(f"[{ATTRIBUTION}{HEADER}]+{EMPTY}*{QUOTE}[{QUOTE}{EMPTY}{_ANNOUNCING}]*")
# Of ours within one mail that are worth looking for.
_MOST_DIGESTS = 3
_QUOTES = re.compile(f"{QUOTE}(?:{EMPTY}*{QUOTE})*")


def decided(letters: str, lines: list[str]) -> str:
    """The letters again, with Q for what is left out as quoted and S for what is left out as signature."""
    above, digests = "", 0
    while CLOSING in letters and digests < _MOST_DIGESTS:
        own = _without_signatures(letters, lines)
        end, digests = _end_of_digest(own, lines), digests + 1
        if not end:
            break
        above, letters, lines = above + _dropped(own[:end]), letters[end:], lines[end:]
    return above + _decided(letters, lines)


def _decided(letters: str, lines: list[str]) -> str:
    """As `decided`, of lines among which no digest of ours is whole."""
    own = _without_signatures(letters, lines).replace(CLOSING, DROPPED_QUOTE)
    if _is_undecidable(own):
        return letters
    own = _without_original(own)
    return _without_copies(own.replace(DEVICE, DROPPED_SIGNATURE))


def _without_signatures(letters: str, lines: list[str]) -> str:
    """Cuts each signature, from its delimiter to where the next quote or original begins."""
    parts, at, written = [], 0, False
    for stretch in _STRETCH.finditer(letters):
        start, end = stretch.span()
        kept = start + signature_from(stretch[0], lines[start:end], written)
        parts += [letters[at:kept], DROPPED_SIGNATURE * (end - kept)]
        at, written = end, written or TEXT in stretch[0]
    return "".join(parts) + letters[at:]


def _end_of_digest(letters: str, lines: list[str]) -> int:
    """How many lines go up to our closing line, where all of them are the digest; 0 where somebody wrote there."""
    marker = letters.find(MARKER)
    closing = letters.find(CLOSING, marker) if marker >= 0 else -1
    told = told_by(plain(lines[closing])) if closing >= 0 else None
    inside = lines[marker + 1 : closing]
    if told is None or words_in(inside) > told:
        return 0
    # The digest's first words stand above the marker too, hidden, and some programs bring them to light.
    hidden = {plain(line) for line in inside}
    above = zip(letters[:marker], lines[:marker], strict=True)
    return 0 if any(letter == TEXT and plain(line) not in hidden for letter, line in above) else closing + 1


def _is_undecidable(letters: str) -> bool:
    """Whether our marker stands unquoted below nothing: an answer can't be told from the digest then."""
    marker = letters.find(MARKER)
    return marker >= 0 and TEXT not in letters[:marker] and TEXT in letters[marker:]


def _without_original(letters: str) -> str:
    """Cuts at an original that follows unquoted below something written: no answer within it can be told apart."""
    written = letters.find(TEXT)
    for announced in _ANNOUNCED.finditer(letters, max(written, 0)):
        if written >= 0 and letters[announced.end() : announced.end() + 1] != QUOTE:
            return letters[: announced.start()] + _dropped(letters[announced.start() :])
    return letters


def _without_copies(letters: str) -> str:
    """Leaves out quotes that nobody answers between, keeps those that somebody does."""
    if TEXT not in letters:
        return _dropped(letters) if re.search(f"[{_ANNOUNCING}{DROPPED_QUOTE}]", letters) else letters
    end = letters.rindex(TEXT) + 1
    written, below = letters[:end], _dropped(letters[end:])
    if len(_QUOTES.findall(letters)) == 1:
        written = _COPY.sub(lambda copy: _dropped(copy[0]), written)
    return re.sub(f"[{_ANNOUNCING}]", DROPPED_QUOTE, written) + below


def _dropped(letters: str) -> str:
    return re.sub(f"[^{DROPPED_SIGNATURE}]", DROPPED_QUOTE, letters)
