"""Whether mail reaches people, as the team is shown it, and what a firm set for its mail."""

from __future__ import annotations

from datetime import datetime

import strawberry

from db.vocabulary import AnswerPolicy, BounceKind, DigestState, NoMail
from resolvers.mail_views import MailSettingsView, PersonMailView, SuppressionView
from resolvers.views import ReachabilityView
from schema.enums import in_contract

in_contract(
    NoMail,
    "NoMailReason",
    "Why somebody gets no mail, or did not get one.",
    {
        NoMail.NOT_ACTIVATED: "The person was invited and has not activated the account.",
        NoMail.DEACTIVATED: "The person was deactivated.",
        NoMail.REMOVED: "The person does not take part in the room.",
        NoMail.MUTED_ALL: "The person muted all mail about rooms.",
        NoMail.MUTED_ROOM: "The person muted mail about this room.",
        NoMail.BOUNCING: "The address was given up: mail to it came back, or its reader complained.",
        NoMail.ARCHIVED: "The room is archived.",
        NoMail.READ: "There is nothing that the person has not read.",
        NoMail.DELETED: "What was to be mailed was deleted.",
        NoMail.REFUSED: "The mail server refused it for good.",
        NoMail.GIVEN_UP: "The mail server could not be reached for two days.",
        NoMail.UNCONFIRMED: "The mail server twice fell silent when it had the mail, which may have arrived.",
        NoMail.UNCONFIRMED: "The mail server never said whether it has taken it.",
    },
)
in_contract(
    DigestState,
    "DigestState",
    "Where a mail about a room stands.",
    {
        DigestState.PLANNED: "It waits until it is due.",
        DigestState.SENDING: "It is being composed and sent.",
        DigestState.UNKNOWN: "The mail server may have taken it, and has not said so.",
        DigestState.SENT: "The mail server has taken it.",
        DigestState.CANCELLED: "There was no reason for it any more when it was due.",
        DigestState.FAILED: "It was not delivered.",
    },
)
in_contract(
    BounceKind,
    "BounceKind",
    "What a mail server, or a reader, said about an address.",
    {
        BounceKind.PERMANENT: "Mail cannot be delivered there.",
        BounceKind.TRANSIENT: "Mail could not be delivered there, again and again.",
        BounceKind.COMPLAINT: "Its reader called a mail unwanted.",
    },
)
in_contract(
    AnswerPolicy,
    "AnswerPolicy",
    "What an answer by mail has to prove before it is posted.",
    {
        AnswerPolicy.TOKEN_ONLY: "That it was sent to the reply address of a mail.",
        AnswerPolicy.FROM_MATCH: "Also that it names its person's address as sender, unless that was found forged.",
        AnswerPolicy.STRICT: "Also that a mail server confirms the sender.",
    },
)


@strawberry.type(
    description="Whether mail about a room reaches somebody. Only the team is shown it; ask again for news."
)
class Reachability:
    """One person's standing to mail about one room."""

    reason: NoMail | None = strawberry.field(description="Why no mail would go now; null while mail goes.")
    next_mail_at: datetime | None = strawberry.field(
        description="When the next mail goes unless it is read before; null while nothing waits."
    )
    mailed_at: datetime | None = strawberry.field(description="When the last mail went; null if none did.")
    last_state: DigestState | None = strawberry.field(description="Where the newest mail stands; null if none.")
    last_reason: NoMail | None = strawberry.field(description="Why the newest mail did not go; null if it did.")

    @classmethod
    def of(cls, view: ReachabilityView) -> Reachability:
        """The view as the contract shows it."""
        return cls(
            reason=view.reason,
            next_mail_at=view.next_mail_at,
            mailed_at=view.mailed_at,
            last_state=view.last_state,
            last_reason=view.last_reason,
        )


@strawberry.type(description="An address that gets no mail about rooms until somebody gives it another chance.")
class MailSuppression:
    """A suppression."""

    address: str = strawberry.field(description="The address.")
    kind: BounceKind = strawberry.field(description="What was said about it.")
    status: str = strawberry.field(description="What the mail server said, as a status code of RFC 3463.")
    since: datetime = strawberry.field(description="Since when it gets no mail.")

    @classmethod
    def of(cls, view: SuppressionView) -> MailSuppression:
        """The view as the contract shows it."""
        return cls(address=view.address, kind=view.kind, status=view.status, since=view.since)


@strawberry.type(description="Whether mail about rooms reaches somebody at all. Only the team is shown it.")
class PersonMail:
    """One person's standing to mail."""

    reason: NoMail | None = strawberry.field(description="Why no mail about any room would go; null while it may.")
    suppression: MailSuppression | None = strawberry.field(description="Why the address was given up; null if not.")

    @classmethod
    def of(cls, view: PersonMailView) -> PersonMail:
        """The view as the contract shows it."""
        found = view.suppression
        return cls(reason=view.reason, suppression=MailSuppression.of(found) if found else None)


@strawberry.type(description="What a firm set for its mail. Only the team is shown it.")
class MailSettings:
    """A firm's mail settings."""

    digest_after_minutes: int = strawberry.field(description="Minutes from a message to the mail about it.")
    text_in_mail: bool = strawberry.field(
        description="Whether mail holds what was written; without it, mail cannot be answered."
    )
    images_in_mail: bool = strawberry.field(description="Whether images are shown small in mail, instead of linked.")
    team_shown_as_firm: bool = strawberry.field(
        description="Whether clients see the firm's name instead of the team's, in rooms and in mail."
    )
    answer_policy: AnswerPolicy = strawberry.field(
        description="What answers have to prove: what the firm chose, never less than its installation asks for."
    )

    @classmethod
    def of(cls, view: MailSettingsView) -> MailSettings:
        """The view as the contract shows it."""
        return cls(
            digest_after_minutes=view.digest_after_minutes,
            text_in_mail=view.text_in_mail,
            images_in_mail=view.images_in_mail,
            team_shown_as_firm=view.team_shown_as_firm,
            answer_policy=view.answer_policy,
        )
