"""Mutations about how people and the firm appear: pictures, logo, name and colour."""

from __future__ import annotations

from uuid import UUID

import strawberry

from resolvers import branding, people, pictures
from resolvers.branding import Branding
from schema.context import Info, signed_in
from schema.ids import key_of
from schema.payloads import Payload, refused_as_data
from schema.viewers import Viewer, Workspace


@strawberry.input(description="What the viewer is shown by.")
class ChangePictureInput:
    """Input of changePicture."""

    upload_id: strawberry.ID | None = strawberry.field(
        description="An own upload for the purpose PICTURE, by global id; null to have no picture."
    )


@strawberry.input(description="What the firm is shown by.")
class ChangeLogoInput:
    """Input of changeLogo."""

    upload_id: strawberry.ID | None = strawberry.field(
        description="An own upload for the purpose LOGO, by global id; null to have no logo."
    )


@strawberry.input(description="What to change of how the firm appears; what is left out stays.")
class ChangeWorkspaceInput:
    """Input of changeWorkspace."""

    name: str | None = strawberry.field(default=None, description="The firm's name; at most 200 characters.")
    accent_color: str | None = strawberry.field(
        default=None, description="The firm's colour as `#rrggbb`; empty to have none."
    )
    team_shown_as_firm: bool | None = strawberry.field(
        default=None, description="Whether the firm's name stands for its team towards clients."
    )


@strawberry.type(description="What changePicture answers.")
class ChangePicturePayload(Payload):
    """The viewer, shown by another picture."""

    viewer: Viewer | None = strawberry.field(description="The viewer as they are now.")


@strawberry.type(description="What changeLogo answers.")
class ChangeLogoPayload(Payload):
    """The firm, shown by another logo."""

    workspace: Workspace | None = strawberry.field(description="The firm as it is now.")


@strawberry.type(description="What changeWorkspace answers.")
class ChangeWorkspacePayload(Payload):
    """The firm, changed."""

    workspace: Workspace | None = strawberry.field(description="The firm as it is now.")


@strawberry.type
class BrandingMutations:
    """Fields of the mutation root about how people and the firm appear."""

    @strawberry.mutation(
        description="Be shown by a picture, or by none. UPLOAD_INCOMPLETE while the upload is looked at: ask again."
    )
    async def change_picture(self, info: Info, input: ChangePictureInput) -> ChangePicturePayload | None:
        """See resolvers.pictures.change_picture."""

        async def change() -> ChangePicturePayload:
            viewer = signed_in(info)
            await pictures.change_picture(viewer, _key(input.upload_id), info.context.now)
            return ChangePicturePayload(viewer=Viewer.of(viewer, await people.profile(viewer)), user_errors=[])

        return await refused_as_data(ChangePicturePayload, change())

    @strawberry.mutation(
        description="Show the firm by a logo, or by none. For administrators. UPLOAD_INCOMPLETE as `changePicture`."
    )
    async def change_logo(self, info: Info, input: ChangeLogoInput) -> ChangeLogoPayload | None:
        """See resolvers.pictures.change_logo."""

        async def change() -> ChangeLogoPayload:
            viewer = signed_in(info)
            await pictures.change_logo(viewer, _key(input.upload_id), info.context.now)
            return ChangeLogoPayload(workspace=Workspace.of(await people.profile(viewer)), user_errors=[])

        return await refused_as_data(ChangeLogoPayload, change())

    @strawberry.mutation(
        description="Set the firm's name, colour, and whether it stands for its team. For administrators."
    )
    async def change_workspace(self, info: Info, input: ChangeWorkspaceInput) -> ChangeWorkspacePayload | None:
        """See resolvers.branding.change_workspace."""

        async def change() -> ChangeWorkspacePayload:
            viewer, wanted = signed_in(info), Branding(input.name, input.accent_color, input.team_shown_as_firm)
            await branding.change_workspace(viewer, wanted, info.context.now)
            return ChangeWorkspacePayload(workspace=Workspace.of(await people.profile(viewer)), user_errors=[])

        return await refused_as_data(ChangeWorkspacePayload, change())


def _key(upload_id: strawberry.ID | None) -> UUID | None:
    return key_of("Upload", upload_id, "uploadId") if upload_id else None
