"""What a viewer may read of mail, as plain frozen values. Only visibility/ makes them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.vocabulary import AnswerPolicy, BounceKind, NoMail


@dataclass(frozen=True, slots=True)
class SuppressionView:
    """An address that was given up, and what was said against it."""

    address: str
    kind: BounceKind
    status: str
    since: datetime


@dataclass(frozen=True, slots=True)
class PersonMailView:
    """Whether mail about rooms reaches somebody at all, for the team."""

    reason: NoMail | None
    suppression: SuppressionView | None


@dataclass(frozen=True, slots=True)
class MailSettingsView:
    """What a firm set for its mail, for the team."""

    digest_after_minutes: int
    text_in_mail: bool
    images_in_mail: bool
    team_shown_as_firm: bool
    answer_policy: AnswerPolicy


@dataclass(frozen=True, slots=True)
class OriginalMailView:
    """The mail that a message came by, for the team. `whole_text` has the quotes and signature; None once forgotten."""

    id: UUID
    is_verified: bool
    whole_text: str | None
    from_address: str | None
    subject: str
    received_at: datetime
    file_names: tuple[str, ...]
    is_kept: bool
