"""Databases made from a template, for tests: 150 ms instead of every migration again."""

from urllib.parse import urlsplit, urlunsplit

import asyncpg


async def copy_database(database_url: str, name: str) -> str:
    """Copy the database of this URL, which nobody may be connected to, under a new name; the URL of the copy."""
    template = _name_of(database_url)
    await _as_superuser(database_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER parlour')
    return _with_name(database_url, name)


async def drop_database(database_url: str) -> None:
    """Drop the database of this URL and disconnect whoever uses it."""
    await _as_superuser(database_url, f'DROP DATABASE IF EXISTS "{_name_of(database_url)}" WITH (FORCE)')


async def _as_superuser(database_url: str, statement: str) -> None:
    connection = await asyncpg.connect(_with_name(database_url, "postgres"), user="postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _name_of(database_url: str) -> str:
    return urlsplit(database_url).path.removeprefix("/")


def _with_name(database_url: str, name: str) -> str:
    return urlunsplit(urlsplit(database_url)._replace(path=f"/{name}"))
