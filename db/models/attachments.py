"""Rows about images and files. Their bytes are in the storage, under keys that say nothing."""

from tortoise import fields
from tortoise.models import Model

from db.vocabulary import AttachmentKind, AttachmentState, ScanState, UploadPurpose


class Attachment(Model):
    """A file somebody uploads, and from sending on a part of a message."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    owner_id = fields.UUIDField()
    purpose = fields.CharEnumField(UploadPurpose, max_length=7, default=UploadPurpose.MESSAGE)
    room_id = fields.UUIDField(null=True)
    message_id = fields.UUIDField(null=True)
    place = fields.IntField(null=True)
    file_name = fields.CharField(max_length=255)
    size = fields.BigIntField()
    checksum = fields.BinaryField(null=True)
    storage_key = fields.CharField(max_length=64)
    state = fields.CharEnumField(AttachmentState, max_length=10, default=AttachmentState.UPLOADING)
    scan = fields.CharEnumField(ScanState, max_length=12, default=ScanState.NOT_SCANNED)
    kind = fields.CharEnumField(AttachmentKind, max_length=5, default=AttachmentKind.FILE)
    media_type = fields.CharField(max_length=127, null=True)
    width = fields.IntField(null=True)
    height = fields.IntField(null=True)
    is_animated = fields.BooleanField(default=False)
    placeholder = fields.TextField(null=True)
    refusal = fields.CharField(max_length=40, null=True)
    attempts = fields.IntField(default=0)
    claimed_until = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    received_at = fields.DatetimeField(null=True)
    ready_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField()

    class Meta:
        table = "attachment"
