"""What a developer may do on a machine of their own, in nobody's name: never reached on a public server."""

from datetime import timedelta

from db import sql
from db.queries import development as queries
from resolvers.queue import Work, hint


async def let_time_pass(span: timedelta) -> None:
    """Let this much time pass for digests: rooms' clocks, the pause after each mail, and mail that waits."""
    async with sql.transaction():
        await queries.pass_time(span)
    await hint(Work.SEND_DIGESTS)
