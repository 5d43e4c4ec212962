"""`parlour mail check`: what is wrong with the configuration of mail, in words."""

import asyncio
from datetime import UTC, datetime

from rich.markup import escape

from db.connection import connected
from db.embedded import silence
from db.settings import Settings
from jobs import doctor, names
from jobs.doctor import Finding, Verdict
from jobs.port import connect_queue
from portal_web.cli.console import only_warnings, out
from portal_web.cli.problems import CannotRun
from portal_web.cli.servers import at_hand

MARKS = {Verdict.GOOD: "[green]✓[/]", Verdict.BAD: "[bold red]✗[/]", Verdict.UNTRIED: "[yellow]–[/]"}
NOT_HERE = (
    "DATABASE_URL and REDIS_URL are not both set, and `parlour up` has never run in DATA_DIR:"
    " whether answers arrive was not tried."
)


def run(settings: Settings, wait: int) -> None:
    """Tell what was found, a line each. Raises CannotRun when something is wrong, EmbeddedError."""
    found = asyncio.run(doctor.findings(settings, names.own_resolver()))
    _tell(found)
    tried = _tried(settings, wait)
    _tell(tried)
    if wrong := sum(finding.verdict is Verdict.BAD for finding in found + tried):
        raise CannotRun(f"{wrong} of {len(found + tried)} checks of mail failed")


def _tried(settings: Settings, wait: int) -> list[Finding]:
    """Whether an answer arrives, where all that it takes is set."""
    if not settings.smtp_url or settings.inbound_domain is None:
        return []
    with at_hand(settings, silence) as named:
        if not named.database_url or not named.redis_url:
            return [Finding(Verdict.UNTRIED, NOT_HERE)]
        with only_warnings():
            return asyncio.run(_there_and_back(named, wait))


async def _there_and_back(settings: Settings, wait: int) -> list[Finding]:
    try:
        async with connected(settings):
            connect_queue()
            return await doctor.there_and_back(settings, wait, lambda: datetime.now(UTC))
    except ValueError as problem:  # told above already, or as plain
        return [Finding(Verdict.UNTRIED, f"Whether answers arrive was not tried: {problem}.")]


def _tell(found: list[Finding]) -> None:
    for finding in found:
        out.print(f"{MARKS[finding.verdict]} {escape(finding.said)}", soft_wrap=True)
