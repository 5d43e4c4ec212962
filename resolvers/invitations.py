"""Asks people in: the first administrator, the team by administrators, clients by the team."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from db import sql
from db.queries import addresses as address_queries
from db.queries import people as queries
from db.queries import portals as portal_queries
from db.sql import Row
from db.vocabulary import AuditAction, LinkPurpose, MailKind, PersonStatus, Role
from resolvers import (
    access,
    account_mail,
    addresses,
    audit,
    facts,
    links,
    participants,
    portals,
    queue,
    texts,
    visibility,
)
from resolvers.errors import DomainError, ErrorCode, invalid, not_found
from resolvers.facts import Changes
from resolvers.queue import Work
from resolvers.viewer import Viewer
from resolvers.views import PersonView

MOST_PORTALS = 100


async def create_workspace(
    slug: str, name: str, administrator_name: str, administrator_email: str, now: datetime
) -> tuple[UUID, UUID]:
    """Set up a firm whose first administrator is invited by mail; answers both ids. For whoever runs Parlour.

    Raises CONFLICT when the short name is taken, INVALID for what cannot be one or is no address.
    """
    workspace_id, slug, name = uuid4(), addresses.slug_of(slug, "slug"), texts.name_of(name, "name")
    async with sql.transaction():
        if not await portal_queries.create_workspace(workspace_id, slug, name, now):
            raise DomainError(ErrorCode.CONFLICT, "This short name is taken.", ("slug",))
        address = addresses.email_of(administrator_email, "administratorEmail")
        person_name = texts.name_of(administrator_name, "administratorName")
        person = await queries.invite(uuid4(), workspace_id, Role.TEAM, True, person_name, address, now, None)
        assert person is not None
        await audit.record_by((workspace_id, None), AuditAction.WORKSPACE_CREATED, now, person_ids=[person["id"]])
        await _send_invitation(person, now)
    await queue.hint(Work.SEND_ACCOUNT_MAIL)
    return workspace_id, person["id"]


async def invite_team_member(
    viewer: Viewer, email: str, name: str, is_administrator: bool, now: datetime
) -> PersonView:
    """Invite somebody into the team, by mail. For administrators.

    Raises EMAIL_TAKEN for an address of the firm that already has a person. Whoever is invited already gets a fresh
    link by `resend_invitation`.
    """
    access.require_administrator(viewer)
    async with sql.transaction():
        person = await _new_person(viewer, Role.TEAM, is_administrator, email, name, now)
        if person is None:
            raise _taken()
        await _send_invitation(person, now)
    await queue.hint(Work.SEND_ACCOUNT_MAIL)
    return visibility.oneself(person)


async def invite_client(viewer: Viewer, email: str, name: str, portal_ids: Sequence[UUID], now: datetime) -> PersonView:
    """Invite a client's person into portals, by mail. For the team.

    A client who is known already is added to the portals that are new to them: one who is still invited gets a fresh
    link and the old ones die; one who is active joins those portals' rooms at once. The name they have stays.
    Raises NOT_FOUND for portals, EMAIL_TAKEN for the team's addresses, NOT_ACTIVE for somebody deactivated,
    ALREADY_ACTIVE when there is nothing left to do.
    """
    access.require_team(viewer)
    _require_portals(portal_ids)
    async with sql.transaction():
        await portals.require_known(viewer, portal_ids, "portalIds")
        person = await _new_person(viewer, Role.CLIENT, False, email, name, now)
        person = person or await _known_client(viewer, email)
        changes = await _let_in(viewer, person, portal_ids, now)
    await facts.publish(changes)
    await queue.hint(Work.SEND_ACCOUNT_MAIL)
    return visibility.oneself(person)


async def resend_invitation(viewer: Viewer, person_id: UUID, now: datetime) -> PersonView:
    """Mail a fresh link to somebody invited; the old ones die. Clients by the team, the team by administrators.

    Raises NOT_FOUND, ALREADY_ACTIVE, or NOT_ACTIVE for somebody deactivated.
    """
    access.require_team(viewer)
    async with sql.transaction():
        person = await queries.locked(viewer.workspace_id, person_id)
        if person is None:
            raise not_found("Person", "personId")
        if person["role"] == Role.TEAM:
            access.require_administrator(viewer)
        _require_invited(person)
        await _send_invitation(person, now)
        await audit.record(viewer, AuditAction.INVITATION_RESENT, now, person_ids=[person_id])
    await queue.hint(Work.SEND_ACCOUNT_MAIL)
    return visibility.oneself(person)


async def _new_person(
    viewer: Viewer, role: Role, is_administrator: bool, email: str, name: str, now: datetime
) -> Row | None:
    address, name = addresses.email_of(email, "email"), texts.name_of(name, "name")
    await _refuse_anothers(viewer, address)
    person = await queries.invite(uuid4(), viewer.workspace_id, role, is_administrator, name, address, now, viewer.id)
    if person:
        await audit.record(viewer, AuditAction.PERSON_INVITED, now, person_ids=[person["id"]])
    return person


async def _refuse_anothers(viewer: Viewer, address: str) -> None:
    """An address that somebody answers mail from cannot become another person's."""
    await address_queries.lock(viewer.workspace_id, address)
    if await address_queries.is_confirmed(viewer.workspace_id, address):
        raise _taken()


async def _known_client(viewer: Viewer, email: str) -> Row:
    person = await queries.locked_by_email(viewer.workspace_id, addresses.email_of(email, "email"))
    if person is None or person["role"] != Role.CLIENT:
        raise _taken()
    if person["status"] == PersonStatus.DEACTIVATED:
        raise _deactivated(person)
    return person


async def _let_in(viewer: Viewer, person: Row, portal_ids: Sequence[UUID], now: datetime) -> Changes:
    added = await portal_queries.add_member(viewer.workspace_id, person["id"], list(portal_ids), now)
    if added:
        await audit.record(viewer, AuditAction.PORTAL_JOINED, now, person_ids=[person["id"]])
    if person["status"] == PersonStatus.INVITED:
        await _send_invitation(person, now)
        return Changes()
    if not added:
        raise _already(person, "is in this portal already")
    return await participants.join_expected_rooms(person["id"], added, now)


async def _send_invitation(person: Row, now: datetime) -> None:
    """Earlier links and unsent mails die, so that the newest mail is the one that works."""
    await links.revoke(person["workspace_id"], person["id"], now, LinkPurpose.ACTIVATION)
    await account_mail.withdraw(person["workspace_id"], person["id"], MailKind.INVITATION)
    await account_mail.write(person["workspace_id"], MailKind.INVITATION, person["id"], person["email"], now)


def _require_portals(portal_ids: Sequence[UUID]) -> None:
    if not portal_ids:
        raise invalid("Name at least one portal.", "portalIds")
    if len(portal_ids) > MOST_PORTALS:
        raise DomainError(ErrorCode.LIMIT_EXCEEDED, f"At most {MOST_PORTALS} portals at once.", ("portalIds",))


def _require_invited(person: Row) -> None:
    match PersonStatus(person["status"]):
        case PersonStatus.ACTIVE:
            raise _already(person, "has an active account already", "personId")
        case PersonStatus.DEACTIVATED:
            raise _deactivated(person, "personId")
        case PersonStatus.INVITED:
            return


def _already(person: Row, what: str, *field: str) -> DomainError:
    return DomainError(ErrorCode.ALREADY_ACTIVE, f"{person['name']} {what}.", field or ("email",))


def _deactivated(person: Row, *field: str) -> DomainError:
    return DomainError(ErrorCode.NOT_ACTIVE, f"{person['name']} has been deactivated.", field or ("email",))


def _taken() -> DomainError:
    return DomainError(ErrorCode.EMAIL_TAKEN, "Somebody with this address is in the workspace already.", ("email",))
