"""Turns a mail's HTML into the lines a plain text mail would have: quotes behind ">", lists and links readable."""

import re
from dataclasses import dataclass, field

from jobs.replies.containers import Container, container_of
from jobs.replies.html_tokens import Tag, tokens
from jobs.replies.lines import SIGNED, lines_of

_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "source", "embed", "param"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure"),
    *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "li", "main", "nav", "ol", "p", "pre"),
    *("section", "table", "tbody", "tfoot", "thead", "tr", "ul"),
}
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "table"}
# These end when the next of their kind begins.
_SELF_ENDING = {"p", "li", "td", "th", "tr", "dt", "dd", "option"}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DEEPEST_QUOTE = 20
# Programs that set every line as a paragraph say so in its class or style.
_TIGHT = re.compile(r"mso|margin(?:-top|-bottom)?\s{0,3}:\s{0,3}0|elementtoproof", re.I)
# What the line rules read as the place where the original begins.
_ORIGINAL_RULE = "________________________________"
_DIVIDER = "---"


@dataclass(slots=True)
class _Open:
    """An element that is open: its name, what it holds, and what its end writes."""

    name: str
    container: Container | None = None
    tight: bool = False
    href: str = ""
    start: int = 0
    counter: int | None = None


@dataclass(slots=True)
class _Page:
    """The text so far: finished lines and the one being written."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    open_names: dict[str, int] = field(default_factory=dict)
    quotes: int = 0
    hidden: int = 0
    signatures: int = 0
    preformatted: int = 0


def lines_from_html(html: str) -> list[str]:
    """The lines of the mail as plain text, quoted ones behind ">"."""
    page = _Page()
    for token in tokens(html):
        if isinstance(token, str):
            _write(page, token)
        elif token.ends:
            _end(page, token.name)
        else:
            _start(page, token)
    _break(page)
    return lines_of("\n".join(page.lines))


def _write(page: _Page, text: str) -> None:
    if page.hidden:
        return
    if page.preformatted:
        first, *others = text.split("\n")
        page.line.append(first)
        for other in others:
            _newline(page)
            page.line.append(other)
        return
    text = _SPACES.sub(" ", text.replace(SIGNED, ""))
    if text.startswith(" ") and (not page.line or page.line[-1].endswith(" ")):
        text = text[1:]
    if text:
        page.line.append(text)


def _newline(page: _Page) -> None:
    """Ends the line, empty or not."""
    prefix = ">" * min(page.quotes, _DEEPEST_QUOTE) or (SIGNED if page.signatures else "")
    text = "".join(page.line).rstrip()
    page.lines.append(f"{prefix} {text}".rstrip() if prefix else text)
    page.line.clear()


def _break(page: _Page) -> None:
    """Ends the line if anything is on it."""
    if "".join(page.line).strip(" "):
        _newline(page)
    page.line.clear()


def _space(page: _Page) -> None:
    """Leaves one blank line above what comes next."""
    _break(page)
    if page.lines and page.lines[-1].strip("> "):
        _newline(page)


def _start(page: _Page, tag: Tag) -> None:
    if tag.name in _SELF_ENDING and page.stack and page.stack[-1].name == tag.name:
        _end(page, tag.name)
    if tag.name in _VOID:
        _void(page, tag)
        return
    opened = _Open(tag.name, container_of(tag), href=tag.attributes.get("href", ""), start=len(page.line))
    opened.tight = bool(_TIGHT.search(tag.attributes.get("class", "") + tag.attributes.get("style", "")))
    opened.counter = 0 if tag.name == "ol" else None
    _lay_out(page, opened)
    page.stack.append(opened)
    page.open_names[tag.name] = page.open_names.get(tag.name, 0) + 1


def _void(page: _Page, tag: Tag) -> None:
    if page.hidden:
        return
    if tag.name == "br":
        _newline(page)
    elif tag.name == "hr":
        _break(page)
        page.line.append(_DIVIDER)
        _newline(page)


def _lay_out(page: _Page, opened: _Open) -> None:
    if opened.name in _BLOCKS:
        (_space if _is_spaced(page, opened) else _break)(page)
    page.preformatted += opened.name == "pre"
    if opened.name in ("td", "th") and page.line:
        page.line.append(" | ")
    if opened.name == "li":
        page.line.append(_bullet(page))
    match opened.container:
        case Container.QUOTE:
            _space(page)
            page.quotes += 1
        case Container.HIDDEN:
            page.hidden += 1
        case Container.SIGNATURE:
            _break(page)
            page.signatures += 1
        case Container.ORIGINAL if not page.quotes and not page.hidden:
            _break(page)
            page.lines += [_ORIGINAL_RULE]


def _is_spaced(page: _Page, opened: _Open) -> bool:
    """Whether a blank line stands above and below the element: not within a list."""
    return opened.name in _SPACED and not opened.tight and not page.open_names.get("li")


def _bullet(page: _Page) -> str:
    for outer in reversed(page.stack[-20:]):
        if outer.name == "ul":
            return "- "
        if outer.name == "ol" and outer.counter is not None:
            outer.counter += 1
            return f"{outer.counter}. "
    return "- "


def _end(page: _Page, name: str) -> None:
    if not page.open_names.get(name):
        return
    while page.stack:
        opened = page.stack.pop()
        page.open_names[opened.name] -= 1
        _close(page, opened)
        if opened.name == name:
            return


def _close(page: _Page, opened: _Open) -> None:
    if opened.name == "a" and not page.hidden:
        _link(page, opened)
    if opened.name in _BLOCKS:
        (_space if _is_spaced(page, opened) else _break)(page)
    page.preformatted -= opened.name == "pre"
    match opened.container:
        case Container.QUOTE:
            _break(page)
            page.quotes -= 1
            _space(page)
        case Container.SIGNATURE:
            _break(page)
            page.signatures -= 1
        case Container.HIDDEN:
            page.hidden -= 1


def _link(page: _Page, opened: _Open) -> None:
    """Writes where a link leads behind its text, unless the text says so itself."""
    text = "".join(page.line[opened.start :]).strip()
    bare = opened.href.removeprefix("https://").removeprefix("http://").rstrip("/")
    if text and opened.href.startswith(("http://", "https://")) and bare not in text:
        page.line.append(f" ({opened.href})")
