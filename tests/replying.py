"""What tests about answers by mail need: a mailed digest with its token, and mails that answer it."""

import hashlib
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest_asyncio

from db import sql, storage
from db.settings import Settings, use
from db.vocabulary import MailSource, RoomKind
from jobs import inbound_mail
from jobs.inbound.addresses import new_token
from resolvers import replies
from resolvers.replies import Arrival
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from tests.cast import NOON, Firm, room_with, say

DOMAIN = "in.larch.example"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
ASKED = ("Tess", "Shall we begin?")


@pytest_asyncio.fixture
async def here(database: Settings, tmp_path: Path) -> AsyncIterator[Settings]:
    """Settings that take mail in, with a data folder of its own and nothing due from other tests."""
    await nothing_due()
    update = {"data_dir": tmp_path / "data", "inbound_domain": DOMAIN, "mail_from": "Larch <notify@larch.example>"}
    settings = database.model_copy(update=update)
    use(settings)
    storage.connect(settings)
    yield settings
    await nothing_due()
    use(database)
    storage.connect(database)


async def nothing_due() -> None:
    await sql.execute("UPDATE inbound_mail SET state = 'DROPPED' WHERE state = 'STORED'")
    await sql.execute("UPDATE reply_notice SET state = 'FAILED' WHERE state IN ('PENDING', 'SENDING')")


async def digest_to(
    person: Viewer, room: RoomView, up_to: int = 1, now: datetime = NOON, purpose: str = "reply"
) -> str:
    """Mail somebody a digest of a room, up to a message, as far as rows go; answers the token in its address."""
    mail_id, token = uuid4(), new_token()
    hashed = hashlib.sha256(token.encode()).digest()
    place = (person.workspace_id, room.id, person.id)
    await sql.execute(
        "INSERT INTO digest_mail (id, workspace_id, room_id, person_id, from_position, to_position, message_id, state,"
        " created_at, due_at, bounce_hash, mute_hash) VALUES ($1, $2, $3, $4, $10, $5, $6, 'SENT', $7, $7, $8, $9)",
        *(mail_id, *place, up_to, f"d.{mail_id.hex}@larch.example", now),
        *(hashed if purpose == "bounce" else None, hashed if purpose == "unsub" else None),
        -await _mails(place),
    )
    if purpose == "reply":
        await sql.execute(
            "INSERT INTO reply_token (hash, workspace_id, digest_id, room_id, person_id, created_at, expires_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            *(hashed, person.workspace_id, mail_id, room.id, person.id, now, now + 180 * DAY),
        )
    return token


async def _mails(place: tuple[Any, ...]) -> int:
    """Rows of one person and room have different beginnings."""
    found = await sql.row("SELECT count(*) AS count FROM digest_mail WHERE room_id = $1 AND person_id = $2", *place[1:])
    assert found
    return int(found["count"])


def address(token: str, word: str = "reply") -> str:
    return f"{word}+{token}@{DOMAIN}"


def mail(
    token: str, text: str = "Yes, please.", sender: str = "cleo@client.example", message_id: str = "", **more: str
) -> bytes:
    """An answer as a mail program writes it, with the quoted digest below. `more` are headers."""
    headers = {
        "From": f"Somebody <{sender}>",
        "To": address(token),
        "Subject": "Re: New messages in Accounts",
        "Message-ID": f"<{message_id or uuid4().hex}@client.example>",
        "Date": "Sat, 21 Nov 2026 12:00:00 +0000",
        "Content-Type": "text/plain; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    quote = f"On Sat, 21 Nov 2026 at 12:00, Larch <{address(token)}> wrote:\n> Shall we begin?\n"
    head = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"{head}\n{text}\n\n{quote}".replace("\n", "\r\n").encode()


def with_file(raw: bytes) -> bytes:
    """The mail with a file of two lines attached."""
    head, _, text = raw.partition(b"\r\n\r\n")
    plain = b"Content-Type: text/plain; charset=utf-8"
    file = b'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="list.txt"'
    parts = (b"--b\r\n" + kind + b"\r\n\r\n" + body + b"\r\n" for kind, body in ((plain, text), (file, b"one\r\ntwo")))
    mixed = head.replace(plain, b'Content-Type: multipart/mixed; boundary="b"')
    return mixed + b"\r\n\r\n" + b"".join(parts) + b"--b--\r\n"


async def arrive(token: str, raw: bytes, now: datetime = NOON, sender: str = "cleo@client.example") -> None:
    """Have a mail stored, as every way in does."""
    await replies.store(Arrival(MailSource.SMTP, sender, (address(token),), raw), now)


async def answer(settings: Settings, token: str, raw: bytes, now: datetime = NOON) -> None:
    """Have a mail stored and decided."""
    await arrive(token, raw, now)
    await inbound_mail.process_due(settings, lambda: now)


async def fates(room: RoomView) -> list[tuple[str, str | None]]:
    """What became of the mails of a room's people, in the order in which they came."""
    rows = await sql.rows(
        "SELECT state, reason FROM inbound_mail WHERE room_id = $1 ORDER BY received_at, processed_at", room.id
    )
    return [(row["state"], row["reason"]) for row in rows]


async def fate() -> tuple[str, str | None]:
    """What became of the mail that was decided last."""
    row = await sql.row(
        "SELECT state, reason FROM inbound_mail WHERE state <> 'STORED' ORDER BY xmin::text::bigint DESC"
    )
    assert row
    return row["state"], row["reason"]


async def said_in(room: RoomView) -> list[tuple[str, str]]:
    """Who said what in a room."""
    rows = await sql.rows(
        "SELECT person.name, m.body FROM message m JOIN person ON person.id = m.author_id WHERE m.room_id = $1"
        " ORDER BY m.position",
        room.id,
    )
    return [(row["name"], row["body"]) for row in rows]


async def notices_of(room: RoomView) -> list[tuple[str, str]]:
    """To whom notices go, and why."""
    rows = await sql.rows(
        "SELECT n.recipient, n.reason FROM reply_notice n WHERE n.workspace_id = (SELECT workspace_id FROM room"
        " WHERE id = $1) ORDER BY n.day, n.reason",
        room.id,
    )
    return [(row["recipient"], row["reason"]) for row in rows]


async def asked(firm: Firm, *others: Viewer, kind: RoomKind = RoomKind.CONVERSATION) -> RoomView:
    """A room in which Tess has asked Cleo something."""
    room = await room_with(firm.tess, firm.cleo, *others, kind=kind)
    await say(firm.tess, room, "Shall we begin?")
    return room
