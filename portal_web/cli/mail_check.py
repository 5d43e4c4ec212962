"""`parlour mail check`: what is wrong with the configuration of mail, in words."""

import asyncio
from datetime import UTC, datetime

from rich.markup import escape

from db.connection import connected
from db.settings import Settings
from jobs import doctor, names
from jobs.doctor import Finding, Verdict
from jobs.port import connect_queue
from portal_web.cli.console import out
from portal_web.cli.problems import CannotRun

MARKS = {Verdict.GOOD: "[green]✓[/]", Verdict.BAD: "[bold red]✗[/]", Verdict.UNTRIED: "[yellow]–[/]"}
NOT_HERE = "DATABASE_URL and REDIS_URL are not both set: whether answers arrive was not tried."


def run(settings: Settings, wait: int) -> None:
    """Tell what was found, a line each. Raises CannotRun when something is wrong."""
    found = asyncio.run(_found(settings, wait))
    if wrong := sum(finding.verdict is Verdict.BAD for finding in found):
        raise CannotRun(f"{wrong} of {len(found)} checks of mail failed")


async def _found(settings: Settings, wait: int) -> list[Finding]:
    found = await doctor.findings(settings, names.own_resolver())
    _tell(found)
    tried = await _tried(settings, wait)
    _tell(tried)
    return found + tried


async def _tried(settings: Settings, wait: int) -> list[Finding]:
    """Whether an answer arrives, where all that it takes is set."""
    if not settings.smtp_url or settings.inbound_domain is None:
        return []
    if not settings.database_url or not settings.redis_url:
        return [Finding(Verdict.UNTRIED, NOT_HERE)]
    try:
        async with connected(settings):
            connect_queue()
            return await doctor.there_and_back(settings, wait, lambda: datetime.now(UTC))
    except ValueError as problem:  # told above already, or as plain
        return [Finding(Verdict.UNTRIED, f"Whether answers arrive was not tried: {problem}.")]


def _tell(found: list[Finding]) -> None:
    for finding in found:
        out.print(f"{MARKS[finding.verdict]} {escape(finding.said)}", soft_wrap=True)
