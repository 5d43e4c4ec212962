"""Mail that comes in: kept raw before it is acknowledged, decided once; and notices about answers not posted."""

from tortoise import migrations
from tortoise.migrations import operations as ops

# `source_key` names a mail in the mailbox that it was fetched from: nothing is fetched twice, if moving it away fails.
# `message_key` and `content_digest` tell deliveries of one mail. They are known once it has been read, and written only
# by the delivery that counts; the row stays when its message is deleted, so that nothing rises again.
RULES = """
CREATE TABLE inbound_mail (
    id uuid PRIMARY KEY,
    workspace_id uuid REFERENCES workspace (id),
    received_at timestamptz NOT NULL,
    source text NOT NULL CHECK (source IN ('SMTP', 'IMAP', 'WEBHOOK')),
    source_key text,
    envelope_from text,
    envelope_to text[] NOT NULL,
    storage_key text NOT NULL,
    size bigint NOT NULL CHECK (size >= 0),
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    checks jsonb NOT NULL DEFAULT '[]',
    state text NOT NULL DEFAULT 'STORED' CHECK (state IN (
        'STORED', 'LOGGED', 'HELD', 'REFUSED', 'DROPPED', 'BOUNCE', 'QUARANTINED', 'DUPLICATE')),
    reason text,
    attempts integer NOT NULL DEFAULT 0,
    claimed_until timestamptz,
    processed_at timestamptz,
    token_hash bytea REFERENCES reply_token (hash) ON DELETE SET NULL,
    room_id uuid,
    person_id uuid,
    message_id uuid,
    message_key text,
    content_digest bytea,
    from_address text,
    from_name text,
    subject text,
    body text,
    is_verified boolean,
    decided_by_id uuid,
    CONSTRAINT inbound_mail_fetched UNIQUE (source_key),
    CONSTRAINT inbound_mail_storage UNIQUE (storage_key),
    CONSTRAINT inbound_mail_message UNIQUE (message_id),
    CONSTRAINT inbound_mail_once UNIQUE (room_id, person_id, message_key, content_digest),
    CONSTRAINT inbound_mail_in_room FOREIGN KEY (workspace_id, room_id) REFERENCES room (workspace_id, id),
    CONSTRAINT inbound_mail_of_person FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id),
    CONSTRAINT inbound_mail_decided_by FOREIGN KEY (workspace_id, decided_by_id) REFERENCES person (workspace_id, id),
    CONSTRAINT inbound_mail_became FOREIGN KEY (room_id, message_id) REFERENCES message (room_id, id),
    CONSTRAINT inbound_mail_placed CHECK (num_nulls(workspace_id, room_id, person_id) IN (0, 3)),
    CONSTRAINT inbound_mail_logged CHECK ((state = 'LOGGED') = (message_id IS NOT NULL)),
    CONSTRAINT inbound_mail_held CHECK (state <> 'HELD' OR (room_id IS NOT NULL AND reason IS NOT NULL))
);
CREATE UNIQUE INDEX inbound_mail_reported ON inbound_mail (message_key, content_digest) WHERE state = 'BOUNCE';
CREATE INDEX inbound_mail_due ON inbound_mail (received_at) WHERE state = 'STORED';
CREATE INDEX inbound_mail_tray ON inbound_mail (workspace_id, received_at, id) WHERE state = 'HELD';
CREATE INDEX inbound_mail_located ON inbound_mail (workspace_id, room_id) WHERE room_id IS NOT NULL;
CREATE INDEX inbound_mail_owned ON inbound_mail (workspace_id, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX inbound_mail_made ON inbound_mail (room_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX inbound_mail_of_token ON inbound_mail (token_hash, received_at) WHERE token_hash IS NOT NULL;
CREATE TABLE reply_notice (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id),
    person_id uuid NOT NULL,
    mail_id uuid NOT NULL REFERENCES inbound_mail (id),
    address_hash bytea NOT NULL CHECK (octet_length(address_hash) = 32),
    reason text NOT NULL,
    day date NOT NULL,
    recipient text NOT NULL,
    in_reply_to text,
    state text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'SENDING', 'SENT', 'KEPT', 'FAILED')),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    CONSTRAINT reply_notice_once UNIQUE (workspace_id, address_hash, reason, day),
    CONSTRAINT reply_notice_about_person FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id)
);
CREATE INDEX reply_notice_due ON reply_notice (next_attempt_at) WHERE state IN ('PENDING', 'SENDING');
CREATE INDEX reply_notice_of_person ON reply_notice (workspace_id, person_id);
CREATE INDEX reply_notice_of_mail ON reply_notice (mail_id);
"""


class Migration(migrations.Migration):
    """Answers come in."""

    dependencies = [("parlour", "0005_digests")]  # noqa: RUF012  as Tortoise declares it
    operations = [ops.RunSQL(RULES)]  # noqa: RUF012
