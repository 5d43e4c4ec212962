"""Decides the mails that came in: read by a bounded child, their text without quotes, judged by the domain's rules."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import assert_never

import structlog

from db import storage
from db.settings import Settings
from db.vocabulary import AnswerPolicy, BounceKind, HeldReason, InboundState, RefusedReason
from jobs.inbound import senders
from jobs.inbound.addresses import AddressForm, Purpose, addressed, addressed_by, token_hash, without_secrets
from jobs.inbound.bounces import bounce_of
from jobs.inbound.classifier import MailClass, classified, may_answer
from jobs.inbound.digest import content_digest, message_key
from jobs.inbound.mails import Attachment, Envelope, Parsed, Reason, Unparseable
from jobs.inbound.parsing import parsed
from jobs.inbound.senders import Decision, Verdict
from jobs.inbound_contents import written
from jobs.inbound_house import form_of, own_of
from jobs.inbound_trials import is_trial
from jobs.inbound_verdicts import verdict_of
from resolvers import attachments, replies
from resolvers.attachments import Incoming
from resolvers.digests import bounces, muting
from resolvers.errors import DomainError
from resolvers.replies import Answer, Bound, Claimed, Finding, Other
from resolvers.replies.answers import Effect, Judge, NoticeTo, Said

Clock = Callable[[], datetime]
MOST_TRIES = 7
PAUSE = timedelta(minutes=1)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Read:
    """A mail that could be read, with what the settings make of it."""

    mail: Parsed
    envelope: Envelope
    verdict: Verdict
    said: Said
    form: AddressForm


async def process_due(settings: Settings, clock: Clock) -> int:
    """Decide all mails that wait, one by one; answers how many were looked at."""
    looked_at = 0
    while due := await replies.claim_due(clock(), 1):
        looked_at += 1
        await _process(settings, due[0], clock)
    return looked_at


async def _process(settings: Settings, claimed: Claimed, clock: Clock) -> None:
    """Decide one mail. A storage that is away is asked until it is back; a child that was killed, only so often."""
    try:
        finding = await _found(settings, claimed, clock)
    except OSError as error:
        log.warning("mail not read", mail_id=claimed.id.hex, kind=type(error).__name__)
        await replies.postpone(claimed, clock() + PAUSE, counts=False)
        return
    if finding is None:
        await replies.postpone(claimed, clock() + PAUSE * 2**claimed.attempt, counts=True)
        return
    outcome = await replies.decide(claimed, finding, clock())
    if outcome:
        log.info("mail decided", mail_id=claimed.id.hex, state=outcome.state, reason=outcome.reason)


async def _found(settings: Settings, claimed: Claimed, clock: Clock) -> Finding | None:
    if claimed.attempt > MOST_TRIES:
        return await _unread(settings, claimed, Reason.CRASHED)
    raw = b"".join([chunk async for chunk in storage.store().read(claimed.storage_key)])
    match await parsed(raw):
        case Unparseable(Reason.INTERRUPTED):
            return None
        case Unparseable(reason):
            return await _unread(settings, claimed, reason)
        case Parsed() as mail:
            return await _judged(settings, claimed, await _read(settings, claimed, raw, mail), clock)


async def _unread(settings: Settings, claimed: Claimed, reason: Reason) -> Other:
    """What nobody could read is held, if its envelope tells for which room; else only kept."""
    found = (addressed_by(recipient, form_of(settings)) for recipient in claimed.recipients)
    hashes = [token_hash(each.token) for each in found if each and each.purpose is Purpose.REPLY]
    bound = await replies.bound_by(hashes, None)
    if bound is None:
        return Other(InboundState.QUARANTINED, reason)
    log.warning("mail not readable", mail_id=claimed.id.hex, reason=reason)
    return Other(InboundState.HELD, HeldReason.UNREADABLE, bound=bound)


async def _read(settings: Settings, claimed: Claimed, raw: bytes, mail: Parsed) -> Read:
    form = form_of(settings)
    verdict = await verdict_of(settings, raw, mail, claimed.checks)
    said = Said(mail.from_address, mail.from_name, without_secrets(mail.subject, form, settings.base_url)[:500])
    envelope = Envelope(claimed.sender, claimed.recipients)
    return Read(mail, envelope, verdict, said, form)


async def _judged(settings: Settings, claimed: Claimed, read: Read, clock: Clock) -> Finding:
    if await is_trial(read.mail, claimed, read.form):
        return Other(InboundState.DROPPED, "CHECK")
    match kind := classified(read.mail, read.envelope, own_of(settings)).kind:
        case MailClass.PERSON | MailClass.ENCRYPTED:
            return await _of_person(settings, claimed, read, kind, clock)
        case MailClass.BOUNCE | MailClass.COMPLAINT:
            return _reported(read, kind, clock)
        case _:
            return Other(InboundState.DROPPED, kind, read.said)


def _reported(read: Read, kind: MailClass, clock: Clock) -> Other:
    """What a server, or a reader's provider, has against a mail of ours, counted once for all its deliveries."""
    found = bounce_of(read.mail, read.envelope, read.form)
    token = found.token
    if token is None:
        return Other(InboundState.BOUNCE, kind, read.said)
    about = BounceKind.PERMANENT if found.is_permanent else BounceKind.TRANSIENT
    about = BounceKind.COMPLAINT if kind is MailClass.COMPLAINT else about
    status = found.status or ("5.0.0" if found.is_permanent else "4.0.0")
    effect = _effect(read, lambda: bounces.bounced(token, about, status, clock()))
    return Other(InboundState.BOUNCE, kind, read.said, effect=effect)


def _effect(read: Read, act: Callable[[], Awaitable[object]]) -> Effect:
    return Effect(message_key(read.mail), content_digest(read.mail), act)


async def _of_person(settings: Settings, claimed: Claimed, read: Read, kind: MailClass, clock: Clock) -> Finding:
    if (token := _unsubscribes(read)) is not None:
        return Other(InboundState.DROPPED, "UNSUBSCRIBED", read.said, effect=_muting(read, token, clock))
    bound = await replies.bound_by(_reply_tokens(read), read.mail.from_address)
    if bound is None:
        return Other(InboundState.REFUSED, RefusedReason.TOKEN_UNKNOWN, read.said)
    notice_to = _notice_to(settings, read, bound)
    if kind is MailClass.ENCRYPTED:
        return Other(InboundState.REFUSED, RefusedReason.ENCRYPTED, read.said, bound, notice_to)
    found = await written(read.mail, bound, read.form, settings.base_url)
    if not found.text and not found.files:
        return Other(InboundState.REFUSED, RefusedReason.EMPTY, read.said, bound, notice_to)
    answer = Answer(
        bound=bound,
        said=read.said,
        body=found.text,
        whole_text=found.whole_text,
        file_names=tuple(file.name for file in read.mail.attachments),
        upload_ids=(),
        message_key=message_key(read.mail),
        content_digest=content_digest(read.mail),
        judge=_judge(bound.policy, read),
        notice_to=notice_to,
        message_id=read.mail.message_id,
        small_pictures=found.small_pictures,
    )
    if not found.files or not isinstance(await replies.assessed(claimed, answer, clock()), bool):
        return answer
    return await _with_files(settings, answer, found.files, clock)


def _unsubscribes(read: Read) -> str | None:
    found = addressed(read.mail, read.envelope, read.form)
    return next((each.token for each in found if each.purpose is Purpose.UNSUBSCRIBE), None)


def _muting(read: Read, token: str, clock: Clock) -> Effect:
    async def act() -> None:
        with suppress(DomainError):  # a token that is over
            await muting.unsubscribe(token, clock())

    return _effect(read, act)


def _reply_tokens(read: Read) -> list[bytes]:
    found = addressed(read.mail, read.envelope, read.form)
    return [token_hash(each.token) for each in found if each.purpose is Purpose.REPLY]


def _notice_to(settings: Settings, read: Read, bound: Bound) -> NoticeTo | None:
    """To whom a notice may go. One's own address is known to be somebody's, unless the mail was proven forged."""
    mail, is_own = read.mail, senders.is_one_of(read.mail.from_address, bound.addresses)
    is_authenticated = read.verdict is Verdict.PASS or (is_own and read.verdict is Verdict.NONE)
    may = may_answer(mail, read.envelope, own_of(settings), is_authenticated=is_authenticated, is_told_today=False)
    return NoticeTo(mail.from_address, mail.message_id) if may and mail.from_address else None


def _judge(policy: AnswerPolicy, read: Read) -> Judge:
    def judge(addresses: Sequence[str]) -> HeldReason | bool:
        decision = senders.decision(policy, read.mail, addresses, read.verdict)
        match decision:
            case Decision.ACCEPT:
                return True
            case Decision.ACCEPT_UNVERIFIED:
                return False
            case Decision.HOLD_OTHER_SENDER:
                return HeldReason.OTHER_SENDER
            case Decision.HOLD_UNAUTHENTICATED:
                return HeldReason.UNAUTHENTICATED
            case _:
                assert_never(decision)

    return judge


async def _with_files(settings: Settings, answer: Answer, files: tuple[Attachment, ...], clock: Clock) -> Answer:
    """The answer with its files as the person's uploads. What is over a limit is named where it is missing.

    Whoever dies after this leaves uploads that nobody sent, which are swept.
    """
    uploads, missing = [], [file.name for file in files[attachments.MOST_FILES :]]
    for file in files[: attachments.MOST_FILES]:
        try:
            uploads.append(await _uploaded(settings, answer.bound, file, clock()))
        except DomainError:
            missing.append(file.name)
    lines = [f"[{name}: not accepted]" for name in missing]
    body = "\n".join([answer.body, *lines]).strip() if lines else answer.body
    return replace(answer, body=body, upload_ids=tuple(each.id for each in uploads))


async def _uploaded(settings: Settings, bound: Bound, file: Attachment, now: datetime) -> Incoming:
    checksum = hashlib.sha256(file.content).digest()
    incoming = await attachments.promised_by_mail(bound.viewer, file.name, len(file.content), checksum, now)
    parent = settings.data_dir / "work"
    with TemporaryDirectory(dir=parent) as folder:
        path = Path(folder) / "file"
        await asyncio.to_thread(path.write_bytes, file.content)
        await storage.store().put_file(incoming.storage_key, path, file.media_type)
    await attachments.received(incoming, now)
    return incoming
