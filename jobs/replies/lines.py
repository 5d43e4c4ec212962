"""Brings a mail's text into lines that patterns may safely look at."""

import re
from html import unescape

# Nobody writes more than this; what lies beyond is somebody's archive.
LONGEST_TEXT = 512 * 1024
# Lines that are looked at closely; later ones are only asked whether they are quoted.
MOST_LINES = 2000
# As much of a line as any pattern gets to see.
LONGEST_LINE = 1000
# Begins every line that stood in a signature's element of HTML; a private character that no mail gets to bring along.
SIGNED = "\ue0f5"

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u180e]")
_BLANK_RUN = re.compile(r"\n(?:[ \t]*\n){3,}")
# Some programs set the attribution behind the person's last words, on the same line.
_GLUED = re.compile(r"(?:-{2,6} ?| )On \w{3,9}\b[^:<>]{0,40}\d{4}[^<>]{0,40}\d:\d{2}.{0,160}[ >]wrote:$")
_ARMOUR_HEAD = re.compile(r"\A\s{0,40}-----BEGIN PGP SIGNED MESSAGE-----\n(?:Hash: [\w, -]{1,60}\n)?\s{0,40}")
_ARMOUR_FOOT = "-----BEGIN PGP SIGNATURE-----"


def lines_of(text: str) -> list[str]:
    """The text's lines, its line ends made one kind, runs of blank lines squeezed, a PGP frame taken off."""
    text = text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\0", "")
    text = _BLANK_RUN.sub("\n\n\n", text)
    return [part.rstrip() for line in _without_armour(text).split("\n") for part in _unglued(line)]


def plain(line: str) -> str:
    """The line as patterns see it: short enough, nothing invisible in it, one kind of space, entities resolved."""
    line = _INVISIBLE.sub("", line[:LONGEST_LINE]).replace("\u00a0", " ").replace("\u3000", " ").replace("\u202f", " ")
    return (unescape(line) if "&" in line else line).strip()


def _unglued(line: str) -> tuple[str, ...]:
    """The person's last words and the attribution apart, where a program set them on one line."""
    if not line.endswith("wrote:") or line.startswith(">") or len(line) > LONGEST_LINE:
        return (line,)
    glued = _GLUED.search(line)
    return (line[: glued.start()], line[glued.start() :].strip(" -")) if glued and glued.start() else (line,)


def _without_armour(text: str) -> str:
    if "-----BEGIN PGP" not in text:
        return text
    return _ARMOUR_HEAD.sub("", text).partition(_ARMOUR_FOOT)[0]
