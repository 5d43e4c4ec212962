"""What mutations about mail are given: one input each."""

import strawberry

from db.vocabulary import AnswerPolicy


@strawberry.input(description="What to change about the firm's mail; what is left out stays.")
class ChangeMailSettingsInput:
    """Input of changeMailSettings."""

    digest_after_minutes: int | None = strawberry.field(
        default=None, description="Minutes from a message to the mail about it, from 5 to 1440."
    )
    text_in_mail: bool | None = strawberry.field(default=None, description="Whether mail holds what was written.")
    images_in_mail: bool | None = strawberry.field(default=None, description="Whether images are shown small in mail.")
    team_shown_as_firm: bool | None = strawberry.field(
        default=None, description="Whether clients see the firm's name instead of the team's."
    )
    answer_policy: AnswerPolicy | None = strawberry.field(
        default=None, description="What answers have to prove; less than the installation asks for changes nothing."
    )


@strawberry.input(description="In which hours of the viewer's day no mail about rooms is sent.")
class SetQuietHoursInput:
    """Input of setQuietHours."""

    from_: str = strawberry.field(name="from", description="When they begin, as `22:00` in the viewer's time zone.")
    until: str = strawberry.field(description="When they end, as `07:00`.")


@strawberry.input(description="From which further address the viewer wants to answer mail.")
class AddMailAddressInput:
    """Input of addMailAddress."""

    address: str = strawberry.field(description="The email address; a mail to it asks to confirm it.")


@strawberry.input(description="Which of the viewer's further addresses to remove.")
class RemoveMailAddressInput:
    """Input of removeMailAddress."""

    address_id: strawberry.ID = strawberry.field(description="The address's global id.")


@strawberry.input(description="Whose address gets another chance.")
class LiftSuppressionInput:
    """Input of liftSuppression."""

    person_id: strawberry.ID = strawberry.field(description="The person's global id; the viewer's own, too.")
