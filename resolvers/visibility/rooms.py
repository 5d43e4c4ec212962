"""Rooms as each side sees them."""

from typing import assert_never

from db.sql import Row
from db.vocabulary import Role, RoomKind
from resolvers import access, cursors
from resolvers.viewer import Audience, Viewer
from resolvers.views import OwnMarks, PortalView, RoomView
from resolvers.visibility.facets import Facet, sees
from resolvers.visibility.people import person_as_seen_by


def room_as_seen_by(audience: Audience | Viewer, row: Row, mine: OwnMarks | None) -> RoomView:
    """A room out of a row of `db.queries.rooms`; `mine` is None where an audience shares the view."""
    administers = sees(audience, Facet.ADMINISTRATION)
    return RoomView(
        id=row["id"],
        name=row["name"],
        kind=RoomKind(row["kind"]),
        created_at=row["created_at"],
        archived_at=row["archived_at"],
        last_position=row["last_position"],
        cursor=room_cursor(audience, row),
        mine=mine,
        manager=person_as_seen_by(audience, row, "manager_"),
        portal=PortalView(row["portal_id"], row["portal_name"]) if administers and row["portal_id"] else None,
        auto_join=row["auto_join"] if administers else None,
        mixed_portals=row["mixed_portals"] if administers else None,
    )


def own_room_as_seen_by(viewer: Viewer, row: Row) -> RoomView:
    """A room as one who takes part in it sees it: with their own marks, and what they may do."""
    return room_as_seen_by(viewer, row, OwnMarks(row["read_position"], row["muted_at"], access.may(viewer, row)))


def room_cursor(audience: Audience | Viewer, row: Row) -> str:
    """Where this audience stands in the room's events; holds the audience's own number only."""
    match audience.role:
        case Role.TEAM:
            return cursors.room_cursor(row["id"], Role.TEAM, row["team_seq"])
        case Role.CLIENT:
            return cursors.room_cursor(row["id"], Role.CLIENT, row["shared_seq"])
        case _:
            assert_never(audience.role)
