"""The words of a text, as search compares them: one reading for what is written, what is asked and what is marked.

No database configuration has a part in it, so that an answer does not depend on a server's locale or version.
- Words are runs of letters and digits of any script. Case, accents and other marks over Latin, Greek, Cyrillic, Arabic
  and Hebrew letters make no difference; nor do the Turkish dotless i, the Arabic forms of alef, or a final sigma.
- Inflected forms meet in a stem: English, French, German, Spanish, Italian, Portuguese, Dutch and Turkish, told apart
  in each text by their small words; Greek, Russian and Arabic, told by their letters. A question is read in all of the
  languages of its letters, a text in its own. Other languages are found by word and beginning; in Hebrew that leaves
  out words that a preposition is written together with.
- Chinese, Japanese, Thai, Lao, Khmer and Burmese put no spaces between words: there every two neighbouring characters
  are a word, and a question is a phrase of these. So any part of such a text is found, in any case exactly as written.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from resolvers.search.languages import MOST_REMEMBERED, STOPS, alphabet_of, stem

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
UNSPACED += "\U00020000-\U0003ffff"
MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
INDIC = "\u0900-\u0963\u0966-\u0dff"
RUN = re.compile(rf"(?P<unspaced>[{UNSPACED}]+)|[^\W_{UNSPACED}](?:[^\W_{UNSPACED}]|[{MARKS}{INDIC}])*")
STRIPPED = re.compile(f"[{MARKS}]")
LETTERS = str.maketrans("øłđıðħŧ" + "ىة", "oldidht" + "يه", "")
LIGATURES = {"æ": "ae", "œ": "oe", "þ": "th"}
LONGEST = 48
LONG_ENOUGH_TO_MISTYPE = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands there, and what it is compared by."""

    start: int
    end: int
    folded: str
    written: str

    def stems(self, languages: tuple[str, ...]) -> frozenset[str]:
        """What it comes down to in these languages, with its accents and without; itself where it is left alone."""
        return stems_of(self.written, self.folded, languages)


LATIN = tuple(STOPS)
SMALL = frozenset().union(*STOPS.values())


@lru_cache(MOST_REMEMBERED)
def fold(text: str) -> str:
    """A text without case and marks, in composed form."""
    plain = STRIPPED.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(LETTERS)
    for ligature, letters in LIGATURES.items():
        plain = plain.replace(ligature, letters)
    return unicodedata.normalize("NFC", plain)[:LONGEST]


@lru_cache(MOST_REMEMBERED)
def stems_of(written: str, folded: str, languages: tuple[str, ...]) -> frozenset[str]:
    """See `Word.stems`; `languages` are those of Latin letters."""
    alphabet = alphabet_of(folded)
    if alphabet is None:
        return frozenset({folded})
    own = languages if alphabet == "latin" else (alphabet,)
    stems = {fold(stem(form, language)) for language in own for form in (written, folded)}
    # Read in a language that it is not of, a word may come down to a small word of another: `Theo` to `the`.
    return frozenset(stems - SMALL - {""}) or frozenset({folded})


def words_of(text: str) -> list[Word]:
    """The words of a text in their order."""
    found: list[Word] = []
    for match in RUN.finditer(text):
        if match["unspaced"]:
            found += pairs_of(match[0], match.start())
        elif folded := fold(match[0]):
            found.append(Word(match.start(), match.end(), folded, match[0].casefold()[:LONGEST]))
    return found


def pairs_of(run: str, start: int) -> list[Word]:
    """Every two neighbours of a run without spaces, and its last character alone."""
    pairs = [(place, run[place : place + 2]) for place in range(len(run))]
    return [Word(start + place, start + place + len(pair), fold(pair), pair) for place, pair in pairs if fold(pair)]


def is_unspaced(word: Word) -> bool:
    """Whether a word is a pair of characters of a script without spaces."""
    match = RUN.match(word.written)
    return match is not None and match["unspaced"] is not None
