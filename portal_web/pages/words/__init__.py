"""The pages in each language that they are written in: a language is one file beside this one."""

from importlib import import_module
from pkgutil import iter_modules

from portal_web.pages.words.words import Words

__all__ = ["LANGUAGES", "Words", "language_of"]

LANGUAGES: dict[str, Words] = {
    module.name: import_module(f"{__name__}.{module.name}").WORDS
    for module in iter_modules(__path__)
    if module.name != "words"
}


def language_of(accepted: str) -> str:
    """The language that a browser would best read (RFC 9110, 12.5.4), English where we write none of its."""
    known = [(tag, quality) for tag, quality in map(_wish, accepted.split(",")) if tag in LANGUAGES and quality > 0]
    return max(known, key=lambda wish: wish[1], default=("en", 1))[0]


def _wish(entry: str) -> tuple[str, float]:
    """A language without its country, and how much it is wanted, 0 to 1."""
    tag, _, weight = entry.partition(";")
    try:
        quality = float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        quality = 0
    return tag.strip().partition("-")[0].lower(), quality
