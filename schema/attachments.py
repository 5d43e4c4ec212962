"""Images and files of messages, and how they are uploaded."""

from __future__ import annotations

from typing import Annotated

import strawberry

from db.vocabulary import AttachmentKind, AttachmentState, RenditionName, ScanState
from resolvers import attachments
from resolvers.viewer import Viewer
from resolvers.views import AttachmentView, RenditionView
from schema.context import Info, signed_in
from schema.directives import PerViewer
from schema.enums import in_contract
from schema.ids import global_id
from schema.nodes import Node

in_contract(
    AttachmentKind,
    "AttachmentKind",
    "How an attachment is shown.",
    {AttachmentKind.FILE: "Offered for saving.", AttachmentKind.IMAGE: "Shown as an image, in several sizes."},
)
in_contract(
    AttachmentState,
    "AttachmentState",
    "Where an attachment stands.",
    {
        AttachmentState.UPLOADING: "Its bytes are coming.",
        AttachmentState.RECEIVED: "Its bytes are here; what it is will be known in a moment.",
        AttachmentState.READY: "It can be had.",
        AttachmentState.REFUSED: "Nobody gets it; `refusal` says why.",
    },
)
in_contract(
    ScanState,
    "ScanState",
    "What the virus scanner says.",
    {
        ScanState.NOT_SCANNED: "There is no scanner.",
        ScanState.PENDING: "It has not spoken yet; nobody gets the file before.",
        ScanState.CLEAN: "It found nothing.",
        ScanState.BLOCKED: "It found something; nobody gets the file.",
    },
)
in_contract(
    RenditionName,
    "RenditionName",
    "A form of an image.",
    {
        RenditionName.ORIGINAL: "All its pixels, without metadata.",
        RenditionName.SCREEN: "At most the size of a screen.",
        RenditionName.THUMBNAIL: "Small, for lists.",
    },
)

Form = Annotated[
    RenditionName, strawberry.argument(description="Which form of an image; means nothing for other files.")
]


@strawberry.type(description="A form in which an image can be had.")
class Rendition:
    """One form of an image."""

    name: RenditionName = strawberry.field(description="Which form it is.")
    media_type: str = strawberry.field(description="Its media type.")
    width: int = strawberry.field(description="Its width in pixels.")
    height: int = strawberry.field(description="Its height in pixels.")
    size: int = strawberry.field(description="Its size in bytes.")

    @classmethod
    def of(cls, view: RenditionView) -> Rendition:
        """The view as the contract shows it."""
        return cls(name=view.name, media_type=view.media_type, width=view.width, height=view.height, size=view.size)


@strawberry.type(description="An image or file of a message.")
class Attachment(Node):
    """An attachment; everybody in the room is shown the same."""

    view: strawberry.Private[AttachmentView]
    kind: AttachmentKind = strawberry.field(description="How it is shown.")
    state: AttachmentState = strawberry.field(description="Where it stands.")
    scan: ScanState = strawberry.field(description="What the virus scanner says.")
    refusal: str | None = strawberry.field(description="Why nobody gets it; null unless refused.")
    file_name: str = strawberry.field(description="Its name, as its sender's.")
    size: float = strawberry.field(description="Its size in bytes as it was uploaded; a whole number past 32 bits.")
    media_type: str | None = strawberry.field(description="Its type by its content, not its name; null until known.")
    width: int | None = strawberry.field(description="The image's width in pixels, as shown; null for other files.")
    height: int | None = strawberry.field(description="The image's height in pixels, as shown; null for other files.")
    is_animated: bool = strawberry.field(description="Whether the image moves.")
    placeholder: str | None = strawberry.field(
        description="The image in a few dozen bytes, as a data URI to show before the image arrives."
    )
    renditions: list[Rendition] = strawberry.field(description="The image's forms, the largest first.")

    @classmethod
    def of(cls, view: AttachmentView) -> Attachment:
        """The view as the contract shows it."""
        return cls(
            view=view,
            id=global_id("Attachment", view.id),
            kind=view.kind,
            state=view.state,
            scan=view.scan,
            refusal=view.refusal,
            file_name=view.file_name,
            size=view.size,
            media_type=view.media_type,
            width=view.width,
            height=view.height,
            is_animated=view.is_animated,
            placeholder=view.placeholder,
            renditions=[Rendition.of(form) for form in view.renditions],
        )

    @strawberry.field(
        description="Where to get it, for minutes, with the viewer's cookie or bearer token; null until it can be had."
    )
    def url(self, info: Info, rendition: Form = RenditionName.ORIGINAL) -> str | None:
        """The same for everybody; who may follow it is asked when it is followed."""
        return self._link(info, rendition, None)

    @strawberry.field(
        description="Where to get it without cookie or token, for minutes and for this session alone.",
        directives=[PerViewer()],
    )
    def direct_url(self, info: Info, rendition: Form = RenditionName.ORIGINAL) -> str | None:
        """For programs that hand links to what cannot send headers."""
        return self._link(info, rendition, signed_in(info))

    def _link(self, info: Info, rendition: RenditionName, owner: Viewer | None) -> str | None:
        forms = {form.name for form in self.view.renditions}
        if not self.view.is_served or (forms and rendition not in forms):
            return None
        return attachments.link_for(
            self.view.id, rendition if forms else None, self.view.file_name, owner, info.context.now
        )
