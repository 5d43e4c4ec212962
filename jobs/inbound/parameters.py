"""Content-Type and Content-Disposition: a value and its parameters, also split and encoded (RFC 2045, 2231)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
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


def parameterized(field: bytes) -> Parameterized:
    """The field's value and parameters, of whatever was meant by it. Never raises."""
    pieces = _pieces(text_of(field[:STRUCTURED_LENGTH], None))
    value = one_line(next(pieces, "")).lower()
    split: dict[str, list[tuple[int, bool, str]]] = {}
    for piece in pieces:
        name, equals, content = piece.partition("=")
        if equals and (match := SPLIT_NAME.fullmatch(name.strip().lower())):
            section = (int(match[2] or 0), bool(match[3]), _unquoted(content.strip()))
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


def _whole(sections: list[tuple[int, bool, str]]) -> str:
    """RFC 2231 allows a name as it is and encoded side by side: the encoded one is meant for us."""
    encoded = [section for section in sections if section[1]]
    if not encoded:
        return decoded("".join(text for _, _, text in sorted(sections, key=lambda section: section[0])))
    if len(sections) > len(encoded) and len({number for number, _, _ in sections}) < len(sections):
        sections = encoded
    ordered = sorted(sections, key=lambda section: section[0])
    charset, rest = _charset(ordered[0][2]) if ordered[0][1] else (None, ordered[0][2])
    texts = [rest, *(text for _, _, text in ordered[1:])]
    content = b"".join(
        unquote_to_bytes(text) if is_encoded else text.encode()
        for text, (_, is_encoded, _) in zip(texts, ordered, strict=True)
    )
    return one_line(text_of(content, charset))


def _charset(text: str) -> tuple[str | None, str]:
    match = CHARSET_AND_LANGUAGE.fullmatch(text)
    return (match[1], match[3]) if match else (None, text)
