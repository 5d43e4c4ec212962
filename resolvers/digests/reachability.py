"""Why people get no mail about a room, for the team: one cause at a time, the first that has to be changed."""

from collections.abc import Sequence
from uuid import UUID

from db.queries import reachability as queries
from resolvers import visibility
from resolvers.viewer import Viewer
from resolvers.views import ReachabilityView


async def reachability(
    viewer: Viewer, room_id: UUID, person_ids: Sequence[UUID]
) -> dict[UUID, ReachabilityView | None]:
    """Whether mail about a room reaches each of these people, in one statement; None for clients and others' rooms."""
    found: dict[UUID, ReachabilityView | None] = dict.fromkeys(person_ids)
    if not visibility.sees(viewer, visibility.Facet.REACHABILITY):
        return found
    for row in await queries.reachability(viewer.id, room_id, list(person_ids)):
        found[row["person_id"]] = visibility.reachability_as_seen_by(viewer, row)
    return found
