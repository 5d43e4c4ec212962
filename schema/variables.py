"""Variables as they arrive: only texts that can be stored and sent again."""

from collections.abc import Iterator


def texts(value: object) -> Iterator[str]:
    """Every text inside a JSON value, names of fields too, without recursion."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                yield text
            case dict() as fields:
                yield from fields
                waiting.extend(fields.values())
            case list() as items:
                waiting.extend(items)


def unstorable(variables: object) -> str | None:
    """Why some text cannot be stored: NUL, which PostgreSQL refuses, or half a surrogate pair, which UTF-8 does."""
    for text in texts(variables):
        if "\0" in text:
            return "A text must not hold the NUL character."
        if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
            return "A text must not hold half of a surrogate pair."
    return None
