"""What an act leaves behind: every row of a firm, and everything published meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from db import redis, sql

OF_FIRM = {
    **dict.fromkeys(
        (
            "person",
            "portal",
            "portal_member",
            "account_link",
            "account_mail",
            "attachment",
            "audit_entry",
            "room",
            "participation",
            "picture",
            "room_invitation",
            "message",
            "digest_mail",
            "reply_token",
            "mail_bounce",
            "mail_suppression",
            "person_address",
            "inbound_mail",
            "flood_alert",
            "search_word",
        ),
        "workspace_id = $1",
    ),
    "workspace": "id = $1",
    "session": "workspace_id = $1",
    "message_edit": "message_id IN (SELECT id FROM message WHERE workspace_id = $1)",
    "read_log": "room_id IN (SELECT id FROM room WHERE workspace_id = $1)",
    "room_event": "room_id IN (SELECT id FROM room WHERE workspace_id = $1)",
    **dict.fromkeys(
        ("message_search", "search_stretch", "search_author"),
        "room_id IN (SELECT id FROM room WHERE workspace_id = $1)",
    ),
    "person_event": "person_id IN (SELECT id FROM person WHERE workspace_id = $1)",
}


async def rows_of(firm_id: UUID) -> dict[str, list[str]]:
    """Every row of a firm as text, by table."""
    return {
        table: sorted(
            row["row"] for row in await sql.rows(f"SELECT t::text AS row FROM {table} t WHERE {condition}", firm_id)
        )
        for table, condition in OF_FIRM.items()
    }


@asynccontextmanager
async def nothing_left(firm_id: UUID) -> AsyncIterator[None]:
    """Hold that the block writes nothing about the firm, publishes nothing and queues nothing."""
    before = await rows_of(firm_id)
    pubsub = redis.client().pubsub()
    await pubsub.psubscribe("*")
    await pubsub.get_message(timeout=1)
    yield
    assert await rows_of(firm_id) == before
    assert await pubsub.get_message(timeout=0.01) is None
    await pubsub.aclose()  # type: ignore[no-untyped-call]
