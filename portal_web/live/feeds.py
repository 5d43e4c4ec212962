"""A followed log: read on once, answered once per question, delivered to every seat in order."""

import asyncio
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

import structlog

from portal_web.live.answers import Ready
from portal_web.live.listeners import Seat
from portal_web.live.metrics import DELIVERIES, RETRIES
from portal_web.live.questions import Question
from resolvers.cursors import resync_required

BATCH = 100  # events read at a time
NEAR = 10  # events behind which a reader counts as catching up, and is given no more than it takes
NOWHERE = sys.maxsize  # the position of a seat that was left
WORK = 400  # executions at most before something is delivered, unless one event alone takes more
SPAN = 500  # seats written to at a stretch; a few milliseconds
BREATH = 0.05  # seconds given to readers who have not yet taken what they were given

log = structlog.get_logger()


class Numbered(Protocol):
    """A fact of a log."""

    @property
    def seq(self) -> int:
        """Its place in the whole log."""


FactT = TypeVar("FactT", bound=Numbered)
Seats = dict[Question, list[Seat]]
Answered = dict[Question, list[Ready | None]]
Entry = tuple[int, int | None, Ready | None]
"""An event's place in the log, its number for those who asked, and their answer."""


class Feed(Generic[FactT]):
    """One log with its seats. There is a task only while there is something to deliver.

    Whoever joins with an old cursor simply has a seat further back: catching up and following live are one path, and
    an event goes to a seat only if it is the next in that seat's own sequence.
    """

    def __init__(self, on_empty: Callable[[], None]) -> None:
        """Nobody listens yet. `on_empty` is called when nobody listens any more."""
        self.on_empty = on_empty
        self.seats: dict[Question, dict[Seat, None]] = {}
        self.known = 0
        self.version = 0
        self.task: asyncio.Task[None] | None = None

    def join(self, seat: Seat, last: int) -> None:
        """Take a seat. `last` is where the log stood when the place was found."""
        self.seats.setdefault(seat.listener.question, {})[seat] = None
        self.hear(last, seat.version)

    def leave(self, seat: Seat) -> None:
        """Give up a seat: even what is just being delivered passes it by."""
        seat.position = NOWHERE
        seats = self.seats.get(seat.listener.question, {})
        seats.pop(seat, None)
        if not seats and self.seats.pop(seat.listener.question, None) is not None and not self.seats:
            self.on_empty()

    def hear(self, last: int, version: int) -> None:
        """The log has moved to `last`, or the membership to `version`."""
        self.known = max(self.known, last)
        self.version = max(self.version, version)
        self.stir()

    def stir(self) -> None:
        """Go to work, unless at it."""
        if self.task is None and self.seats:
            self.task = asyncio.create_task(self.work())

    async def work(self) -> None:
        """Deliver until nothing is left. What fails is tried again at the next look, from where every seat is."""
        try:
            while await self.step():
                pass
        except Exception as error:  # whatever it is, the rows are kept and the look comes round
            RETRIES.inc()
            log.warning("feed interrupted", kind=type(error).__qualname__)
        finally:
            self.task = None

    async def step(self) -> bool:
        """Do what is to be done next. Answers whether to look again."""
        if stale := [seat for seat in self.all_seats() if seat.version < self.version]:
            self.shut_out(await self.gone(stale))
        near, far = self.behind()
        calm = [seat for seat in far if seat.listener.is_calm()]
        if near:
            await self.advance(near, patient=False)
        if calm:
            await self.advance(calm, patient=True)
        if far and not (near or calm):
            await asyncio.sleep(BREATH)
        return bool(near or far)

    def all_seats(self) -> Iterable[Seat]:
        """Every seat, whatever it asked."""
        return (seat for seats in self.seats.values() for seat in seats)

    def behind(self) -> tuple[list[Seat], list[Seat]]:
        """The seats that something is to be delivered to: nearly live, and far back."""
        near: list[Seat] = []
        far: list[Seat] = []
        for seat in self.all_seats():
            lag = self.known - seat.position
            if lag > 0:
                (near if lag <= NEAR else far).append(seat)
        return near, far

    async def advance(self, seats: list[Seat], *, patient: bool) -> None:
        """Read on from the hindmost of these seats and deliver, to the `patient` as much as their readers take.

        Answers are made first. Then, span by span, it is asked who still takes part, and what is due to the span is
        written without waiting for anything: whoever was removed before that moment gets none of it.
        """
        start, asked = min(seat.position for seat in seats), by_question(seats)
        facts = await self.read(start, max(1, min(BATCH, WORK // len(asked))))
        if not facts:
            self.known = start  # somebody told of an event that is not there
            return
        answered = await self.answer(facts, asked)
        after = await self.consequences(facts)
        for first in range(0, len(seats), SPAN):
            span = seats[first : first + SPAN]
            gone = await self.gone(span)
            self.shut_out(gone)
            if gone or answered is None:
                return  # an answer may have been made on behalf of one of them: made anew at the next step
            self.write(facts, by_question(span), answered, patient)
        after()

    def write(self, facts: Sequence[FactT], asked: Seats, answered: Answered, patient: bool) -> None:
        """Deliver to each seat what comes after its position; nothing in here may wait."""
        count = 0
        for question, seats in asked.items():
            numbers = [self.number(fact, question) for fact in facts]
            entries = list(zip([fact.seq for fact in facts], numbers, answered[question], strict=True))
            for seat in seats:
                count += deliver(seat, entries, patient)
        DELIVERIES.inc(count)

    def shut_out(self, gone: Iterable[Seat]) -> None:
        """Deliver nothing more to people who left."""
        for seat in gone:
            if seat.position != NOWHERE:
                seat.listener.shut_out(seat)

    async def read(self, after: int, most: int) -> Sequence[FactT]:
        """The next facts of the log."""
        raise NotImplementedError

    async def answer(self, facts: Sequence[FactT], asked: Seats) -> Answered | None:
        """What each question is answered about each fact; None when the people changed meanwhile."""
        raise NotImplementedError

    async def gone(self, seats: list[Seat]) -> list[Seat]:
        """Those of the seats whose people may not listen any more, as of now."""
        raise NotImplementedError

    def number(self, fact: FactT, question: Question) -> int | None:
        """The fact's number in the sequence of those who asked; None when it is not for them."""
        raise NotImplementedError

    async def consequences(self, facts: Sequence[FactT]) -> Callable[[], None]:
        """What follows from facts that were delivered, prepared so that it need not wait."""
        return nothing


def nothing() -> None:
    """Most facts have no consequences."""


def by_question(seats: list[Seat]) -> Seats:
    """Seats grouped by what their listeners asked."""
    asked: Seats = {}
    for seat in seats:
        asked.setdefault(seat.listener.question, []).append(seat)
    return asked


def deliver(seat: Seat, entries: list[Entry], patient: bool) -> int:
    """Write to one seat what comes after its position. Answers how many events that were.

    A number that is not the next one means that the log was cut behind the reader: better told than skipped.
    """
    count = 0
    for seq, number, ready in entries:
        if seat.position >= seq:
            continue
        if patient and not seat.listener.is_calm():
            break
        if number is not None and number != seat.number + 1:
            seat.listener.fail(resync_required())
            break
        seat.position = seq
        if number is not None:
            seat.number = number
        if ready is not None:
            seat.listener.deliver(ready)
            count += 1
    return count
