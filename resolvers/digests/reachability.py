"""Why people get no mail about a room, and when they do, for the team: one cause at a time, the first to be changed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from db.queries import reachability as queries
from db.sql import Row
from resolvers import visibility
from resolvers.digests.nights import over_at
from resolvers.viewer import Viewer
from resolvers.views import ReachabilityView

Pair = tuple[UUID, UUID]
"""A room and a person."""


async def reachability(viewer: Viewer, asked: Sequence[Pair], now: datetime) -> dict[Pair, ReachabilityView | None]:
    """Whether mail about each room reaches each person, in one statement; None for clients and others' rooms."""
    found: dict[Pair, ReachabilityView | None] = dict.fromkeys(asked)
    if not visibility.sees(viewer, visibility.Facet.REACHABILITY):
        return found
    rows = await queries.reachability(viewer.id, [room for room, _ in asked], [person for _, person in asked])
    for row in rows:
        view = visibility.reachability_as_seen_by(viewer, row, _next_mail_at(row, now))
        found[row["room_id"], row["person_id"]] = view
    return found


def _next_mail_at(row: Row, now: datetime) -> datetime | None:
    """When `planning` would let a mail leave, if nothing changes until then."""
    if row["reason"]:
        return None
    if row["planned_at"] or row["rings_at"] is None:
        return max(row["planned_at"], now) if row["planned_at"] else None
    rings_at = max(row["rings_at"], now)
    over = over_at(row["time_zone"], row["quiet_from"], row["quiet_until"], rings_at)
    return max(time for time in (rings_at, row["not_before"], over) if time)
