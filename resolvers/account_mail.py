"""The outbox of account mail: acts write what has to be said; a worker learns to whom and with which link."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID, uuid4

from db import sql
from db.queries import account_mail as queries
from db.queries import addresses as address_queries
from db.queries import portals as portal_queries
from db.sql import Row
from db.vocabulary import LinkPurpose, MailKind, PersonStatus
from resolvers import links

AT_ONCE = 20
LEASE = timedelta(minutes=10)
"""How long a worker may take over what it claimed until another may take it."""

ATTEMPTS = 8
"""Tries, over about two hours, until a mail has failed."""

KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A due mail that one worker has taken."""

    id: UUID
    workspace_id: UUID
    kind: MailKind
    person_id: UUID | None
    recipient: str
    message_id: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a mail is composed from. The link's token is in it and nowhere else."""

    kind: MailKind
    recipient: str
    name: str
    locale: str
    workspace_name: str
    workspace_slug: str
    portal_names: list[str]
    token: str | None
    message_id: str


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail that stayed here, for a developer to read."""

    id: UUID
    recipient: str
    subject: str
    text: str
    html: str
    created_at: datetime


async def write(workspace_id: UUID, kind: MailKind, person_id: UUID | None, recipient: str, now: datetime) -> None:
    """Put a mail into the outbox, inside the transaction of the act that causes it."""
    mail_id = uuid4()
    await queries.add(mail_id, workspace_id, kind, person_id, recipient, f"account.{mail_id.hex}", now)


async def withdraw(workspace_id: UUID, person_id: UUID, kind: MailKind) -> None:
    """Take a person's unsent mails of a kind out of the outbox."""
    await queries.drop_pending(workspace_id, person_id, kind)


async def claim_due(now: datetime) -> list[Claimed]:
    """Take what is due, at most twenty at once; two workers never take the same."""
    rows = await queries.claim(now, now + LEASE, AT_ONCE)
    return [Claimed(**{**row, "kind": MailKind(row["kind"])}) for row in rows]


async def letter_for(mail: Claimed, now: datetime) -> Letter | None:
    """Who the mail is for at this moment and what goes into it, with a new link.

    None, and the mail is forgotten, when it no longer concerns anybody: an address nobody has or wants any more,
    somebody deactivated or activated meanwhile.
    """
    async with sql.transaction():
        person = await queries.addressee(mail.workspace_id, mail.person_id, mail.recipient)
        if person is None or person["status"] != _concerns(mail.kind):
            await queries.drop(mail.id)
            return None
        purpose, address_id = _purpose(mail.kind), await _to_confirm(mail, person)
        if purpose is LinkPurpose.ADDRESS and address_id is None:
            await queries.drop(mail.id)
            return None
        token = await links.issue(mail.workspace_id, person["id"], purpose, now, address_id) if purpose else None
        portals = await portal_queries.of_people(mail.workspace_id, [person["id"]])
    return _letter(mail, person, [portal["name"] for portal in portals], token)


async def mark_sent(mail: Claimed, now: datetime) -> None:
    """A relay has taken the mail."""
    await queries.sent(mail.id, now)


async def keep(mail: Claimed, letter: Letter, subject: str, text: str, html: str, now: datetime) -> None:
    """Nothing is set to send mail with: leave it readable here for a week."""
    await queries.kept(mail.id, now, letter.recipient, subject, text, html)


async def mark_undelivered(mail: Claimed, error: str, for_good: bool, now: datetime) -> None:
    """Try again after 1, 2, 4 … minutes; give up when it is for good or after eight tries."""
    if for_good or mail.attempts >= ATTEMPTS:
        await queries.failed(mail.id, error[:500])
    else:
        await queries.retry(mail.id, now + timedelta(minutes=2 ** (mail.attempts - 1)), error[:500])


async def find_kept() -> list[KeptMail]:
    """The newest hundred mails that stayed here. For development only: there are live links in them."""
    return [KeptMail(**row) for row in await queries.read_kept(100)]


async def forget_old(now: datetime) -> int:
    """Drop mails that have been done with for a week; answers how many."""
    return await queries.forget_older(now - KEPT)


def _concerns(kind: MailKind) -> PersonStatus:
    return PersonStatus.INVITED if kind is MailKind.INVITATION else PersonStatus.ACTIVE


def _purpose(kind: MailKind) -> LinkPurpose | None:
    match kind:
        case MailKind.INVITATION:
            return LinkPurpose.ACTIVATION
        case MailKind.PASSWORD_RESET:
            return LinkPurpose.PASSWORD_RESET
        case MailKind.ADDRESS_ADDED:
            return LinkPurpose.ADDRESS
        case MailKind.PASSWORD_CHANGED | MailKind.MAIL_FLOOD:
            return None
        case _:
            assert_never(kind)


async def _to_confirm(mail: Claimed, person: Row) -> UUID | None:
    if mail.kind is not MailKind.ADDRESS_ADDED:
        return None
    return await address_queries.find_unconfirmed(person["id"], mail.recipient)


def _letter(mail: Claimed, person: Row, portal_names: list[str], token: str | None) -> Letter:
    return Letter(
        kind=mail.kind,
        recipient=mail.recipient if mail.kind is MailKind.ADDRESS_ADDED else person["email"],
        name=person["name"],
        locale=person["locale"],
        workspace_name=person["workspace_name"],
        workspace_slug=person["workspace_slug"],
        portal_names=portal_names,
        token=token,
        message_id=mail.message_id,
    )
