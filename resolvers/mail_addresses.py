"""Further addresses of a person: from a confirmed one, answers by mail are taken as theirs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from db import sql
from db.queries import addresses as queries
from db.queries import people as people_queries
from db.vocabulary import AuditAction, LinkPurpose, MailKind
from resolvers import account_mail, addresses, audit, links, queue, throttles, tokens
from resolvers.errors import DomainError, ErrorCode, invalid, not_found
from resolvers.portals import Workspace, workspace_of
from resolvers.queue import Work
from resolvers.viewer import Viewer

MOST_ADDRESSES = 10


@dataclass(frozen=True, slots=True)
class MailAddress:
    """An address of the viewer's own. Nobody else is shown it."""

    id: UUID
    address: str
    added_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AddressHolder:
    """Whoever follows a link that was mailed to an address."""

    name: str
    address: str
    workspace: Workspace


async def mail_addresses(viewer: Viewer) -> list[MailAddress]:
    """The viewer's own further addresses, the first added first."""
    return [MailAddress(**row) for row in await queries.of_person(viewer.workspace_id, viewer.id)]


async def add_mail_address(viewer: Viewer, address: str, client_ip: str, now: datetime) -> None:
    """Have a mail sent to an address, whose link makes it the viewer's. Adding it again sends another.

    Nothing here tells whether somebody else has it: that is found when it is confirmed, by whoever reads its mail.
    Raises INVALID for what is no address or the viewer's own, LIMIT_EXCEEDED, RATE_LIMITED.
    """
    found = addresses.email_of(address, "address")
    person = await people_queries.by_id(viewer.workspace_id, viewer.id)
    if person is None or person["email"].lower() == found.lower():
        raise invalid("You sign in with this address already.", "address")
    known = await mail_addresses(viewer)
    if all(each.address.lower() != found.lower() for each in known):
        _require_few(len(known) + 1)
    elif any(each.address.lower() == found.lower() and each.confirmed_at for each in known):
        raise invalid("This address is confirmed already.", "address")
    await _count(viewer, found, client_ip, now)
    async with sql.transaction():
        await queries.add(uuid4(), viewer.workspace_id, viewer.id, found, now)
        await account_mail.write(viewer.workspace_id, MailKind.ADDRESS_ADDED, viewer.id, found, now)
    await queue.hint(Work.SEND_ACCOUNT_MAIL)


async def remove_mail_address(viewer: Viewer, address_id: UUID, now: datetime) -> None:
    """Take answers from an address no longer as the viewer's. Raises NOT_FOUND for everything but own addresses."""
    async with sql.transaction():
        removed = await queries.remove(viewer.workspace_id, viewer.id, address_id)
        if removed is None:
            raise not_found("MailAddress", "addressId")
        if removed["confirmed_at"]:
            await audit.record(viewer, AuditAction.MAIL_ADDRESS_REMOVED, now, person_ids=[viewer.id])


async def find_by_link(token: str, now: datetime) -> AddressHolder:
    """Whom and which address a live link is for; the link lives on. Raises LINK_INVALID."""
    person = await links.person_for(token, LinkPurpose.ADDRESS, now)
    row = await queries.of_link(tokens.hash_of(token))
    if row is None:
        raise links.link_invalid()
    return AddressHolder(person["name"], row["address"], workspace_of(person, "workspace_"))


async def confirm_mail_address(token: str, now: datetime) -> None:
    """Make an address its person's, by the link that was mailed to it. Nobody has to be signed in.

    Raises LINK_INVALID, EMAIL_TAKEN where somebody of the firm has it.
    """
    async with sql.transaction():
        person_id = await links.use(token, LinkPurpose.ADDRESS, now)
        row = await queries.of_link(tokens.hash_of(token))
        if row is None:
            raise links.link_invalid()
        await queries.lock(row["workspace_id"], row["address"])
        if await queries.is_taken(row["workspace_id"], row["address"]):
            raise DomainError(ErrorCode.EMAIL_TAKEN, "Somebody has this address already.", ("token",))
        await queries.confirm(row["id"], now)
        actor = (row["workspace_id"], person_id)
        await audit.record_by(actor, AuditAction.MAIL_ADDRESS_CONFIRMED, now, person_ids=[person_id])


def _require_few(count: int) -> None:
    if count > MOST_ADDRESSES:
        message = f"You may have {MOST_ADDRESSES} further addresses."
        raise DomainError(ErrorCode.LIMIT_EXCEEDED, message, ("address",))


async def _count(viewer: Viewer, address: str, client_ip: str, now: datetime) -> None:
    """Whoever adds strangers' addresses must not flood them with mail."""
    recipient = throttles.at_account("address to", f"{viewer.workspace_id.hex}\0{address}")
    own = throttles.at_account("address of", viewer.id.hex)
    await throttles.count(throttles.from_client("address", client_ip), own, recipient, now=now)
