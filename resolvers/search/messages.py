"""Messages by their words, their files' names, their authors and dates: in tiers of time, each ranked."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from db.queries import search as queries
from db.queries.search import Place, Tier
from db.sql import Row
from db.vocabulary import RoomKind
from resolvers import rooms, visibility
from resolvers.pages import Page
from resolvers.search import people
from resolvers.search.cursors import Standing, opened, sealed
from resolvers.search.entries import FILES
from resolvers.search.highlights import marked, snippet
from resolvers.search.hits import FileHitView, MessageHitView
from resolvers.search.mending import mended
from resolvers.search.questions import Term, terms_of, tsquery_of
from resolvers.viewer import Viewer
from resolvers.views import AuthorView, RoomView

ENOUGH = 100
"""How many messages of a tier are ranked at most, the newest; of what is everywhere three pages."""

MOST_TIERS = 3
"""How many tiers a page may take to fill; one that has nothing yet takes more, each four times as large."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about messages. None means any."""

    text: str
    room_id: UUID | None = None
    author_id: UUID | None = None
    kind: RoomKind | None = None
    since: datetime | None = None
    until: datetime | None = None
    has_file: bool = False
    has_image: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """A question, ready to be put to each tier."""

    terms: tuple[Term, ...]
    query: str | None
    is_mended: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a tier, and where it stands."""

    row: Row
    cursor: str


async def search_messages(
    viewer: Viewer, asked: Asked, size: int, after: str | None, now: datetime
) -> Page[MessageHitView]:
    """Messages of the viewer's rooms that meet every term and filter, tier by tier from the newest, the best first.

    A page goes on in the next tier when its own has no more. When nothing is found as typed, words one slip away are
    looked for. Raises LIMIT_EXCEEDED for a long question, INVALID for a cursor of another one.
    """
    start = opened(_signature(viewer, asked), after) if after else None
    terms = terms_of(asked.text)
    authors = await people.authors_for(viewer)
    search = await _prepared(viewer, asked, terms, authors, mend=start is not None and start.is_mended)
    found, more = await _gathered(viewer, asked, search, start, size, now)
    if not found and not more and start is None:
        typed, search = search.query, await _prepared(viewer, asked, terms, authors, mend=True)
        if search.query != typed:  # else there is no such word near, and looking again would find as little
            found, more = await _gathered(viewer, asked, search, start, size, now)
    return await _page(viewer, search, found, more, after is not None)


async def _prepared(
    viewer: Viewer, asked: Asked, terms: tuple[Term, ...], authors: dict[UUID, AuthorView], *, mend: bool
) -> Search:
    met = tuple(people.named(viewer, term, list(authors.values()), mended=mend) for term in terms)
    met = await mended(viewer, met) if mend else met
    facts = [FILES] if asked.has_file or asked.has_image else []
    if asked.author_id:
        author = authors.get(asked.author_id)
        if author is None:
            return Search(met, None, mend)
        facts.append(people.entry_of(viewer, author))
    return Search(met, tsquery_of(met, facts), mend)


async def _gathered(
    viewer: Viewer, asked: Asked, search: Search, start: Standing | None, size: int, now: datetime
) -> tuple[list[Found], bool]:
    """Up to `size` rows, and whether there is more."""
    as_of = start.as_of if start else now
    until = start.until if start else min(asked.until or now, now)
    floor, last = (start.floor, (start.score, start.message_id)) if start else (None, None)
    found: list[Found] = []
    for turn in range(64):
        if search.query is None or (turn >= MOST_TIERS and found):
            break
        wanted = size - len(found)
        tier = Tier(ENOUGH << 2 * max(0, turn - MOST_TIERS), floor, asked.has_image, as_of, last, wanted + 1)
        rows, reached = await queries.search(_place(viewer, asked, until), search.query, tier)
        standings = [Standing(as_of, until, reached, search.is_mended, row["score"], row["id"]) for row in rows]
        found += [
            Found(row, sealed(_signature(viewer, asked), place))
            for row, place in zip(rows[:wanted], standings, strict=False)
        ]
        if len(rows) > wanted or reached is None:
            return found, len(rows) > wanted
        if len(found) == size:
            return found, True
        until, floor, last = reached, None, None
    return found, search.query is not None


async def _page(
    viewer: Viewer, search: Search, found: list[Found], more: bool, has_previous: bool
) -> Page[MessageHitView]:
    views = await rooms.own_rooms(viewer, list({each.row["room_id"] for each in found}))
    readable = [each for each in found if each.row["room_id"] in views]
    return Page(
        items=[_hit(viewer, search, each.row, views[each.row["room_id"]]) for each in readable],
        cursors=[each.cursor for each in readable],
        has_previous=has_previous,
        has_next=more,
    )


def _hit(viewer: Viewer, search: Search, row: Row, room: RoomView) -> MessageHitView:
    message = visibility.message_as_seen_by(viewer, row)
    names = [(UUID(key), marked(name, search.terms)) for key, name in row["files"]]
    files = tuple(FileHitView(key, runs) for key, runs in names if any(run.is_match for run in runs))
    return MessageHitView(message, room, snippet(message.body, search.terms), files)


def _place(viewer: Viewer, asked: Asked, until: datetime) -> Place:
    room_ids = [asked.room_id] if asked.room_id else None
    return Place(viewer.id, viewer.workspace_id, room_ids, asked.kind, asked.since, until)


def _signature(viewer: Viewer, asked: Asked) -> str:
    return f"{viewer.id} {replace(asked)!r}"
