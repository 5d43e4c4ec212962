"""Runs named SQL on the process's pool, or on the transaction it is called in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from tortoise.connection import get_connection
from tortoise.exceptions import DBConnectionError, IntegrityError
from tortoise.transactions import in_transaction

Row = dict[str, Any]

UNREACHABLE = (
    ConnectionError,
    FileNotFoundError,
    TimeoutError,
    DBConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a server that dies between preparing and binding confuses asyncpg's state machine
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.DeadlockDetectedError,
)
"""What is raised when PostgreSQL is away, restarting or untying a knot: worth another try, nobody's mistake."""


async def rows(statement: str, *values: object) -> list[Row]:
    """Every row of a statement, RETURNING ones too."""
    return await get_connection("default").execute_query_dict(statement, list(values))


async def row(statement: str, *values: object) -> Row | None:
    """The first row, or None."""
    found = await rows(statement, *values)
    return found[0] if found else None


async def execute(statement: str, *values: object) -> int:
    """Run a statement that returns nothing; answers how many rows it touched."""
    count, _ = await get_connection("default").execute_query(statement, list(values))
    return count


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """One transaction: everything in the block or nothing of it. Publish after it, never inside."""
    async with in_transaction("default"):
        yield


def violated(error: IntegrityError) -> str | None:
    """The name of the constraint that refused a write."""
    cause = error.args[0] if error.args else None
    return getattr(cause, "constraint_name", None)
