"""`parlour mail check`: what is wrong with the configuration of mail, in words."""

import asyncio

from rich.markup import escape

from db.settings import Settings
from jobs import names
from jobs.mail_checks import Verdict, findings
from portal_web.cli.console import out
from portal_web.cli.problems import CannotRun

MARKS = {Verdict.GOOD: "[green]✓[/]", Verdict.BAD: "[bold red]✗[/]", Verdict.UNTRIED: "[yellow]–[/]"}


def run(settings: Settings) -> None:
    """Tell what was found, a line each. Raises CannotRun when something is wrong."""
    found = asyncio.run(findings(settings, names.own_resolver()))
    for finding in found:
        out.print(f"{MARKS[finding.verdict]} {escape(finding.said)}", soft_wrap=True)
    if wrong := sum(finding.verdict is Verdict.BAD for finding in found):
        raise CannotRun(f"{wrong} of {len(found)} checks of mail failed")
