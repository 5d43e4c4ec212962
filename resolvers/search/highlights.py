"""Which parts of a text answer a question: runs of text as data, so that nothing has to be escaped or unescaped."""

from collections.abc import Iterator, Sequence

from resolvers.search.entries import forms_of
from resolvers.search.hits import TextRun
from resolvers.search.questions import Term
from resolvers.search.words import Word, words_of

LENGTH = 160
BEFORE = 40
ELLIPSIS = "…"

Span = tuple[int, int]


def marked(text: str, terms: Sequence[Term]) -> tuple[TextRun, ...]:
    """A whole text with what answers the question marked."""
    return _runs(text, _spans(text, terms), 0, len(text))


def snippet(text: str, terms: Sequence[Term]) -> tuple[TextRun, ...]:
    """About 160 characters of a text around its first answer, with dots where more was left out."""
    spans = _spans(text, terms)
    start = _start(text, spans[0][0] if spans else 0)
    end = _end(text, start + LENGTH)
    before = (TextRun(ELLIPSIS, False),) if start else ()
    after = (TextRun(ELLIPSIS, False),) if end < len(text) else ()
    return (*before, *_runs(text, spans, start, end), *after)


def _spans(text: str, terms: Sequence[Term]) -> list[Span]:
    """Where answers are, in order, those that touch as one."""
    words = words_of(text)
    forms = forms_of(words)
    found = sorted(span for term in terms for span in _places(term, words, forms))
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _places(term: Term, words: Sequence[Word], forms: Sequence[frozenset[str]]) -> Iterator[Span]:
    size = len(term.forms)
    for place in range(len(words) - size + 1):
        if all(term.forms[offset] & forms[place + offset] for offset in range(size)) or _begins(term, forms[place]):
            for word in words[place : place + size]:
                yield word.start, word.end


def _begins(term: Term, forms: frozenset[str]) -> bool:
    return term.beginning is not None and any(form.startswith(term.beginning) for form in forms)


def _runs(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[TextRun, ...]:
    runs, place = [], start
    for first, last in spans:
        if first >= end or last <= place:
            continue
        first, last = max(first, start), min(last, end)  # noqa: PLW2901  what is shown of the span
        runs += [TextRun(text[place:first], False)] if first > place else []
        runs.append(TextRun(text[first:last], True))
        place = last
    return (*runs, *([TextRun(text[place:end], False)] if end > place else []))


def _start(text: str, answer: int) -> int:
    """Some words before the answer, at the beginning of a word where there are spaces."""
    if answer <= BEFORE or len(text) <= LENGTH:
        return 0
    space = text.find(" ", answer - BEFORE, answer)
    return space + 1 if space >= 0 else answer - BEFORE


def _end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - BEFORE, end)
    return space if space >= 0 else end
