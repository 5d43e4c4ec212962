"""`parlour worker`: deferred work, and mail that stays here because no relay is set."""

import asyncio
from contextlib import suppress

from db.settings import Settings
from jobs import worker
from portal_web.cli.console import out
from portal_web.cli.readiness import both_urls, mail_relay


def run(settings: Settings) -> None:
    """Work until told to stop. Raises CannotRun."""
    mail_relay(both_urls(settings))
    with suppress(KeyboardInterrupt):
        asyncio.run(worker.run(settings, show if settings.development else mention))


def show(mail: str) -> None:
    """Print a mail whole, with lines as long as they are, so that its links can be followed."""
    out.rule("mail that was not sent: SMTP_URL is not set")
    out.print(mail, markup=False, soft_wrap=True)
    out.rule()


def mention(_mail: str) -> None:
    """Say that a mail waits, without its live links: elsewhere than at a developer's, this output is a log."""
    out.print("A mail was not sent: SMTP_URL is not set.")
