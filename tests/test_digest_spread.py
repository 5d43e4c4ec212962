"""A person with news in several rooms gets one mail for each, apart; threads know the reader's own answers."""

from datetime import timedelta

from db import sql
from db.models import Person
from db.settings import Settings
from db.vocabulary import MailSource
from jobs import inbound_mail
from resolvers import participants, replies
from resolvers.digests import checks, outbox, planning
from resolvers.digests.planning import APART
from resolvers.replies import Arrival, held
from tests.cast import NOON, Firm, room_with, say
from tests.digesting import HOUR, INBOUND, MINUTE, RINGS, deliver, relay
from tests.relay import Relay
from tests.replying import DOMAIN, mail
from tests.statements import counted

__all__ = ["relay"]
MOST_JITTER = timedelta(seconds=3)


async def due_after(firm: Firm, name: str) -> list[timedelta]:
    """How long after their plan somebody's mails are due."""
    rows = await sql.rows(
        "SELECT d.due_at - $2 AS after FROM digest_mail d JOIN person ON person.id = d.person_id"
        " WHERE d.workspace_id = $1 AND person.name = $3 ORDER BY 1",
        *(firm.id, RINGS, name),
    )
    return [row["after"] for row in rows]


async def test_mails_of_one_person_that_are_due_together_go_out_apart(firm: Firm, database: Settings, relay: Relay):
    for number in range(6):
        room = await room_with(firm.tess, firm.cleo, *([firm.carl] if number == 3 else []), name=f"Room {number}")
        await say(firm.tess, room, "one", NOON - number * MINUTE)
    assert await planning.plan_due("larch.example", RINGS) == 7
    after = await due_after(firm, "Cleo")
    assert after[0] == timedelta(0)
    assert all(place * APART <= one < place * APART + MOST_JITTER for place, one in enumerate(after))
    assert await due_after(firm, "Carl") == [timedelta(0)]
    assert await deliver(database, relay, RINGS) == ["carl", "cleo"]
    # Whose clock began first is mailed first.
    assert ("cleo@client.example", "New messages in Room 5") in [
        (name, found["Subject"]) for name, found in relay.taken
    ]
    assert await deliver(database, relay, RINGS + APART + MOST_JITTER) == ["cleo"]
    assert await deliver(database, relay, RINGS + MINUTE) == ["cleo"] * 4


async def test_what_is_planned_twice_from_the_same_is_due_at_the_same_time(firm: Firm, relay: Relay):
    rooms = [await room_with(firm.tess, firm.cleo, name=f"Room {number}") for number in range(4)]
    found = []
    for _ in range(2):
        for room in rooms:
            await sql.execute("UPDATE room SET last_position = 0, digest_due_at = NULL WHERE id = $1", room.id)
            await sql.execute("DELETE FROM digest_mail WHERE room_id = $1", room.id)
            await sql.execute("DELETE FROM message WHERE room_id = $1", room.id)
            await sql.execute("DELETE FROM search_stretch WHERE room_id = $1", room.id)
            await sql.execute(
                "UPDATE participation SET mailed_position = 0, mailed_at = NULL WHERE room_id = $1", room.id
            )
            await say(firm.tess, room, "one")
        await planning.plan_due("larch.example", RINGS)
        found.append(await due_after(firm, "Cleo"))
    assert found[0] == found[1]


async def test_mails_that_wait_for_the_morning_leave_apart_although_planned_at_different_times(
    firm: Firm, database: Settings, relay: Relay
):
    await Person.filter(id=firm.cleo.id).update(quiet_from=12 * 60, quiet_until=14 * 60)
    for number in range(4):
        room = await room_with(firm.tess, firm.cleo, name=f"Room {number}")
        await say(firm.tess, room, "one", NOON + number * MINUTE)
        assert await deliver(database, relay, RINGS + number * MINUTE) == []
    morning = NOON + 2 * HOUR
    after = [one - (morning - RINGS) for one in await due_after(firm, "Cleo")]
    assert all(place * APART <= one < place * APART + MOST_JITTER for place, one in enumerate(after))


async def test_several_rooms_of_one_person_take_no_more_statements(firm: Firm, relay: Relay):
    await say(firm.tess, await room_with(firm.tess, firm.cleo), "one")
    with counted() as few:
        assert await planning.plan_due("larch.example", RINGS) == 1
    for number in range(20):
        await say(firm.tess, await room_with(firm.tess, firm.cleo, name=f"Room {number}"), "one", RINGS)
    with counted() as many:
        assert await planning.plan_due("larch.example", RINGS + HOUR) == 20
    assert many == few


async def test_a_mail_about_one_room_is_not_kept_back_by_one_that_waits_for_long(firm: Firm, relay: Relay):
    first, second = await room_with(firm.tess, firm.cleo), await room_with(firm.tess, firm.cleo, name="Tax")
    await say(firm.tess, first, "one")
    await planning.plan_due("larch.example", RINGS)
    await sql.execute("UPDATE digest_mail SET due_at = $2 WHERE room_id = $1", first.id, RINGS + 20 * MINUTE)
    await say(firm.tess, second, "two")
    await planning.plan_due("larch.example", RINGS)
    assert await due_after(firm, "Cleo") == [timedelta(0), 20 * MINUTE]


async def answered(settings: Settings, relay: Relay, number: int, raw_changes: dict[str, str]) -> str:
    """Answer the newest mail of the relay as Cleo; answers the Message-ID of the answer."""
    token = relay.taken[-1][1]["Reply-To"].addresses[0].username.partition("+")[2]
    message_id = f"Own.{number}@Client.EXAMPLE"
    headers = {"Message-ID": f"<{message_id}>", **raw_changes}
    raw = mail(token, f"Answer {number}.", **{name.replace("-", "_"): value for name, value in headers.items()})
    await replies.store(Arrival(MailSource.SMTP, "cleo@client.example", (f"reply+{token}@{DOMAIN}",), raw), NOON)
    await inbound_mail.process_due(settings, lambda: RINGS + 2 * number * HOUR + MINUTE)
    return message_id


async def test_a_thread_knows_the_reader_s_own_answers_and_at_most_five_mails(firm: Firm, here: Settings, relay: Relay):
    await checks.record_arrival(DOMAIN, NOON)
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    known: list[str] = []
    for number in range(4):
        now = RINGS + 2 * number * HOUR
        await say(firm.tess, room, f"Message {number}", now - 30 * MINUTE)
        assert "cleo" in await deliver(here, relay, now, **INBOUND)
        for _, message in relay.taken[-2:]:
            if message["To"] == "carl@client.example":
                assert "Own." not in message.as_string()
        relay.taken.sort(key=lambda taken: taken[0] == "cleo@client.example")
        sent = relay.taken[-1][1]
        root, *earlier = sent["References"].split()
        assert root.startswith("<r.") and earlier == known[-5:]
        assert sent["In-Reply-To"] == (known[-1] if known else None)
        known.append(sent["Message-ID"])
        sql_now = "UPDATE inbound_mail SET received_at = $2 WHERE own_id = $1"
        own = await answered(here, relay, number, {})
        await sql.execute(sql_now, own, now + MINUTE)
        known.append(f"<{own}>")


async def test_ids_that_may_be_somebody_else_s_never_come_into_a_thread(firm: Firm, here: Settings, relay: Relay):
    await checks.record_arrival(DOMAIN, NOON)
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    await deliver(here, relay, RINGS, **INBOUND)
    for number, changes in enumerate((
        {"From": "Bea <bea@client.example>"},
        {"Message-ID": "<a b@client.example>"},
        {"Message-ID": f"<{'x' * 200}@client.example>"},
        {"Message-ID": "<é@client.example>"},
    )):  # fmt: skip
        await answered(here, relay, number, changes)
    [held] = await sql.rows("SELECT id FROM inbound_mail WHERE room_id = $1 AND state = 'HELD'", room.id)
    await sql.execute(
        "UPDATE inbound_mail SET state = 'STORED', decided_by_id = $2, attempts = 0, claimed_until = NULL"
        " WHERE id = $1",
        *(held["id"], firm.tess.id),
    )
    await inbound_mail.process_due(here, lambda: RINGS + HOUR)
    found = await sql.rows("SELECT state, own_id FROM inbound_mail WHERE room_id = $1", room.id)
    assert [(row["state"], row["own_id"]) for row in found] == [("LOGGED", None)] * 4


async def test_what_the_team_took_for_somebody_s_never_comes_into_a_thread(firm: Firm, here: Settings, relay: Relay):
    await checks.record_arrival(DOMAIN, NOON)
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    await deliver(here, relay, RINGS, **INBOUND)
    await sql.execute("UPDATE reply_token SET revoked_at = $2 WHERE room_id = $1", room.id, RINGS)
    await answered(here, relay, 0, {})
    [row] = await sql.rows("SELECT id, state, from_address FROM inbound_mail WHERE room_id = $1", room.id)
    assert (row["state"], row["from_address"]) == ("HELD", "cleo@client.example")
    await held.accept(firm.tess, row["id"], RINGS + HOUR)
    await inbound_mail.process_due(here, lambda: RINGS + HOUR)
    found = await sql.rows("SELECT state, own_id FROM inbound_mail WHERE room_id = $1", room.id)
    assert [(row["state"], row["own_id"]) for row in found] == [("LOGGED", None)]


async def test_a_mail_by_which_something_can_still_be_done_is_not_forgotten(firm: Firm, here: Settings, relay: Relay):
    await checks.record_arrival(DOMAIN, NOON)
    room, day = await room_with(firm.tess, firm.cleo, firm.carl), timedelta(days=1)
    await say(firm.tess, room, "one")
    await deliver(here, relay, RINGS, **INBOUND)
    relay.taken.sort(key=lambda taken: taken[0] == "cleo@client.example")
    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], RINGS)
    await answered(here, relay, 0, {})  # held
    await sql.execute("UPDATE reply_token SET expires_at = $2 WHERE person_id = $1", firm.carl.id, RINGS + 500 * day)
    left = "SELECT person.name FROM digest_mail d JOIN person ON person.id = d.person_id WHERE room_id = $1 ORDER BY 1"
    await outbox.forget_old(RINGS + 399 * day)
    assert len(await sql.rows(left, room.id)) == 2
    await outbox.forget_old(RINGS + 401 * day)
    assert len(await sql.rows(left, room.id)) == 2
    await sql.execute("UPDATE inbound_mail SET state = 'REFUSED', reason = 'REJECTED' WHERE room_id = $1", room.id)
    await outbox.forget_old(RINGS + 401 * day)
    assert [row["name"] for row in await sql.rows(left, room.id)] == ["Carl"]
    await outbox.forget_old(RINGS + 501 * day)
    assert await sql.rows(left, room.id) == []
    [row] = await sql.rows("SELECT token_hash FROM inbound_mail WHERE room_id = $1", room.id)
    assert row["token_hash"] is None
