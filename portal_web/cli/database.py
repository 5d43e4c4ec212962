"""`parlour migrate`: the database in its newest shape."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext

from asyncpg import InsufficientPrivilegeError, InvalidAuthorizationSpecificationError, TooManyConnectionsError

from db.migrate import migrate
from db.settings import Settings
from portal_web.cli.console import out, steps
from portal_web.cli.problems import CannotRun
from portal_web.cli.readiness import database_address
from portal_web.cli.servers import at_hand

REFUSALS = (OSError, InsufficientPrivilegeError, InvalidAuthorizationSpecificationError, TooManyConnectionsError)


def run(settings: Settings) -> None:
    """Migrate the database of the settings. Raises CannotRun, EmbeddedError."""
    with steps() as begin, nullcontext(settings) if settings.database_url else at_hand(settings, begin) as named:
        bring_up_to_date(named, begin)
    out.print("The database is up to date.")


def bring_up_to_date(settings: Settings, begin: Callable[[str], None]) -> None:
    """Apply what is missing, telling each step. Raises CannotRun."""
    address = database_address(settings)
    try:
        asyncio.run(migrate(address, lambda step: begin(f"Migrating: {step}")))
    except REFUSALS as problem:
        raise CannotRun(f"cannot use the database: {problem}") from problem
