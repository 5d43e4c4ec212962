"""A thousand mails of a machine that answers us, by the real listener: the room stays readable, and one mail tells."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from aiosmtplib import SMTP

from db import sql
from db.settings import Settings
from db.storage import folder
from jobs import inbound_mail, notices
from jobs.inbound.mails import Limits, Parsed
from jobs.inbound.reading import read
from tests.cast import Firm, room_with, say
from tests.exchange import port
from tests.replying import address, digest_to, mail, notices_of, said_in

__all__ = ["port"]


async def hand_in(port: int, token: str, mails: Iterator[bytes]) -> None:
    """Hand all of them to the listener, a hundred in a conversation."""
    async with SMTP(hostname="127.0.0.1", port=port, timeout=60, start_tls=False) as conversation:
        for raw in mails:
            await conversation.sendmail("cleo@client.example", [address(token)], raw)


async def decided(settings: Settings, token: str) -> Counter[tuple[str, str | None]]:
    """Have all decided, as fast as they came; how many ended how."""
    await inbound_mail.process_due(settings, now)
    await notices.send_due(settings, now)
    rows = await sql.rows("SELECT state, reason FROM inbound_mail WHERE envelope_to = $1", [address(token)])
    return Counter((row["state"], row["reason"]) for row in rows)


def now() -> datetime:
    return datetime.now(UTC)


def a_machines(token: str, number: int) -> bytes:
    """Its next mail: by three kinds of mark, and without any, as loops are that rewrite what they are sent."""
    marks = ({"Auto_Submitted": "auto-replied"}, {"Subject": "Automatic reply: away"}, {"Precedence": "auto_reply"}, {})
    return mail(token, f"Thank you for your message number {number}.", **marks[number % 4])


async def read_here(raw: bytes) -> Parsed:
    """What the child reads, without a child for each of a thousand mails."""
    return read(raw, Limits())


async def test_a_thousand_mails_of_a_loop_leave_the_room_in_peace(
    here: Settings, firm: Firm, port: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(inbound_mail, "parsed", read_here)
    monkeypatch.setattr(folder, "_flush", lambda _: None)  # a thousand times what only a power cut would tell apart
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room, now=now())
    await hand_in(port, token, (a_machines(token, number) for number in range(1_000)))
    assert await decided(here, token) == {
        ("DROPPED", "AUTOMATIC"): 750,
        ("LOGGED", None): 10,
        ("HELD", "TOO_MANY"): 20,
        ("DROPPED", "TOO_MANY"): 220,
    }
    posted = [("Cleo", f"Thank you for your message number {number}.") for number in range(3, 43, 4)]
    assert await said_in(room) == [("Tess", "Shall we begin?"), *posted]
    assert await notices_of(room) == []
    told = await sql.rows("SELECT kind, recipient FROM account_mail WHERE workspace_id = $1", firm.id)
    assert [tuple(row.values()) for row in told] == [("MAIL_FLOOD", "tess@larch.example")]
