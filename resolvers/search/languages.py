"""Which language a text is in, and what its words come down to."""

from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

SMALL_WORDS = {
    "english": "the and of to in is you that for it on with this are be we have your not will can",
    "french": "le la les de des et est vous nous que pour dans une un pas sur avec sont votre ce du",
    "german": "der die das und ist sie wir nicht den mit ein eine zu fur auf von im dem werden bitte",
    "spanish": "el la los las de que y en un una por con para no es su se del al lo esta",
    "italian": "il lo la gli le di che e un una per con non sono del della questo si nel alla",
    "portuguese": "o a os as de que e um uma para com nao em do da por se no na voce",
    "dutch": "de het een en van is dat niet op te voor met zijn wij u aan er ook naar bij",
    "turkish": "ve bir bu icin ile da de cok ne var yok olarak daha gibi ama biz siz kadar mi sonra",
}
STOPS = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}
"""Words that tell a language in Latin letters, accents stripped as everywhere in search."""

SHORTEST = 3
MOST_REMEMBERED = 1 << 16


def language_of(words: Sequence[str]) -> str:
    """The Latin-letter language of most of these words; English where nothing tells."""
    counts = {language: sum(word in stops for word in words) for language, stops in STOPS.items()}
    return max(counts, key=lambda language: counts[language])


def alphabet_of(word: str) -> str | None:
    """The script that a word's stemmers are for: Latin, or one language's own; None where words are left alone."""
    code = ord(word[0])
    if len(word) < SHORTEST or not word.isalpha():
        return None
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return "latin"
    if 0x370 <= code < 0x400 or 0x1F00 <= code < 0x2000:
        return "greek"
    if 0x400 <= code < 0x530:
        return "russian"
    return "arabic" if 0x600 <= code < 0x700 else None


@lru_cache(MOST_REMEMBERED)
def stem(word: str, language: str) -> str:
    """What a word comes down to in a language, by its Snowball algorithm (snowballstem.org)."""
    return str(_stemmers(language).stemWord(word))


@lru_cache
def _stemmers(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(language)
