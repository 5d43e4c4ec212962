"""Statements for a developer's own machine: time passes for the mail that waits."""

from datetime import timedelta

from db import sql

CLOCKS = "UPDATE room SET digest_due_at = digest_due_at - $1::interval WHERE digest_due_at IS NOT NULL"
MARKS = "UPDATE participation SET mailed_at = mailed_at - $1::interval WHERE mailed_at IS NOT NULL AND left_at IS NULL"
WAITING = "UPDATE digest_mail SET due_at = due_at - $1::interval WHERE state = 'PLANNED'"


async def pass_time(span: timedelta) -> None:
    """Put everything that decides when mail leaves back by a span, inside a transaction."""
    for statement in (CLOCKS, MARKS, WAITING):
        await sql.execute(statement, span)
