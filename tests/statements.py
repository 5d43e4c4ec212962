"""Counts what is said to PostgreSQL, beneath the ORM and our own SQL."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
import pytest

SPOKEN = ("fetch", "fetchrow", "fetchval", "execute", "executemany")
"""Everything by which a connection is asked, BEGIN and COMMIT too."""


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement of the block in its order, whoever makes it."""
    statements: list[str] = []
    with pytest.MonkeyPatch.context() as patched:
        for name in SPOKEN:
            patched.setattr(asyncpg.Connection, name, _noting(getattr(asyncpg.Connection, name), statements))
        yield statements


def _noting(method: Callable[..., Any], statements: list[str]) -> Callable[..., Any]:
    async def noted(self: asyncpg.Connection, query: str, *args: object, **options: object) -> object:
        statements.append(query)
        return await method(self, query, *args, **options)

    return noted
