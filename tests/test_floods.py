"""A flood of answers is held, and the room's manager alerted once; a room that is open hears of each held mail."""

from datetime import timedelta

from db import sql
from db.settings import Settings
from resolvers.replies import held
from resolvers.views import RoomView
from schema.ids import key_of
from tests.asking import ask
from tests.cast import NOON, Firm, room_with, say
from tests.letters import kept_mails
from tests.lines import room_variables, served
from tests.replying import DAY, answer, digest_to, fates, mail

LISTEN = """
subscription ($room: ID!, $after: String) { roomEvents(roomId: $room, after: $after) {
    __typename ... on MessageSent { message { body } } } }
"""


async def asked(firm: Firm, name: str = "Accounts") -> RoomView:
    room = await room_with(firm.tess, firm.theo, firm.cleo, name=name)
    await say(firm.tess, room, "Shall we begin?")
    return room


async def flood(here: Settings, firm: Firm, room: RoomView, start: int = 0, count: int = 14) -> None:
    """Answers that a machine seems to write, nine seconds apart."""
    token = await digest_to(firm.cleo, room, now=NOON + start * DAY)
    for number in range(count):
        raw = mail(token, f"Thank you for message {start} {number}.")
        await answer(here, token, raw, NOON + start * DAY + number * timedelta(seconds=9))


async def alerts(here: Settings, firm: Firm) -> list[tuple[str, str]]:
    mails = await kept_mails(here, firm.id, NOON + 30 * DAY)
    return [(mail["recipient"], mail["subject"]) for mail in mails if mail["kind"] == "MAIL_FLOOD"]


async def test_a_flood_alerts_the_manager_once_a_day_and_shows_in_the_tray(here: Settings, firm: Firm):
    room = await asked(firm)
    await flood(here, firm, room)
    assert [state for state, _ in await fates(room)] == ["LOGGED"] * 10 + ["HELD"] * 4
    told = ("tess@larch.example", "Many answers by mail are held at Larch & Partners")
    assert await alerts(here, firm) == [told]
    tray = (await ask(firm.tess, "{ heldMails { nodes { reason } } }")).data["heldMails"]["nodes"]
    assert tray == [{"reason": "TOO_MANY"}] * 4
    await flood(here, firm, room, start=1)
    assert await alerts(here, firm) == [told] * 2


async def test_three_identical_answers_within_an_hour_alert_once(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    for number in range(5):
        await answer(here, token, mail(token, "I am away."), NOON + number * timedelta(minutes=1))
    assert [state for state, _ in await fates(room)] == ["LOGGED"] * 2 + ["HELD"] * 3
    assert len(await alerts(here, firm)) == 1


async def test_other_held_mail_alerts_nobody(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await answer(here, token, mail(token, sender="cleo@home.example"))
    assert (await fates(room), await alerts(here, firm)) == ([("HELD", "OTHER_SENDER")], [])


async def test_the_team_hears_of_held_mail_and_of_what_is_decided_and_clients_do_not(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    async with (
        served(here) as server,
        server.line(firm.token(firm.theo)) as theo,
        server.line(firm.token(firm.cleo)) as cleo,
    ):
        for line in (theo, cleo):
            await line.subscribe(LISTEN, room_variables(room))
        await server.listening(theo, 2)
        await answer(here, token, mail(token, sender="cleo@home.example"))
        assert await theo.event() == {"__typename": "HeldMailsChanged"}
        [found] = (await ask(firm.tess, "{ heldMails { nodes { id } } }")).data["heldMails"]["nodes"]
        await held.reject(firm.tess, key_of("HeldMail", found["id"]), NOON)
        assert await theo.event() == {"__typename": "HeldMailsChanged"}
        await say(firm.tess, room, "Hello")
        assert await cleo.event() == {"__typename": "MessageSent", "message": {"body": "Hello"}}


async def test_a_flood_is_each_rooms_own_to_hear_of(here: Settings, firm: Firm):
    first, second = await asked(firm), await asked(firm, "Tax")
    await flood(here, firm, first, count=12)
    await flood(here, firm, second, start=2, count=12)
    rows = await sql.rows("SELECT room_id, person_id FROM flood_alert WHERE workspace_id = $1", firm.id)
    assert {(row["room_id"], row["person_id"]) for row in rows} == {(room.id, firm.cleo.id) for room in (first, second)}
