"""Statements about checks of the mail configuration that have passed."""

from datetime import datetime

from db import sql

PASSED = "SELECT passed_at FROM mail_check WHERE name = $1"
RECORD = """
INSERT INTO mail_check (name, passed_at) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET passed_at = excluded.passed_at
"""
FORGET = "DELETE FROM mail_check WHERE name = $1"


async def passed(name: str) -> datetime | None:
    """When a check passed last."""
    found = await sql.row(PASSED, name)
    return found["passed_at"] if found else None


async def record(name: str, now: datetime) -> None:
    """A check has passed."""
    await sql.execute(RECORD, name, now)


async def forget(name: str) -> None:
    """A check no longer passes."""
    await sql.execute(FORGET, name)
