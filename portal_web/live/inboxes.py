"""The feed of a person's own log, whose facts also open and close seats in rooms."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from db.vocabulary import PersonEventKind
from portal_web.live.answers import Answers
from portal_web.live.feeds import Answered, Feed, Seats, nothing
from portal_web.live.listeners import InboxListener, Seat
from portal_web.live.questions import Question
from resolvers import events
from resolvers.errors import DomainError
from resolvers.events import PersonFact, RoomPlace

MOVES = frozenset({PersonEventKind.ROOM_JOINED, PersonEventKind.ROOM_LEFT})

SitDown = Callable[[InboxListener, RoomPlace], None]


class PersonFeed(Feed[PersonFact]):
    """A person's own log as this process follows it; all seats are that person's."""

    def __init__(self, person_id: UUID, answers: Answers, sit_down: SitDown, on_empty: Callable[[], None]) -> None:
        """`sit_down` gives a listener a seat in a room."""
        super().__init__(on_empty)
        self.person_id = person_id
        self.answers = answers
        self.sit_down = sit_down

    async def read(self, after: int, most: int) -> Sequence[PersonFact]:
        """The next own facts."""
        return await events.person_facts(self.person_id, after, most)

    def number(self, fact: PersonFact, question: Question) -> int | None:
        """The own log is dense as it is."""
        return fact.seq

    async def answer(self, facts: Sequence[PersonFact], asked: Seats) -> Answered | None:
        """One execution for each question and fact."""
        viewer = next(iter(asked.values()))[0].listener.viewer
        views = await events.person_events_shown(viewer, facts)
        return {question: [await self.answers.personal(question, viewer, view) for view in views] for question in asked}

    async def gone(self, seats: list[Seat]) -> list[Seat]:
        """Nobody is removed from an own inbox."""
        return []

    async def consequences(self, facts: Sequence[PersonFact]) -> Callable[[], None]:
        """Take seats in rooms that were joined and leave those that were left."""
        if MOVES.isdisjoint(fact.kind for fact in facts):
            return nothing
        listeners = self.listeners()
        known = [frozenset(seat.slot for seat in listener.rooms.values()) for listener in listeners]
        try:
            present, places = await events.joined_places(self.person_id, frozenset.intersection(*known))
        except DomainError as error:
            return partial(fail_all, listeners, error)
        return partial(self.move, present, places)

    def listeners(self) -> list[InboxListener]:
        """Whoever listens to this inbox: one for each subscription of each device."""
        return [seat.listener for seat in self.all_seats() if isinstance(seat.listener, InboxListener)]

    def move(self, present: frozenset[int], places: Sequence[RoomPlace]) -> None:
        """Make every listener's seats those of the person's present rooms."""
        for listener in self.listeners():
            for seat in list(listener.rooms.values()):
                if seat.slot not in present:
                    listener.shut_out(seat)
            held = {seat.slot for seat in listener.rooms.values()}
            for place in places:
                if place.slot not in held:
                    self.sit_down(listener, place)


def fail_all(listeners: list[InboxListener], error: DomainError) -> None:
    """End subscriptions that cannot be carried on."""
    for listener in listeners:
        listener.fail(error)
