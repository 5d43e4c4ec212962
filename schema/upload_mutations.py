"""Mutations that promise an upload and tell where to bring its bytes."""

from __future__ import annotations

from datetime import datetime

import strawberry

from db.vocabulary import UploadPurpose
from resolvers import attachments
from resolvers.attachments import Upload as Promised
from resolvers.errors import invalid
from schema.context import Info, signed_in
from schema.enums import in_contract
from schema.ids import global_id, key_of
from schema.payloads import Payload, refused_as_data

in_contract(
    UploadPurpose,
    "UploadPurpose",
    "What an upload is for.",
    {
        UploadPurpose.MESSAGE: "To be sent with a message.",
        UploadPurpose.PICTURE: "To be the viewer's picture, cut to the square in its middle: see `changePicture`.",
        UploadPurpose.LOGO: "To be the firm's logo: see `changeLogo`.",
    },
)


@strawberry.input(description="What is to be uploaded.")
class CreateUploadInput:
    """Input of createUpload."""

    file_name: str = strawberry.field(description="The file's name; only its last part is kept.")
    size: float = strawberry.field(description="The file's size in bytes: a whole number, which may pass 32 bits.")
    checksum: str | None = strawberry.field(
        default=None, description="The file's SHA-256 as 64 hexadecimal digits; other bytes are then refused."
    )
    purpose: UploadPurpose = strawberry.field(default=UploadPurpose.MESSAGE, description="What it is for.")


@strawberry.input(description="An upload whose bytes went straight to a bucket.")
class CompleteUploadInput:
    """Input of completeUpload."""

    upload_id: strawberry.ID = strawberry.field(description="The upload's global id.")


@strawberry.type(description="A header to send with the bytes.")
class UploadHeader:
    """One header."""

    name: str = strawberry.field(description="The header's name.")
    value: str = strawberry.field(description="The header's value.")


@strawberry.type(description="A promised upload: bring the bytes to its URL, then send its id with a message.")
class Upload:
    """Where to bring bytes."""

    id: strawberry.ID = strawberry.field(description="The upload's global id, for `sendMessage`.")
    url: str = strawberry.field(
        description="Where to send the bytes. HEAD tells `Upload-Offset`; PUT with Content-Range goes on from there; "
        "DELETE gives the upload up."
    )
    method: str = strawberry.field(description="The HTTP method to send them by.")
    headers: list[UploadHeader] = strawberry.field(description="The headers to send with them.")
    expires_at: datetime = strawberry.field(description="Until when the URL takes bytes.")

    @classmethod
    def of(cls, promised: Promised) -> Upload:
        """The promise as the contract shows it."""
        return cls(
            id=global_id("Upload", promised.id),
            url=promised.url,
            method=promised.method,
            headers=[UploadHeader(name=name, value=value) for name, value in promised.headers.items()],
            expires_at=promised.expires_at,
        )


@strawberry.type(description="What createUpload answers.")
class CreateUploadPayload(Payload):
    """The promised upload."""

    upload: Upload | None = strawberry.field(description="Where to bring the bytes.")


@strawberry.type(description="What completeUpload answers.")
class CompleteUploadPayload(Payload):
    """Nothing but refusals."""


@strawberry.type
class UploadMutations:
    """Fields of the mutation root about uploads."""

    @strawberry.mutation(
        description="Promise a file, and learn where to PUT its bytes; they do not go through GraphQL."
    )
    async def create_upload(self, info: Info, input: CreateUploadInput) -> CreateUploadPayload | None:
        """See resolvers.attachments.create_upload."""

        async def create() -> CreateUploadPayload:
            viewer, size, checksum = signed_in(info), bytes_of(input.size), digest_of(input.checksum)
            now, purpose = info.context.now, input.purpose
            promised = await attachments.create_upload(viewer, input.file_name, size, checksum, now, purpose)
            return CreateUploadPayload(upload=Upload.of(promised), user_errors=[])

        return await refused_as_data(CreateUploadPayload, create())

    @strawberry.mutation(description="Say that bytes sent straight to a bucket are there; needless for other uploads.")
    async def complete_upload(self, info: Info, input: CompleteUploadInput) -> CompleteUploadPayload | None:
        """See resolvers.attachments.complete_upload."""

        async def complete() -> CompleteUploadPayload:
            upload_id = key_of("Upload", input.upload_id, "uploadId")
            await attachments.complete_upload(signed_in(info), upload_id, info.context.now)
            return CompleteUploadPayload(user_errors=[])

        return await refused_as_data(CompleteUploadPayload, complete())


def bytes_of(size: float) -> int:
    """A number of bytes, which GraphQL's Int cannot hold past 2 GiB. Raises INVALID."""
    if not size.is_integer() or abs(size) > 1 << 53:
        raise invalid("The size must be a whole number of bytes.", "size")
    return int(size)


def digest_of(checksum: str | None) -> bytes | None:
    """A digest out of hexadecimal digits. Raises INVALID."""
    try:
        return None if checksum is None else bytes.fromhex(checksum)
    except ValueError as error:
        raise invalid("The checksum must be a SHA-256: 64 hexadecimal digits.", "checksum") from error
