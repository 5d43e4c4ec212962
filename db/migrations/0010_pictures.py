"""Pictures of people and firms' logos, a colour for the firm, and what an upload is for."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from db.vocabulary import UploadPurpose

# A picture outlives the upload that it was made of, and is no part of any message: so it has a row of its own. It is of
# one person or of one firm; a new one is a new row, so that its address says whether a browser has it.
RULES = """
CREATE TABLE picture (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id),
    storage_key text NOT NULL UNIQUE,
    media_type text NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    created_at timestamptz NOT NULL,
    CONSTRAINT picture_in_workspace UNIQUE (workspace_id, id)
);
ALTER TABLE person ADD COLUMN picture_id uuid,
    ADD CONSTRAINT person_picture UNIQUE (picture_id),
    ADD CONSTRAINT person_shown_by FOREIGN KEY (workspace_id, picture_id) REFERENCES picture (workspace_id, id);
ALTER TABLE workspace ADD COLUMN logo_id uuid, ADD COLUMN accent_color text,
    ADD CONSTRAINT workspace_logo UNIQUE (logo_id),
    ADD CONSTRAINT workspace_shown_by FOREIGN KEY (id, logo_id) REFERENCES picture (workspace_id, id),
    ADD CONSTRAINT workspace_accent_color CHECK (accent_color ~ '^#[0-9a-f]{6}$');
ALTER TABLE attachment
    ADD CONSTRAINT attachment_purpose CHECK (purpose IN ('MESSAGE', 'PICTURE', 'LOGO')),
    ADD CONSTRAINT attachment_sent_for_messages CHECK (message_id IS NULL OR purpose = 'MESSAGE');
"""


class Migration(migrations.Migration):
    """People and firms get a face."""

    dependencies = [("parlour", "0009_search")]  # noqa: RUF012  as Tortoise declares it
    operations = [  # noqa: RUF012
        ops.AddField(
            "Attachment",
            "purpose",
            fields.CharEnumField(UploadPurpose, max_length=7, default=UploadPurpose.MESSAGE),
        ),
        ops.RunSQL(RULES),
    ]
