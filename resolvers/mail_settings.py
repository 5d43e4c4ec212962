"""What a firm sets for its mail: seen by the team, changed by administrators."""

from dataclasses import dataclass
from datetime import datetime

from db import sql
from db.queries import mail_settings as queries
from db.settings import current
from db.vocabulary import AnswerPolicy, AuditAction
from resolvers import access, audit, visibility
from resolvers.errors import invalid
from resolvers.mail_views import MailSettingsView
from resolvers.viewer import Viewer

SHORTEST, LONGEST = 5, 24 * 60
"""Minutes that a firm may let pass until its digests leave."""

_BY_DEMAND = list(AnswerPolicy)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to be changed; None leaves a setting as it is."""

    digest_after_minutes: int | None
    text_in_mail: bool | None
    images_in_mail: bool | None
    team_shown_as_firm: bool | None
    answer_policy: AnswerPolicy | None


async def mail_settings(viewer: Viewer) -> MailSettingsView | None:
    """The firm's settings; None for clients."""
    if not visibility.sees(viewer, visibility.Facet.ADMINISTRATION):
        return None
    row = await queries.of_workspace(viewer.workspace_id)
    return visibility.mail_settings_as_seen_by(viewer, {**row, "answer_policy": policy_of(row["answer_policy"])})


async def change_mail_settings(viewer: Viewer, wishes: Wishes, now: datetime) -> None:
    """Change the firm's settings; mail that is not composed yet follows them. For administrators.

    Raises NOT_ALLOWED, INVALID for an interval out of bounds.
    """
    access.require_administrator(viewer)
    minutes = wishes.digest_after_minutes
    if minutes is not None and not SHORTEST <= minutes <= LONGEST:
        raise invalid(f"Choose between {SHORTEST} and {LONGEST} minutes.", "digestAfterMinutes")
    async with sql.transaction():
        await queries.change(
            viewer.workspace_id,
            minutes,
            wishes.text_in_mail,
            wishes.images_in_mail,
            wishes.team_shown_as_firm,
            wishes.answer_policy,
        )
        await audit.record(viewer, AuditAction.MAIL_SETTINGS_CHANGED, now)


def policy_of(chosen: str | None) -> AnswerPolicy:
    """What holds for a firm's answers: what it chose, and never less than the installation asks for."""
    least = AnswerPolicy(current().inbound_policy)
    return max(least, AnswerPolicy(chosen), key=_BY_DEMAND.index) if chosen else least
