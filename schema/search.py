"""Search: rooms and messages by words, with what answers marked as data."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from resolvers.pages import size_of
from resolvers.search import hits
from resolvers.search.messages import Asked, search_messages
from resolvers.search.questions import terms_of
from resolvers.search.rooms import found_rooms, place_of
from schema.connections import Connection, connection
from schema.context import Info, signed_in
from schema.enums import RoomKind
from schema.ids import global_id, key_of
from schema.rooms import After, First, Message, Room

Query = Annotated[
    str,
    strawberry.argument(
        description="Words that must all be met, phrases in quotes; the last word counts as a beginning. At most 500"
        " characters and 20 words. May be empty beside a filter by author or files."
    ),
]


@strawberry.input(description="Where to look. A room or author that is not the viewer's to see leaves nothing.")
class SearchFilter:
    """What narrows a search."""

    room_id: strawberry.ID | None = strawberry.field(default=None, description="Only this room, by its global id.")
    kind: RoomKind | None = strawberry.field(default=None, description="Only rooms of this kind.")
    author_id: strawberry.ID | None = strawberry.field(default=None, description="Only messages of this `Author.id`.")
    since: datetime | None = strawberry.field(default=None, description="Only messages sent then or later.")
    until: datetime | None = strawberry.field(default=None, description="Only messages sent then or earlier.")
    has_file: bool = strawberry.field(default=False, description="Set it for messages with a file or image only.")
    has_image: bool = strawberry.field(default=False, description="Set it for messages with an image only.")


Filter = Annotated[SearchFilter | None, strawberry.argument(description="Where to look; everywhere unless given.")]


@strawberry.type(
    description="A stretch of plain text. Show the text of all runs in their order, and the matches differently."
)
class TextRun:
    """Part of a marked text."""

    text: str = strawberry.field(description="The text, as it was written: escape it as any other.")
    is_match: bool = strawberry.field(description="Whether it answers what was searched for.")

    @classmethod
    def all(cls, runs: tuple[hits.TextRun, ...]) -> list[TextRun]:
        """A marked text as the contract shows it."""
        return [cls(text=run.text, is_match=run.is_match) for run in runs]


@strawberry.type(description="An attachment whose name answers a search.")
class FileHit:
    """A file found by its name."""

    attachment_id: strawberry.ID = strawberry.field(description="The global id among the message's `attachments`.")
    name: list[TextRun] = strawberry.field(description="The file's name, marked.")


@strawberry.type(description="A message that answers a search. Open `message.room` at `message.position`.")
class MessageHit:
    """A found message."""

    message: Message = strawberry.field(description="The message.")
    snippet: list[TextRun] = strawberry.field(
        description="Some 160 characters of its text around the first match, marked; `…` where more was left out."
    )
    files: list[FileHit] = strawberry.field(description="Its attachments whose names answer the search.")

    @classmethod
    def of(cls, view: hits.MessageHitView) -> MessageHit:
        """The view as the contract shows it."""
        return cls(
            message=Message.of(view.message, view.room),
            snippet=TextRun.all(view.snippet),
            files=[
                FileHit(attachment_id=global_id("Attachment", file.id), name=TextRun.all(file.name))
                for file in view.files
            ],
        )


@strawberry.type(description="A room whose name answers a search.")
class RoomHit:
    """A found room."""

    room: Room = strawberry.field(description="The room, open or archived.")
    name: list[TextRun] = strawberry.field(description="Its name, marked.")

    @classmethod
    def of(cls, view: hits.RoomHitView) -> RoomHit:
        """The view as the contract shows it."""
        return cls(room=Room.of(view.room), name=TextRun.all(view.name))


@strawberry.type(description="What was found among everything that the viewer may read.")
class SearchResults:
    """The answer of a search; each side of it is looked for only when it is asked for."""

    asked: strawberry.Private[Asked]

    @strawberry.field(
        description="Rooms whose name has every word, the closest first; 5 unless asked. The filter does not apply."
    )
    async def rooms(self, info: Info, first: First = None) -> list[RoomHit]:
        """See resolvers.search.rooms.found_rooms."""
        viewer, size = signed_in(info), size_of(first, 5, "first")
        found = await found_rooms(viewer, place_of(viewer, info.context.now), terms_of(self.asked.text), size)
        return [RoomHit.of(view) for view in found]

    @strawberry.field(
        description="Messages by tiers of time, the newest tier first, and in each by score: relevance times recency. A"
        " few hundred matches make a tier, so a search with fewer is ranked as a whole, and every match is reached by"
        " paging. When there is none as typed, words one slip away are looked for. 20 unless asked; a page may have"
        " fewer although there is more."
    )
    async def messages(self, info: Info, first: First = None, after: After = None) -> Connection[MessageHit]:
        """See resolvers.search.messages.search_messages."""
        viewer, size = signed_in(info), size_of(first, 20, "first")
        page = await search_messages(viewer, self.asked, size, after, info.context.now)
        return connection(page, MessageHit.of)


@strawberry.type
class SearchQueries:
    """The field of the query root that searches."""

    @strawberry.field(
        description="Looks for words in room names, messages and file names of the viewer's rooms, archived ones too:"
        " without regard to case and accents, in any language, also in other forms of a word."
    )
    async def search(self, info: Info, query: Query, filter: Filter = None) -> SearchResults:
        """Asks nothing yet: `rooms` and `messages` do."""
        signed_in(info)
        return SearchResults(asked=_asked(query, filter or SearchFilter()))


def _asked(query: str, given: SearchFilter) -> Asked:
    return Asked(
        text=query,
        room_id=key_of("Room", given.room_id, "filter", "roomId") if given.room_id else None,
        author_id=key_of("Author", given.author_id, "filter", "authorId") if given.author_id else None,
        kind=given.kind,
        since=given.since,
        until=given.until,
        has_file=given.has_file,
        has_image=given.has_image,
    )
