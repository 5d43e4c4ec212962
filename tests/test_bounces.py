"""Addresses that mail does not reach: how often is enough, who learns of it, and the way back."""

from datetime import datetime, timedelta

import pytest

from db import sql
from db.settings import Settings
from db.vocabulary import BounceKind, NoMail
from resolvers.digests.bounces import bounced
from resolvers.digests.reachability import reachability
from resolvers.suppressions import lift_suppression
from resolvers.views import RoomView
from tests.cast import NOON, Firm, room_with, say
from tests.digesting import INBOUND, RINGS, deliver, relay
from tests.relay import Relay

__all__ = ["relay"]
DAY = timedelta(days=1)
PERMANENT, TRANSIENT, COMPLAINT = BounceKind.PERMANENT, BounceKind.TRANSIENT, BounceKind.COMPLAINT


async def token_of_mail(firm: Firm, room: RoomView, settings: Settings, relay: Relay) -> str:
    """What stands in the envelope sender of a mail to Cleo."""
    await say(firm.tess, room, "one")
    assert await deliver(settings, relay, RINGS, **INBOUND) == ["cleo"]
    sender = relay.senders[-1]
    assert sender.startswith("bounce+")
    assert sender.endswith("@in.larch.example")
    return sender[len("bounce+") :].partition("@")[0]


async def reason_for(firm: Firm, room: RoomView) -> NoMail | None:
    view = (await reachability(firm.tess, [(room.id, firm.cleo.id)], NOON))[room.id, firm.cleo.id]
    assert view is not None
    return view.reason


@pytest.mark.parametrize(
    ("reports", "reason"),
    [
        ([(PERMANENT, "5.1.1", NOON)], NoMail.BOUNCING),
        ([(PERMANENT, "5.7.1", NOON)], NoMail.BOUNCING),
        ([(COMPLAINT, "abuse", NOON)], NoMail.BOUNCING),
        ([(PERMANENT, "5.2.2", NOON)] * 2, None),
        ([(PERMANENT, "5.2.2", NOON + n * DAY) for n in range(3)], NoMail.BOUNCING),
        ([(PERMANENT, "5.2.2", NOON + n * 4 * DAY) for n in range(3)], None),
        ([(TRANSIENT, "4.2.2", NOON + n * DAY) for n in range(4)], None),
        ([(TRANSIENT, "4.2.2", NOON + n * DAY) for n in range(5)], NoMail.BOUNCING),
        ([(TRANSIENT, "4.2.2", NOON + n * 4 * DAY) for n in range(5)], None),
    ],
)
async def test_enough_bounces_stop_mail_and_somebody_can_try_again(
    firm: Firm,
    database: Settings,
    relay: Relay,
    reports: list[tuple[BounceKind, str, datetime]],
    reason: NoMail | None,
):
    room = await room_with(firm.tess, firm.cleo)
    token = await token_of_mail(firm, room, database, relay)
    for kind, status, now in reports:
        assert await bounced(token.upper(), kind, status, now)
    assert await reason_for(firm, room) == reason
    await say(firm.tess, room, "two", RINGS)
    expected = [] if reason else ["cleo"]
    assert await deliver(database, relay, RINGS + 30 * timedelta(minutes=1)) == expected
    if reason:
        await lift_suppression(firm.cleo, firm.cleo.id, RINGS)
        assert await sql.rows("SELECT * FROM mail_bounce WHERE workspace_id = $1", firm.id) == []
    assert await reason_for(firm, room) is None


async def test_a_bounce_to_an_address_that_never_sent_is_nobody_s(firm: Firm):
    assert not await bounced("a" * 26, PERMANENT, "5.1.1", NOON)
    assert await sql.rows("SELECT * FROM mail_suppression WHERE workspace_id = $1", firm.id) == []
