"""Header fields of strangers: taken apart by hand, in time that grows with their length, and never raising.

The standard library's parsers raise on an Exchange Message-ID, an encoded line end and nested comments, and take a
second for a long address list.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import groupby

from jobs.inbound.charsets import one_line, text_of

Fields = tuple[tuple[str, bytes], ...]
NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
ENCODED_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,60})?\?([bBqQ])\?([^?\n]*)\?=")
MESSAGE_ID = re.compile(r"<([^<>\s]{1,500})>")
LOCAL = re.compile(r"[^\s<>()\[\]:;@\\,\"\x00-\x20]{1,255}")
DOMAIN = re.compile(r"[^\W_](?:[\w.-]{0,252}\w)?")
STRUCTURED_LENGTH = 16_000


def fields_of(block: bytes | memoryview) -> Fields:
    """Names in lower case and unfolded values. Lines that are no field are left out."""
    found: list[tuple[str, list[bytes]]] = []
    for line in bytes(block).split(b"\n"):
        if line[:1] in (b" ", b"\t"):
            if found:
                found[-1][1].append(b" " + line.strip())
        elif match := NAME.match(line):
            found.append((match[1].decode("ascii").lower(), [line[match.end() :].strip()]))
    return tuple((name, b"".join(pieces)) for name, pieces in found)


def first(fields: Fields, name: str) -> bytes:
    """The topmost value; empty where there is none. For structured fields: no longer than any honest one."""
    return next((value for key, value in fields if key == name), b"")[:STRUCTURED_LENGTH]


def unfolded(value: bytes) -> str:
    """The value as it stands, on one line, encoded words left alone."""
    return one_line(text_of(value, None))


def decoded(value: bytes | str) -> str:
    """The value with its encoded words (RFC 2047) decoded, on one line."""
    text = value if isinstance(value, str) else unfolded(value)
    pieces: list[str] = []
    end = 0
    for run in _runs(ENCODED_WORD.finditer(text)):
        pieces += [text[end : run[0].start()], _joined(run)]
        end = run[-1].end()
    return one_line("".join([*pieces, text[end:]]))


def _runs(words: Iterable[re.Match[str]]) -> Iterable[list[re.Match[str]]]:
    """Encoded words with nothing but white space between them are one text."""
    run: list[re.Match[str]] = []
    for word in words:
        if run and word.string[run[-1].end() : word.start()].strip():
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _joined(run: list[re.Match[str]]) -> str:
    # Of one charset together: many programs cut characters in two.
    by_charset = groupby(run, key=lambda word: word[1].lower())
    return "".join(text_of(b"".join(map(_word, words)), charset) for charset, words in by_charset)


def _word(word: re.Match[str]) -> bytes:
    content = word[3].encode()
    if word[2] in "bB":
        return unbase64(content)
    return binascii.a2b_qp(content.replace(b"_", b" "), header=True)


def unbase64(content: bytes) -> bytes:
    """Base64 as it comes: strangers' characters left out, a missing or broken end forgiven."""
    known = content.translate(None, _NOT_BASE64)
    end = known.find(b"=")
    known = known if end < 0 else known[:end]
    # One letter alone past a group of four says nothing.
    usable = known[: len(known) - (len(known) % 4 == 1)]
    return base64.b64decode(usable + b"=" * (-len(usable) % 4))


_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_BASE64 = bytes(sorted(set(range(256)) - set(_BASE64)))


def message_ids(value: bytes) -> tuple[str, ...]:
    """The ids of a Message-ID, In-Reply-To or References field, without brackets; Exchange's `<[x@y]>` too."""
    text = unfolded(value[:STRUCTURED_LENGTH])
    found = MESSAGE_ID.findall(text)
    bare = text.strip("<> ")
    return tuple(found) if found else ((bare,) if bare and " " not in bare and "@" in bare else ())


def mailbox(value: bytes) -> tuple[str, str | None]:
    """Name and address of a field with exactly one mailbox (RFC 5322); the address None where it is not clear.

    Nothing inside quotes, comments or encoded words is ever taken for the address.
    """
    plain, quoted = _without_quotes_and_comments(unfolded(value[:STRUCTURED_LENGTH]))
    before, bracket, rest = plain.partition("<")
    inside, _, after = rest.partition(">")
    address = inside if bracket else plain
    name = decoded(f"{quoted} {before if bracket else ''}".replace("\x00", ""))
    if after.strip() or ("@" in before and "," in before):
        return name, None
    return name, _address(address)


def _address(text: str) -> str | None:
    local, at, domain = text.strip().rpartition("@")
    if at and LOCAL.fullmatch(local) and DOMAIN.fullmatch(domain):
        return f"{local}@{domain.lower()}"
    return None


def _without_quotes_and_comments(text: str) -> tuple[str, str]:
    """The text without them, and what was in quotes. A quote leaves a NUL, so that it is no part of an address."""
    kept: list[str] = []
    quoted: list[str] = []
    depth, in_quotes, escaped = 0, False, False
    for letter in text:
        if escaped or (letter == "\\" and (depth or in_quotes)):
            if escaped and in_quotes:
                quoted.append(letter)
            escaped = not escaped
        elif in_quotes:
            in_quotes = letter != '"'
            quoted.append(letter if in_quotes else " ")
        elif letter == '"' and not depth:
            in_quotes = True
            kept.append("\x00")
        elif letter == "(" or (letter == ")" and depth):
            depth += 1 if letter == "(" else -1
        elif not depth:
            kept.append(letter)
    return "".join(kept), "".join(quoted)


def date_of(value: bytes) -> datetime | None:
    """The moment in UTC that a Date field tells; None where it tells none."""
    try:
        found = parsedate_to_datetime(unfolded(value[:200]))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
