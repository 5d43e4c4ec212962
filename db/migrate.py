"""Brings the database to the newest shape, one process at a time."""

from collections.abc import Callable

from tortoise.connection import get_connection
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor
from tortoise.transactions import in_transaction

from db.connection import tortoise_config

LOCK = 0x7061726C6F7572
"""The key of the advisory lock that lets one process migrate: "parlour" in hexadecimal."""

# Tortoise looks for its own table by failing to read it, which would end the one transaction everything happens in.
RECORDS = """
CREATE TABLE IF NOT EXISTS tortoise_migrations (
    id serial PRIMARY KEY, app varchar(255) NOT NULL, name varchar(255) NOT NULL, applied_at timestamptz NOT NULL,
    UNIQUE (app, name)
)
"""

Progress = Callable[[str], object]


async def migrate(database_url: str, progress: Progress) -> None:
    """Apply every migration not yet applied; safe to start from several processes at once.

    All steps and their records are one transaction under an advisory lock, so that a process killed half-way leaves
    nothing. `progress` is told the name of each step as it begins. Raises OSError when the server cannot be reached.
    """
    config = tortoise_config(database_url, pool=1)
    async with TortoiseContext() as context:
        await context.init(config=config)
        async with in_transaction("default"):
            connection = get_connection("default")
            await connection.execute_query("SELECT pg_advisory_xact_lock($1)", [LOCK])
            await connection.execute_query(RECORDS)
            await MigrationExecutor(connection, config["apps"]).migrate(progress=_starts(progress))


def _starts(progress: Progress) -> Callable[[str, str, str], object]:
    def tell(event: str, _app: str, name: str) -> None:
        if event == "apply_start":
            progress(name)

    return tell
