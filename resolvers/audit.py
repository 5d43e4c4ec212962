"""Keeps who did what to whom, in the transaction that did it."""

from datetime import datetime
from uuid import UUID, uuid4

from db.models import AuditEntry
from db.vocabulary import AuditAction
from resolvers.viewer import Viewer


async def record(
    viewer: Viewer,
    action: AuditAction,
    now: datetime,
    *,
    room_id: UUID | None = None,
    person_ids: list[UUID] | None = None,
    message_id: UUID | None = None,
) -> None:
    """Write one entry for each person the act was about; without `person_ids` one in all.

    Call it inside the act's transaction.
    """
    actor = (viewer.workspace_id, viewer.id)
    await record_by(actor, action, now, room_id=room_id, person_ids=person_ids, message_id=message_id)


async def record_by(
    actor: tuple[UUID, UUID | None],
    action: AuditAction,
    now: datetime,
    *,
    room_id: UUID | None = None,
    person_ids: list[UUID] | None = None,
    message_id: UUID | None = None,
) -> None:
    """As `record`, for acts without a session: the actor is a workspace and somebody of it, or nobody."""
    about: list[UUID | None] = [None] if person_ids is None else [*person_ids]
    await AuditEntry.bulk_create(
        [
            AuditEntry(
                id=uuid4(),
                workspace_id=actor[0],
                actor_id=actor[1],
                action=action,
                room_id=room_id,
                person_id=person_id,
                message_id=message_id,
                occurred_at=now,
            )
            for person_id in about
        ]
    )
