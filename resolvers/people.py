"""The firm's people: found by the team, deactivated by administrators; and what everybody sets for themselves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db import sql
from db.queries import people as queries
from db.queries import sessions as session_queries
from db.sql import Row
from db.vocabulary import AuditAction, MailKind, PersonEventKind, PersonStatus, Role
from resolvers import (
    access,
    account_mail,
    addresses,
    audit,
    events,
    facts,
    keysets,
    links,
    participants,
    texts,
    visibility,
)
from resolvers.accounts import ALL_LINKS
from resolvers.errors import DomainError, ErrorCode, not_found
from resolvers.pages import Page
from resolvers.portals import Workspace, workspace_of
from resolvers.quiet_hours import QuietHours, quiet_hours_of
from resolvers.viewer import Viewer
from resolvers.views import PersonView


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person knows and sets about themselves; `team_shown_as_firm` is for the team."""

    person: PersonView
    workspace: Workspace
    locale: str
    time_zone: str
    email_muted_at: datetime | None
    team_shown_as_firm: bool | None
    quiet_hours: QuietHours | None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which people are asked for; None means any."""

    role: Role | None
    status: PersonStatus | None
    portal_id: UUID | None
    name: str | None


async def profile(viewer: Viewer) -> Profile:
    """The viewer's own profile."""
    row = await queries.profile(viewer.workspace_id, viewer.id)
    if row is None:
        raise not_found("Person")
    administers = visibility.sees(viewer, visibility.Facet.ADMINISTRATION)
    return Profile(
        person=visibility.oneself(row),
        workspace=workspace_of(row, "workspace_"),
        locale=row["locale"],
        time_zone=row["time_zone"],
        email_muted_at=row["email_muted_at"],
        team_shown_as_firm=row["team_shown_as_firm"] if administers else None,
        quiet_hours=quiet_hours_of(row["quiet_from"], row["quiet_until"]),
    )


async def find_person(viewer: Viewer, person_id: UUID) -> PersonView | None:
    """A person of the firm; None for clients, whoever it is, and for every other id."""
    row = await queries.by_id(viewer.workspace_id, person_id)
    return visibility.person_as_seen_by(viewer, row, "") if row else None


async def page_people(viewer: Viewer, sought: Sought, size: int, after: str | None) -> Page[PersonView] | None:
    """People of the firm in the order of their invitation; None for clients. Raises INVALID for the cursor."""
    if not visibility.sees(viewer, visibility.Facet.PEOPLE):
        return None
    start = keysets.moment(after, "after") if after else None
    name = sought.name.replace("\0", "").strip() if sought.name else None
    rows = await queries.page(
        viewer.workspace_id, sought.role, sought.status, sought.portal_id, name or None, start, size + 1
    )
    shown = rows[:size]
    return Page(
        items=[view for row in shown if (view := visibility.person_as_seen_by(viewer, row, ""))],
        cursors=[keysets.of_moment(row["created_at"], row["id"]) for row in shown],
        has_previous=after is not None,
        has_next=len(rows) > size,
    )


async def deactivate_person(viewer: Viewer, person_id: UUID, now: datetime) -> PersonView:
    """End a person's part in the firm at once: sessions, links, rooms. What they managed goes to an administrator.

    For administrators. Raises NOT_FOUND, NOT_ACTIVE for somebody deactivated already, LAST_ADMINISTRATOR.
    """
    access.require_administrator(viewer)
    async with sql.transaction():
        administrators = await queries.locked_administrators(viewer.workspace_id)
        person = await queries.by_id(viewer.workspace_id, person_id)
        heir = _heir(viewer, person_id, administrators)
        _require_present(person)
        changes = await participants.leave_all_rooms(heir, person_id, now)
        ended = await _deactivate(viewer, person_id, now)
    await facts.publish(changes)
    await events.person_ended(person_id)
    for session_id in ended:
        await events.session_ended(session_id)
    return await _as_it_is_now(viewer, person_id)


async def change_profile(viewer: Viewer, name: str | None, locale: str | None, time_zone: str | None) -> Profile:
    """Set one's own name, language (`en`, `fr`) or time zone; None leaves it. Raises INVALID."""
    await queries.change_profile(
        viewer.workspace_id,
        viewer.id,
        texts.name_of(name, "name") if name is not None else None,
        addresses.locale_of(locale, "locale") if locale is not None else None,
        addresses.time_zone_of(time_zone, "timeZone") if time_zone is not None else None,
    )
    return await profile(viewer)


async def mute_email(viewer: Viewer, now: datetime) -> Profile:
    """Stop all mail about rooms to the viewer; unread counts go on. Muted twice is muted once."""
    return await _mark(viewer, PersonEventKind.EMAIL_MUTED, now)


async def unmute_email(viewer: Viewer, now: datetime) -> Profile:
    """Let mail about rooms reach the viewer again."""
    return await _mark(viewer, PersonEventKind.EMAIL_UNMUTED, now)


async def _mark(viewer: Viewer, kind: PersonEventKind, now: datetime) -> Profile:
    changes = facts.Changes()
    async with sql.transaction():
        if kind is PersonEventKind.EMAIL_MUTED:
            changed = await queries.mute_email(viewer.workspace_id, viewer.id, now)
        else:
            changed = await queries.unmute_email(viewer.workspace_id, viewer.id)
        if changed:
            changes = await facts.record_for_people([viewer.id], kind, None, now)
    await facts.publish(changes)
    return await profile(viewer)


async def _deactivate(viewer: Viewer, person_id: UUID, now: datetime) -> list[UUID]:
    await queries.deactivate(viewer.workspace_id, person_id, now)
    await links.revoke(viewer.workspace_id, person_id, now, *ALL_LINKS)
    await account_mail.withdraw(viewer.workspace_id, person_id, MailKind.INVITATION)
    await audit.record(viewer, AuditAction.PERSON_DEACTIVATED, now, person_ids=[person_id])
    return await session_queries.revoke_all(viewer.workspace_id, person_id, now, None)


def _heir(viewer: Viewer, person_id: UUID, administrators: set[UUID]) -> Viewer:
    """Who gets the rooms: whoever acts, or another administrator when they deactivate themselves."""
    if viewer.id not in administrators:
        raise DomainError(ErrorCode.NOT_ALLOWED, "Only an administrator can do this.")
    if viewer.id != person_id:
        return viewer
    others = sorted(administrators - {person_id})
    if not others:
        raise DomainError(
            ErrorCode.LAST_ADMINISTRATOR, "A workspace needs an administrator: invite another first.", ("personId",)
        )
    return Viewer(others[0], viewer.workspace_id, Role.TEAM, True, viewer.session_id)


def _require_present(person: Row | None) -> None:
    if person is None:
        raise not_found("Person", "personId")
    if person["status"] == PersonStatus.DEACTIVATED:
        raise DomainError(ErrorCode.NOT_ACTIVE, f"{person['name']} has been deactivated already.", ("personId",))


async def _as_it_is_now(viewer: Viewer, person_id: UUID) -> PersonView:
    row = await queries.by_id(viewer.workspace_id, person_id)
    if row is None:
        raise not_found("Person", "personId")
    return visibility.oneself(row)
