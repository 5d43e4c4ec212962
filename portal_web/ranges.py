"""Reads which bytes a request means: Content-Range of what comes, Range of what is asked for (RFC 9110, 14)."""

import re
from dataclasses import dataclass

CONTENT_RANGE = re.compile(r"bytes (?:(\d{1,18})-(\d{1,18})|\*)/(\d{1,18})")
RANGE = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` up to, not including, `end`, of `size`. `is_everything` says that nothing was said."""

    start: int
    end: int
    size: int
    is_everything: bool = False

    @property
    def length(self) -> int:
        """How many bytes there are in it."""
        return self.end - self.start


def span_of(content_range: str | None, size: int) -> Span | None:
    """What a PUT brings to an upload of `size` bytes; None for what is not understood.

    `bytes */size` brings nothing: it asks to complete what has come.
    """
    if content_range is None:
        return Span(0, size, size, is_everything=True)
    found = CONTENT_RANGE.fullmatch(content_range.strip())
    if found is None:
        return None
    first, last, total = found.groups()
    span = Span(int(total), int(total), int(total)) if first is None else Span(int(first), int(last) + 1, int(total))
    return span if span.start <= span.end <= span.size else None


def asked_range(header: str | None, size: int) -> Span | None:
    """The one range that a GET asks for; None to send everything: no range, several, or not understood.

    Raises ValueError for a range with nothing in it, which is answered 416.
    """
    found = RANGE.fullmatch(header) if header else None
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if first == "":
        return _checked(max(size - int(last), 0), size, size)
    if last and int(last) < int(first):
        return None
    return _checked(int(first), min(int(last) + 1, size) if last else size, size)


def _checked(start: int, end: int, size: int) -> Span:
    if start >= end:
        raise ValueError("no such bytes")
    return Span(start, end, size)
