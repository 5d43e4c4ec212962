"""Bytes to text, whatever the mail claims about them; and text that a database and a reader can live with."""

import codecs
import re

# What programs write, and what they mean by it (WHATWG Encoding 4.2 for most).
MEANT = {
    "ansi_x3.4-1968": "ascii", "us-ascii": "ascii", "ascii": "ascii",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso_8859-1": "cp1252", "iso8859-1": "cp1252",
    "x-ansi": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "visual": "iso8859-8", "iso-8859-6-i": "iso8859-6",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "gb2312-80": "gb18030",
    "big5": "cp950", "x-x-big5": "cp950", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc5601": "cp949",
    "euc-kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "windows-31j": "cp932", "iso-2022-jp": "iso2022_jp_ext", "iso-2022-jp-ms": "iso2022_jp_ext",
    "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "utf8": "utf-8", "utf-8mb4": "utf-8", "utf8mb4": "utf-8",
}  # fmt: skip
# UTF-7 hides ASCII from everybody who looks before decoding; the others take time or are no charsets.
NEVER = frozenset({"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
WESTERN = frozenset({"cp1252", "iso8859-1", "iso8859-15", "ascii"})
HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
LINE_ENDS = re.compile("\r\n|[\r\x0c\x85\u2028\u2029]")


def text_of(content: bytes, declared: str | None) -> str:
    """The text, by the declared charset where that holds, else by what it looks like. Never raises; see `harmless`."""
    return harmless(_decoded(content, _meant(declared)))


def harmless(text: str) -> str:
    """Line ends as one kind; without NUL (PostgreSQL refuses it), control characters and turned writing directions."""
    return HARMFUL.sub("", LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """The text on one line: an encoded line end must not become a header of its own."""
    return " ".join(harmless(text).split())


def _meant(declared: str | None) -> str | None:
    name = (declared or "").strip(" \t\"'").lower()
    try:
        found = codecs.lookup(MEANT.get(name, name)).name if name.isascii() and len(name) < 64 else "undefined"
    except (LookupError, ValueError):
        return None
    return None if found in NEVER or found.replace("-", "_") in NEVER else found


def _decoded(content: bytes, charset: str | None) -> str:
    if content.startswith(codecs.BOM_UTF8) or (charset in WESTERN and _is_utf8(content)):
        charset = "utf-8"
    elif b"\x1b$" in content[:65536] and not (charset or "").startswith("iso2022"):
        charset = "iso2022_jp_ext"
    for attempt in (charset, "utf-8"):
        if (found := _strictly(content, attempt)) is not None:
            return found
    if charset in (None, "utf-8") and (found := _almost_utf8(content)) is not None:
        return found
    return _strictly(content, "cp1252") or content.decode("latin-1")


def _strictly(content: bytes, charset: str | None) -> str | None:
    try:
        return content.decode(charset) if charset else None
    except (UnicodeError, LookupError, ValueError):
        return None


def _is_utf8(content: bytes) -> bool:
    # Western text is hardly ever UTF-8 by accident, but often declared by programs that then write UTF-8.
    return not content.isascii() and _strictly(content, "utf-8") is not None


def _almost_utf8(content: bytes) -> str | None:
    # One character cut in two is no reason to garble all the others.
    text = content.decode("utf-8", errors="replace")
    good = sum(letter > "\x7f" for letter in text[:100_000]) - text.count("\ufffd", 0, 100_000)
    return text if text.count("\ufffd") * 4 <= good else None
