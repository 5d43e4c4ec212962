"""The eyes: which side of the firm sees which facets, and the only functions that make views of rows."""

from enum import StrEnum
from typing import assert_never

from db.sql import Row
from db.vocabulary import (
    AttachmentKind,
    AttachmentState,
    DigestState,
    HeldReason,
    NoMail,
    PersonStatus,
    RenditionName,
    Role,
    RoomKind,
    ScanState,
)
from resolvers import access, cursors
from resolvers.viewer import Audience, Viewer
from resolvers.views import (
    AttachmentView,
    AuthorView,
    EarlierTextView,
    HeldMailView,
    InvitationView,
    MessageView,
    OwnMarks,
    ParticipantView,
    PersonView,
    PortalView,
    QuoteView,
    ReachabilityView,
    ReceiptView,
    RenditionView,
    RoomView,
)


class Facet(StrEnum):
    """A kind of knowledge that one side has and the other may lack."""

    PEOPLE = "PEOPLE"
    PARTICIPANTS = "PARTICIPANTS"
    RECEIPTS = "RECEIPTS"
    EARLIER_TEXTS = "EARLIER_TEXTS"
    PRESENCE = "PRESENCE"
    REACHABILITY = "REACHABILITY"
    ADMINISTRATION = "ADMINISTRATION"
    AUTHORS_UNMASKED = "AUTHORS_UNMASKED"
    TEAM_EVENTS = "TEAM_EVENTS"
    HELD_MAILS = "HELD_MAILS"


SEES: dict[Role, frozenset[Facet]] = {
    Role.TEAM: frozenset(Facet),
    Role.CLIENT: frozenset(),
}
"""The law of what is shown. A client has no facet at all: messages, their authors' names, and nothing about anybody."""


def sees(audience: Audience | Viewer, facet: Facet) -> bool:
    """Whether this side of the firm is shown the facet."""
    return facet in SEES[audience.role]


def person_as_seen_by(audience: Audience | Viewer, row: Row, prefix: str = "person_") -> PersonView | None:
    """A person out of a row whose columns begin with `prefix`; None for clients and where there is nobody."""
    if not sees(audience, Facet.PEOPLE) or row.get(f"{prefix}id") is None:
        return None
    return _person(row, prefix)


def oneself(row: Row, prefix: str = "") -> PersonView:
    """The viewer's own person, which everybody may see. Call it with the viewer's own row only."""
    return _person(row, prefix)


def author_as_seen_by(audience: Audience | Viewer, row: Row, prefix: str = "author_") -> AuthorView:
    """Who wrote a message; a firm that speaks with one voice stands for its team towards clients."""
    masked = row[f"{prefix}role"] == Role.TEAM and row["team_shown_as_firm"]
    if masked and not sees(audience, Facet.AUTHORS_UNMASKED):
        return AuthorView(id=row["workspace_id"], name=row["workspace_name"], role=Role.TEAM, person=None)
    return AuthorView(
        id=row[f"{prefix}id"],
        name=row[f"{prefix}name"],
        role=Role(row[f"{prefix}role"]),
        person=person_as_seen_by(audience, row, prefix),
    )


def message_as_seen_by(audience: Audience | Viewer, row: Row) -> MessageView:
    """A message out of a row of `db.queries.messages`."""
    return MessageView(
        id=row["id"],
        room_id=row["room_id"],
        position=row["position"],
        client_message_id=row["client_message_id"],
        author=author_as_seen_by(audience, row),
        body=row["body"],
        sent_at=row["sent_at"],
        edited_at=row["edited_at"],
        deleted_at=row["deleted_at"],
        quote=_quote_as_seen_by(audience, row),
        attachment_count=row["attachment_count"],
    )


def _quote_as_seen_by(audience: Audience | Viewer, row: Row) -> QuoteView | None:
    if row["quote_id"] is None:
        return None
    return QuoteView(
        id=row["quote_id"],
        position=row["quote_position"],
        author=author_as_seen_by(audience, row, "quote_author_"),
        body=row["quote_body"],
        deleted_at=row["quote_deleted_at"],
    )


def attachment_as_seen_by(_audience: Audience | Viewer, row: Row) -> AttachmentView:
    """An attachment of a message that the audience reads; everybody in the room is shown the same."""
    return AttachmentView(
        id=row["id"],
        kind=AttachmentKind(row["kind"]),
        state=AttachmentState(row["state"]),
        scan=ScanState(row["scan"]),
        file_name=row["file_name"],
        size=row["size"],
        media_type=row["media_type"],
        width=row["width"],
        height=row["height"],
        is_animated=row["is_animated"],
        placeholder=row["placeholder"],
        refusal=row["refusal"],
        renditions=tuple(RenditionView(RenditionName(name), *rest) for name, *rest in row["renditions"]),
    )


def room_as_seen_by(audience: Audience | Viewer, row: Row, mine: OwnMarks | None) -> RoomView:
    """A room out of a row of `db.queries.rooms`; `mine` is None where an audience shares the view."""
    administers = sees(audience, Facet.ADMINISTRATION)
    return RoomView(
        id=row["id"],
        name=row["name"],
        kind=RoomKind(row["kind"]),
        created_at=row["created_at"],
        archived_at=row["archived_at"],
        last_position=row["last_position"],
        cursor=room_cursor(audience, row),
        mine=mine,
        manager=person_as_seen_by(audience, row, "manager_"),
        portal=PortalView(row["portal_id"], row["portal_name"]) if administers and row["portal_id"] else None,
        auto_join=row["auto_join"] if administers else None,
        mixed_portals=row["mixed_portals"] if administers else None,
    )


def own_room_as_seen_by(viewer: Viewer, row: Row) -> RoomView:
    """A room as one who takes part in it sees it: with their own marks, and what they may do."""
    return room_as_seen_by(viewer, row, OwnMarks(row["read_position"], row["muted_at"], access.may(viewer, row)))


def room_cursor(audience: Audience | Viewer, row: Row) -> str:
    """Where this audience stands in the room's events; holds the audience's own number only."""
    match audience.role:
        case Role.TEAM:
            return cursors.room_cursor(row["id"], Role.TEAM, row["team_seq"])
        case Role.CLIENT:
            return cursors.room_cursor(row["id"], Role.CLIENT, row["shared_seq"])
        case _:
            assert_never(audience.role)


def participant_as_seen_by(audience: Audience | Viewer, row: Row) -> ParticipantView | None:
    """Somebody's part in a room; None for clients."""
    person = person_as_seen_by(audience, row) if sees(audience, Facet.PARTICIPANTS) else None
    return ParticipantView(person, row["joined_at"], row["read_position"]) if person else None


def invitation_as_seen_by(audience: Audience | Viewer, row: Row) -> InvitationView | None:
    """A recorded wish to join; None for clients."""
    person = person_as_seen_by(audience, row) if sees(audience, Facet.PARTICIPANTS) else None
    return InvitationView(person, row["invited_at"]) if person else None


def receipt_as_seen_by(audience: Audience | Viewer, row: Row) -> ReceiptView | None:
    """That somebody read a message; None for clients."""
    person = person_as_seen_by(audience, row) if sees(audience, Facet.RECEIPTS) else None
    return ReceiptView(person, row["read_at"]) if person else None


def reachability_as_seen_by(audience: Audience | Viewer, row: Row) -> ReachabilityView | None:
    """Whether mail about a room reaches somebody; None for clients."""
    if not sees(audience, Facet.REACHABILITY):
        return None
    return ReachabilityView(
        reason=NoMail(row["reason"]) if row["reason"] else None,
        mailed_at=row["mailed_at"],
        last_state=DigestState(row["state"]) if row["state"] else None,
        last_reason=NoMail(row["last_reason"]) if row["last_reason"] else None,
    )


def earlier_text_as_seen_by(audience: Audience | Viewer, row: Row) -> EarlierTextView | None:
    """What a message said before an edit; None for clients."""
    return EarlierTextView(row["body"], row["replaced_at"]) if sees(audience, Facet.EARLIER_TEXTS) else None


def held_mail_as_seen_by(audience: Audience | Viewer, row: Row) -> HeldMailView | None:
    """An answer by mail that waits for the team; None for clients."""
    person = person_as_seen_by(audience, row) if sees(audience, Facet.HELD_MAILS) else None
    if person is None:
        return None
    return HeldMailView(
        id=row["id"],
        room_id=row["room_id"],
        room_name=row["room_name"],
        person=person,
        reason=HeldReason(row["reason"]),
        from_address=row["from_address"],
        from_name=row["from_name"] or "",
        subject=row["subject"] or "",
        body=row["body"] or "",
        received_at=row["received_at"],
    )


def _person(row: Row, prefix: str) -> PersonView:
    return PersonView(
        id=row[f"{prefix}id"],
        role=Role(row[f"{prefix}role"]),
        is_administrator=row[f"{prefix}is_administrator"],
        status=PersonStatus(row[f"{prefix}status"]),
        name=row[f"{prefix}name"],
        email=row[f"{prefix}email"],
    )
