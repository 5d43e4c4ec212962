"""Addresses that were given up: shown to the team and to whose they are, and given another chance."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from db import sql
from db.queries import bounces
from db.queries import suppressions as queries
from db.vocabulary import AuditAction, BounceKind
from resolvers import access, audit, visibility
from resolvers.errors import DomainError, ErrorCode, not_found
from resolvers.mail_views import PersonMailView, SuppressionView
from resolvers.viewer import Viewer


async def mail_of(viewer: Viewer, person_ids: Sequence[UUID]) -> dict[UUID, PersonMailView | None]:
    """Whether mail reaches each of these people at all, in one statement; None for clients."""
    found: dict[UUID, PersonMailView | None] = dict.fromkeys(person_ids)
    if not visibility.sees(viewer, visibility.Facet.REACHABILITY):
        return found
    for row in await queries.of_people(viewer.workspace_id, list(person_ids)):
        found[row["person_id"]] = visibility.person_mail_as_seen_by(viewer, row)
    return found


async def own_suppression(viewer: Viewer) -> SuppressionView | None:
    """Why the viewer's own address gets no digests; None while it does."""
    rows = await queries.of_people(viewer.workspace_id, [viewer.id])
    return visibility.suppression_of(rows[0]) if rows else None


async def lift_suppression(viewer: Viewer, person_id: UUID, now: datetime) -> None:
    """Send digests to a person's address again, as if nothing had come back. For the team, and for oneself.

    A complaint is the person's own word: nobody else takes it back. Raises NOT_ALLOWED, NOT_FOUND, CONFLICT where the
    address is not given up.
    """
    if viewer.id != person_id:
        access.require_team(viewer)
    async with sql.transaction():
        row = await queries.locked(viewer.workspace_id, person_id)
        if row is None:
            raise not_found("Person", "personId")
        if row["kind"] is None:
            raise DomainError(ErrorCode.CONFLICT, "Mail goes to this address.", ("personId",))
        if row["kind"] == BounceKind.COMPLAINT and viewer.id != person_id:
            raise DomainError(ErrorCode.NOT_ALLOWED, "Only who complained can take it back.", ("personId",))
        await bounces.lift(viewer.workspace_id, row["email"])
        await audit.record(viewer, AuditAction.SUPPRESSION_LIFTED, now, person_ids=[person_id])
