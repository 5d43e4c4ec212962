"""What the models cannot say: tenancy and order as constraints, logs without models, indexes for the hot reads."""

from tortoise import migrations
from tortoise.migrations import operations as ops

# Whatever points at a person, portal or room says the workspace too, so that nothing can cross from firm to firm.
TENANCY = """
ALTER TABLE person ADD CONSTRAINT person_in_workspace UNIQUE (workspace_id, id),
    ADD FOREIGN KEY (workspace_id) REFERENCES workspace (id);
ALTER TABLE portal ADD CONSTRAINT portal_in_workspace UNIQUE (workspace_id, id),
    ADD FOREIGN KEY (workspace_id) REFERENCES workspace (id);
ALTER TABLE room ADD CONSTRAINT room_in_workspace UNIQUE (workspace_id, id),
    ADD FOREIGN KEY (workspace_id) REFERENCES workspace (id),
    ADD FOREIGN KEY (workspace_id, manager_id) REFERENCES person (workspace_id, id),
    ADD FOREIGN KEY (workspace_id, portal_id) REFERENCES portal (workspace_id, id);
ALTER TABLE portal_member
    ADD FOREIGN KEY (workspace_id, portal_id) REFERENCES portal (workspace_id, id),
    ADD FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id);
ALTER TABLE session ADD FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id);
ALTER TABLE account_link ADD FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id);
ALTER TABLE account_mail ADD FOREIGN KEY (workspace_id) REFERENCES workspace (id);
ALTER TABLE audit_entry ADD FOREIGN KEY (workspace_id) REFERENCES workspace (id);
ALTER TABLE participation
    ADD FOREIGN KEY (workspace_id, room_id) REFERENCES room (workspace_id, id),
    ADD FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id);
ALTER TABLE room_invitation
    ADD FOREIGN KEY (workspace_id, room_id) REFERENCES room (workspace_id, id),
    ADD FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id),
    ADD FOREIGN KEY (workspace_id, invited_by_id) REFERENCES person (workspace_id, id);
ALTER TABLE message ADD CONSTRAINT message_in_room UNIQUE (room_id, id),
    ADD FOREIGN KEY (workspace_id, room_id) REFERENCES room (workspace_id, id),
    ADD FOREIGN KEY (workspace_id, author_id) REFERENCES person (workspace_id, id),
    ADD CONSTRAINT message_quotes_its_room FOREIGN KEY (room_id, replies_to_id) REFERENCES message (room_id, id);
ALTER TABLE message_edit ADD FOREIGN KEY (message_id) REFERENCES message (id) ON DELETE CASCADE;
"""

RULES = """
ALTER TABLE person
    ADD CONSTRAINT person_role_known CHECK (role IN ('TEAM', 'CLIENT')),
    ADD CONSTRAINT person_status_known CHECK (status IN ('INVITED', 'ACTIVE', 'DEACTIVATED')),
    ADD CONSTRAINT person_administers_as_team CHECK (role = 'TEAM' OR NOT is_administrator);
CREATE UNIQUE INDEX person_email ON person (workspace_id, lower(email));
ALTER TABLE session ADD CONSTRAINT session_token UNIQUE (token_hash);
ALTER TABLE account_link ADD CONSTRAINT account_link_token UNIQUE (token_hash);
ALTER TABLE portal_member ADD CONSTRAINT portal_member_once UNIQUE (portal_id, person_id);
ALTER TABLE room
    ADD CONSTRAINT room_kind_known CHECK (kind IN ('CONVERSATION', 'ANNOUNCEMENT')),
    ADD CONSTRAINT room_named CHECK (name <> ''),
    ADD CONSTRAINT room_joins_from_portal CHECK (portal_id IS NOT NULL OR NOT auto_join),
    ADD CONSTRAINT room_counts_forward
        CHECK (last_position >= 0 AND shared_seq >= last_position AND team_seq >= shared_seq);
ALTER TABLE participation
    ADD CONSTRAINT participation_slot UNIQUE (person_id, slot),
    ADD CONSTRAINT participation_marks CHECK (read_position >= joined_position AND mailed_position >= joined_position);
CREATE UNIQUE INDEX participation_present ON participation (room_id, person_id) WHERE left_at IS NULL;
ALTER TABLE room_invitation ADD CONSTRAINT room_invitation_once UNIQUE (room_id, person_id);
ALTER TABLE message
    ADD CONSTRAINT message_position UNIQUE (room_id, position),
    ADD CONSTRAINT message_once UNIQUE (author_id, client_message_id),
    ADD CONSTRAINT message_deleted_is_blank CHECK (deleted_at IS NULL OR body = '');
"""

LOGS = """
CREATE TABLE throttle (
    key bytea PRIMARY KEY,
    failures integer NOT NULL,
    first_at timestamptz NOT NULL,
    blocked_until timestamptz NOT NULL
);
CREATE TABLE read_log (
    room_id uuid NOT NULL REFERENCES room (id),
    person_id uuid NOT NULL REFERENCES person (id),
    position bigint NOT NULL,
    read_at timestamptz NOT NULL,
    PRIMARY KEY (room_id, person_id, position)
);
CREATE TABLE room_event (
    room_id uuid NOT NULL REFERENCES room (id),
    team_seq bigint NOT NULL,
    shared_seq bigint,
    kind text NOT NULL,
    message_id uuid,
    person_id uuid,
    position bigint,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (room_id, team_seq),
    CONSTRAINT room_event_audience CHECK ((shared_seq IS NOT NULL) = (kind IN (
        'MESSAGE_SENT', 'MESSAGE_EDITED', 'MESSAGE_DELETED', 'ROOM_RENAMED', 'ROOM_ARCHIVED', 'ROOM_UNARCHIVED'))),
    CONSTRAINT room_event_shared UNIQUE (room_id, shared_seq)
);
CREATE TABLE person_event (
    person_id uuid NOT NULL REFERENCES person (id),
    seq bigint NOT NULL,
    kind text NOT NULL,
    room_id uuid,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, seq)
);
"""

INDEXES = """
CREATE INDEX participation_of_person ON participation (person_id) WHERE left_at IS NULL;
CREATE INDEX participation_by_joining ON participation (room_id, joined_at, id) WHERE left_at IS NULL;
CREATE INDEX room_of_manager ON room (workspace_id, manager_id);
CREATE INDEX room_of_portal ON room (workspace_id, portal_id) WHERE portal_id IS NOT NULL;
CREATE INDEX room_digest_due ON room (digest_due_at) WHERE digest_due_at IS NOT NULL;
CREATE INDEX portal_member_of_person ON portal_member (workspace_id, person_id);
CREATE INDEX session_of_person ON session (workspace_id, person_id) WHERE revoked_at IS NULL;
CREATE INDEX account_link_of_person ON account_link (workspace_id, person_id) WHERE used_at IS NULL;
CREATE INDEX account_mail_due ON account_mail (next_attempt_at) WHERE state IN ('PENDING', 'SENDING');
CREATE INDEX room_invitation_of_person ON room_invitation (workspace_id, person_id);
CREATE INDEX message_edit_of_message ON message_edit (message_id);
CREATE INDEX message_of_author ON message (workspace_id, author_id);
CREATE INDEX message_quoting ON message (room_id, replies_to_id) WHERE replies_to_id IS NOT NULL;
CREATE INDEX audit_entry_of_workspace ON audit_entry (workspace_id, occurred_at);
"""


class Migration(migrations.Migration):
    """Applied right after the tables exist; never undone, since the tables without it are not Parlour's."""

    dependencies = [("parlour", "0001_initial")]  # noqa: RUF012  as Tortoise declares it
    operations = [ops.RunSQL(step) for step in (TENANCY, RULES, LOGS, INDEXES)]  # noqa: RUF012
