"""Which clients are online: those with an open socket, on any process. For the team; never told to a client."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID, uuid4

import structlog

from db.vocabulary import Role
from resolvers import events
from resolvers.errors import DomainError
from resolvers.viewer import Viewer

REFRESH = 15.0  # seconds
CHANGE = 0.2  # seconds in which comings and goings are gathered

log = structlog.get_logger()


class Presence:
    """The clients that are connected to this process, told to all processes with an end that moves on."""

    def __init__(self) -> None:
        """Nobody is online. The process has a name of its own among those that keep somebody online."""
        self.process = uuid4()
        self.sockets: Counter[UUID] = Counter()
        self.changed: set[UUID] = set()
        self.stirred = asyncio.Event()

    def came(self, viewer: Viewer) -> None:
        """Somebody opened a socket."""
        if viewer.role is Role.CLIENT:
            self.sockets[viewer.id] += 1
            if self.sockets[viewer.id] == 1:
                self.note(viewer.id)

    def went(self, viewer: Viewer) -> None:
        """Somebody closed a socket."""
        if viewer.role is Role.CLIENT:
            self.sockets[viewer.id] -= 1
            if not self.sockets[viewer.id]:
                del self.sockets[viewer.id]
                self.note(viewer.id)

    def note(self, person_id: UUID) -> None:
        """Remember whom to tell about, soon."""
        self.changed.add(person_id)
        self.stirred.set()

    async def run(self) -> None:
        """Tell about comings and goings as they are, and about who stays before it runs out; until cancelled."""
        while True:
            try:
                async with asyncio.timeout(REFRESH):
                    await self.stirred.wait()
                await asyncio.sleep(CHANGE)
                people, self.changed = self.changed, set()
                self.stirred.clear()
            except TimeoutError:
                people = set(self.sockets)
            await self.tell(people)

    async def tell(self, people: set[UUID]) -> None:
        """Tell the rooms of these people until when they are online; what fails is told at the next refresh."""
        online = {person_id for person_id in people if person_id in self.sockets}
        try:
            await events.presence_changed(self.process, online, people - online, datetime.now(UTC))
        except DomainError as error:
            log.warning("presence not told", code=error.code)
