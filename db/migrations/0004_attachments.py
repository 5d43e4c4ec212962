"""Images and files: their rows, the forms in which images are kept, and the bytes that are to be removed."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from db.vocabulary import AttachmentKind, AttachmentState, ScanState

RULES = """
ALTER TABLE attachment
    ADD CONSTRAINT attachment_of_owner FOREIGN KEY (workspace_id, owner_id) REFERENCES person (workspace_id, id),
    ADD CONSTRAINT attachment_in_room FOREIGN KEY (workspace_id, room_id) REFERENCES room (workspace_id, id),
    ADD CONSTRAINT attachment_of_message FOREIGN KEY (room_id, message_id) REFERENCES message (room_id, id),
    ADD CONSTRAINT attachment_place UNIQUE (message_id, place),
    ADD CONSTRAINT attachment_key UNIQUE (storage_key),
    ADD CONSTRAINT attachment_sent_whole CHECK (num_nulls(room_id, message_id, place) IN (0, 3)),
    ADD CONSTRAINT attachment_sent_received CHECK (message_id IS NULL OR state <> 'UPLOADING'),
    ADD CONSTRAINT attachment_size CHECK (size >= 0),
    ADD CONSTRAINT attachment_image_measured CHECK (kind <> 'IMAGE' OR (width > 0 AND height > 0));
CREATE INDEX attachment_unsent ON attachment (workspace_id, owner_id) WHERE message_id IS NULL;
CREATE INDEX attachment_owned ON attachment (workspace_id, owner_id);
CREATE INDEX attachment_located ON attachment (workspace_id, room_id) WHERE room_id IS NOT NULL;
CREATE INDEX attachment_of_messages ON attachment (room_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX attachment_due ON attachment (received_at) WHERE state = 'RECEIVED';
CREATE INDEX attachment_unused ON attachment (expires_at) WHERE message_id IS NULL;
CREATE TABLE rendition (
    attachment_id uuid NOT NULL REFERENCES attachment (id),
    name text NOT NULL CHECK (name IN ('ORIGINAL', 'SCREEN', 'THUMBNAIL')),
    storage_key text NOT NULL UNIQUE,
    media_type text NOT NULL,
    width integer NOT NULL CHECK (width > 0),
    height integer NOT NULL CHECK (height > 0),
    size bigint NOT NULL CHECK (size > 0),
    PRIMARY KEY (attachment_id, name)
);
CREATE TABLE blob_removal (
    storage_key text PRIMARY KEY,
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0
);
CREATE INDEX blob_removal_due ON blob_removal (due_at);
ALTER TABLE message ADD CONSTRAINT message_deleted_has_no_files CHECK (deleted_at IS NULL OR attachment_count = 0);
ALTER TABLE room_event DROP CONSTRAINT room_event_audience,
    ADD CONSTRAINT room_event_audience CHECK ((shared_seq IS NOT NULL) = (kind IN (
        'MESSAGE_SENT', 'MESSAGE_EDITED', 'MESSAGE_DELETED', 'ATTACHMENT_PROCESSED',
        'ROOM_RENAMED', 'ROOM_ARCHIVED', 'ROOM_UNARCHIVED')));
"""


class Migration(migrations.Migration):
    """Messages gain attachments."""

    dependencies = [("parlour", "0003_account_mail")]  # noqa: RUF012  as Tortoise declares it
    operations = [  # noqa: RUF012
        ops.CreateModel(
            name="Attachment",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("workspace_id", fields.UUIDField()),
                ("owner_id", fields.UUIDField()),
                ("room_id", fields.UUIDField(null=True)),
                ("message_id", fields.UUIDField(null=True)),
                ("place", fields.IntField(null=True)),
                ("file_name", fields.CharField(max_length=255)),
                ("size", fields.BigIntField()),
                ("checksum", fields.BinaryField(null=True)),
                ("storage_key", fields.CharField(max_length=64)),
                ("state", fields.CharEnumField(AttachmentState, max_length=10, default=AttachmentState.UPLOADING)),
                ("scan", fields.CharEnumField(ScanState, max_length=12, default=ScanState.NOT_SCANNED)),
                ("kind", fields.CharEnumField(AttachmentKind, max_length=5, default=AttachmentKind.FILE)),
                ("media_type", fields.CharField(max_length=127, null=True)),
                ("width", fields.IntField(null=True)),
                ("height", fields.IntField(null=True)),
                ("is_animated", fields.BooleanField(default=False)),
                ("placeholder", fields.TextField(null=True)),
                ("refusal", fields.CharField(max_length=40, null=True)),
                ("attempts", fields.IntField(default=0)),
                ("claimed_until", fields.DatetimeField(null=True)),
                ("created_at", fields.DatetimeField()),
                ("received_at", fields.DatetimeField(null=True)),
                ("ready_at", fields.DatetimeField(null=True)),
                ("expires_at", fields.DatetimeField()),
            ],
            options={"table": "attachment", "app": "parlour", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.AddField("Message", "attachment_count", fields.IntField(default=0)),
        ops.RunSQL(RULES),
    ]
