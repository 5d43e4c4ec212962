"""`parlour migrate` and `parlour demo`, and what `parlour up` does with a database before it serves."""

import asyncio
from collections.abc import Callable

from asyncpg import InsufficientPrivilegeError, InvalidAuthorizationSpecificationError, TooManyConnectionsError

from db.migrate import migrate
from db.settings import Settings
from portal_web.cli.console import out, steps
from portal_web.cli.problems import CannotRun
from portal_web.cli.readiness import database_address


def run_migrations(settings: Settings) -> None:
    """Migrate the database of the settings. Raises CannotRun."""
    with steps() as begin:
        _migrated(settings, begin)
    out.print("The database is up to date.")


def prepare(settings: Settings, begin: Callable[[str], None]) -> None:
    """Bring the database to the newest shape. Raises CannotRun."""
    _migrated(settings, begin)


REFUSALS = (OSError, InsufficientPrivilegeError, InvalidAuthorizationSpecificationError, TooManyConnectionsError)


def _migrated(settings: Settings, begin: Callable[[str], None]) -> None:
    address = database_address(settings)
    try:
        asyncio.run(migrate(address, lambda step: begin(f"Migrating: {step}")))
    except REFUSALS as problem:
        raise CannotRun(f"cannot use the database: {problem}") from problem
