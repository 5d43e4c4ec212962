"""Who listens: one listener for each subscription, with a seat in every log that it hears."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from portal_web.live import messages
from portal_web.live.answers import Ready
from portal_web.live.metrics import REFUSALS
from portal_web.live.questions import Question
from resolvers import cursors
from resolvers.errors import DomainError, not_found
from resolvers.viewer import Viewer
from schema.answers import refusal

CALM = 256 * 1024  # bytes unsent above which a reader that catches up is given no more for the moment


class Line(Protocol):
    """The way to one browser or program, of which a socket has one."""

    def write_frame(self, frame: bytes) -> None:
        """Write one ready frame."""

    def tell(self, message: bytes) -> None:
        """Write one message."""

    def unsent(self) -> int:
        """Bytes not taken yet."""


class Log(Protocol):
    """A followed log, as far as listeners know it."""

    def leave(self, seat: "Seat") -> None:
        """Take nothing more to the seat."""


class Seat:
    """A listener's place in one log: everything up to `position` was delivered, or is not for this listener.

    `number` is the same place in the listener's own sequence, `version` the membership the person was found in.
    """

    __slots__ = ("feed", "listener", "number", "position", "slot", "version")

    def __init__(
        self, feed: Log, listener: "Listener", *, position: int, number: int, version: int = 0, slot: int = 0
    ) -> None:
        """A seat to which nothing was delivered yet."""
        self.feed = feed
        self.listener = listener
        self.position = position
        self.number = number
        self.version = version
        self.slot = slot


class Listener:
    """One subscription of one socket."""

    __slots__ = ("id", "line", "on_end", "question", "suffix", "viewer")

    def __init__(
        self, line: Line, operation_id: str, viewer: Viewer, question: Question, on_end: Callable[[str], None]
    ) -> None:
        """`on_end` is called with the operation's id when the subscription ends from this side."""
        self.line = line
        self.id = operation_id
        self.suffix = messages.suffix(operation_id)
        self.viewer = viewer
        self.question = question
        self.on_end = on_end

    def deliver(self, ready: Ready) -> None:
        """Write an answer, with the own cursor where the question asks for it."""
        frame = ready.own_frame(self.suffix, self.cursor()) if ready.personal else ready.frame(self.suffix)
        self.line.write_frame(frame)

    def is_calm(self) -> bool:
        """Whether the reader has taken most of what it was given."""
        return self.line.unsent() < CALM

    def fail(self, error: DomainError) -> None:
        """End with a typed error."""
        REFUSALS.labels(error.code).inc()
        self.line.tell(messages.error(self.id, refusal(error.code, error.message).errors))
        self.leave()
        self.on_end(self.id)

    def leave(self) -> None:
        """Hear nothing more."""
        for seat in self.seats():
            seat.feed.leave(seat)

    def seats(self) -> list[Seat]:
        """Every seat the listener has."""
        raise NotImplementedError

    def cursor(self) -> str:
        """Where to resume from after all that was written."""
        raise NotImplementedError

    def shut_out(self, seat: Seat) -> None:
        """The person does not take part in the seat's room any more."""
        raise NotImplementedError


class RoomListener(Listener):
    """A subscription to `roomEvents`: one seat, and nothing left to hear without it."""

    __slots__ = ("room_id", "seat")

    room_id: UUID
    seat: Seat

    def seats(self) -> list[Seat]:
        """The one seat."""
        return [self.seat]

    def cursor(self) -> str:
        """The cursor of the room."""
        return cursors.room_cursor(self.room_id, self.viewer.role, self.seat.number)

    def shut_out(self, seat: Seat) -> None:
        """End with the one answer to whom a room does not concern."""
        self.fail(not_found("Room"))


class InboxListener(Listener):
    """A subscription to `inboxEvents`: a seat in the person's own log and one in each present room."""

    __slots__ = ("own", "rooms")

    own: Seat
    rooms: dict[UUID, Seat]

    def seats(self) -> list[Seat]:
        """The own seat and the rooms'."""
        return [self.own, *self.rooms.values()]

    def cursor(self) -> str:
        """The cursor of the inbox; the rooms' numbers count what everyone in them may know."""
        return cursors.inbox_cursor(
            self.viewer.id, self.own.number, {seat.slot: seat.number for seat in self.rooms.values()}
        )

    def shut_out(self, seat: Seat) -> None:
        """Go on without the room; the own log says that it was left."""
        seat.feed.leave(seat)
        self.rooms = {room_id: kept for room_id, kept in self.rooms.items() if kept is not seat}
