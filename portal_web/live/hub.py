"""What one process follows: a feed for each room and person that somebody here listens to."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from db.vocabulary import SignalKind
from portal_web.live.answers import Answers
from portal_web.live.inboxes import PersonFeed
from portal_web.live.listeners import InboxListener, RoomListener, Seat
from portal_web.live.metrics import FEEDS
from portal_web.live.rooms import RoomFeed
from resolvers import events
from resolvers.errors import reaching_the_database
from resolvers.events import ENDED, Fact, Follower, RoomPlace, Signal


class Hub:
    """The feeds of a process, found by room and person, and woken by what Redis tells."""

    def __init__(self, redis_url: str, answers: Answers, ended: Callable[[Fact], None]) -> None:
        """`ended` is told which sessions or people are to be cut off."""
        self.answers = answers
        self.ended = ended
        self.rooms: dict[UUID, RoomFeed] = {}
        self.people: dict[UUID, PersonFeed] = {}
        self.unsure: set[str] = set()
        self.due = asyncio.Event()
        self.follower = Follower(redis_url, self.hear, self.joined)

    async def open_room(self, listener: RoomListener, room_id: UUID, after: str | None) -> None:
        """Begin a `roomEvents`. Raises DomainError."""
        with reaching_the_database():
            place = await events.room_place(listener.viewer, room_id, after)
        feed = self.room_feed(room_id)
        listener.room_id = room_id
        listener.seat = seat_at(place, feed, listener)
        feed.join(listener.seat, place.last)

    async def open_inbox(self, listener: InboxListener, after: str | None) -> None:
        """Begin an `inboxEvents`. Raises DomainError."""
        with reaching_the_database():
            place = await events.inbox_place(listener.viewer, after)
        feed = self.person_feed(listener.viewer.id)
        listener.rooms = {}
        listener.own = Seat(feed, listener, position=place.position, number=place.position)
        for room in place.rooms:
            self.sit_down(listener, room)
        feed.join(listener.own, place.last)

    def sit_down(self, listener: InboxListener, place: RoomPlace) -> None:
        """Let an inbox hear a room from a place on."""
        feed = self.room_feed(place.room_id)
        seat = seat_at(place, feed, listener)
        listener.rooms[place.room_id] = seat
        feed.join(seat, place.last)

    def room_feed(self, room_id: UUID) -> RoomFeed:
        """The feed of a room, followed from now on."""
        if room_id not in self.rooms:
            self.rooms[room_id] = RoomFeed(room_id, self.answers, partial(self.forget_room, room_id))
            self.follower.follow(events.room_channel(room_id))
            FEEDS.labels("rooms").set(len(self.rooms))
        return self.rooms[room_id]

    def person_feed(self, person_id: UUID) -> PersonFeed:
        """The feed of a person's own log, followed from now on."""
        if person_id not in self.people:
            forget = partial(self.forget_person, person_id)
            self.people[person_id] = PersonFeed(person_id, self.answers, self.sit_down, forget)
            self.follower.follow(events.person_channel(person_id))
            FEEDS.labels("people").set(len(self.people))
        return self.people[person_id]

    def forget_room(self, room_id: UUID) -> None:
        """Nobody here listens to the room any more."""
        del self.rooms[room_id]
        self.follower.unfollow(events.room_channel(room_id))
        FEEDS.labels("rooms").set(len(self.rooms))

    def forget_person(self, person_id: UUID) -> None:
        """Nobody here listens to the person's log any more."""
        del self.people[person_id]
        self.follower.unfollow(events.person_channel(person_id))
        FEEDS.labels("people").set(len(self.people))

    def hear(self, channel: str, fact: Fact) -> None:
        """Wake a feed. What is told decides only when it reads, never what it delivers."""
        try:
            match channel.split(":"):
                case ["room", room]:
                    self.hear_of_room(UUID(room), fact)
                case ["person", person] if feed := self.people.get(UUID(person)):
                    feed.hear(int(fact["s"]), 0)
                case [name] if name == ENDED:
                    self.ended(fact)
        except (KeyError, ValueError, TypeError):
            return  # not ours

    def hear_of_room(self, room_id: UUID, fact: Fact) -> None:
        """An event was written, or a signal given."""
        feed = self.rooms.get(room_id)
        if feed and "k" in fact:
            until = datetime.fromisoformat(fact["u"])
            feed.hear_signal(Signal(SignalKind(fact["k"]), UUID(fact["p"]), until))
        elif feed:
            feed.hear(int(fact["s"]), int(fact["v"]))

    def joined(self, channel: str) -> None:
        """Redis tells about a channel from now on; what was written until then is yet to be looked for."""
        self.unsure.add(channel)
        self.due.set()

    async def look(self) -> None:
        """Look where all that is followed stands, in two statements: what Redis lost is found here."""
        await self.look_at(list(self.rooms), list(self.people))

    async def look_at_unsure(self) -> None:
        """Look where those stand that Redis has just begun to tell about."""
        self.due.clear()
        channels, self.unsure = self.unsure, set()
        rooms = [room_id for room_id in self.rooms if events.room_channel(room_id) in channels]
        people = [person_id for person_id in self.people if events.person_channel(person_id) in channels]
        await self.look_at(rooms, people)

    async def look_at(self, rooms: list[UUID], people: list[UUID]) -> None:
        """Wake the feeds that have fallen behind."""
        for room_id, (last, version) in (await events.rooms_now(rooms) if rooms else {}).items():
            if feed := self.rooms.get(room_id):
                feed.hear(last, version)
        for person_id, last in (await events.people_now(people) if people else {}).items():
            if own := self.people.get(person_id):
                own.hear(last, 0)


def seat_at(place: RoomPlace, feed: RoomFeed, listener: RoomListener | InboxListener) -> Seat:
    """A seat at a place in a room."""
    return Seat(feed, listener, position=place.position, number=place.number, version=place.version, slot=place.slot)
