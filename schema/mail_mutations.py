"""Mutations about mail: what a firm and a person set for it. Each is one call into the rules."""

from __future__ import annotations

import strawberry

from resolvers import mail_addresses, mail_settings, people, quiet_hours, suppressions
from resolvers.mail_settings import Wishes
from schema.context import Info, signed_in
from schema.ids import key_of
from schema.mail import MailSettings
from schema.mail_inputs import (
    AddMailAddressInput,
    ChangeMailSettingsInput,
    LiftSuppressionInput,
    RemoveMailAddressInput,
    SetQuietHoursInput,
)
from schema.payloads import Payload, refused_as_data
from schema.people import Person
from schema.viewers import Viewer

NOW = "The viewer as they are now."


@strawberry.type(description="What changeMailSettings answers.")
class ChangeMailSettingsPayload(Payload):
    """The firm's settings."""

    mail_settings: MailSettings | None = strawberry.field(description="The settings as they are now.")


@strawberry.type(description="What setQuietHours answers.")
class SetQuietHoursPayload(Payload):
    """The viewer, undisturbed."""

    viewer: Viewer | None = strawberry.field(description=NOW)


@strawberry.type(description="What clearQuietHours answers.")
class ClearQuietHoursPayload(Payload):
    """The viewer, who gets mail at all hours."""

    viewer: Viewer | None = strawberry.field(description=NOW)


@strawberry.type(description="What addMailAddress answers: the same whoever else has the address.")
class AddMailAddressPayload(Payload):
    """The viewer with the address, to be confirmed."""

    viewer: Viewer | None = strawberry.field(description=NOW)


@strawberry.type(description="What removeMailAddress answers.")
class RemoveMailAddressPayload(Payload):
    """The viewer without the address."""

    viewer: Viewer | None = strawberry.field(description=NOW)


@strawberry.type(description="What liftSuppression answers.")
class LiftSuppressionPayload(Payload):
    """Whoever gets mail again."""

    person: Person | None = strawberry.field(description="The person as they are now.")


@strawberry.type
class MailMutations:
    """Fields of the mutation root about mail."""

    @strawberry.mutation(description="Set what the firm's mail holds and how soon it goes. For administrators.")
    async def change_mail_settings(
        self, info: Info, input: ChangeMailSettingsInput
    ) -> ChangeMailSettingsPayload | None:
        """See resolvers.mail_settings.change_mail_settings."""

        async def change() -> ChangeMailSettingsPayload:
            viewer = signed_in(info)
            await mail_settings.change_mail_settings(viewer, _wishes(input), info.context.now)
            view = await mail_settings.mail_settings(viewer)
            return ChangeMailSettingsPayload(mail_settings=MailSettings.of(view) if view else None, user_errors=[])

        return await refused_as_data(ChangeMailSettingsPayload, change())

    @strawberry.mutation(description="Keep mail about rooms away from the viewer in some hours of each day.")
    async def set_quiet_hours(self, info: Info, input: SetQuietHoursInput) -> SetQuietHoursPayload | None:
        """See resolvers.quiet_hours.set_quiet_hours."""

        async def change() -> SetQuietHoursPayload:
            await quiet_hours.set_quiet_hours(signed_in(info), input.from_, input.until)
            return SetQuietHoursPayload(viewer=await _viewer(info), user_errors=[])

        return await refused_as_data(SetQuietHoursPayload, change())

    @strawberry.mutation(description="Let mail about rooms reach the viewer at all hours.")
    async def clear_quiet_hours(self, info: Info) -> ClearQuietHoursPayload | None:
        """See resolvers.quiet_hours.clear_quiet_hours."""
        await quiet_hours.clear_quiet_hours(signed_in(info))
        return ClearQuietHoursPayload(viewer=await _viewer(info), user_errors=[])

    @strawberry.mutation(description="Ask for a mail to a further address, whose link confirms it as the viewer's own.")
    async def add_mail_address(self, info: Info, input: AddMailAddressInput) -> AddMailAddressPayload | None:
        """See resolvers.mail_addresses.add_mail_address."""

        async def add() -> AddMailAddressPayload:
            context = info.context
            await mail_addresses.add_mail_address(signed_in(info), input.address, context.client_ip, context.now)
            return AddMailAddressPayload(viewer=await _viewer(info), user_errors=[])

        return await refused_as_data(AddMailAddressPayload, add())

    @strawberry.mutation(description="Take answers from a further address no longer as the viewer's.")
    async def remove_mail_address(self, info: Info, input: RemoveMailAddressInput) -> RemoveMailAddressPayload | None:
        """See resolvers.mail_addresses.remove_mail_address."""

        async def remove() -> RemoveMailAddressPayload:
            viewer, address_id = signed_in(info), key_of("MailAddress", input.address_id, "addressId")
            await mail_addresses.remove_mail_address(viewer, address_id, info.context.now)
            return RemoveMailAddressPayload(viewer=await _viewer(info), user_errors=[])

        return await refused_as_data(RemoveMailAddressPayload, remove())

    @strawberry.mutation(
        description="Send mail to an address again that was given up. For the team, and for whose it is; after a"
        " complaint for those alone."
    )
    async def lift_suppression(self, info: Info, input: LiftSuppressionInput) -> LiftSuppressionPayload | None:
        """See resolvers.suppressions.lift_suppression."""

        async def lift() -> LiftSuppressionPayload:
            viewer, person_id = signed_in(info), key_of("Person", input.person_id, "personId")
            await suppressions.lift_suppression(viewer, person_id, info.context.now)
            if viewer.id == person_id:
                return LiftSuppressionPayload(person=(await _viewer(info)).person, user_errors=[])
            view = await people.find_person(viewer, person_id)
            return LiftSuppressionPayload(person=Person.of(view) if view else None, user_errors=[])

        return await refused_as_data(LiftSuppressionPayload, lift())


def _wishes(given: ChangeMailSettingsInput) -> Wishes:
    return Wishes(
        digest_after_minutes=given.digest_after_minutes,
        text_in_mail=given.text_in_mail,
        images_in_mail=given.images_in_mail,
        team_shown_as_firm=given.team_shown_as_firm,
        answer_policy=given.answer_policy,
    )


async def _viewer(info: Info) -> Viewer:
    viewer = signed_in(info)
    return Viewer.of(viewer, await people.profile(viewer))
