"""Messages: read in pages, sent once, edited and deleted by those who may."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from tortoise.exceptions import IntegrityError

from db import sql
from db.models import Message, MessageEdit
from db.queries import messages as queries
from db.queries.messages import NewMessage
from db.sql import Row
from db.vocabulary import AuditAction, EventKind
from resolvers import access, attachments, audit, facts, keysets, original_mails, queue, texts, visibility
from resolvers.access import Action
from resolvers.errors import DomainError, ErrorCode, not_found, unavailable
from resolvers.facts import Changes, Fact
from resolvers.pages import Page, Window
from resolvers.queue import Work
from resolvers.search import indexing
from resolvers.viewer import Viewer
from resolvers.views import EarlierTextView, MessageView, RoomView

TRIES = 5
"""How often a send asks the door again when the room changes between door and write."""


NO_POSITION = (1 << 63) - 1
"""Past every position."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to post, its text cleaned."""

    client_message_id: UUID
    body: str
    replies_to_id: UUID | None
    upload_ids: tuple[UUID, ...]
    read_up_to: int | None = None


async def send_message(
    viewer: Viewer,
    room_id: UUID,
    client_message_id: UUID,
    body: str,
    replies_to_id: UUID | None,
    now: datetime,
    upload_ids: Sequence[UUID] = (),
) -> MessageView:
    """Post into a room, with uploads of one's own as its files; a message with files needs no text.

    The same author sending the same `client_message_id` again gets the same message back.
    Answers after commit. Raises what `access.room_for` raises, INVALID or LIMIT_EXCEEDED for the text, NOT_FOUND for a
    quoted message that is not of this room, what `attachments.attach` raises for the uploads, CONFLICT when the id was
    used in another room.
    """
    draft = _draft(client_message_id, body, replies_to_id, upload_ids)
    for _ in range(TRIES):
        room = await access.room_for(viewer, room_id, Action.POST)
        row = await _written(viewer, room, draft, now)
        if row is not None:
            return visibility.message_as_seen_by(viewer, row)
    raise unavailable()


async def send_by_mail(
    viewer: Viewer,
    room_id: UUID,
    client_message_id: UUID,
    body: str,
    upload_ids: Sequence[UUID],
    read_up_to: int,
    now: datetime,
) -> tuple[UUID, Changes]:
    """Post what came by mail, inside a transaction that holds the room's row; answers the message and what to publish.

    Of what others wrote, only messages up to `read_up_to` count as read. Raises as `send_message`.
    """
    draft = replace(_draft(client_message_id, body, None, upload_ids), read_up_to=read_up_to)
    room = await access.room_for(viewer, room_id, Action.POST)
    row = await _with_files(viewer, room, draft, now)
    if row is None:
        raise unavailable()
    return row["id"], _changed(row)


def _draft(client_message_id: UUID, body: str, replies_to_id: UUID | None, upload_ids: Sequence[UUID]) -> Draft:
    attachments.require_few(upload_ids)
    text = texts.body_of(body, "body") if body.strip() or not upload_ids else ""
    return Draft(client_message_id, text, replies_to_id, tuple(upload_ids))


def _changed(row: Row) -> Changes:
    return Changes(rooms={row["room_id"]: (row["team_seq"], row["membership_version"])})


async def _written(viewer: Viewer, room: Row, draft: Draft, now: datetime) -> Row | None:
    """The message as written now or before; None when the room changed under us."""
    try:
        row = await (_with_files(viewer, room, draft, now) if draft.upload_ids else _sent(viewer, room, draft, now))
    except IntegrityError as error:
        return await _already_sent(viewer, room, draft.client_message_id, sql.violated(error))
    if row is not None:
        await facts.publish(_changed(row))
    return row


async def _with_files(viewer: Viewer, room: Row, draft: Draft, now: datetime) -> Row | None:
    async with sql.transaction():
        row = await _sent(viewer, room, draft, now)
        if row is not None and draft.upload_ids:
            await attachments.attach(viewer, row["id"], room["id"], draft.upload_ids)
            await indexing.enter([row["id"]])
    return row


async def _sent(viewer: Viewer, room: Row, draft: Draft, now: datetime) -> Row | None:
    new = NewMessage(
        uuid4(),
        room["id"],
        viewer.id,
        draft.client_message_id,
        draft.body,
        draft.replies_to_id,
        len(draft.upload_ids),
        draft.read_up_to,
        indexing.entries_of(viewer.id, viewer.role, draft.body, ()),
        indexing.vocabulary_of(draft.body),
    )
    return await queries.send(new, room["membership_version"], now)


async def _already_sent(viewer: Viewer, room: Row, client_message_id: UUID, constraint: str | None) -> Row:
    match constraint:
        case "message_once":
            row = await queries.message_by_client_id(viewer.id, client_message_id)
            assert row is not None
            if row["room_id"] != room["id"]:
                raise DomainError(ErrorCode.CONFLICT, "This id was used in another room.", ("clientMessageId",))
            return row
        case "message_quotes_its_room":
            raise not_found("Message", "repliesToId")
        case _:
            raise RuntimeError(f"a message was refused by {constraint}")


async def edit_message(viewer: Viewer, message_id: UUID, body: str, now: datetime) -> MessageView:
    """Change the text of an own message, keeping the earlier one for the team.

    Raises NOT_FOUND, NOT_ALLOWED for others' messages, MESSAGE_DELETED, and what the room's door raises.
    """
    text = texts.body_of(body, "body")
    async with sql.transaction():
        row = await access.locked_message_for(viewer, message_id, Action.EDIT_OWN, None)
        if row["deleted_at"]:
            raise DomainError(ErrorCode.MESSAGE_DELETED, "This message has been deleted.", ("messageId",))
        if row["body"] == text:
            return visibility.message_as_seen_by(viewer, row)
        await MessageEdit.create(id=uuid4(), message_id=message_id, body=row["body"], replaced_at=now)
        await Message.filter(id=message_id).update(body=text, edited_at=now)
        await indexing.enter([message_id])
        changes = await _tell(viewer, row, EventKind.MESSAGE_EDITED, AuditAction.MESSAGE_EDITED, now)
    await facts.publish(changes)
    return visibility.message_as_seen_by(viewer, {**row, "body": text, "edited_at": now})


async def delete_message(viewer: Viewer, message_id: UUID, now: datetime) -> MessageView:
    """Take a message back: text, earlier texts and files are gone at once; author, time and position stay.

    Deleting a deleted message changes nothing. Raises NOT_FOUND, and NOT_ALLOWED for those who may not.
    """
    async with sql.transaction():
        row = await access.locked_message_for(viewer, message_id, Action.DELETE_OWN, Action.DELETE_ANY)
        if row["deleted_at"]:
            return visibility.message_as_seen_by(viewer, row)
        await MessageEdit.filter(message_id=message_id).delete()
        await attachments.forget_of_message(message_id, now)
        await indexing.leave(message_id)
        await original_mails.forget_of_message(message_id, now)
        await Message.filter(id=message_id).update(body="", attachment_count=0, deleted_at=now)
        changes = await _tell(viewer, row, EventKind.MESSAGE_DELETED, AuditAction.MESSAGE_DELETED, now)
    await facts.publish(changes)
    await queue.hint(Work.REMOVE_BLOBS)
    return visibility.message_as_seen_by(viewer, {**row, "body": "", "attachment_count": 0, "deleted_at": now})


async def _tell(viewer: Viewer, row: Row, kind: EventKind, action: AuditAction, now: datetime) -> Changes:
    await audit.record(viewer, action, now, room_id=row["room_id"], message_id=row["id"])
    fact = Fact(kind, message_id=row["id"], person_id=viewer.id)
    return await facts.record_in_room(row["room_id"], [fact], now, membership_changed=False)


async def find_message(viewer: Viewer, message_id: UUID) -> MessageView | None:
    """A message of a room the viewer takes part in; None for every other id."""
    row = await queries.message_for_reader(message_id, viewer.id)
    return visibility.message_as_seen_by(viewer, row) if row else None


async def page_messages(viewer: Viewer, rooms: Sequence[RoomView], window: Window) -> dict[UUID, Page[MessageView]]:
    """One page of each room's messages by position, in one statement for all rooms.

    A page ends where its room's view does, so that it agrees with the view's cursor. Raises INVALID for a cursor.
    """
    above, below = _bounds(window)
    asked = [(room.id, room.last_position) for room in rooms]
    rows = await queries.pages_of_messages(viewer.id, asked, above, below, window.size, backward=window.backward)
    by_room: dict[UUID, list[MessageView]] = {room.id: [] for room in rooms}
    for row in rows:
        by_room[row["room_id"]].append(visibility.message_as_seen_by(viewer, row))
    return {room.id: _page(room, by_room[room.id]) for room in rooms}


def _bounds(window: Window) -> tuple[int, int]:
    """The positions between which a page lies. Positions are dense, so the middle of a page tells where it begins."""
    if window.around is not None:
        return max(min(window.around, NO_POSITION) - 1 - window.size // 2, 0), NO_POSITION
    above = keysets.position(window.after, "after") if window.after else 0
    return above, keysets.position(window.before, "before") if window.before else NO_POSITION


def _page(room: RoomView, messages: list[MessageView]) -> Page[MessageView]:
    """Positions are dense, so what lies beyond a page is known without asking."""
    return Page(
        items=messages,
        cursors=[keysets.of_position(message.position) for message in messages],
        has_previous=bool(messages) and messages[0].position > 1,
        has_next=bool(messages) and messages[-1].position < room.last_position,
    )


async def earlier_texts(viewer: Viewer, message_ids: Sequence[UUID]) -> dict[UUID, list[EarlierTextView]]:
    """What edited messages said before, for the team; nothing for clients."""
    found: dict[UUID, list[EarlierTextView]] = {message_id: [] for message_id in message_ids}
    if not visibility.sees(viewer, visibility.Facet.EARLIER_TEXTS):
        return found
    for row in await queries.earlier_texts(list(message_ids), viewer.id):
        if view := visibility.earlier_text_as_seen_by(viewer, row):
            found[row["message_id"]].append(view)
    return found
