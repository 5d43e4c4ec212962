"""Without a relay digests wait for one; notices do not: weeks later, why an answer is missing would mislead."""

from db import sql
from db.settings import Settings
from jobs import notices
from jobs.digests.sending import send_due
from tests.cast import NOON, Firm, room_with, say
from tests.digesting import RINGS, deliver, outbox_of, relay
from tests.relay import Relay
from tests.replying import DAY, answer, digest_to, mail, notices_of

__all__ = ["relay"]


async def test_a_notice_without_a_relay_is_written_down_and_never_sent_late(here: Settings, firm: Firm, relay: Relay):
    room = await room_with(firm.tess, firm.cleo)
    token = await digest_to(firm.cleo, room)
    await answer(here, token, mail(token, ""))
    assert await notices_of(room) == [("cleo@client.example", "EMPTY")]
    assert await notices.send_due(here, lambda: NOON) == 1
    [row] = await sql.rows("SELECT state FROM reply_notice WHERE workspace_id = $1", firm.id)
    assert row["state"] == "KEPT"
    assert await notices.send_due(here.model_copy(update={"smtp_url": relay.url}), lambda: NOON + 10 * DAY) == 0
    assert relay.taken == []


async def test_a_digest_without_a_relay_waits_for_one_and_goes_out_once(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    assert await send_due(database, lambda: RINGS + DAY) == 0
    assert await outbox_of(firm) == []
    assert await deliver(database, relay, RINGS + 2 * DAY) == ["cleo"]
    assert await deliver(database, relay, RINGS + 3 * DAY) == []
    assert await outbox_of(firm) == [("Cleo", "SENT", None)]
