"""What people do with their own account: activate it, recover it, change its password."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db import sql
from db.queries import people as queries
from db.queries import portals as portal_queries
from db.queries import sessions as session_queries
from db.sql import Row
from db.vocabulary import AuditAction, LinkPurpose, MailKind
from resolvers import (
    account_mail,
    addresses,
    audit,
    facts,
    links,
    participants,
    passwords,
    portals,
    queue,
    sessions,
    texts,
    throttles,
)
from resolvers.errors import not_found
from resolvers.portals import Workspace
from resolvers.queue import Work
from resolvers.sessions import Device, SignedIn
from resolvers.viewer import Viewer

ALL_LINKS = (LinkPurpose.ACTIVATION, LinkPurpose.PASSWORD_RESET)


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whoever got a link by mail, as they may be greeted."""

    name: str
    email: str
    workspace: Workspace


async def find_by_link(token: str, purpose: LinkPurpose, now: datetime) -> LinkHolder:
    """Whom a live link is for, to greet them; the link lives on. Raises LINK_INVALID."""
    row = await links.person_for(token, purpose, now)
    return LinkHolder(row["name"], row["email"], portals.workspace_of(row, "workspace_"))


async def activate_account(token: str, password: str, name: str | None, device: Device, now: datetime) -> SignedIn:
    """Use an invitation: set the password, become active, join the rooms that are waiting, and sign in.

    All of it is one transaction. `name` replaces the one the inviter wrote. Raises LINK_INVALID, WEAK_PASSWORD (the
    link stays good), INVALID for the name.
    """
    person = await links.person_for(token, LinkPurpose.ACTIVATION, now)
    chosen = texts.name_of(name, "name") if name is not None else person["name"]
    passwords.refuse_weak(password, person["email"], chosen, "password")
    password_hash = await passwords.hashed(password)
    async with sql.transaction():
        joined = [row["id"] for row in await portal_queries.of_people(person["workspace_id"], [person["id"]])]
        await participants.hold_expected_rooms(person["id"], joined)
        active = await _activate(token, password_hash, chosen, now)
        signed_in = await sessions.begin({**active, "password_hash": password_hash}, device, now)
        changes = await participants.join_expected_rooms(active["id"], joined, now)
    await facts.publish(changes)
    return signed_in


async def request_password_reset(slug: str, email: str, client_ip: str, now: datetime) -> None:
    """Promise a mail, if somebody active has this address. Nobody is looked up here, so nothing tells.

    Raises INVALID for what is no address, NOT_FOUND for the workspace, RATE_LIMITED.
    """
    address = addresses.email_of(email, "email")
    workspace = await portals.find_workspace(slug)
    if workspace is None:
        raise not_found("Workspace", "workspace")
    client = throttles.from_client("forgotten", client_ip)
    await throttles.count(client, throttles.at_account("forgotten", f"{slug}\0{address}"), now=now)
    await account_mail.write(workspace.id, MailKind.PASSWORD_RESET, None, address, now)
    await queue.hint(Work.SEND_ACCOUNT_MAIL)


async def reset_password(token: str, password: str, now: datetime) -> None:
    """Use a reset link: set the password and end every session. Raises LINK_INVALID, WEAK_PASSWORD."""
    person = await links.person_for(token, LinkPurpose.PASSWORD_RESET, now)
    passwords.refuse_weak(password, person["email"], person["name"], "password")
    password_hash = await passwords.hashed(password)
    async with sql.transaction():
        person_id = await links.use(token, LinkPurpose.PASSWORD_RESET, now)
        if await queries.set_hash(person_id, password_hash) is None:
            raise links.link_invalid()
        ended = await _password_was_set(person, AuditAction.PASSWORD_RESET, now)
    await sessions.tell_ended(ended)
    await queue.hint(Work.SEND_ACCOUNT_MAIL)


async def change_password(viewer: Viewer, current: str, new: str, client_ip: str, now: datetime) -> None:
    """Set another password; every other session ends. Raises WRONG_CREDENTIALS, WEAK_PASSWORD, RATE_LIMITED."""
    client, account = throttles.from_client("change", client_ip), throttles.at_account("change", viewer.id.hex)
    await throttles.count(client, account, now=now)
    person = await queries.profile(viewer.workspace_id, viewer.id)
    right, _ = await passwords.verified(current, person["password_hash"] if person else None)
    if person is None or not right:
        raise sessions.wrong_password("currentPassword")
    passwords.refuse_weak(new, person["email"], person["name"], "newPassword")
    new_hash = await passwords.hashed(new)
    async with sql.transaction():
        if not await queries.replace_hash(viewer.id, person["password_hash"], new_hash):
            raise sessions.wrong_password("currentPassword")
        ended = await _password_was_set(person, AuditAction.PASSWORD_CHANGED, now, viewer)
    await throttles.succeeded(client, account, now)
    await sessions.tell_ended(ended)
    await queue.hint(Work.SEND_ACCOUNT_MAIL)


async def _activate(token: str, password_hash: str, name: str, now: datetime) -> Row:
    person_id = await links.use(token, LinkPurpose.ACTIVATION, now)
    active = await queries.activate(person_id, password_hash, name, now)
    if active is None:
        raise links.link_invalid()
    await links.revoke(active["workspace_id"], person_id, now, *ALL_LINKS)
    await account_mail.withdraw(active["workspace_id"], person_id, MailKind.INVITATION)
    actor = (active["workspace_id"], person_id)
    await audit.record_by(actor, AuditAction.PERSON_ACTIVATED, now, person_ids=[person_id])
    return active


async def _password_was_set(
    person: Row, action: AuditAction, now: datetime, viewer: Viewer | None = None
) -> list[UUID]:
    """End every link and every session but the one that asks; answers which. Tell the person by mail, too."""
    workspace_id, person_id = person["workspace_id"], person["id"]
    await links.revoke(workspace_id, person_id, now, *ALL_LINKS)
    await audit.record_by((workspace_id, person_id), action, now, person_ids=[person_id])
    await account_mail.write(workspace_id, MailKind.PASSWORD_CHANGED, person_id, person["email"], now)
    return await session_queries.revoke_all(workspace_id, person_id, now, viewer.session_id if viewer else None)
