"""Authors by name, as far as the viewer is shown names: only people who have written where the viewer reads."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from db.queries import search as queries
from resolvers import visibility
from resolvers.search.entries import TEAM, by_author
from resolvers.search.questions import Term
from resolvers.search.slips import is_slip
from resolvers.search.words import words_of
from resolvers.viewer import Viewer
from resolvers.views import AuthorView

MOST_AUTHORS = 3
"""By how many people of one name a term may be met."""


async def authors_for(viewer: Viewer) -> dict[UUID, AuthorView]:
    """Everybody who has written in the viewer's rooms, under the name and id that the viewer is shown."""
    rows = await queries.authors(viewer.id, viewer.workspace_id)
    views = [visibility.author_as_seen_by(viewer, row) for row in rows]
    return {view.id: view for view in views}


def entry_of(viewer: Viewer, author: AuthorView) -> str:
    """The entry of what an author wrote; the firm stands for its whole team."""
    return TEAM if author.id == viewer.workspace_id else by_author(author.id)


def named(viewer: Viewer, term: Term, authors: Sequence[AuthorView], *, mended: bool) -> Term:
    """The term, met also by what people wrote whose name it is."""
    found = [author for author in authors if _is_named(author, term, mended)]
    return replace(term, facts=tuple(entry_of(viewer, author) for author in found[:MOST_AUTHORS]))


def _is_named(author: AuthorView, term: Term, mended: bool) -> bool:
    return any(_is_word(word.folded, term, mended) for word in words_of(author.name))


def _is_word(name: str, term: Term, mended: bool) -> bool:
    word = term.single
    if word is None:
        return False
    begins = term.beginning is not None and name.startswith(term.beginning)
    return begins or name == word or (mended and is_slip(name, word))
