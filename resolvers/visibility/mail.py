"""Mail as each side sees it: whether it reaches people, what a firm set for it, and what came in."""

from datetime import datetime

from db.sql import Row
from db.vocabulary import AnswerPolicy, BounceKind, DigestState, HeldReason, NoMail, PersonStatus
from resolvers.mail_views import MailSettingsView, OriginalMailView, PersonMailView, SuppressionView
from resolvers.viewer import Audience, Viewer
from resolvers.views import HeldMailView, ReachabilityView
from resolvers.visibility.facets import Facet, sees
from resolvers.visibility.people import person_as_seen_by


def reachability_as_seen_by(
    audience: Audience | Viewer, row: Row, next_mail_at: datetime | None
) -> ReachabilityView | None:
    """Whether mail about a room reaches somebody; None for clients."""
    if not sees(audience, Facet.REACHABILITY):
        return None
    return ReachabilityView(
        reason=NoMail(row["reason"]) if row["reason"] else None,
        next_mail_at=next_mail_at,
        mailed_at=row["mailed_at"],
        last_state=DigestState(row["state"]) if row["state"] else None,
        last_reason=NoMail(row["last_reason"]) if row["last_reason"] else None,
    )


def person_mail_as_seen_by(audience: Audience | Viewer, row: Row) -> PersonMailView | None:
    """Whether mail reaches somebody at all; None for clients."""
    return PersonMailView(_why_none(row), suppression_of(row)) if sees(audience, Facet.REACHABILITY) else None


def suppression_of(row: Row) -> SuppressionView | None:
    """Why an address was given up. Call it for the team, or with the viewer's own row."""
    if row["kind"] is None:
        return None
    return SuppressionView(row["address"], BounceKind(row["kind"]), row["said"], row["since"])


def _why_none(row: Row) -> NoMail | None:
    match PersonStatus(row["status"]):
        case PersonStatus.INVITED:
            return NoMail.NOT_ACTIVATED
        case PersonStatus.DEACTIVATED:
            return NoMail.DEACTIVATED
        case PersonStatus.ACTIVE if row["kind"]:
            return NoMail.BOUNCING
        case PersonStatus.ACTIVE:
            return NoMail.MUTED_ALL if row["email_muted_at"] else None


def mail_settings_as_seen_by(audience: Audience | Viewer, row: Row) -> MailSettingsView | None:
    """What a firm set for its mail; None for clients."""
    if not sees(audience, Facet.ADMINISTRATION):
        return None
    return MailSettingsView(
        digest_after_minutes=row["digest_after_minutes"],
        text_in_mail=row["text_in_mail"],
        images_in_mail=row["images_in_mail"],
        team_shown_as_firm=row["team_shown_as_firm"],
        answer_policy=AnswerPolicy(row["answer_policy"]),
    )


def original_mail_as_seen_by(audience: Audience | Viewer, row: Row) -> OriginalMailView | None:
    """The mail that a message came by; None for clients."""
    if not sees(audience, Facet.ORIGINAL_MAILS):
        return None
    return OriginalMailView(
        id=row["id"],
        is_verified=bool(row["is_verified"]),
        whole_text=row["whole_text"],
        from_address=row["from_address"],
        subject=row["subject"] or "",
        received_at=row["received_at"],
        file_names=tuple(row["file_names"]),
        is_kept=row["raw_removed_at"] is None,
    )


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
        whole_text=row["whole_text"],
        file_names=tuple(row["file_names"]),
        received_at=row["received_at"],
    )
