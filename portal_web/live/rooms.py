"""The feed of a room: its log, its membership, and the signals that no log keeps."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from db.vocabulary import Role
from portal_web.live.answers import Answers, Ready
from portal_web.live.feeds import Answered, Feed, Seats, by_question
from portal_web.live.listeners import Seat
from portal_web.live.metrics import DELIVERIES
from portal_web.live.questions import Question
from resolvers import events
from resolvers.events import RoomFact, Shown, Signal
from resolvers.viewer import Audience, Viewer
from resolvers.views import EventView

MOST_SIGNALS = 50  # of one room, waiting; older ones have lost their point


class RoomFeed(Feed[RoomFact]):
    """A room as this process follows it."""

    def __init__(self, room_id: UUID, answers: Answers, on_empty: Callable[[], None]) -> None:
        """Nobody listens yet."""
        super().__init__(on_empty)
        self.room_id = room_id
        self.answers = answers
        self.signals: deque[Signal] = deque(maxlen=MOST_SIGNALS)

    def hear_signal(self, signal: Signal) -> None:
        """Something passing was said about a client."""
        self.signals.append(signal)
        self.stir()

    async def step(self) -> bool:
        """Events first, since signals are about the moment."""
        if await super().step():
            return True
        if self.signals:
            await self.pass_on(self.signals.popleft())
        return bool(self.signals)

    async def read(self, after: int, most: int) -> Sequence[RoomFact]:
        """The next facts of the room."""
        return await events.room_facts(self.room_id, after, most)

    def number(self, fact: RoomFact, question: Question) -> int | None:
        """An inbox hears what everyone in the room may know, whoever's it is."""
        return fact.shared_seq if question.inbox else fact.number(question.audience.role)

    async def answer(self, facts: Sequence[RoomFact], asked: Seats) -> Answered | None:
        """Views once per audience, one execution for each question and fact."""
        answered: Answered = {}
        for audience in {question.audience for question in asked}:
            askers = {q: seats[0].listener.viewer for q, seats in asked.items() if q.audience == audience}
            shown = await self.show(audience, facts, askers)
            for question, asker in askers.items():
                if (views := shown.get(question.reader)) is None:
                    return None
                await asyncio.sleep(0)  # executing waits for nothing: others want their turn
                answered[question] = [
                    await self.answer_one(question, asker, fact, view) for fact, view in zip(facts, views, strict=True)
                ]
        return answered

    async def show(self, audience: Audience, facts: Sequence[RoomFact], askers: dict[Question, Viewer]) -> Shown:
        """The facts as one audience sees them, and with own marks for those who ask for theirs."""
        readers = {asker.id: asker for question, asker in askers.items() if question.reader}
        shared = any(question.reader is None for question in askers)
        return await events.room_events_shown(audience, self.room_id, facts, list(readers.values()), shared)

    async def answer_one(
        self, question: Question, asker: Viewer, fact: RoomFact, view: EventView | None
    ) -> Ready | None:
        """The answer about one fact; None where it is not for those who ask."""
        if view is None or self.number(fact, question) is None:
            return None
        answer = self.answers.personal if question.inbox else self.answers.shared
        return await answer(question, asker, view)

    async def gone(self, seats: list[Seat]) -> list[Seat]:
        """Ask who still takes part, where the membership is not the one in which a seat was found."""
        version = await events.membership_version(self.room_id)
        stale = [seat for seat in seats if seat.version != version]
        if not stale:
            return []
        membership = await events.membership(self.room_id, {seat.listener.viewer.id for seat in stale})
        return [seat for seat in stale if not settled(seat, membership)]

    async def pass_on(self, signal: Signal) -> None:
        """Deliver a signal to those whom it is for; it has no number, and nobody's place changes."""
        asked = by_question([seat for seat in self.all_seats() if may_get_signals(seat)])
        ready: dict[Question, Ready] = {}
        for question, seats in asked.items():
            asker = seats[0].listener.viewer
            view = await events.signal_shown(question.audience, self.room_id, signal, datetime.now(UTC))
            if view is not None:
                ready[question] = await self.answers.personal(question, asker, view)
        gone = await self.gone([seat for question in ready for seat in asked[question]])
        self.shut_out(gone)
        if not gone:  # else it is not worth being made anew
            self.write_signal(asked, ready)

    def write_signal(self, asked: Seats, ready: dict[Question, Ready]) -> None:
        """Hand a signal to everyone it is for."""
        for question, answer in ready.items():
            deliver_signal(answer, (seat for seat in asked[question] if seat in self.seats.get(question, {})))


def may_get_signals(seat: Seat) -> bool:
    """Signals are for the team, in the room they are about. Nothing is even executed for anybody else."""
    question = seat.listener.question
    return question.audience.role is Role.TEAM and not question.inbox


def settled(seat: Seat, membership: events.Membership) -> bool:
    """Whether the seat's person takes part; then the seat is good for this version."""
    if seat.listener.viewer.id not in membership.present:
        return False
    seat.version = membership.version
    return True


def deliver_signal(ready: Ready, seats: Iterable[Seat]) -> None:
    """Write a signal to seats."""
    for seat in seats:
        seat.listener.deliver(ready)
        DELIVERIES.inc()
