"""The tray of held mails: read, accepted and rejected by the team of their room, and by administrators."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.queries import inbound_mail as queries
from db.sql import Row
from db.vocabulary import AuditAction, HeldReason, InboundState
from resolvers import audit, facts, keysets, queue, visibility
from resolvers.errors import DomainError, ErrorCode, not_found
from resolvers.pages import Page
from resolvers.queue import Work
from resolvers.replies import alerts
from resolvers.replies.answers import bound_by
from resolvers.replies.deciding import forbidden
from resolvers.viewer import Viewer
from resolvers.views import HeldMailView

WORDS = {
    HeldReason.NOT_ACTIVE: (ErrorCode.NOT_ACTIVE, "This person's account is not active."),
    HeldReason.NOT_PARTICIPANT: (ErrorCode.NOT_ALLOWED, "This person is not in the room any more."),
    HeldReason.READ_ONLY: (ErrorCode.ROOM_READ_ONLY, "Only the team writes in an announcement room."),
    HeldReason.ARCHIVED: (ErrorCode.ROOM_ARCHIVED, "This room is archived and can only be read."),
}
LASTING = {
    HeldReason.TOO_LONG: (ErrorCode.LIMIT_EXCEEDED, "This mail is too long for a message."),
    HeldReason.UNREADABLE: (ErrorCode.NOT_ALLOWED, "This mail cannot be read."),
}
"""Reasons that accepting does not take away."""


async def held_mails(viewer: Viewer, size: int, after: str | None) -> Page[HeldMailView] | None:
    """Held mails of the viewer's rooms, of all rooms for an administrator, the oldest first; None for clients."""
    if not visibility.sees(viewer, visibility.Facet.HELD_MAILS):
        return None
    start = keysets.moment(after, "after") if after else None
    rows = await queries.held_page(viewer.workspace_id, viewer.id, viewer.is_administrator, start, size + 1)
    shown = rows[:size]
    return Page(
        items=[view for row in shown if (view := visibility.held_mail_as_seen_by(viewer, row))],
        cursors=[keysets.of_moment(row["received_at"], row["id"]) for row in shown],
        has_previous=after is not None,
        has_next=len(rows) > size,
    )


async def accept(viewer: Viewer, mail_id: UUID, now: datetime) -> None:
    """Say that a held mail is its person's answer: it is posted as theirs in a moment, by the rules for that person.

    Raises NOT_FOUND for what is not the viewer's to decide, CONFLICT where it was decided before, and what keeps its
    person from posting now: NOT_ACTIVE, NOT_ALLOWED, ROOM_READ_ONLY, ROOM_ARCHIVED; LIMIT_EXCEEDED for too long a mail.
    """
    async with sql.transaction():
        row = await _locked(viewer, mail_id)
        await _refuse_unless_possible(row)
        await sql.execute(queries.ACCEPT, mail_id, viewer.id)
        await _audited(viewer, AuditAction.HELD_MAIL_ACCEPTED, row, now)
        changes = await alerts.changed(row["room_id"], now)
    await facts.publish(changes)
    await queue.hint(Work.PROCESS_INBOUND_MAIL)


async def reject(viewer: Viewer, mail_id: UUID, now: datetime) -> None:
    """Say that a held mail is not to be posted. Nobody is told. Raises NOT_FOUND, CONFLICT."""
    async with sql.transaction():
        row = await _locked(viewer, mail_id)
        await sql.execute(queries.REJECT, mail_id, viewer.id, now)
        await _audited(viewer, AuditAction.HELD_MAIL_REJECTED, row, now)
        changes = await alerts.changed(row["room_id"], now)
    await facts.publish(changes)


async def _locked(viewer: Viewer, mail_id: UUID) -> Row:
    if not visibility.sees(viewer, visibility.Facet.HELD_MAILS):
        raise not_found("HeldMail", "mailId")
    row = await queries.held_one(viewer.workspace_id, viewer.id, viewer.is_administrator, mail_id)
    if row is None:
        raise not_found("HeldMail", "mailId")
    if row["state"] != InboundState.HELD:
        raise DomainError(ErrorCode.CONFLICT, "This mail has been decided already.", ("mailId",))
    return row


async def _refuse_unless_possible(row: Row) -> None:
    if lasting := LASTING.get(row["reason"]):
        raise DomainError(*lasting, ("mailId",))
    bound = await bound_by([bytes(row["token_hash"])], None) if row["token_hash"] else None
    if bound is None:
        raise DomainError(ErrorCode.NOT_ALLOWED, "The mail that this one answers is forgotten.", ("mailId",))
    why = await forbidden(bound)
    if why:
        code, words = WORDS[why]
        raise DomainError(code, words, ("mailId",))


async def _audited(viewer: Viewer, action: AuditAction, row: Row, now: datetime) -> None:
    await audit.record(viewer, action, now, room_id=row["room_id"], person_ids=[row["person_id"]])
