"""What the models cannot say is in the catalogue, by name; and several processes may bring it there at once."""

import asyncio
import os
import re
import sys
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from db import sql
from db.embedded import Servers, copy_database, drop_database
from db.settings import Settings
from tests.embedded_host import told

TENANCY = {
    "account_link (address_id) -> person_address",
    "account_link (workspace_id, person_id) -> person",
    "account_mail (workspace_id) -> workspace",
    "account_mail (workspace_id, person_id) -> person",
    "attachment (room_id, message_id) -> message",
    "attachment (workspace_id, owner_id) -> person",
    "attachment (workspace_id, room_id) -> room",
    "audit_entry (workspace_id) -> workspace",
    "digest_mail (workspace_id) -> workspace",
    "digest_mail (workspace_id, person_id) -> person",
    "digest_mail (workspace_id, room_id) -> room",
    "digest_picture (digest_id) -> digest_mail",
    "flood_alert (workspace_id) -> workspace",
    "flood_alert (workspace_id, person_id) -> person",
    "flood_alert (workspace_id, room_id) -> room",
    "inbound_mail (room_id, message_id) -> message",
    "inbound_mail (token_hash) -> reply_token",
    "inbound_mail (workspace_id) -> workspace",
    "inbound_mail (workspace_id, decided_by_id) -> person",
    "inbound_mail (workspace_id, person_id) -> person",
    "inbound_mail (workspace_id, room_id) -> room",
    "mail_bounce (digest_id) -> digest_mail",
    "mail_bounce (workspace_id) -> workspace",
    "mail_bounce (workspace_id, person_id) -> person",
    "mail_suppression (workspace_id) -> workspace",
    "message (room_id, replies_to_id) -> message",
    "message (workspace_id, author_id) -> person",
    "message (workspace_id, room_id) -> room",
    "message_edit (message_id) -> message",
    "message_search (room_id, message_id) -> message",
    "participation (workspace_id, person_id) -> person",
    "participation (workspace_id, room_id) -> room",
    "person (workspace_id) -> workspace",
    "person (workspace_id, picture_id) -> picture",
    "person_address (workspace_id) -> workspace",
    "person_address (workspace_id, person_id) -> person",
    "person_event (person_id) -> person",
    "picture (workspace_id) -> workspace",
    "portal (workspace_id) -> workspace",
    "portal_member (workspace_id, person_id) -> person",
    "portal_member (workspace_id, portal_id) -> portal",
    "read_log (person_id) -> person",
    "read_log (room_id) -> room",
    "rendition (attachment_id) -> attachment",
    "reply_notice (mail_id) -> inbound_mail",
    "reply_notice (workspace_id) -> workspace",
    "reply_notice (workspace_id, person_id) -> person",
    "reply_token (digest_id) -> digest_mail",
    "reply_token (workspace_id) -> workspace",
    "reply_token (workspace_id, person_id) -> person",
    "reply_token (workspace_id, room_id) -> room",
    "room (workspace_id) -> workspace",
    "room (workspace_id, manager_id) -> person",
    "room (workspace_id, portal_id) -> portal",
    "room_event (room_id) -> room",
    "room_invitation (workspace_id, invited_by_id) -> person",
    "room_invitation (workspace_id, person_id) -> person",
    "room_invitation (workspace_id, room_id) -> room",
    "search_author (author_id) -> person",
    "search_author (room_id) -> room",
    "search_backlog (room_id) -> room",
    "search_stretch (room_id) -> room",
    "search_word (workspace_id) -> workspace",
    "sender_picture (workspace_id, person_id) -> person",
    "session (workspace_id, person_id) -> person",
    "workspace (id, logo_id) -> picture",
}
UNIQUE = {
    "account_link_token": "account_link (token_hash)",
    "account_mail_message_id_key": "account_mail (message_id)",
    "attachment_key": "attachment (storage_key)",
    "attachment_place": "attachment (message_id, place)",
    "blob_removal_pkey": "blob_removal (storage_key)",
    "digest_mail_bounce": "digest_mail (bounce_hash)",
    "digest_mail_message_id": "digest_mail (message_id)",
    "digest_mail_mute": "digest_mail (mute_hash)",
    "digest_mail_once": "digest_mail (room_id, person_id, from_position)",
    "digest_mail_planned": "digest_mail (room_id, person_id) WHERE ((state = 'PLANNED'::text) AND (attempts = 0))",
    "digest_picture_pkey": "digest_picture (digest_id, sha256)",
    "flood_alert_pkey": "flood_alert (room_id, person_id, day)",
    "inbound_mail_fetched": "inbound_mail (source_key)",
    "inbound_mail_message": "inbound_mail (message_id)",
    "inbound_mail_once": "inbound_mail (room_id, person_id, message_key, content_digest)",
    "inbound_mail_reported": "inbound_mail (message_key, content_digest) WHERE (state = 'BOUNCE'::text)",
    "inbound_mail_storage": "inbound_mail (storage_key)",
    "mail_check_pkey": "mail_check (name)",
    "mail_suppression_pkey": "mail_suppression (workspace_id, address)",
    "message_in_room": "message (room_id, id)",
    "message_once": "message (author_id, client_message_id)",
    "message_position": 'message (room_id, "position")',
    "message_search_pkey": "message_search (message_id)",
    "participation_present": "participation (room_id, person_id) WHERE (left_at IS NULL)",
    "participation_slot": "participation (person_id, slot)",
    "person_address_added": "person_address (person_id, lower(address))",
    "person_address_once": "person_address (workspace_id, lower(address)) WHERE (confirmed_at IS NOT NULL)",
    "person_email": "person (workspace_id, lower((email)::text))",
    "person_event_pkey": "person_event (person_id, seq)",
    "person_in_workspace": "person (workspace_id, id)",
    "person_picture": "person (picture_id)",
    "picture_in_workspace": "picture (workspace_id, id)",
    "picture_storage_key_key": "picture (storage_key)",
    "portal_in_workspace": "portal (workspace_id, id)",
    "portal_member_once": "portal_member (portal_id, person_id)",
    "read_log_pkey": 'read_log (room_id, person_id, "position")',
    "rendition_pkey": "rendition (attachment_id, name)",
    "rendition_storage_key_key": "rendition (storage_key)",
    "reply_notice_once": "reply_notice (workspace_id, address_hash, reason, day)",
    "reply_token_digest_id_key": "reply_token (digest_id)",
    "reply_token_pkey": "reply_token (hash)",
    "room_event_pkey": "room_event (room_id, team_seq)",
    "room_event_shared": "room_event (room_id, shared_seq)",
    "room_in_workspace": "room (workspace_id, id)",
    "room_search_key": "room (search_key)",
    "room_invitation_once": "room_invitation (room_id, person_id)",
    "search_author_pkey": "search_author (room_id, author_id)",
    "search_backlog_pkey": "search_backlog (room_id)",
    "search_stretch_pkey": "search_stretch (room_id, stretch)",
    "search_word_pkey": "search_word (workspace_id, word)",
    "sender_picture_pkey": "sender_picture (person_id, sha256)",
    "session_token": "session (token_hash)",
    "throttle_pkey": "throttle (key)",
    "workspace_logo": "workspace (logo_id)",
    "workspace_slug_key": "workspace (slug)",
}
CHECKS = {
    "account_link_to_address",
    "account_mail_holds_no_link",
    "attachment_image_measured",
    "attachment_purpose",
    "attachment_sent_for_messages",
    "attachment_sent_received",
    "attachment_sent_whole",
    "attachment_size",
    "digest_mail_holds_messages",
    "digest_mail_state_known",
    "digest_picture_sha256_check",
    "sender_picture_sha256_check",
    "inbound_mail_held",
    "inbound_mail_logged",
    "inbound_mail_placed",
    "inbound_mail_sha256_check",
    "inbound_mail_size_check",
    "inbound_mail_source_check",
    "inbound_mail_state_check",
    "mail_bounce_kind_check",
    "mail_suppression_address_check",
    "mail_suppression_kind_check",
    "message_deleted_has_no_files",
    "message_deleted_is_blank",
    "participation_marks",
    "person_administers_as_team",
    "person_quiet_hours",
    "person_role_known",
    "person_status_known",
    "picture_size_check",
    "rendition_height_check",
    "rendition_name_check",
    "rendition_size_check",
    "rendition_width_check",
    "reply_notice_address_hash_check",
    "reply_notice_state_check",
    "room_counts_forward",
    "room_event_audience",
    "room_joins_from_portal",
    "room_kind_known",
    "room_named",
    "workspace_accent_color",
    "workspace_answer_policy",
    "workspace_digest_interval",
}

FOREIGN_KEYS = """
SELECT format('%s (%s) -> %s', c.conrelid::regclass, string_agg(quote_ident(a.attname), ', ' ORDER BY k.place),
    c.confrelid::regclass) AS found
FROM pg_constraint c
CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (attnum, place)
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
WHERE c.contype = 'f' AND c.convalidated AND c.connamespace = 'public'::regnamespace
GROUP BY c.oid, c.conrelid, c.confrelid
"""

# An index helps a foreign key when it begins with its columns in any order, or with the one that is not the workspace:
# a person, room or portal is of one workspace anyway. Rows that a partial index leaves out are over and done with.
WITHOUT_INDEX = """
SELECT format('%s (%s)', c.conrelid::regclass, string_agg(a.attname, ', ' ORDER BY k.place)) AS found
FROM pg_constraint c
CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (attnum, place)
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT 1 FROM pg_index i JOIN pg_attribute first ON first.attrelid = i.indrelid AND first.attnum = i.indkey[0]
    WHERE i.indrelid = c.conrelid AND (
        (SELECT array_agg(n ORDER BY n) FROM unnest(i.indkey[0:cardinality(c.conkey) - 1]) AS n)
            = (SELECT array_agg(n ORDER BY n) FROM unnest(c.conkey) AS n)
        OR (first.attnum = ANY (c.conkey) AND first.attname <> 'workspace_id')))
GROUP BY c.oid, c.conrelid
"""
# People are never deleted, and nothing looks for rows by these: an index would cost every reading client a write.
NEVER_LOOKED_UP = {
    "inbound_mail (workspace_id, decided_by_id)",
    "read_log (person_id)",
    "room_invitation (workspace_id, invited_by_id)",
    "search_author (author_id)",
}


async def test_every_foreign_key_of_the_tenancy_list_is_there(database: Settings):
    assert {row["found"] for row in await sql.rows(FOREIGN_KEYS)} == TENANCY


async def test_every_unique_rule_is_there(database: Settings):
    found = await sql.rows(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE 'CREATE UNIQUE%'"
        " AND indexdef NOT LIKE '%(id)' AND tablename <> 'tortoise_migrations'"
    )
    shape = re.compile(r"CREATE UNIQUE INDEX \w+ ON public\.(\w+) USING btree (.*)")
    assert {row["indexname"]: " ".join(shape.fullmatch(row["indexdef"]).groups()) for row in found} == UNIQUE  # type: ignore[union-attr]


async def test_every_check_is_there(database: Settings):
    found = await sql.rows(
        "SELECT conname FROM pg_constraint"
        " WHERE contype = 'c' AND convalidated AND connamespace = 'public'::regnamespace"
    )
    assert {row["conname"] for row in found} == CHECKS


async def test_every_foreign_key_has_an_index(database: Settings):
    assert {row["found"] for row in await sql.rows(WITHOUT_INDEX)} == NEVER_LOOKED_UP


async def test_four_processes_may_migrate_an_empty_database_at_once(servers: Servers):
    template = urlunsplit(urlsplit(servers.database_url)._replace(path="/template1"))
    url = await copy_database(template, f"empty-{uuid4().hex}")
    try:
        told_by_all = await asyncio.gather(*(migrated(url) for _ in range(4)))
        assert [status for status, _ in told_by_all] == [0] * 4
        steps = sorted(step for _, output in told_by_all for step in re.findall(r"Migrating: (\w+)", output))
        applied = await told(url, "SELECT array_agg(name ORDER BY name) FROM tortoise_migrations")
        assert applied == (steps,)
        assert steps[:2] == ["0001_initial", "0002_constraints"] and len(set(steps)) == len(steps)
    finally:
        await drop_database(url)


async def migrated(database_url: str) -> tuple[int | None, str]:
    """The status and output of `parlour migrate`."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "portal_web.cli", "migrate"),
        env=os.environ | {"DATABASE_URL": database_url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode, output.decode()
