"""What is written down about a message so that it is found."""

from collections.abc import Sequence
from uuid import UUID

from db.vocabulary import Role
from resolvers.search.languages import language_of
from resolvers.search.words import LONG_ENOUGH_TO_MISTYPE, Word, words_of

HERE = "~"
"""Stands before each entry for the stretch of a room that the message is in; statements put its key there."""

FACT = "@"
"""What an entry that is no word begins with. No word does: they have letters and digits only."""

FILES = f"{FACT}files"
TEAM = f"{FACT}team"
LAST_PLACE = 16_000  # of a tsvector 16383; what comes later is found, though not in phrases
MOST_PLACES = 200  # of one word; a tsvector keeps 255


def entries_of(author_id: UUID, role: Role, body: str, file_names: Sequence[str]) -> str:
    """A tsvector in its text form: what each word comes down to with its places, and the message's facts without."""
    places: dict[str, list[str]] = {}
    next_place = 1
    for text, weight in [(body, ""), *((name, "B") for name in file_names)]:
        forms = forms_of(words_of(text))
        for place, word in enumerate(forms, next_place):
            for form in sorted(word):
                places.setdefault(form, []).append(f"{min(place, LAST_PLACE)}{weight}")
        next_place += len(forms) + 1
    facts = [by_author(author_id), *([TEAM] if role is Role.TEAM else []), *([FILES] if file_names else [])]
    listed = [f"'{HERE}{form}':{','.join(found[:MOST_PLACES])}" for form, found in places.items()]
    return " ".join([*listed, *(f"'{HERE}{fact}'" for fact in facts)])


def forms_of(words: Sequence[Word]) -> list[frozenset[str]]:
    """What each word of a text comes down to in the text's own language: one form, or two where accents matter."""
    language = (language_of([word.folded for word in words]),)
    return [word.stems(language) for word in words]


def vocabulary_of(body: str) -> list[str]:
    """The words of a text that somebody may mistype, as entered; sorted, since rows are locked in their order."""
    known = {form for forms in forms_of(words_of(body)) for form in forms}
    return sorted(form for form in known if len(form) >= LONG_ENOUGH_TO_MISTYPE - 1 and form.isalpha())


def by_author(author_id: UUID) -> str:
    """The entry of everything that somebody wrote."""
    return f"{FACT}{author_id.hex[:16]}"
