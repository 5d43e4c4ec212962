"""What a search answers: views that visibility made, each with what is marked in it."""

from dataclasses import dataclass
from uuid import UUID

from resolvers.views import MessageView, RoomView


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of text, and whether it answers what was searched for."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class FileHitView:
    """An attachment whose name answers a search."""

    id: UUID
    name: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class MessageHitView:
    """A message that answers a search, in its room."""

    message: MessageView
    room: RoomView
    snippet: tuple[TextRun, ...]
    files: tuple[FileHitView, ...]


@dataclass(frozen=True, slots=True)
class RoomHitView:
    """A room whose name answers a search."""

    room: RoomView
    name: tuple[TextRun, ...]
