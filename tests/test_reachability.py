"""Whether mail about a room reaches people, and when, for the team; and the hours in which somebody gets none."""

from datetime import datetime
from typing import Any

import pytest

from db import sql
from db.models import Person
from db.settings import Settings
from resolvers import marks, people
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, room_with, say
from tests.digesting import MINUTE, RINGS, deliver, relay
from tests.relay import Relay
from tests.remains import nothing_left

__all__ = ["relay"]
REACHED = """
query ($id: ID!) { room(id: $id) { participants { nodes { person { name mail { reason suppression { address } } }
    reachability { reason nextMailAt mailedAt lastState lastReason } } } } }
"""
SET = """
mutation ($input: SetQuietHoursInput!) { setQuietHours(input: $input) {
    viewer { quietHours { from until } } userErrors { code field } } }
"""
CLEAR = "mutation { clearQuietHours { viewer { quietHours { from until } } userErrors { code } } }"
SILENCE = {"mailedAt": None, "lastState": None, "lastReason": None}


async def reached(viewer: Viewer, room: RoomView, now: datetime = NOON) -> dict[str, Any]:
    """What the viewer is told of each participant."""
    reply = await ask(viewer, REACHED, {"id": global_id("Room", room.id)}, now)
    assert reply.codes == []
    nodes = reply.data["room"]["participants"]["nodes"]
    return {node["person"]["name"]: node["reachability"] for node in nodes}


async def test_the_team_sees_whom_mail_reaches_when_and_why_not(firm: Firm):
    room = await room_with(firm.tess, firm.cleo, firm.carl, firm.bea, firm.ben)
    await marks.mute_room(firm.carl, room.id, NOON)
    await people.mute_email(firm.bea, NOON)
    await sql.execute(
        "INSERT INTO mail_suppression (workspace_id, address, kind, status, since)"
        " VALUES ($1, 'ben@client.example', 'PERMANENT', '5.1.1', $2)",
        *(firm.id, NOON),
    )
    await say(firm.tess, room, "one")
    assert await reached(firm.tess, room) == {
        "Tess": {"reason": "READ", "nextMailAt": None, **SILENCE},
        "Cleo": {"reason": None, "nextMailAt": RINGS.isoformat(), **SILENCE},
        "Carl": {"reason": "MUTED_ROOM", "nextMailAt": None, **SILENCE},
        "Bea": {"reason": "MUTED_ALL", "nextMailAt": None, **SILENCE},
        "Ben": {"reason": "BOUNCING", "nextMailAt": None, **SILENCE},
    }


async def test_it_says_what_was_mailed_and_that_the_next_mail_waits_its_turn(
    firm: Firm, database: Settings, relay: Relay
):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    assert await deliver(database, relay, RINGS) == ["cleo"]
    mailed = {"mailedAt": RINGS.isoformat(), "lastState": "SENT", "lastReason": None}
    assert (await reached(firm.tess, room, RINGS))["Cleo"] == {"reason": None, "nextMailAt": None, **mailed}
    await say(firm.tess, room, "two", RINGS + MINUTE)
    due = RINGS + 31 * MINUTE
    assert (await reached(firm.tess, room, RINGS))["Cleo"] == {"reason": None, "nextMailAt": due.isoformat(), **mailed}
    assert await deliver(database, relay, due - MINUTE) == []
    assert await deliver(database, relay, due) == ["cleo"]


async def test_what_is_planned_comes_when_the_night_is_over(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.cleo)
    await Person.filter(id=firm.cleo.id).update(time_zone="Europe/Paris")
    hours = {"from": "12:00", "until": "14:00"}
    reply = await ask(firm.cleo, SET, {"input": hours})
    assert reply.data["setQuietHours"] == {"viewer": {"quietHours": hours}, "userErrors": []}
    await say(firm.tess, room, "one")
    over = datetime.fromisoformat("2026-11-21T13:00:00+00:00")  # 14:00 in Paris
    assert (await reached(firm.tess, room))["Cleo"]["nextMailAt"] == over.isoformat()
    assert await deliver(database, relay, RINGS) == []
    assert (await reached(firm.tess, room, RINGS))["Cleo"] == {
        **SILENCE,
        "reason": None,
        "nextMailAt": over.isoformat(),
        "lastState": "PLANNED",
    }
    assert await deliver(database, relay, over) == ["cleo"]
    cleared = await ask(firm.cleo, CLEAR)
    assert cleared.data["clearQuietHours"] == {"viewer": {"quietHours": None}, "userErrors": []}


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [("24:00", "07:00", "from"), ("22:00", "7:00", "until"), ("", "07:00", "from"), ("07:00", "07:00", "until")],
)
async def test_what_is_no_time_of_a_day_changes_nothing(firm: Firm, starts: str, ends: str, field: str):
    async with nothing_left(firm.id):
        reply = await ask(firm.cleo, SET, {"input": {"from": starts, "until": ends}})
    assert reply.data["setQuietHours"] == {"viewer": None, "userErrors": [{"code": "INVALID", "field": [field]}]}


async def test_what_was_refused_is_told_with_the_address(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.cleo)
    relay.refusals = {"cleo@client.example": "550 5.1.1 no such user"}
    await say(firm.tess, room, "one")
    assert await deliver(database, relay, RINGS) == []
    shown = (await reached(firm.tess, room, RINGS))["Cleo"]
    assert shown == {
        **SILENCE,
        "reason": "BOUNCING",
        "nextMailAt": None,
        "lastState": "FAILED",
        "lastReason": "REFUSED",
    }


async def test_clients_and_outsiders_are_told_nothing_of_it(firm: Firm):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    await say(firm.tess, room, "one")
    variables = {"id": global_id("Room", room.id)}
    assert (await ask(firm.cleo, REACHED, variables)).data == {"room": {"participants": None}}
    assert (await ask(firm.theo, REACHED, variables)).data == {"room": None}
    own = await ask(firm.cleo, "{ viewer { person { mail { reason } } } people { nodes { mail { reason } } } }")
    assert own.data == {"viewer": {"person": {"mail": None}}, "people": None}


async def test_the_team_sees_of_each_person_whether_mail_reaches_them_at_all(firm: Firm):
    await people.mute_email(firm.carl, NOON)
    await people.deactivate_person(firm.ada, firm.ben.id, NOON)
    reply = await ask(firm.theo, "{ people { nodes { name mail { reason suppression { address } } } } }")
    shown = {node["name"]: node["mail"] for node in reply.data["people"]["nodes"]}
    assert {name: mail["reason"] for name, mail in shown.items() if mail["reason"]} == {
        "Carl": "MUTED_ALL",
        "Ben": "DEACTIVATED",
        "Ivy": "NOT_ACTIVATED",
    }
    assert {mail["suppression"] for mail in shown.values()} == {None}
