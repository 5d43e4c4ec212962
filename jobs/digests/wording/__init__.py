"""Digests in each language that they are written in: a language is one file beside this one."""

import re
from importlib import import_module
from pkgutil import iter_modules

from jobs.digests.wording.words import Words

__all__ = ["LANGUAGES", "Words", "filled", "language_of"]

LANGUAGES: dict[str, Words] = {
    module.name: import_module(f"{__name__}.{module.name}").WORDS
    for module in iter_modules(__path__)
    if module.name != "words"
}


def language_of(locale: str) -> str:
    """The language of a locale, English where digests are not written in it."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else "en"


def filled(sentence: str, **names: str) -> str:
    """The sentence with its names, in one pass: they were typed by people, and may hold braces."""
    return re.sub(r"\{(\w+)\}", lambda found: names[found[1]], sentence)
