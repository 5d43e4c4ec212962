"""Content-Type and Content-Disposition: a value and its parameters, also split and encoded (RFC 2045, 2231)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes

from jobs.inbound.charsets import one_line, text_of
from jobs.inbound.headers import STRUCTURED_LENGTH, decoded

SPLIT_NAME = re.compile(r"([^*]{1,60})(?:\*(\d{1,3}))?(\*)?")
CHARSET_AND_LANGUAGE = re.compile(r"([\w.:-]{0,60})'([\w-]{0,30})'(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parameterized:
    """A value in lower case, and its parameters by their names in lower case."""

    value: str
    parameters: dict[str, str]


@dataclass(frozen=True, slots=True, order=True)
class _Section:
    """A piece of a parameter; its number is -1 where it is the whole."""

    number: int
    is_encoded: bool
    text: str


def parameterized(field: bytes) -> Parameterized:
    """The field's value and parameters, of whatever was meant by it. Never raises."""
    pieces = _pieces(text_of(field[:STRUCTURED_LENGTH], None))
    value = one_line(next(pieces, "")).lower()
    split: dict[str, list[_Section]] = {}
    for piece in pieces:
        name, equals, content = piece.partition("=")
        if equals and (match := SPLIT_NAME.fullmatch(name.strip().lower())):
            section = _Section(int(match[2]) if match[2] else -1, bool(match[3]), _unquoted(content.strip()))
            split.setdefault(match[1], []).append(section)
    return Parameterized(value, {name: _whole(sections) for name, sections in split.items()})


def _pieces(text: str) -> Iterator[str]:
    """What stands between semicolons that are not in quotes."""
    start, in_quotes, escaped = 0, False, False
    for at, letter in enumerate(text):
        if escaped:
            escaped = False
        elif letter == "\\" and in_quotes:
            escaped = True
        elif letter == '"':
            in_quotes = not in_quotes
        elif letter == ";" and not in_quotes:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _unquoted(text: str) -> str:
    if not text.startswith('"'):
        return text.partition(" ")[0] if " (" in text else text
    inside = text[1:].removesuffix('"')
    # Windows paths come unescaped; only quotes and backslashes are ever meant by a backslash.
    return re.sub(r'\\(["\\])', r"\1", inside)


def _whole(sections: list[_Section]) -> str:
    """RFC 2231 allows a name as it is beside the same encoded or in pieces: the others are meant for us."""
    ordered = sorted(sections)
    better = [section for section in ordered if section.number >= 0 or section.is_encoded]
    if not better:
        return decoded(ordered[0].text)
    chosen = [section for section in better if section.number == better[0].number < 0][:1] or better
    charset, rest = _charset(chosen[0].text) if chosen[0].is_encoded else (None, chosen[0].text)
    pieces = [replace(chosen[0], text=rest), *chosen[1:]]
    content = b"".join(unquote_to_bytes(each.text) if each.is_encoded else each.text.encode() for each in pieces)
    return one_line(text_of(content, charset))


def _charset(text: str) -> tuple[str | None, str]:
    match = CHARSET_AND_LANGUAGE.fullmatch(text)
    return (match[1], match[3]) if match else (None, text)
