"""Digests by real SMTP: when rooms' clocks ring, everybody who has not read gets one mail about each room."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pkgutil import resolve_name
from typing import Any
from uuid import uuid4

import pytest

from db import redis, sql
from db.models import Participation, Person, Workspace
from db.settings import Settings
from db.vocabulary import NoMail, RoomKind
from jobs.digests.sending import send_due
from jobs.port import queue_on
from jobs.worker import close, worker_on
from resolvers import marks, messages, participants, people, rooms
from resolvers.digests import checks, outbox, planning
from resolvers.digests.reachability import reachability
from resolvers.digests.tokens import hash_of_mailed
from resolvers.queue import Work
from resolvers.views import RoomView
from tests.cast import NOON, Firm, room_with, say
from tests.digesting import HOUR, INBOUND, MINUTE, RINGS, deliver, outbox_of, relay, sending_to, text_of
from tests.relay import Relay
from tests.statements import counted

__all__ = ["relay"]
Act = Callable[[Firm, RoomView], Awaitable[object]]


async def delete_all(firm: Firm, room: RoomView) -> None:
    for row in await sql.rows("SELECT id FROM message WHERE room_id = $1", room.id):
        await messages.delete_message(firm.tess, row["id"], RINGS)


async def test_everybody_who_has_not_read_gets_one_mail_when_the_clock_rings(
    firm: Firm, database: Settings, relay: Relay
):
    room = await room_with(firm.tess, firm.theo, firm.cleo, firm.carl)
    await say(firm.tess, room, "Good morning")
    await say(firm.cleo, room, "Good morning, Tess", NOON + MINUTE)
    assert await deliver(database, relay, RINGS - MINUTE) == []
    assert await deliver(database, relay, RINGS) == ["carl", "tess", "theo"]
    assert await deliver(database, relay, RINGS + 5 * HOUR) == []
    by_reader = {recipient.partition("@")[0]: text_of(message) for recipient, message in relay.taken}
    assert "Good morning, Tess" in by_reader["tess"]
    assert "Tess\nNovember 21" not in by_reader["tess"]
    assert "\nTimes are in Coordinated Universal Time.\n" in by_reader["carl"]
    assert "\nTess\nNovember 21, 2026, 12:00\u202fPM\n" in by_reader["carl"]
    assert "\nCleo\nNovember 21, 2026, 12:01\u202fPM\n" in by_reader["carl"]


async def test_a_message_is_mailed_once_and_the_next_mail_comes_an_interval_later(
    firm: Firm, database: Settings, relay: Relay
):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    assert await deliver(database, relay, RINGS) == ["cleo"]
    await say(firm.tess, room, "two", RINGS + MINUTE)
    assert await deliver(database, relay, RINGS + 30 * MINUTE) == []
    assert await deliver(database, relay, RINGS + 31 * MINUTE) == ["cleo"]
    assert "one" not in text_of(relay.taken[-1][1])
    first, second = (message for _, message in relay.taken)
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split() == [*first["References"].split(), first["Message-ID"]]
    assert first["Subject"] == second["Subject"]


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda firm, room: participants.remove_participants(firm.tess, room.id, [firm.cleo.id], RINGS), "REMOVED"),
        (lambda firm, room: marks.mute_room(firm.cleo, room.id, RINGS), "MUTED_ROOM"),
        (lambda firm, room: people.mute_email(firm.cleo, RINGS), "MUTED_ALL"),
        (lambda firm, room: people.deactivate_person(firm.ada, firm.cleo.id, RINGS), "DEACTIVATED"),
        (lambda firm, room: marks.mark_room_read(firm.cleo, room.id, 1, RINGS), "READ"),
        (lambda firm, room: rooms.archive_room(firm.tess, room.id, RINGS), "ARCHIVED"),
        (delete_all, "DELETED"),
    ],
)
async def test_what_happens_between_plan_and_mail_is_decided_by_the_mail(
    firm: Firm, database: Settings, relay: Relay, act: Act, reason: str
):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "a secret")
    await planning.plan_due("larch.example", RINGS)
    await act(firm, room)
    assert await deliver(database, relay, RINGS) == []
    assert await outbox_of(firm) == [("Cleo", "CANCELLED", reason)]


@pytest.mark.parametrize(
    "act",
    [
        lambda firm, room: participants.remove_participants(firm.tess, room.id, [firm.cleo.id], RINGS),
        lambda firm, room: people.mute_email(firm.cleo, RINGS),
        delete_all,
        lambda firm, room: marks.mark_room_read(firm.cleo, room.id, 1, RINGS),
    ],
)
async def test_what_happens_while_the_relay_waits_for_the_bytes_is_in_time(
    firm: Firm, database: Settings, relay: Relay, act: Act, monkeypatch: pytest.MonkeyPatch
):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "a secret")
    begin = outbox.begin

    async def late(ready: outbox.Ready, now: datetime) -> bool:
        await act(firm, room)
        return await begin(ready, now)

    monkeypatch.setattr(outbox, "begin", late)
    assert await deliver(database, relay, RINGS) == []
    [(name, state, _)] = await outbox_of(firm)
    assert (name, state) == ("Cleo", "CANCELLED")


async def test_an_edit_at_the_last_moment_is_what_is_mailed(
    firm: Firm, database: Settings, relay: Relay, monkeypatch: pytest.MonkeyPatch
):
    room = await room_with(firm.tess, firm.cleo)
    message = await say(firm.tess, room, "the wrong sum")
    begin = outbox.begin

    async def late(ready: outbox.Ready, now: datetime) -> bool:
        await messages.edit_message(firm.tess, message.id, "the right sum", RINGS)
        return await begin(ready, now)

    monkeypatch.setattr(outbox, "begin", late)
    assert await deliver(database, relay, RINGS) == ["cleo"]
    assert "the right sum" in text_of(relay.taken[0][1])
    assert "the wrong sum" not in relay.taken[0][1].as_string()


async def test_in_quiet_hours_mail_waits_and_becomes_one(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    # 13:30 in Paris is within these, 15:00 in Paris is 14:00 UTC.
    await Person.filter(id=firm.cleo.id).update(quiet_from=13 * 60, quiet_until=15 * 60, time_zone="Europe/Paris")
    await say(firm.tess, room, "one")
    assert await deliver(database, relay, RINGS) == ["carl"]
    await say(firm.tess, room, "two", RINGS + MINUTE)
    assert await deliver(database, relay, RINGS + 31 * MINUTE) == ["carl"]
    assert await deliver(database, relay, NOON + 2 * HOUR - MINUTE) == []
    assert await deliver(database, relay, NOON + 2 * HOUR) == ["cleo"]
    text = text_of(relay.taken[-1][1])
    assert text.index("one") < text.index("two")


@pytest.mark.parametrize("night", ["comes", "is set"])
async def test_a_night_that_begins_while_the_relay_waits_for_the_bytes_puts_the_mail_off(
    firm: Firm, database: Settings, relay: Relay, night: str, monkeypatch: pytest.MonkeyPatch
):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    cleo, moments, begin = Person.filter(id=firm.cleo.id), [RINGS], outbox.begin
    if night == "comes":
        await cleo.update(quiet_from=13 * 60, quiet_until=15 * 60)

    async def late(ready: outbox.Ready, _: datetime) -> bool:
        if night == "comes":
            moments.append(NOON + HOUR)
        else:
            await cleo.update(quiet_from=12 * 60, quiet_until=15 * 60)
        return await begin(ready, moments[-1])

    monkeypatch.setattr(outbox, "begin", late)
    assert await send_due(sending_to(database, relay), lambda: moments[-1]) == 2
    assert (relay.taken, await outbox_of(firm)) == ([], [("Cleo", "PLANNED", None)])
    monkeypatch.setattr(outbox, "begin", begin)
    assert await deliver(database, relay, NOON + 3 * HOUR - MINUTE) == []
    assert await deliver(database, relay, NOON + 3 * HOUR) == ["cleo"]
    assert await deliver(database, relay, NOON + 9 * HOUR) == []


async def test_a_mail_that_the_relay_puts_off_into_the_night_waits_for_the_morning(
    firm: Firm, database: Settings, relay: Relay
):
    room = await room_with(firm.tess, firm.cleo)
    await Person.filter(id=firm.cleo.id).update(quiet_from=13 * 60, quiet_until=15 * 60)
    await say(firm.tess, room, "one")
    relay.refusals["cleo@client.example"] = "451 4.3.0 not now"
    assert await deliver(database, relay, RINGS) == []
    relay.refusals.clear()
    assert await deliver(database, relay, NOON + HOUR) == []
    assert await deliver(database, relay, NOON + 3 * HOUR) == ["cleo"]


async def test_a_mail_that_waited_for_the_morning_keeps_the_next_one_at_a_distance(
    firm: Firm, database: Settings, relay: Relay
):
    room = await room_with(firm.tess, firm.cleo)
    await Person.filter(id=firm.cleo.id).update(quiet_from=12 * 60, quiet_until=14 * 60)
    await say(firm.tess, room, "one")
    assert await deliver(database, relay, RINGS) == []
    await say(firm.tess, room, "two", NOON + 95 * MINUTE)
    assert await deliver(database, relay, NOON + 2 * HOUR) == ["cleo"]
    assert "two" not in text_of(relay.taken[-1][1])
    assert await deliver(database, relay, NOON + 125 * MINUTE) == []
    assert await deliver(database, relay, NOON + 150 * MINUTE) == ["cleo"]
    assert "two" in text_of(relay.taken[-1][1])


async def test_what_somebody_wrote_is_never_news_to_them(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.cleo, room, "a question")
    await say(firm.tess, room, "an answer\n.with a dot in front\n.")
    # As after an answer by mail: it marks as read what the answered mail held, and no more.
    await Participation.filter(room_id=room.id).update(read_position=0)
    assert await deliver(database, relay, RINGS) == ["cleo", "tess"]
    texts = {recipient: text_of(message) for recipient, message in relay.taken}
    assert "an answer" not in texts["tess@larch.example"]
    assert "A new message in Accounts" in texts["tess@larch.example"]
    assert "a question" not in texts["cleo@client.example"]
    assert "an answer\n.with a dot in front\n.\n" in texts["cleo@client.example"]


async def test_nothing_is_planned_for_whom_there_is_no_news(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    await delete_all(firm, room)
    assert await planning.plan_due("larch.example", RINGS) == 0
    assert await outbox_of(firm) == []


async def test_muting_keeps_mail_away_and_unread_counts_going(firm: Firm, database: Settings, relay: Relay):
    room, other = await room_with(firm.tess, firm.cleo, firm.carl), await room_with(firm.tess, firm.cleo, name="Tax")
    await marks.mute_room(firm.cleo, room.id, NOON)
    await people.mute_email(firm.carl, NOON)
    await say(firm.tess, room, "one")
    await say(firm.tess, other, "two")
    assert await deliver(database, relay, RINGS) == ["cleo"]
    assert relay.taken[0][1]["Subject"] == "New messages in Tax"
    people_asked = (firm.cleo.id, firm.carl.id, firm.ivy, firm.bea.id, firm.tess.id)
    seen = await reachability(firm.tess, [(room.id, person) for person in people_asked], RINGS)
    assert {person: view.reason for (_, person), view in seen.items() if view} == {
        firm.cleo.id: NoMail.MUTED_ROOM,
        firm.carl.id: NoMail.MUTED_ALL,
        firm.ivy: NoMail.NOT_ACTIVATED,
        firm.bea.id: NoMail.REMOVED,
        firm.tess.id: NoMail.READ,
    }
    for outsider in (firm.carl, firm.theo):
        assert await reachability(outsider, [(room.id, firm.cleo.id)], RINGS) == {(room.id, firm.cleo.id): None}


async def test_a_firm_that_keeps_text_out_of_mail_says_only_that_there_is_some(
    firm: Firm, database: Settings, relay: Relay
):
    await Workspace.filter(id=firm.id).update(text_in_mail=False)
    await checks.record_arrival("in.larch.example", NOON)
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "a secret")
    await say(firm.tess, room, "another secret")
    assert await deliver(database, relay, RINGS, **INBOUND) == ["cleo"]
    message = relay.taken[0][1]
    assert "secret" not in message.as_string()
    assert "Tess" not in message.as_string()
    assert "Reply-To" not in message
    assert text_of(message).partition("\n")[2].startswith("2 new messages in Accounts\n")
    assert await sql.rows("SELECT * FROM reply_token WHERE workspace_id = $1", firm.id) == []


async def test_nobody_is_invited_to_answer_until_answers_are_known_to_arrive(
    firm: Firm, database: Settings, relay: Relay
):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    news = await room_with(firm.tess, firm.cleo, name="News", kind=RoomKind.ANNOUNCEMENT)
    await say(firm.tess, room, "one")
    await checks.forget_arrival("in.larch.example")
    await deliver(database, relay, RINGS, **INBOUND)
    assert [message["Reply-To"] for _, message in relay.taken] == [None, None]
    assert not any("##-" in text_of(message) for _, message in relay.taken)
    await checks.record_arrival("in.larch.example", NOON)
    await say(firm.tess, room, "two", RINGS)
    await say(firm.tess, news, "three", RINGS)
    assert await deliver(database, relay, RINGS + 30 * MINUTE, **INBOUND) == ["carl", "cleo"]
    assert await deliver(database, relay, RINGS + 31 * MINUTE, **INBOUND) == ["cleo"]
    answers = {message["Subject"]: message["Reply-To"] for name, message in relay.taken[2:] if "cleo" in name}
    assert answers["New messages in News"] is None
    found = answers["New messages in Accounts"]
    assert found is not None
    address = found.addresses[0].addr_spec
    assert address.startswith("reply+")
    token = hash_of_mailed(address[6:32].upper())
    [row] = await sql.rows("SELECT * FROM reply_token WHERE hash = $1", token)
    assert (row["person_id"], row["room_id"], row["revoked_at"]) == (firm.cleo.id, room.id, None)
    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], RINGS + HOUR)
    await participants.add_participants(firm.tess, room.id, [firm.cleo.id], True, RINGS + HOUR)
    [row] = await sql.rows("SELECT revoked_at FROM reply_token WHERE hash = $1", token)
    assert row["revoked_at"] == RINGS + HOUR


async def test_an_address_that_the_relay_does_not_know_gets_no_more_mail(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    relay.refusals = {"cleo@client.example": "550 5.1.1 no such user"}
    await say(firm.tess, room, "one")
    assert await deliver(database, relay, RINGS) == ["carl"]
    assert await outbox_of(firm) == [("Carl", "SENT", None), ("Cleo", "FAILED", "REFUSED")]
    await say(firm.tess, room, "two", RINGS)
    relay.refusals = {}
    assert await deliver(database, relay, RINGS + 30 * MINUTE) == ["carl"]
    view = (await reachability(firm.tess, [(room.id, firm.cleo.id)], RINGS))[room.id, firm.cleo.id]
    assert view is not None
    assert (view.reason, view.last_reason) == (NoMail.BOUNCING, NoMail.REFUSED)


async def test_planning_takes_as_many_statements_for_many_people_as_for_few(firm: Firm, relay: Relay):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    with counted() as few:
        assert await planning.plan_due("larch.example", RINGS) == 1
    await people_in(firm, room, 300)
    for _ in range(2):
        await say(firm.tess, await room_with(firm.tess, firm.theo), "one")
    await say(firm.tess, room, "two", RINGS)
    with counted() as many:
        assert await planning.plan_due("larch.example", RINGS + HOUR) == 303
    assert many == few


async def people_in(firm: Firm, room: RoomView, count: int) -> None:
    await sql.execute(
        "INSERT INTO person (id, workspace_id, role, is_administrator, status, name, email, locale, time_zone,"
        " event_seq, last_slot, created_at) SELECT gen_random_uuid(), $1, 'CLIENT', false, 'ACTIVE', 'P' || n,"
        " 'p' || n || '@client.example', 'en', 'UTC', 0, 1, $2 FROM generate_series(1, $3::integer) n",
        firm.id,
        NOON,
        count,
    )
    await sql.execute(
        "INSERT INTO participation (id, workspace_id, room_id, person_id, slot, joined_at, joined_position,"
        " joined_shared_seq, read_position, mailed_position) SELECT gen_random_uuid(), $1, $2, id, 1, $3, 0, 0, 0, 0"
        " FROM person WHERE workspace_id = $1 AND name ~ '^P[0-9]'",
        firm.id,
        room.id,
        NOON,
    )


async def test_two_workers_at_once_send_everything_once(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess)
    await people_in(firm, room, 120)
    await say(firm.tess, room, "one")
    settings = sending_to(database, relay)
    await asyncio.gather(send_due(settings, lambda: RINGS), send_due(settings, lambda: RINGS))
    assert sorted(name for name, _ in relay.taken) == sorted(f"p{n}@client.example" for n in range(1, 121))


async def test_without_a_relay_nothing_is_planned(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    assert await send_due(database, lambda: RINGS) == 0
    assert await outbox_of(firm) == []


async def test_a_room_named_with_braces_and_line_breaks_says_so_in_one_header(
    firm: Firm, database: Settings, relay: Relay
):
    await Workspace.filter(id=firm.id).update(name='Lärche "{room}" <x@y>')
    room = await room_with(firm.tess, firm.cleo, name="{author} =?utf-8?q?x?=")
    await messages.send_message(firm.tess, room.id, uuid4(), "one", None, NOON)
    await deliver(database, relay, RINGS)
    message = relay.taken[0][1]
    assert message["Subject"] == "New messages in {author} =?utf-8?q?x?="
    assert message["From"].addresses[0].display_name == 'Tess at Lärche "{room}" <x@y>'
    assert message["From"].addresses[0].addr_spec == "notify@larch.example"


async def test_the_worker_looks_for_due_digests(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one", datetime.now(UTC) - HOUR)
    client = redis.new_client(database.redis_url or "")
    worker = worker_on(client, sending_to(database, relay), lambda _: None, burst=True)
    await queue_on(client).enqueue_job(Work.SEND_DIGESTS.value)
    try:
        await worker.async_run()
    finally:
        await close(worker, client)
    assert [recipient for recipient, _ in relay.taken] == ["cleo@client.example"]
    assert await outbox_of(firm) == [("Cleo", "SENT", None)]


@pytest.mark.parametrize("where", ["composed", "contents.ready_for"])
async def test_a_mail_that_cannot_be_composed_keeps_no_other_back(
    firm: Firm, database: Settings, relay: Relay, monkeypatch: pytest.MonkeyPatch, where: str
):
    room = await room_with(firm.tess, firm.cleo, firm.carl, firm.bea)
    await say(firm.tess, room, "one")
    work = resolve_name(f"jobs.digests.sending:{where}")

    def failing(given: Any, *rest: Any) -> Any:
        if "carl@client.example" in repr(given) or firm.carl.id in [mail.person_id for mail in given_mails(given)]:
            raise RuntimeError("a mistake of ours")
        return work(given, *rest)

    with monkeypatch.context() as broken:
        broken.setattr(f"jobs.digests.sending.{where}", failing)
        assert await deliver(database, relay, RINGS) == ["bea", "cleo"]
    assert ("Carl", "PLANNED", None) in await outbox_of(firm)
    assert await deliver(database, relay, RINGS + MINUTE) == ["carl"]


def given_mails(given: Any) -> list[outbox.Claimed]:
    return given if isinstance(given, list) else []
