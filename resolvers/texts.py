"""What counts as a text that somebody may store: names and message bodies."""

import unicodedata

from resolvers.errors import DomainError, ErrorCode, invalid

MOST_BODY = 20_000
MOST_NAME = 200
MOST_FILE_NAME = 120
LONGEST_ENDING = 16


def body_of(text: str, *field: str) -> str:
    """A message's text: cleaned, not blank, at most 20,000 characters. Raises INVALID or LIMIT_EXCEEDED."""
    cleaned = _cleaned(text, keep="\n\t").strip()
    if not cleaned:
        raise invalid("A message needs a text.", *field)
    if len(cleaned) > MOST_BODY:
        raise DomainError(ErrorCode.LIMIT_EXCEEDED, f"A message may have {MOST_BODY:,} characters.", field)
    return cleaned


def name_of(text: str, *field: str) -> str:
    """A name on one line: cleaned, not blank, at most 200 characters. Raises INVALID or LIMIT_EXCEEDED."""
    cleaned = " ".join(_cleaned(text, keep="\n\t").split())
    if not cleaned:
        raise invalid("A name is needed.", *field)
    if len(cleaned) > MOST_NAME:
        raise DomainError(ErrorCode.LIMIT_EXCEEDED, f"A name may have {MOST_NAME} characters.", field)
    return cleaned


def file_name_of(text: str, *field: str) -> str:
    """A file's name to show and to save by: no folders, no control characters, at most 120, the ending kept.

    Raises INVALID for a name of which nothing is left.
    """
    last = " ".join(_cleaned(text, keep="").replace("\\", "/").rpartition("/")[2].split()).strip(". ")
    if not last:
        raise invalid("A file needs a name.", *field)
    stem, dot, ending = last.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return last[:MOST_FILE_NAME]
    return stem[: MOST_FILE_NAME - len(ending) - 1] + dot + ending


def _cleaned(text: str, keep: str) -> str:
    """Without control characters (PostgreSQL refuses NUL), lone surrogates, and overrides of writing direction."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in keep or not _harmful(char))


def _harmful(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Cc", "Cs"} or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
