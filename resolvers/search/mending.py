"""Words that were perhaps meant: one slip away from what was typed.

They come from all that the firm has ever written, and only those that occur in the viewer's own rooms find anything;
none of them is told. There is no limit that words of other rooms could use up short of a hundred near ones.
"""

from dataclasses import replace

from db.queries import search as queries
from resolvers.search.questions import Term
from resolvers.search.slips import halves_of, is_slip
from resolvers.search.words import LONG_ENOUGH_TO_MISTYPE, Word
from resolvers.viewer import Viewer

MOST_NEAR = 100


async def mended(viewer: Viewer, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms, each word met also by words one slip away from it or from a form of it; in one statement."""
    asked = {
        form
        for term in terms
        for word, forms in zip(term.words, term.forms, strict=True)
        for form in _typed(word, forms)
    }
    near = await queries.words_near(viewer.workspace_id, {form: halves_of(form) for form in sorted(asked)})
    return tuple(
        replace(term, forms=tuple(_widened(*pair, near) for pair in zip(term.words, term.forms, strict=True)))
        for term in terms
    )


def _typed(word: Word, forms: frozenset[str]) -> set[str]:
    return {form for form in forms | {word.folded} if len(form) >= LONG_ENOUGH_TO_MISTYPE - 1 and form.isalpha()}


def _widened(word: Word, forms: frozenset[str], near: set[str]) -> frozenset[str]:
    typed = _typed(word, forms)
    meant = sorted(other for other in near if any(is_slip(other, form) for form in typed))
    return forms | frozenset(meant[:MOST_NEAR])
