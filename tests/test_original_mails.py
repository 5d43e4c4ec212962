"""Mails as they came: beside their messages and in the tray, for the team of the room, until they are forgotten."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest_asyncio

from db import sql
from db.queries import attachments as blobs
from db.settings import Settings
from jobs import attachments as tidying
from resolvers import messages, original_mails, participants
from resolvers.replies import held
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from schema.ids import global_id, key_of
from tests.asking import ask
from tests.cast import NOON, Firm, open_firm, room_with, say
from tests.replying import DAY, answer, digest_to, fates, mail, with_file
from tests.test_files import as_
from tests.uploading import Site, site

MAIL = """
query ($id: ID!) { node(id: $id) { ... on Message { body mail {
    senderIsVerified fromAddress subject wholeText fileNames receivedAt originalUrl } } } }
"""
TRAY = "{ heldMails { nodes { id body wholeText fileNames originalUrl } } }"
LONG_AFTER = NOON + timedelta(days=91)


@pytest_asyncio.fixture
async def web(here: Settings) -> AsyncIterator[Site]:
    """A server that sends mails."""
    async with site(here) as found:
        yield found


async def came(here: Settings, firm: Firm, sender: str = "cleo@client.example") -> tuple[RoomView, bytes]:
    """A room of Tess, Theo, Cleo and Carl with an answer of Cleo's by mail; its bytes."""
    room = await room_with(firm.tess, firm.theo, firm.cleo, firm.carl)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    raw = with_file(mail(token, sender=sender))
    await answer(here, token, raw)
    return room, raw


async def message_of(room: RoomView) -> UUID:
    row = await sql.row("SELECT id FROM message WHERE room_id = $1 AND position = 2", room.id)
    assert row
    key: UUID = row["id"]
    return key


async def shown(viewer: Viewer, room: RoomView) -> Any:
    node = (await ask(viewer, MAIL, {"id": global_id("Message", await message_of(room))})).data["node"]
    return node and node["mail"]


async def path_of(viewer: Viewer, room: RoomView) -> str:
    return urlsplit((await shown(viewer, room))["originalUrl"]).path


async def test_a_message_that_came_by_mail_says_so_to_the_team_and_hides_no_word(here: Settings, firm: Firm):
    room, _ = await came(here, firm)
    found = await shown(firm.theo, room)
    url = found.pop("originalUrl")
    whole = found.pop("wholeText")
    assert found == {
        "senderIsVerified": False,
        "fromAddress": "cleo@client.example",
        "subject": "Re: New messages in Accounts",
        "fileNames": ["list.txt"],
        "receivedAt": NOON.isoformat(),
    }
    assert "Yes, please." in whole
    assert "> Shall we begin?" in whole
    assert "<reply+…@in.larch.example>" in whole
    assert url.startswith("http://parlour.test/mails/")


async def test_what_was_written_here_has_no_mail_and_clients_are_shown_none(here: Settings, firm: Firm):
    room, _ = await came(here, firm)
    first = await sql.row("SELECT id FROM message WHERE room_id = $1 AND position = 1", room.id)
    assert first
    reply = await ask(firm.tess, MAIL, {"id": global_id("Message", first["id"])})
    assert reply.data["node"] == {"body": "Shall we begin?", "mail": None}
    for client in (firm.cleo, firm.carl):
        assert await shown(client, room) is None
    assert await shown(firm.tara, room) is None


async def test_the_mail_is_saved_as_it_came_and_can_do_nothing(here: Settings, firm: Firm, web: Site):
    room, raw = await came(here, firm)
    path = await path_of(firm.tess, room)
    assert await opened_by(room) == [], "a link is not yet a look"
    got = await web.http.get(path, headers=as_(firm, firm.theo))
    assert (got.status_code, got.content) == (200, raw)
    wanted = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")
    assert [got.headers[name] for name in wanted] == [
        "message/rfc822",
        "attachment; filename=\"mail.eml\"; filename*=UTF-8''mail.eml",
        "nosniff",
        "sandbox; default-src 'none'",
    ]
    assert await opened_by(room) == [(firm.theo.id, firm.cleo.id, await message_of(room))]


async def opened_by(room: RoomView) -> list[tuple[UUID, UUID, UUID]]:
    """Who opened whose mail, and the message it became, as the audit log tells."""
    rows = await sql.rows(
        "SELECT actor_id, person_id, message_id FROM audit_entry WHERE room_id = $1 AND action = 'ORIGINAL_MAIL_OPENED'"
        " ORDER BY occurred_at",
        room.id,
    )
    return [(row["actor_id"], row["person_id"], row["message_id"]) for row in rows]


async def test_everybody_else_gets_one_answer(here: Settings, firm: Firm, web: Site):
    room, _ = await came(here, firm)
    path, other = await path_of(firm.tess, room), await open_firm()
    asked = [(path, as_(firm, viewer)) for viewer in (firm.cleo, firm.carl, firm.tara, firm.ada)] + [
        (path, {}),
        (path, as_(other, other.ada)),
        (path[:-12] + ("B" if path[-12] == "A" else "A") + path[-11:], as_(firm, firm.tess)),
        (urlsplit(original_mails.link_for(uuid4(), NOON)).path, as_(firm, firm.tess)),
        (urlsplit(original_mails.link_for(uuid4(), NOON - DAY)).path, as_(firm, firm.tess)),
        (path.replace("/mails/", "/files/"), as_(firm, firm.tess)),
        ("/mails/nonsense", as_(firm, firm.tess)),
    ]
    answers = [await web.http.get(each, headers=headers) for each, headers in asked]
    assert {found.status_code for found in answers} == {404}
    assert await opened_by(room) == []
    assert len({(found.content, tuple(sorted(kept(found.headers)))) for found in answers}) == 1


def kept(headers: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers.multi_items() if name != "date"]


async def test_who_is_removed_opens_nothing_more(here: Settings, firm: Firm, web: Site):
    room, _ = await came(here, firm)
    path = await path_of(firm.theo, room)
    await participants.remove_participants(firm.tess, room.id, [firm.theo.id], NOON)
    assert (await web.http.get(path, headers=as_(firm, firm.theo))).status_code == 404
    assert await shown(firm.theo, room) is None


async def test_a_deleted_message_takes_its_mail_along(here: Settings, firm: Firm, web: Site):
    room, _ = await came(here, firm)
    path, message_id = await path_of(firm.tess, room), await message_of(room)
    await messages.delete_message(firm.cleo, message_id, NOON)
    assert (await web.http.get(path, headers=as_(firm, firm.tess))).status_code == 404
    assert await shown(firm.tess, room) is None
    [row] = await sql.rows("SELECT * FROM inbound_mail WHERE message_id = $1", message_id)
    assert [row[name] for name in ("body", "whole_text", "subject", "from_name", "file_names")] == [None] * 4 + [[]]
    assert row["storage_key"] in await blobs.due_removals(NOON, 1000)
    assert row["message_key"] is not None, "by which another delivery is known"


async def test_the_tray_shows_the_whole_mail_to_who_decides(here: Settings, firm: Firm, web: Site):
    _, raw = await came(here, firm, sender="cleo@home.example")
    [found] = (await ask(firm.tess, TRAY)).data["heldMails"]["nodes"]
    assert (found["body"], found["fileNames"]) == ("Yes, please.", ["list.txt"])
    assert "> Shall we begin?" in found["wholeText"]
    path = urlsplit(found["originalUrl"]).path
    for viewer in (firm.tess, firm.theo, firm.ada):
        assert (await web.http.get(path, headers=as_(firm, viewer))).content == raw
    for viewer in (firm.tara, firm.cleo, firm.carl):
        assert (await web.http.get(path, headers=as_(firm, viewer))).status_code == 404
    await held.reject(firm.tess, key_of("HeldMail", found["id"]), NOON)
    assert (await web.http.get(path, headers=as_(firm, firm.tess))).status_code == 404


async def test_mails_are_forgotten_a_while_after_they_were_decided(here: Settings, firm: Firm, web: Site):
    room, raw = await came(here, firm)
    waiting, _ = await came(here, firm, sender="cleo@home.example")
    path = await path_of(firm.tess, room)
    assert await original_mails.forget_old(NOON + timedelta(days=89)) == 0
    assert await original_mails.forget_old(LONG_AFTER) >= 1
    assert await original_mails.forget_old(LONG_AFTER) == 0
    assert (await web.http.get(path, headers=as_(firm, firm.tess))).status_code == 404
    found = await shown(firm.tess, room)
    assert (found["originalUrl"], "> Shall we begin?" in found["wholeText"]) == (None, True)
    [logged] = await sql.rows("SELECT storage_key, body FROM inbound_mail WHERE room_id = $1", room.id)
    [kept_one] = await sql.rows("SELECT storage_key, body FROM inbound_mail WHERE room_id = $1", waiting.id)
    due = await blobs.due_removals(LONG_AFTER, 10_000)
    assert (logged["storage_key"] in due, kept_one["storage_key"] in due) == (True, False)
    assert (logged["body"], kept_one["body"]) == (None, "Yes, please.")
    await tidying.tidy(here, lambda: LONG_AFTER)
    token = await digest_to(firm.cleo, room)
    await answer(here, token, raw, LONG_AFTER)
    assert (await fates(room))[0] == ("LOGGED", None)


async def test_what_was_rejected_is_forgotten_with_its_words(here: Settings, firm: Firm):
    room, _ = await came(here, firm, sender="cleo@home.example")
    [found] = (await ask(firm.tess, TRAY)).data["heldMails"]["nodes"]
    await held.reject(firm.tess, key_of("HeldMail", found["id"]), LONG_AFTER)
    assert await original_mails.forget_old(LONG_AFTER + timedelta(days=91)) >= 1
    [row] = await sql.rows("SELECT body, whole_text, subject FROM inbound_mail WHERE room_id = $1", room.id)
    assert row == {"body": None, "whole_text": None, "subject": None}
