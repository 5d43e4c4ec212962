"""Does for a while what a worker and a listener do, where none runs beside, so that a check tells of the rest."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from socket import AF_INET, AF_INET6, create_server

from aiosmtplib import SMTPException

from db.settings import Settings
from jobs import inbound_imap, inbound_mail, inbound_smtp, smtp
from jobs.doctor.finding import Finding, Verdict
from jobs.doctor.receiving import has_other_ways, listener_of
from jobs.port import is_worker_at_work
from resolvers import queue
from resolvers.queue import Work

NO_WORKER = "No worker runs: this command fetched and decided mail while it waited. Start `parlour worker`."
NO_LISTENER = "No listener runs: this command listened while it waited. Start `parlour mail listen`."


@dataclass(slots=True)
class StandIn:
    """What is missing beside. A worker that has just ended is missed after a while only."""

    settings: Settings
    clock: Callable[[], datetime]
    for_worker: bool
    for_listener: bool

    async def work(self) -> None:
        """What a worker does with mail that comes in, or a hint to the one that runs."""
        self.for_worker = self.for_worker or not await is_worker_at_work()
        if not self.for_worker:
            if self.settings.imap_url:
                await queue.hint(Work.FETCH_MAIL)
            return
        await inbound_imap.fetch(self.settings, self.clock)
        await inbound_mail.process_due(self.settings, self.clock)

    def findings(self) -> list[Finding]:
        """What was done that others should do."""
        said = [NO_WORKER] * self.for_worker + [NO_LISTENER] * self.for_listener
        return [Finding(Verdict.UNTRIED, one) for one in said]


@asynccontextmanager
async def standing_in(settings: Settings, clock: Callable[[], datetime]) -> AsyncIterator[StandIn]:
    """Stand in for the block for whoever is missing. A port that cannot be had is left alone."""
    for_worker = not await is_worker_at_work()
    if has_other_ways(settings) or await _answers(settings):
        yield StandIn(settings, clock, for_worker, for_listener=False)
        return
    host = settings.inbound_smtp_host
    try:
        listening = create_server(
            (host, settings.inbound_smtp_port), family=AF_INET6 if ":" in host else AF_INET, backlog=20
        )
    except OSError:
        yield StandIn(settings, clock, for_worker, for_listener=False)
        return
    server = await inbound_smtp.serve(settings, listening)
    try:
        yield StandIn(settings, clock, for_worker, for_listener=True)
    finally:
        server.close()
        await server.wait_closed()


async def _answers(settings: Settings) -> bool:
    try:
        async with smtp.conversation_with(listener_of(settings)):
            return True
    except (SMTPException, OSError):
        return False
