"""What a person has read and muted in a room, and what the team may know of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from db import sql
from db.queries import marks as queries
from db.sql import Row
from db.vocabulary import EventKind, PersonEventKind, Role, SignalKind
from resolvers import access, events, facts, keysets, visibility
from resolvers.access import Action
from resolvers.errors import invalid
from resolvers.facts import Changes, Fact
from resolvers.pages import Page
from resolvers.viewer import Viewer
from resolvers.views import ReceiptView

TYPING_SECONDS = 6
"""How long a client counts as typing after saying so."""


async def mark_room_read(viewer: Viewer, room_id: UUID, position: int, now: datetime) -> None:
    """Move the viewer's read mark up to a message's position. It only ever moves forward.

    Raises what the room's door raises, INVALID for a position that no message has.
    """
    async with sql.transaction():
        room = await access.locked_room_for(viewer, room_id, Action.MARK_READ)
        if not 0 <= position <= room["last_position"]:
            raise invalid("No message has this position.", "position")
        if not await queries.move_read_mark(room_id, viewer.id, position, now):
            return
        changes = await facts.record_for_people([viewer.id], PersonEventKind.ROOM_READ, room_id, now)
        changes = changes.joined(await _receipt(viewer, room_id, position, now))
    await facts.publish(changes)


async def _receipt(viewer: Viewer, room_id: UUID, position: int, now: datetime) -> Changes:
    """Receipts are about clients: what the team reads is kept as its mark only."""
    if viewer.role is not Role.CLIENT:
        return Changes()
    await queries.log_reading(room_id, viewer.id, position, now)
    fact = Fact(EventKind.MESSAGES_READ, person_id=viewer.id, position=position)
    return await facts.record_in_room(room_id, [fact], now, membership_changed=False)


async def mute_room(viewer: Viewer, room_id: UUID, now: datetime) -> None:
    """Get no mail about this room. Unread counts go on. Raises what the room's door raises."""
    await _set_muted(viewer, room_id, now, now)


async def unmute_room(viewer: Viewer, room_id: UUID, now: datetime) -> None:
    """Get mail about this room again. Raises what the room's door raises."""
    await _set_muted(viewer, room_id, None, now)


async def _set_muted(viewer: Viewer, room_id: UUID, muted_at: datetime | None, now: datetime) -> None:
    kind = PersonEventKind.ROOM_MUTED if muted_at else PersonEventKind.ROOM_UNMUTED
    async with sql.transaction():
        await access.room_for(viewer, room_id, Action.MUTE)
        if not await queries.set_muted(room_id, viewer.id, muted_at):
            return
        changes = await facts.record_for_people([viewer.id], kind, room_id, now)
    await facts.publish(changes)


async def show_typing(viewer: Viewer, room_id: UUID, now: datetime) -> None:
    """Tell the team for a few seconds that a client is writing. Of the team's own typing nobody is told.

    Raises what the room's door raises.
    """
    await access.room_for(viewer, room_id, Action.SHOW_TYPING)
    if viewer.role is Role.CLIENT:
        until = now + timedelta(seconds=TYPING_SECONDS)
        await events.room_signal(room_id, SignalKind.CLIENT_TYPING, viewer.id, until)


async def page_receipts(
    viewer: Viewer, message_ids: Sequence[UUID], size: int, after: str | None
) -> dict[UUID, Page[ReceiptView] | None]:
    """Which clients have read each message and when, in one statement; None for clients, whatever they ask."""
    if not visibility.sees(viewer, visibility.Facet.RECEIPTS):
        return dict.fromkeys(message_ids)
    start = keysets.moment(after, "after") if after else None
    rows = await queries.receipts(viewer.id, list(message_ids), start, size + 1)
    by_message: dict[UUID, list[Row]] = {message_id: [] for message_id in message_ids}
    for row in rows:
        by_message[row["message_id"]].append(row)
    return {message_id: _page(viewer, found, size, after) for message_id, found in by_message.items()}


async def mailed_counts(viewer: Viewer, message_ids: Sequence[UUID]) -> dict[UUID, int | None]:
    """To how many clients each message was mailed, in one statement; None for clients."""
    if not visibility.sees(viewer, visibility.Facet.REACHABILITY):
        return dict.fromkeys(message_ids)
    found = {row["message_id"]: row["clients"] for row in await queries.mailed(viewer.id, list(message_ids))}
    return {message_id: found.get(message_id, 0) for message_id in message_ids}


def _page(viewer: Viewer, rows: list[Row], size: int, after: str | None) -> Page[ReceiptView]:
    shown = rows[:size]
    return Page(
        items=[view for row in shown if (view := visibility.receipt_as_seen_by(viewer, row))],
        cursors=[keysets.of_moment(row["read_at"], row["person_id"]) for row in shown],
        has_previous=after is not None,
        has_next=len(rows) > size,
    )
