"""A mail taken apart into its parts (RFC 2045, 2046), by position in the raw bytes and within limits.

Not by the standard library's parser, which recurses without bound and holds several copies of a large mail.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobs.inbound.headers import NAME, Fields, decoded, fields_of, first, message_ids, unbase64
from jobs.inbound.mails import Limits, Reason, RefusedError
from jobs.inbound.parameters import Parameterized, parameterized

# The end of a header: an empty line, or a line that cannot be a field (some programs forget the empty one).
HEADER_END = re.compile(rb"\r?\n(?:\r?\n|(?![!-9;-~]+[ \t]*:|[ \t]))")
# What mailbox files begin with.
MAILBOX_LINE = re.compile(rb"(?:>?From [^\r\n]{0,500}\r?\n)?(?:\r?\n){0,8}")
AFTER_BOUNDARY = re.compile(rb"(--)?[ \t]*(?:\r?\n|\Z)")


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its fields, and where its body lies in the raw mail. `type` is never empty."""

    fields: Fields
    type: str
    parameters: dict[str, str]
    disposition: Parameterized
    children: tuple["Part", ...]
    body: memoryview

    @property
    def cid(self) -> str | None:
        """Its Content-ID without brackets."""
        return next(iter(message_ids(first(self.fields, "content-id"))), None) or _bare_cid(self.fields)

    @property
    def file_name(self) -> str:
        """The name it is given, as it is given; empty where there is none."""
        return self.disposition.parameters.get("filename") or self.parameters.get("name", "")

    @property
    def is_attachment(self) -> bool:
        """Whether it says that it is no part of the text."""
        return self.disposition.value == "attachment"

    def content(self) -> bytes:
        """The body, its transfer encoding undone. Never raises."""
        return _untransferred(self.body, decoded(first(self.fields, "content-transfer-encoding")).lower())


def check_size(raw: bytes, limits: Limits) -> None:
    """Refuse by size and header before anything is read. Raises RefusedError."""
    if len(raw) > limits.bytes:
        raise RefusedError(Reason.TOO_LARGE)
    _check_header(raw, 0, _header_span(raw, 0, len(raw), limits)[0], limits)


def whole(raw: bytes, limits: Limits) -> Part:
    """The mail as a tree. Raises RefusedError."""
    start = MAILBOX_LINE.match(raw)
    return _part(raw, start.end() if start else 0, len(raw), "text/plain", _Budget(limits), 0)


class _Budget:
    """Counts parts while they are found, so that the first too many ends it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.parts

    def spend(self, depth: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise RefusedError(Reason.TOO_MANY_PARTS)
        if depth > self.limits.depth:
            raise RefusedError(Reason.TOO_DEEP)


def _part(raw: bytes, start: int, end: int, default: str, budget: _Budget, depth: int) -> Part:
    budget.spend(depth)
    header_end, body_start = _header_span(raw, start, end, budget.limits)
    _check_header(raw, start, header_end, budget.limits)
    fields = fields_of(raw[start:header_end])
    kind = parameterized(first(fields, "content-type"))
    children: tuple[Part, ...] = ()
    if kind.value.startswith("multipart/"):
        children = _children(raw, body_start, end, kind, budget, depth)
    named = kind.value if "/" in kind.value else default
    # A multipart without parts in it is what it can be: text.
    named = "text/plain" if named.startswith("multipart/") and not children else named
    disposition = parameterized(first(fields, "content-disposition"))
    return Part(fields, named, kind.parameters, disposition, children, memoryview(raw)[body_start:end])


def _header_span(raw: bytes, start: int, end: int, limits: Limits) -> tuple[int, int]:
    """Where the header that begins at `start` ends, and where the body begins."""
    if raw[start : min(start + 2, end)].startswith((b"\n", b"\r\n")):
        return start, raw.index(b"\n", start) + 1
    if not NAME.match(raw, start, end):
        return start, start
    match = HEADER_END.search(raw, start, min(end, start + limits.header_bytes + 1000))
    if match is None:
        return end, end
    return match.start(), match.end()


def _check_header(raw: bytes, start: int, end: int, limits: Limits) -> None:
    if end - start > limits.header_bytes:
        raise RefusedError(Reason.HEADER_TOO_LARGE)
    if raw.count(b"\n", start, end) >= limits.header_lines:
        raise RefusedError(Reason.TOO_MANY_HEADERS)


def _children(raw: bytes, start: int, end: int, kind: Parameterized, budget: _Budget, depth: int) -> tuple[Part, ...]:
    boundary = kind.parameters.get("boundary", "").rstrip()
    if not boundary or len(boundary) > 500:
        return ()
    default = "message/rfc822" if kind.value == "multipart/digest" else "text/plain"
    spans = _spans(raw, start, end, b"--" + boundary.encode())
    return tuple(_part(raw, *span, default, budget, depth + 1) for span in spans)


def _spans(raw: bytes, start: int, end: int, delimiter: bytes) -> Iterator[tuple[int, int]]:
    """What lies between the lines of a boundary; the last part may miss its end."""
    begun: int | None = None
    for at, line in _boundary_lines(raw, start, end, delimiter):
        if begun is not None:
            yield begun, max(begun, _before_line_end(raw, at))
        if line[1]:
            return
        begun = line.end()
    if begun is not None:
        yield begun, end


def _boundary_lines(raw: bytes, start: int, end: int, delimiter: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Where lines of the boundary begin, and what follows it there; a longer boundary only begins like it."""
    # A body that has a boundary comes after a header, so there is a line end before it.
    at = raw.find(b"\n" + delimiter, start - 1, end)
    while at >= 0:
        if match := AFTER_BOUNDARY.match(raw, at + 1 + len(delimiter), end):
            yield at + 1, match
        at = raw.find(b"\n" + delimiter, at + 1, end)


def _before_line_end(raw: bytes, at: int) -> int:
    return at - 2 if raw[at - 2 : at] == b"\r\n" else at - 1


def _untransferred(body: memoryview, encoding: str) -> bytes:
    match encoding.strip():
        case "base64":
            return unbase64(bytes(body))
        case "quoted-printable":
            return binascii.a2b_qp(bytes(body))
        case _:
            return bytes(body)


def _bare_cid(fields: Fields) -> str | None:
    return decoded(first(fields, "content-id")).strip("<> ") or None
