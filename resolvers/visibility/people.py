"""People and their parts in rooms, as each side sees them."""

from db.sql import Row
from db.vocabulary import PersonStatus, Role
from resolvers.viewer import Audience, Viewer
from resolvers.views import AuthorView, InvitationView, ParticipantView, PersonView, ReceiptView
from resolvers.visibility.facets import Facet, sees


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
        return AuthorView(row["workspace_id"], row["workspace_name"], Role.TEAM, None, picture_id=row["logo_id"])
    return AuthorView(
        id=row[f"{prefix}id"],
        name=row[f"{prefix}name"],
        role=Role(row[f"{prefix}role"]),
        person=person_as_seen_by(audience, row, prefix),
        picture_id=row[f"{prefix}picture_id"],
    )


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


def _person(row: Row, prefix: str) -> PersonView:
    return PersonView(
        id=row[f"{prefix}id"],
        role=Role(row[f"{prefix}role"]),
        is_administrator=row[f"{prefix}is_administrator"],
        status=PersonStatus(row[f"{prefix}status"]),
        name=row[f"{prefix}name"],
        email=row[f"{prefix}email"],
        picture_id=row[f"{prefix}picture_id"],
    )
