"""Decides what becomes of a mail: posted as its person's message, or held, or refused, in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from db import sql
from db.models import Room
from db.queries import inbound_mail as queries
from db.queries import rooms as room_queries
from db.queries.inbound_mail import Decided, Flood, Placed
from db.sql import Row
from db.vocabulary import AuditAction, EventKind, HeldReason, InboundState, Role
from resolvers import access, audit, facts, messages, queue, texts
from resolvers.access import Action
from resolvers.errors import DomainError
from resolvers.facts import Changes, Fact
from resolvers.queue import Work
from resolvers.replies import alerts, notices, pictures, threads
from resolvers.replies.answers import Answer, Bound, Finding, Other, Said, bound_by
from resolvers.replies.claims import Claimed

FLOOD_OF_ANY = (timedelta(minutes=10), 10)
FLOOD_OF_SAME = (timedelta(hours=1), 2)
MOST_HELD = 20
"""Of one flood, in the tray: what a machine says after that is kept, and nobody has to look at it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail."""

    state: InboundState
    reason: str | None = None
    message_id: UUID | None = None
    is_verified: bool | None = None


async def decide(mail: Claimed, finding: Finding, now: datetime) -> Outcome | None:
    """Write down what becomes of a mail, with the message if it becomes one: all of it or nothing.

    None when it was decided before, or another worker has taken it. Whoever dies meanwhile has done nothing.
    """
    changes = Changes()
    async with sql.transaction():
        if await queries.hold(mail.id, mail.attempt) is None:
            return None
        match finding:
            case Answer():
                outcome, changes = await _answered(mail, finding, now)
            case Other():
                outcome = await _otherwise(mail, finding)
        await queries.decide(_decided(mail, outcome, finding.said, now))
        await _tell(mail, finding, outcome, now)
        if outcome.state is InboundState.HELD and finding.bound:
            changes = changes.joined(await alerts.held(finding.bound, outcome.reason, now))
    await facts.publish(changes)
    if outcome.reason == HeldReason.TOO_MANY:
        await queue.hint(Work.SEND_ACCOUNT_MAIL)
    return outcome


async def _otherwise(mail: Claimed, finding: Other) -> Outcome:
    if finding.state is InboundState.HELD and finding.bound:
        return await _unread(mail, finding, finding.bound)
    if effect := finding.effect:
        if not await queries.is_first_report(mail.id, effect.message_key, effect.content_digest):
            return Outcome(InboundState.DUPLICATE)
        await effect.act()
    return Outcome(finding.state, finding.reason)


async def _unread(mail: Claimed, finding: Other, bound: Bound) -> Outcome:
    """A mail of which nothing is known but whose token it was sent to, and its bytes, by which its deliveries are."""
    await room_queries.hold_room(bound.room_id)
    where = (bound.workspace_id, bound.room_id, bound.person_id, bound.token_hash)
    placed = Placed(mail.id, *where, "unread", mail.sha256, "", "", [])
    if await queries.is_twice(placed):
        return Outcome(InboundState.DUPLICATE)
    await queries.place(placed)
    return Outcome(finding.state, finding.reason)


def _decided(mail: Claimed, outcome: Outcome, said: Said | None, now: datetime) -> Decided:
    return Decided(
        mail_id=mail.id,
        state=outcome.state.value,
        reason=outcome.reason,
        now=now,
        message_id=outcome.message_id,
        from_address=said.from_address if said else None,
        from_name=said.from_name if said else None,
        subject=said.subject if said else None,
        is_verified=outcome.is_verified,
    )


async def _tell(mail: Claimed, finding: Finding, outcome: Outcome, now: datetime) -> None:
    if mail.is_accepted or not (finding.bound and finding.notice_to and outcome.reason):
        return
    if outcome.state in notices.TOLD:
        await notices.write(mail.id, finding.bound, outcome.reason, finding.notice_to, now)


async def _answered(mail: Claimed, answer: Answer, now: datetime) -> tuple[Outcome, Changes]:
    # Two deliveries of one mail meet here, and the second finds what became of the first.
    await room_queries.hold_room(answer.bound.room_id)
    current = await bound_by([answer.bound.token_hash], None)
    assert current is not None
    answer = replace(answer, bound=current)
    placed = _placed(mail, answer)
    if await queries.is_twice(placed):
        return Outcome(InboundState.DUPLICATE), Changes()
    await queries.place(placed)
    held = await assessed(mail, answer, now)
    if isinstance(held, bool):
        return await _posted(mail, answer, held, now)
    if held is HeldReason.TOO_MANY and await queries.is_tray_full(current.token_hash, MOST_HELD):
        return Outcome(InboundState.DROPPED, held), Changes()
    return Outcome(InboundState.HELD, held), Changes()


def _placed(mail: Claimed, answer: Answer) -> Placed:
    bound = answer.bound
    where = (bound.workspace_id, bound.room_id, bound.person_id, bound.token_hash)
    known_by = (answer.message_key, answer.content_digest)
    return Placed(mail.id, *where, *known_by, answer.body, answer.whole_text, list(answer.file_names))


async def assessed(mail: Claimed, answer: Answer, now: datetime) -> HeldReason | bool:
    """Why the answer is held; else it may be posted, and this says whether its sender is verified.

    Who has not proven to be the token's person is told nothing about that person, so the sender comes first. What
    somebody of the team accepted needs no proof; what its person may not do, it may not do either.
    """
    bound = answer.bound
    if not mail.is_accepted:
        judged = answer.judge(bound.addresses)
        doubt = judged if isinstance(judged, HeldReason) else await _doubted(mail, answer, now)
        if doubt:
            return doubt
    refusal = await forbidden(bound)
    if refusal:
        return refusal
    if len(answer.body) > texts.MOST_BODY:
        return HeldReason.TOO_LONG
    return not mail.is_accepted and answer.judge(bound.addresses) is True


async def _doubted(mail: Claimed, answer: Answer, now: datetime) -> HeldReason | None:
    bound = answer.bound
    if bound.revoked_at is not None:
        return HeldReason.TOKEN_REVOKED
    if bound.expires_at <= now:
        return HeldReason.TOKEN_EXPIRED
    (any_for, any_most), (same_for, same_most) = FLOOD_OF_ANY, FLOOD_OF_SAME
    flood = Flood(now - any_for, any_most, now - same_for, same_most)
    return HeldReason.TOO_MANY if await queries.is_flood(_placed(mail, answer), flood) else None


async def forbidden(bound: Bound) -> HeldReason | None:
    """Why the person may not post into the room now; None where they may, or may once it is no longer archived."""
    if not bound.is_active:
        return HeldReason.NOT_ACTIVE
    room = await room_queries.room_of(bound.room_id, bound.workspace_id, bound.person_id)
    if room is None or room["participation_id"] is None:
        return HeldReason.NOT_PARTICIPANT
    if Action.POST not in access.may(bound.viewer, {**room, "archived_at": None}):
        return HeldReason.READ_ONLY
    if room["archived_at"] and not _may_bring_back(bound, room):
        return HeldReason.ARCHIVED
    return None


def _may_bring_back(bound: Bound, room: Row) -> bool:
    """A client's answer opens the room again; of the team only who may open it anyway."""
    return bound.viewer.role is Role.CLIENT or Action.ARCHIVE in access.may(bound.viewer, room)


async def _posted(mail: Claimed, answer: Answer, is_verified: bool, now: datetime) -> tuple[Outcome, Changes]:
    bound = answer.bound
    try:
        async with sql.transaction():
            changes = await _brought_back(bound, now)
            message_id, posted = await messages.send_by_mail(
                bound.viewer,
                bound.room_id,
                uuid5(mail.id, "message"),
                answer.body,
                answer.upload_ids,
                bound.read_up_to,
                now,
            )
    except DomainError:
        return Outcome(InboundState.HELD, HeldReason.NOT_POSTED), Changes()
    await pictures.remember(answer, now)
    await threads.remember(mail, answer)
    return Outcome(InboundState.LOGGED, None, message_id, is_verified), changes.joined(posted)


async def _brought_back(bound: Bound, now: datetime) -> Changes:
    """Open an archived room again, for all to see in its events, since its answer must not be lost."""
    if not await Room.filter(id=bound.room_id, archived_at__isnull=False).update(archived_at=None):
        return Changes()
    await audit.record(bound.viewer, AuditAction.ROOM_UNARCHIVED, now, room_id=bound.room_id)
    fact = Fact(EventKind.ROOM_UNARCHIVED, person_id=bound.person_id)
    return await facts.record_in_room(bound.room_id, [fact], now, membership_changed=False)
