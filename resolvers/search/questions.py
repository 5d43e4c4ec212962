"""What somebody types, read as terms that must all be met, and written as a tsquery of entries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from resolvers.errors import DomainError, ErrorCode
from resolvers.search.entries import HERE
from resolvers.search.words import LATIN, Word, is_unspaced, words_of

MOST_CHARACTERS = 500
MOST_WORDS = 20
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several in a row. Each word is met by any of its forms; the only one also by a beginning.

    `facts` are entries that meet the term as well: what people wrote whose name it is.
    """

    words: tuple[Word, ...]
    forms: tuple[frozenset[str], ...]
    beginning: str | None = None
    facts: tuple[str, ...] = ()

    @property
    def single(self) -> str | None:
        """The word as it is compared with names; None for a phrase."""
        return self.words[0].folded if len(self.words) == 1 else None


def terms_of(text: str) -> tuple[Term, ...]:
    """The terms of a question. The last word is a beginning as long as nothing follows it.

    Raises LIMIT_EXCEEDED past 500 characters or 20 words.
    """
    if len(text) > MOST_CHARACTERS:
        raise DomainError(ErrorCode.LIMIT_EXCEEDED, f"A search may have {MOST_CHARACTERS} characters.", ("query",))
    segments = text.translate(QUOTES).split('"')
    terms = tuple(term for place, segment in enumerate(segments) for term in _terms(segment, quoted=place % 2 == 1))
    if sum(len(term.words) for term in terms) > MOST_WORDS:
        raise DomainError(ErrorCode.LIMIT_EXCEEDED, f"A search may have {MOST_WORDS} words.", ("query",))
    return (*terms[:-1], _begun(terms[-1])) if terms and _is_open(segments) else terms


def tsquery_of(terms: Sequence[Term], facts: Sequence[str]) -> str | None:
    """Everything that a message must hold, as `db.queries.search` takes it; None when nothing is asked."""
    parts = [*(_tsquery(term) for term in terms), *(_entry(fact) for fact in facts)]
    return " & ".join(f"({part})" for part in parts) or None


def _terms(segment: str, *, quoted: bool) -> Iterator[Term]:
    words = words_of(segment)
    if quoted:
        if words:
            yield _term(words)
        return
    for group in _groups(words):
        # The last character alone would ask for nothing that the pair before it does not.
        yield _term(group[:-1] if len(group) > 1 else group)


def _groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words one by one, and the pairs of a run without spaces together."""
    group: list[Word] = []
    for word in words:
        if group and not (is_unspaced(word) and is_unspaced(group[-1]) and word.start == group[-1].start + 1):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _term(words: Sequence[Word]) -> Term:
    return Term(tuple(words), tuple(word.stems(LATIN) for word in words))


def _is_open(segments: Sequence[str]) -> bool:
    """Whether the text ends in a word that is not quoted, so that more of it may be coming."""
    words = words_of(segments[-1])
    return len(segments) % 2 == 1 and bool(words) and words[-1].end == len(segments[-1])


def _begun(term: Term) -> Term:
    word = term.words[0]
    is_begun = len(term.words) == 1 and (not is_unspaced(word) or len(word.folded) == 1)
    return replace(term, beginning=word.folded) if is_begun else term


def _tsquery(term: Term) -> str:
    phrase = " <-> ".join(_any_of(forms) for forms in term.forms)
    if term.beginning is not None:
        # Forms that begin so are met by the beginning: each entry that is left out is a look less in every stretch.
        others = [form for form in sorted(term.forms[0]) if not form.startswith(term.beginning)]
        phrase = " | ".join([f"{_entry(term.beginning)}:*", *map(_entry, others)])
    return " | ".join([phrase, *map(_entry, term.facts)])


def _any_of(forms: frozenset[str]) -> str:
    return f"({' | '.join(map(_entry, sorted(forms)))})"


def _entry(text: str) -> str:
    # Nothing but letters, digits and our own signs is in an entry; doubling is how a tsquery would take the rest.
    return "'" + HERE + text.replace("\\", "\\\\").replace("'", "''") + "'"
