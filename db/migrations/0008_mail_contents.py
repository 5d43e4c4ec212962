"""Pictures that come back with answers; what a person's next mails are put apart by, and threads with their answers."""

from tortoise import migrations
from tortoise.migrations import operations as ops

# `digest_picture`: what travelled inside a mail of ours. `sender_picture`: small ones of somebody's answers; the first
# answer that had one is told from others by its `message_key`. `own_id`: the Message-ID of an answer that is surely
# its person's.
RULES = """
CREATE TABLE digest_picture (
    digest_id uuid NOT NULL REFERENCES digest_mail (id) ON DELETE CASCADE,
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    PRIMARY KEY (digest_id, sha256)
);
CREATE INDEX digest_picture_mailed ON digest_picture (sha256);
CREATE TABLE sender_picture (
    workspace_id uuid NOT NULL,
    person_id uuid NOT NULL,
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    message_key text NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, sha256),
    CONSTRAINT sender_picture_of_person FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id)
);
CREATE INDEX sender_picture_of_person ON sender_picture (workspace_id, person_id);
CREATE INDEX digest_mail_waiting ON digest_mail (person_id, due_at) WHERE state = 'PLANNED';
ALTER TABLE inbound_mail ADD COLUMN own_id text;
CREATE INDEX inbound_mail_of_thread ON inbound_mail (room_id, person_id, received_at) WHERE own_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    """Mail goes out spread, and comes in without what we sent."""

    dependencies = [("parlour", "0007_mail_settings")]  # noqa: RUF012  as Tortoise declares it
    operations = [ops.RunSQL(RULES)]  # noqa: RUF012
