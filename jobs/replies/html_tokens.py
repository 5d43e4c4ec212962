"""Cuts HTML into tags and text, in time that grows with its length alone whatever it holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

# A long thread has some ten thousand tags; what comes after so many is not the person's answer.
_MOST_TAGS = 30_000
_LONGEST_HTML = 8 * 1024 * 1024
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:_-]{0,40})")
_VALUE = r"(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^\s\"'>]{1,2000}))"
_ATTRIBUTE = re.compile(rf"([a-zA-Z_:-]{{1,40}})\s{{0,20}}=\s{{0,20}}{_VALUE}")
# Elements whose content is no text.
_RAW = frozenset({"script", "style", "title", "template", "textarea"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag with its attributes, or an end tag."""

    name: str
    ends: bool
    attributes: dict[str, str]


def tokens(html: str) -> Iterator[Tag | str]:
    """The tags and the unescaped text between them, in order; comments, scripts and styles left out."""
    html, at, tags = html[:_LONGEST_HTML], 0, 0
    closer = _Finder(html)
    while at < len(html) and tags < _MOST_TAGS:
        opened = html.find("<", at)
        if opened != at:
            yield unescape(html[at : opened if opened >= 0 else len(html)])
            at = opened if opened >= 0 else len(html)
            continue
        tags += 1
        token, at = _markup(html, at, closer)
        if token is not None:
            yield token


class _Finder:
    """Finds texts ahead, remembering what it found so that no stretch is searched twice."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._found: dict[str, int] = {}

    def __call__(self, wanted: str, start: int) -> int:
        """Where `wanted` stands at or after `start`; the end of the HTML when nowhere."""
        known = self._found.get(wanted, -1)
        if known < start:
            known = self._html.find(wanted, start)
            self._found[wanted] = known = len(self._html) if known < 0 else known
        return known


def _markup(html: str, at: int, closer: _Finder) -> tuple[Tag | str | None, int]:
    """The token that a "<" begins, and where the next one starts."""
    if html.startswith("<!--", at):
        return None, closer("-->", at + 4) + 3
    if html.startswith(("<!", "<?"), at):
        return None, closer(">", at) + 1
    named = _NAME.match(html, at)
    end = closer(">", at)
    if named is None or end == len(html):
        return "<", at + 1
    name = named[1].lower()
    inside = html[named.end() : end]
    if inside.count('"') % 2:  # a ">" within an attribute
        end = closer(">", closer('"', end))
        inside = html[named.end() : end]
    if html.startswith("</", at):
        return Tag(name, True, {}), end + 1
    if name in _RAW:
        return None, closer(f"</{name}", end)
    return Tag(name, False, _attributes(inside)), end + 1


def _attributes(inside: str) -> dict[str, str]:
    if "=" not in inside:
        return {}
    found = _ATTRIBUTE.findall(inside[:20_000])
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}
