"""Rooms by name."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from db.queries import search as queries
from db.queries.search import Place
from resolvers import rooms
from resolvers.search.highlights import marked
from resolvers.search.hits import RoomHitView
from resolvers.search.questions import Term
from resolvers.search.slips import is_slip
from resolvers.search.words import LATIN, Word, words_of
from resolvers.viewer import Viewer

WHOLE, BEGUN, SLIPPED = 1.0, 0.8, 0.5


async def found_rooms(viewer: Viewer, place: Place, terms: Sequence[Term], size: int) -> list[RoomHitView]:
    """The viewer's rooms whose name has every term, open or archived: the closest first, then the lately active."""
    rows = await queries.room_names(place) if terms else []
    scored = [(_score(row["name"], terms), row["active_at"], row["id"]) for row in rows]
    best = sorted((each for each in scored if each[0]), reverse=True)[:size]
    views = await rooms.own_rooms(viewer, [room_id for _, _, room_id in best])
    shown = [views[room_id] for _, _, room_id in best if room_id in views]
    return [RoomHitView(room, marked(room.name, terms)) for room in shown]


def place_of(viewer: Viewer, now: datetime) -> Place:
    """All of the viewer's rooms, at any time."""
    return Place(viewer.id, viewer.workspace_id, None, None, None, now)


def _score(name: str, terms: Sequence[Term]) -> float:
    """How close a name is to all terms together; 0 when one of them is not in it."""
    words = _words(name)
    closeness = [max((_closeness(term, words[place:]) for place in range(len(words))), default=0.0) for term in terms]
    return sum(closeness) if all(closeness) else 0.0


def _closeness(term: Term, words: Sequence[Word]) -> float:
    pairs = list(zip(term.forms, words, strict=False))
    if len(pairs) == len(term.forms) and all(forms & word.stems(LATIN) for forms, word in pairs):
        return WHOLE
    if term.beginning and words[0].folded.startswith(term.beginning):
        return BEGUN
    return SLIPPED if term.single and is_slip(term.single, words[0].folded) else 0.0


@lru_cache(1 << 14)
def _words(name: str) -> tuple[Word, ...]:
    return tuple(words_of(name))
