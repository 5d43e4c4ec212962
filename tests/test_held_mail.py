"""The tray: the team decides about held answers to its rooms; nobody else sees that there are any."""

from typing import Any
from uuid import uuid4

import pytest

from db import sql
from db.settings import Settings
from db.vocabulary import RoomKind
from jobs import inbound_mail
from resolvers import participants, rooms
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, room_with, say
from tests.replying import MINUTE, answer, digest_to, fates, mail, notices_of, said_in

TRAY = """
{ heldMails(first: 10) { nodes {
    id roomId roomName reason fromAddress fromName subject body receivedAt person { name email } }
    pageInfo { hasNextPage } } }
"""
ASKED = ("Tess", "Shall we begin?")


async def held(
    here: Settings, firm: Firm, kind: RoomKind = RoomKind.CONVERSATION, text: str = "I am Cleo."
) -> RoomView:
    """A room of Tess, Theo and Cleo with an answer to Cleo's digest from another address."""
    room = await room_with(firm.tess, firm.theo, firm.cleo, kind=kind)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    await answer(here, token, mail(token, text, sender="cleo@home.example"))
    return room


async def mail_of(room: RoomView) -> str:
    row = await sql.row("SELECT id FROM inbound_mail WHERE room_id = $1", room.id)
    assert row
    return global_id("HeldMail", row["id"])


async def do(viewer: Viewer | None, act: str, mail_id: str) -> list[tuple[str, Any]]:
    """Accept or reject; answers the refusals."""
    name = f"{act[0].upper()}{act[1:]}Input"
    document = f"mutation ($input: {name}!) {{ {act}(input: $input) {{ userErrors {{ code field }} }} }}"
    reply = await ask(viewer, document, {"input": {"mailId": mail_id}})
    assert reply.codes == []
    return [(error["code"], error["field"]) for error in reply.data[act]["userErrors"]]


async def audited(room: RoomView) -> list[tuple[str, Any, Any]]:
    rows = await sql.rows(
        "SELECT action, actor_id, person_id FROM audit_entry WHERE room_id = $1 AND action LIKE 'HELD%'", room.id
    )
    return [(row["action"], row["actor_id"], row["person_id"]) for row in rows]


async def test_the_team_of_the_room_reads_what_is_held(here: Settings, firm: Firm):
    room = await held(here, firm)
    shown = {
        "id": await mail_of(room),
        "roomId": global_id("Room", room.id),
        "roomName": "Accounts",
        "reason": "OTHER_SENDER",
        "fromAddress": "cleo@home.example",
        "fromName": "Somebody",
        "subject": "Re: New messages in Accounts",
        "body": "I am Cleo.",
        "receivedAt": NOON.isoformat(),
        "person": {"name": "Cleo", "email": "cleo@client.example"},
    }
    for viewer in (firm.tess, firm.theo, firm.ada):
        tray = (await ask(viewer, TRAY)).data["heldMails"]
        assert tray == {"nodes": [shown], "pageInfo": {"hasNextPage": False}}


async def test_others_of_the_team_see_an_empty_tray_and_clients_none(here: Settings, firm: Firm):
    await held(here, firm)
    assert (await ask(firm.tara, TRAY)).data["heldMails"]["nodes"] == []
    for client in (firm.cleo, firm.carl):
        assert (await ask(client, TRAY)).data == {"heldMails": None}
    assert (await ask(None, TRAY)).codes == ["UNAUTHENTICATED"]


async def test_the_tray_is_read_in_pages(here: Settings, firm: Firm):
    for _ in range(3):
        await held(here, firm)
    asked = "heldMails(first: 2, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } }"
    page = f"query ($after: String) {{ {asked} }}"
    first = (await ask(firm.tess, page)).data["heldMails"]
    second = (await ask(firm.tess, page, {"after": first["pageInfo"]["endCursor"]})).data["heldMails"]
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)
    assert len({node["id"] for node in first["nodes"] + second["nodes"]}) == 3


async def test_an_accepted_mail_is_its_persons_message_once(here: Settings, firm: Firm):
    room = await held(here, firm)
    mail_id = await mail_of(room)
    assert await do(firm.theo, "acceptHeldMail", mail_id) == []
    assert await do(firm.tess, "acceptHeldMail", mail_id) == [("CONFLICT", ["mailId"])]
    for _ in range(2):
        await inbound_mail.process_due(here, lambda: NOON + MINUTE)
    assert await said_in(room) == [ASKED, ("Cleo", "I am Cleo.")]
    assert await fates(room) == [("LOGGED", None)]
    assert (await ask(firm.tess, TRAY)).data["heldMails"]["nodes"] == []
    assert await audited(room) == [("HELD_MAIL_ACCEPTED", firm.theo.id, firm.cleo.id)]
    assert await do(firm.theo, "rejectHeldMail", mail_id) == [("CONFLICT", ["mailId"])]


async def test_a_rejected_mail_is_over_and_nobody_is_told(here: Settings, firm: Firm):
    room = await held(here, firm)
    mail_id = await mail_of(room)
    assert await do(firm.ada, "rejectHeldMail", mail_id) == []
    await inbound_mail.process_due(here, lambda: NOON + MINUTE)
    assert (await said_in(room), await fates(room)) == ([ASKED], [("REFUSED", "REJECTED")])
    assert await do(firm.ada, "acceptHeldMail", mail_id) == [("CONFLICT", ["mailId"])]
    assert await audited(room) == [("HELD_MAIL_REJECTED", firm.ada.id, firm.cleo.id)]
    assert await notices_of(room) == []


@pytest.mark.parametrize("act", ["acceptHeldMail", "rejectHeldMail"])
async def test_what_is_not_ones_own_to_decide_does_not_exist(here: Settings, firm: Firm, act: str):
    room = await held(here, firm)
    there, nowhere = await mail_of(room), global_id("HeldMail", uuid4())
    for outsider in (firm.tara, firm.cleo, firm.carl):
        for mail_id in (there, nowhere, global_id("Room", room.id)):
            assert await do(outsider, act, mail_id) == [("NOT_FOUND", ["mailId"])]
    assert (await fates(room), await audited(room)) == ([("HELD", "OTHER_SENDER")], [])


async def test_another_firms_administrator_decides_nothing_here(here: Settings, firm: Firm):
    room = await held(here, firm)
    stranger = Viewer(**{**{name: getattr(firm.ada, name) for name in Viewer.__slots__}, "workspace_id": uuid4()})
    assert await do(stranger, "acceptHeldMail", await mail_of(room)) == [("NOT_FOUND", ["mailId"])]


async def test_what_its_person_may_not_do_the_team_cannot_accept(here: Settings, firm: Firm):
    room = await held(here, firm)
    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
    assert await do(firm.tess, "acceptHeldMail", await mail_of(room)) == [("NOT_ALLOWED", ["mailId"])]
    announcements = await held(here, firm, RoomKind.ANNOUNCEMENT)
    assert await do(firm.tess, "acceptHeldMail", await mail_of(announcements)) == [("ROOM_READ_ONLY", ["mailId"])]
    for each in (room, announcements):
        assert (await said_in(each), await audited(each)) == ([ASKED], [])


async def test_who_is_removed_after_accepting_is_asked_about_again(here: Settings, firm: Firm):
    room = await held(here, firm)
    assert await do(firm.tess, "acceptHeldMail", await mail_of(room)) == []
    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
    await inbound_mail.process_due(here, lambda: NOON + MINUTE)
    assert (await said_in(room), await fates(room)) == ([ASKED], [("HELD", "NOT_PARTICIPANT")])


async def test_an_accepted_answer_brings_an_archived_room_back(here: Settings, firm: Firm):
    room = await held(here, firm)
    await rooms.archive_room(firm.tess, room.id, NOON)
    assert await do(firm.tess, "acceptHeldMail", await mail_of(room)) == []
    await inbound_mail.process_due(here, lambda: NOON + MINUTE)
    assert await said_in(room) == [ASKED, ("Cleo", "I am Cleo.")]
