"""Digests: their outbox, the tokens by which they are answered, and addresses that mail does not reach."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

# Quiet hours are minutes of the person's own day: 22:00 to 07:00 is 1320 and 420. `mailed_at` is when the newest
# mail about the room goes out to this person.
RULES = """
ALTER TABLE workspace ALTER COLUMN images_in_mail SET DEFAULT false;
ALTER TABLE person
    ADD CONSTRAINT person_quiet_hours CHECK (num_nulls(quiet_from, quiet_until) IN (0, 2)
        AND quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439 AND quiet_from <> quiet_until);
CREATE TABLE digest_mail (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id),
    room_id uuid NOT NULL,
    person_id uuid NOT NULL,
    from_position bigint NOT NULL,
    to_position bigint NOT NULL,
    message_id text NOT NULL,
    state text NOT NULL,
    reason text,
    attempts integer NOT NULL DEFAULT 0,
    handed integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    begun_at timestamptz,
    done_at timestamptz,
    last_error text,
    mute_hash bytea,
    bounce_hash bytea,
    CONSTRAINT digest_mail_in_room FOREIGN KEY (workspace_id, room_id) REFERENCES room (workspace_id, id),
    CONSTRAINT digest_mail_to_person FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id),
    CONSTRAINT digest_mail_message_id UNIQUE (message_id),
    CONSTRAINT digest_mail_mute UNIQUE (mute_hash),
    CONSTRAINT digest_mail_bounce UNIQUE (bounce_hash),
    CONSTRAINT digest_mail_once UNIQUE (room_id, person_id, from_position),
    CONSTRAINT digest_mail_holds_messages CHECK (from_position < to_position),
    CONSTRAINT digest_mail_state_known
        CHECK (state IN ('PLANNED', 'SENDING', 'UNKNOWN', 'SENT', 'CANCELLED', 'FAILED'))
);
CREATE UNIQUE INDEX digest_mail_planned ON digest_mail (room_id, person_id) WHERE state = 'PLANNED' AND attempts = 0;
CREATE INDEX digest_mail_due ON digest_mail (due_at) WHERE state IN ('PLANNED', 'SENDING', 'UNKNOWN');
CREATE INDEX digest_mail_of_person ON digest_mail (workspace_id, person_id, created_at);
CREATE INDEX digest_mail_located ON digest_mail (workspace_id, room_id);
CREATE INDEX digest_mail_of_thread ON digest_mail (room_id, person_id, done_at) WHERE state = 'SENT';
CREATE TABLE reply_token (
    hash bytea PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id),
    digest_id uuid NOT NULL UNIQUE REFERENCES digest_mail (id),
    room_id uuid NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT reply_token_in_room FOREIGN KEY (workspace_id, room_id) REFERENCES room (workspace_id, id),
    CONSTRAINT reply_token_of_person FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id)
);
CREATE INDEX reply_token_live ON reply_token (room_id, person_id) WHERE revoked_at IS NULL;
CREATE INDEX reply_token_of_person ON reply_token (workspace_id, person_id);
CREATE INDEX reply_token_located ON reply_token (workspace_id, room_id);
CREATE TABLE mail_bounce (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id),
    person_id uuid NOT NULL,
    digest_id uuid NOT NULL REFERENCES digest_mail (id),
    address text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('PERMANENT', 'TRANSIENT', 'COMPLAINT')),
    status text NOT NULL,
    occurred_at timestamptz NOT NULL,
    CONSTRAINT mail_bounce_of_person FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id)
);
CREATE INDEX mail_bounce_of_address ON mail_bounce (workspace_id, lower(address), occurred_at);
CREATE INDEX mail_bounce_of_person ON mail_bounce (workspace_id, person_id);
CREATE INDEX mail_bounce_of_digest ON mail_bounce (digest_id);
CREATE TABLE mail_suppression (
    workspace_id uuid NOT NULL REFERENCES workspace (id),
    address text NOT NULL CHECK (address = lower(address)),
    kind text NOT NULL CHECK (kind IN ('PERMANENT', 'TRANSIENT', 'COMPLAINT')),
    status text NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, address)
);
CREATE TABLE mail_check (
    name text PRIMARY KEY,
    passed_at timestamptz NOT NULL
);
"""


class Migration(migrations.Migration):
    """Rooms' clocks begin to ring."""

    dependencies = [("parlour", "0004_attachments")]  # noqa: RUF012  as Tortoise declares it
    operations = [  # noqa: RUF012
        ops.AddField("Workspace", "images_in_mail", fields.BooleanField(default=False)),
        ops.AddField("Person", "quiet_from", fields.IntField(null=True)),
        ops.AddField("Person", "quiet_until", fields.IntField(null=True)),
        ops.AddField("Participation", "mailed_at", fields.DatetimeField(null=True)),
        ops.RunSQL(RULES),
    ]
