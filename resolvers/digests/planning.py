"""Plans digests: when rooms' clocks ring, their readers are found, and outbox rows and marks written together."""

from datetime import datetime, timedelta

from db import sql
from db.queries import digests as queries
from db.queries.digests import Quiet
from resolvers.digests.nights import over_at

ROOMS_AT_ONCE = 50
"""Rooms of one transaction: while it lasts, nobody can post into them."""

APART = timedelta(seconds=10)
"""Between two mails of one person that are due together."""

TOGETHER = timedelta(minutes=5)
"""How far a person's waiting mails may reach to be counted as due together with another."""


async def plan_due(domain: str, now: datetime) -> int:
    """Plan a mail for everybody with news in rooms whose clock has rung; answers how many.

    Four statements for every fifty rooms, however many people there are. `domain` is where Message-IDs are at home.
    """
    planned = 0
    while (some := await _plan_some(domain, now)) is not None:
        planned += some
    return planned


async def _plan_some(domain: str, now: datetime) -> int | None:
    async with sql.transaction():
        room_ids = await queries.ringing(now, ROOMS_AT_ONCE)
        if not room_ids:
            return None
        nights = [Quiet(*night, over_at(*night, now)) for night in await queries.quiet_hours(room_ids)]
        return await queries.plan(room_ids, now, domain, nights, APART, TOGETHER)
