"""Search: what messages are found by, room by room, so that looking touches the rooms of who looks and no others."""

from tortoise import migrations
from tortoise.migrations import operations as ops

# Each entry of `words` begins with the key of a stretch of 512 positions of one room: `<room's search_key>.<stretch>:`.
# So the one index answers "this word, in this part of this room", at a cost that other rooms have no part in.
# No extension is needed, and `fastupdate` is off, since a list of pending entries would be read once for each stretch.
# `search_stretch` says when the messages of a stretch were sent; the last one of a room goes on until `active_at`.
# `words` lies beside its row (toast), so that rows are narrow where thousands are looked at and few are ranked.
# `search_word` are the firm's words, to mend what was mistyped; nothing but what is then found in own rooms is shown.
# `search_backlog` says up to which position messages from before this migration still wait for a worker.
RULES = """
ALTER TABLE room ADD COLUMN search_key bigint GENERATED ALWAYS AS IDENTITY;
CREATE TABLE message_search (
    message_id uuid PRIMARY KEY,
    room_id uuid NOT NULL,
    sent_at timestamptz NOT NULL,
    words tsvector NOT NULL,
    CONSTRAINT message_search_of_message FOREIGN KEY (room_id, message_id) REFERENCES message (room_id, id)
) WITH (toast_tuple_target = 128);
CREATE INDEX message_search_words ON message_search USING gin (words) WITH (fastupdate = off);
CREATE TABLE search_stretch (
    room_id uuid NOT NULL REFERENCES room (id),
    stretch bigint NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz,
    PRIMARY KEY (room_id, stretch)
);
CREATE TABLE search_author (
    room_id uuid NOT NULL REFERENCES room (id),
    author_id uuid NOT NULL REFERENCES person (id),
    PRIMARY KEY (room_id, author_id)
);
CREATE TABLE search_word (
    workspace_id uuid NOT NULL REFERENCES workspace (id),
    word text COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace_id, word)
);
CREATE INDEX search_word_by_ending ON search_word (workspace_id, reverse(word) COLLATE "C");
CREATE TABLE search_backlog (
    room_id uuid PRIMARY KEY REFERENCES room (id),
    position bigint NOT NULL
);
INSERT INTO search_stretch
SELECT room_id, (position - 1) / 512, min(sent_at), CASE WHEN count(*) = 512 THEN max(sent_at) END
FROM message GROUP BY room_id, (position - 1) / 512;
INSERT INTO search_author SELECT DISTINCT room_id, author_id FROM message;
INSERT INTO search_backlog SELECT id, last_position FROM room WHERE last_position > 0;
"""


class Migration(migrations.Migration):
    """Messages are found."""

    dependencies = [("parlour", "0008_mail_contents")]  # noqa: RUF012  as Tortoise declares it
    operations = [ops.RunSQL(RULES)]  # noqa: RUF012
