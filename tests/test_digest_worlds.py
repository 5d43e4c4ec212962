"""Two worlds that differ only in silent participants: a client's digests are the same, to the last byte and command."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from db import sql
from db.settings import Settings
from db.sql import Row
from jobs.digests.sending import send_due
from resolvers import marks, participants, visibility
from resolvers.digests import checks, planning
from resolvers.viewer import Audience
from resolvers.views import OwnMarks, RoomView
from tests.cast import NOON, Firm, open_firm, room_with, say
from tests.digesting import FROM, HOUR, INBOUND, MINUTE
from tests.failing_relay import FailingRelay, failing
from tests.test_noninterference import TABLES, randomness


async def world(settings: Settings, *, with_silence: bool) -> list[bytes]:
    """Everything that is said to the relay for Cleo, over two intervals."""
    await sql.execute(f"TRUNCATE {TABLES}, digest_mail, reply_token, mail_check CASCADE")
    await checks.record_arrival("in.larch.example", NOON)
    with randomness("beginning"):
        firm = await open_firm()
        room = await room_with(firm.tess, firm.cleo)
    if with_silence:
        with randomness("silence"):
            silent = [firm.carl.id, firm.bea.id, firm.tara.id, firm.theo.id]
            await participants.add_participants(firm.tess, room.id, silent, True, NOON)
            await marks.mute_room(firm.carl, room.id, NOON)
    async with failing("") as relay:
        for number, now in enumerate((NOON, NOON + HOUR)):
            with randomness(f"round {number}"):
                await say(firm.tess, room, f"one {number}", now)
                await say(firm.tess, room, "two", now + MINUTE)
            if with_silence:
                await marks.mark_room_read(firm.bea, room.id, 1, now + MINUTE)
                await participants.remove_participants(firm.tess, room.id, [firm.theo.id], now + MINUTE)
            await deliver(settings, relay, firm, number, now + 30 * MINUTE)
    return [*about(relay, b"cleo"), *(content for recipient, content in relay.taken if recipient.startswith("cleo"))]


async def deliver(settings: Settings, relay: FailingRelay, firm: Firm, number: int, now: datetime) -> None:
    """Send what is due. The id of Cleo's mail, which the database draws by chance, is drawn here."""
    await planning.plan_due("larch.example", now)
    mail_id = UUID(int=0xC1E0 + number)
    await sql.execute(
        "UPDATE digest_mail SET id = $2, message_id = $3 WHERE person_id = $1 AND state = 'PLANNED'",
        firm.cleo.id,
        mail_id,
        f"d.{mail_id.hex}@larch.example",
    )
    changed = {"smtp_url": relay.url, "mail_from": FROM, "mail_per_domain": 1000.0, "mail_connections": 1, **INBOUND}
    await send_due(settings.model_copy(update=changed), lambda: now)


def about(relay: FailingRelay, name: bytes) -> list[bytes]:
    """The envelopes of one reader's mails."""
    pairs = zip(relay.said, relay.said[1:], strict=False)
    return [command for before, after in pairs if after.startswith(b"RCPT TO:<" + name) for command in (before, after)]


async def test_a_client_s_digests_do_not_tell_whether_there_are_silent_participants(database: Settings):
    noisy, quiet = await world(database, with_silence=True), await world(database, with_silence=False)
    assert len(quiet) == 6
    assert noisy == quiet
    assert not any(name in b"".join(noisy) for name in (b"Tara", b"Theo", b"Carl", b"Bea", b"tara@", b"bea@"))


async def test_a_leak_would_be_noticed(database: Settings, monkeypatch: pytest.MonkeyPatch):
    def leaking(audience: Audience, row: Row, mine: OwnMarks | None) -> RoomView:
        return replace(as_seen(audience, row, mine), name=f"Accounts {row['team_seq']}")

    as_seen = visibility.room_as_seen_by
    monkeypatch.setattr(visibility, "room_as_seen_by", leaking)
    assert await world(database, with_silence=True) != await world(database, with_silence=False)
