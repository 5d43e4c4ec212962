"""What the product promises of answers that are not simply answers, each by the real listener and the worker."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from db import sql
from db.settings import Settings
from db.vocabulary import RoomKind
from jobs import inbound_mail
from resolvers import participants, rooms
from resolvers.views import RoomView
from tests.cast import NOON, Firm, room_with, say
from tests.exchange import hand_in, port
from tests.replying import address, digest_to, fates, mail, notices_of, said_in

__all__ = ["port"]
ASKED = ("Tess", "Shall we begin?")
Change = Callable[[Firm, RoomView], Awaitable[object]]


def now() -> datetime:
    return datetime.now(UTC)


async def nothing(_firm: Firm, _room: RoomView) -> None:
    """All is as it was when the digest went out."""


async def removed(firm: Firm, room: RoomView) -> None:
    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], now())


async def archived(firm: Firm, room: RoomView) -> None:
    await rooms.archive_room(firm.tess, room.id, now())


async def announcing(_firm: Firm, room: RoomView) -> None:
    await sql.execute("UPDATE room SET kind = $2 WHERE id = $1", room.id, RoomKind.ANNOUNCEMENT.value)


CASES: dict[str, tuple[Change, str, str, list[str], tuple[str, str | None], list[tuple[str, str]]]] = {
    "from another address": (nothing, "cleo@home.example", "", [], ("HELD", "OTHER_SENDER"), []),
    "with the token of someone else": (nothing, "carl@client.example", "", [], ("HELD", "OTHER_SENDER"), []),
    "forwarded by a colleague": (nothing, "boss@client.example", "Fwd: ", [], ("HELD", "OTHER_SENDER"), []),
    "after removal": (
        *(removed, "cleo@client.example", "", []),
        ("HELD", "TOKEN_REVOKED"),
        [("cleo@client.example", "TOKEN_REVOKED")],
    ),
    "to an announcement room": (
        *(announcing, "cleo@client.example", "", []),
        ("HELD", "READ_ONLY"),
        [("cleo@client.example", "READ_ONLY")],
    ),
    "to an archived room": (archived, "cleo@client.example", "", ["Yes, please."], ("LOGGED", None), []),
}


@pytest.mark.parametrize("case", CASES)
async def test_each_ends_as_the_product_says_however_often_it_is_delivered(
    here: Settings, firm: Firm, port: int, case: str
):
    change, sender, forwarding, posted, fate, told = CASES[case]
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    await say(firm.tess, room, "Shall we begin?", NOON)
    token = await digest_to(firm.cleo, room, now=now())
    await change(firm, room)
    raw = mail(token, sender=sender, message_id="one", Subject=f"{forwarding}Re: New messages in Accounts")
    for _ in range(3):
        assert "refused" not in await hand_in(port, sender, address(token), raw)
    await inbound_mail.process_due(here, now)
    assert await said_in(room) == [ASKED, *(("Cleo", body) for body in posted)]
    assert (await fates(room), await notices_of(room)) == ([fate], told)
    states = await sql.rows("SELECT state FROM inbound_mail WHERE envelope_to = $1", [address(token)])
    assert sorted(row["state"] for row in states) == sorted([fate[0], "DUPLICATE", "DUPLICATE"])
    archived_at = await sql.row("SELECT archived_at FROM room WHERE id = $1", room.id)
    assert archived_at and archived_at["archived_at"] is None
