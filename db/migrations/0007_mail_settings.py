"""What people set about mail: further addresses, what answers prove; how originals are kept, and who was alerted."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

# An address that nobody has confirmed is nobody's: it neither counts nor keeps others from adding it.
# `raw_removed_at`: when the bytes of a mail went; the row stays, so that nothing is delivered twice.
RULES = """
ALTER TABLE workspace
    ADD CONSTRAINT workspace_answer_policy CHECK (answer_policy IN ('TOKEN_ONLY', 'FROM_MATCH', 'STRICT')),
    ADD CONSTRAINT workspace_digest_interval CHECK (digest_after_minutes BETWEEN 5 AND 1440);
CREATE TABLE person_address (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id),
    person_id uuid NOT NULL,
    address text NOT NULL,
    added_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    CONSTRAINT person_address_of_person FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id)
);
CREATE UNIQUE INDEX person_address_added ON person_address (person_id, lower(address));
CREATE UNIQUE INDEX person_address_once ON person_address (workspace_id, lower(address))
    WHERE confirmed_at IS NOT NULL;
CREATE INDEX person_address_owned ON person_address (workspace_id, person_id);
ALTER TABLE account_link
    ADD COLUMN address_id uuid REFERENCES person_address (id) ON DELETE CASCADE,
    ADD CONSTRAINT account_link_to_address CHECK ((address_id IS NOT NULL) = (purpose = 'ADDRESS'));
CREATE INDEX account_link_of_address ON account_link (address_id) WHERE address_id IS NOT NULL;
ALTER TABLE inbound_mail
    ADD COLUMN whole_text text,
    ADD COLUMN file_names text[] NOT NULL DEFAULT '{}',
    ADD COLUMN raw_removed_at timestamptz;
CREATE INDEX inbound_mail_kept ON inbound_mail (processed_at)
    WHERE raw_removed_at IS NULL AND state NOT IN ('STORED', 'HELD');
CREATE TABLE flood_alert (
    workspace_id uuid NOT NULL REFERENCES workspace (id),
    room_id uuid NOT NULL,
    person_id uuid NOT NULL,
    day date NOT NULL,
    PRIMARY KEY (room_id, person_id, day),
    CONSTRAINT flood_alert_in_room FOREIGN KEY (workspace_id, room_id) REFERENCES room (workspace_id, id),
    CONSTRAINT flood_alert_about_person FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id)
);
CREATE INDEX flood_alert_of_person ON flood_alert (workspace_id, person_id);
"""


class Migration(migrations.Migration):
    """People and their firms have a say in mail."""

    dependencies = [("parlour", "0006_inbound_mail")]  # noqa: RUF012  as Tortoise declares it
    operations = [  # noqa: RUF012
        ops.AddField("Workspace", "answer_policy", fields.CharField(max_length=12, null=True)),
        ops.RunSQL(RULES),
    ]
