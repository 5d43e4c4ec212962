"""An answer that may not be posted is held or refused with a reason: never lost, never under a wrong name."""

from datetime import timedelta

import pytest

from db import sql
from db.settings import Settings
from db.vocabulary import RoomKind
from resolvers import participants, rooms
from tests.cast import NOON, Firm
from tests.replying import (
    ASKED,
    DAY,
    MINUTE,
    answer,
    asked,
    digest_to,
    fate,
    fates,
    mail,
    notices_of,
    said_in,
)


async def test_a_strangers_answer_is_held_and_posted_under_nobodys_name(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await answer(here, token, mail(token, "Forwarded to me.", sender="colleague@elsewhere.example"))
    assert await said_in(room) == [ASKED]
    assert await fates(room) == [("HELD", "OTHER_SENDER")]
    assert await notices_of(room) == []  # nobody knows whether that address is the sender's


async def test_a_participant_with_somebody_elses_token_is_held(here: Settings, firm: Firm):
    room = await asked(firm, firm.carl)
    token = await digest_to(firm.carl, room)
    await answer(here, token, mail(token, sender="cleo@client.example"))
    assert (await said_in(room), await fates(room)) == ([ASKED], [("HELD", "OTHER_SENDER")])


async def test_a_forged_sender_is_held_by_what_our_own_server_found(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    trusting = here.model_copy(update={"inbound_authserv_ids": "mx.larch.example"})
    failed = "mx.larch.example; dmarc=fail header.from=client.example"
    await answer(trusting, token, mail(token, Authentication_Results=failed))
    assert (await said_in(room), await fates(room)) == ([ASKED], [("HELD", "UNAUTHENTICATED")])
    claimed = "mx.elsewhere.example; dmarc=fail header.from=client.example"
    await answer(trusting, token, mail(token, "Mine.", Authentication_Results=claimed))
    assert await said_in(room) == [ASKED, ("Cleo", "Mine.")]


async def test_a_removed_participants_answer_is_held_with_one_notice(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
    for text in ("I am still here.", "Am I?"):
        await answer(here, token, mail(token, text))
    assert await said_in(room) == [ASKED]
    [(state, reason), again] = await fates(room)
    assert (state, again) == ("HELD", (state, reason)) and reason in {"NOT_PARTICIPANT", "TOKEN_REVOKED"}
    assert await notices_of(room) == [("cleo@client.example", reason)]


async def test_a_token_from_before_a_removal_stays_revoked_after_a_return(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await sql.execute("UPDATE reply_token SET revoked_at = $2 WHERE room_id = $1", room.id, NOON)
    await answer(here, token, mail(token))
    assert (await said_in(room), await fates(room)) == ([ASKED], [("HELD", "TOKEN_REVOKED")])


async def test_a_client_who_answers_an_archived_room_brings_it_back(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await rooms.archive_room(firm.tess, room.id, NOON)
    await answer(here, token, mail(token))
    assert await said_in(room) == [ASKED, ("Cleo", "Yes, please.")]
    found = await rooms.find_room(firm.tess, room.id)
    assert found and found.archived_at is None
    kinds = await sql.rows("SELECT kind FROM room_event WHERE room_id = $1 ORDER BY team_seq DESC LIMIT 2", room.id)
    assert [row["kind"] for row in kinds] == ["MESSAGE_SENT", "ROOM_UNARCHIVED"]


async def test_somebody_of_the_team_who_may_not_open_a_room_does_not_by_mail(here: Settings, firm: Firm):
    room = await asked(firm, firm.theo)
    token = await digest_to(firm.theo, room)
    await rooms.archive_room(firm.tess, room.id, NOON)
    await answer(here, token, mail(token, sender="theo@larch.example"))
    assert (await said_in(room), await fates(room)) == ([ASKED], [("HELD", "ARCHIVED")])


@pytest.mark.parametrize("is_archived", [False, True])
async def test_an_announcement_room_is_read_only_by_mail_too(here: Settings, firm: Firm, is_archived: bool):
    room = await asked(firm, kind=RoomKind.ANNOUNCEMENT)
    token = await digest_to(firm.cleo, room)
    if is_archived:
        await rooms.archive_room(firm.tess, room.id, NOON)
    await answer(here, token, mail(token))
    assert (await said_in(room), await fates(room)) == ([ASKED], [("HELD", "READ_ONLY")])
    assert await notices_of(room) == [("cleo@client.example", "READ_ONLY")]
    found = await rooms.find_room(firm.tess, room.id)
    assert found and (found.archived_at is not None) == is_archived


async def test_an_expired_token_is_never_met_with_silence(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room, now=NOON - 180 * DAY)
    await answer(here, token, mail(token))
    assert (await said_in(room), await fates(room)) == ([ASKED], [("HELD", "TOKEN_EXPIRED")])
    assert await notices_of(room) == [("cleo@client.example", "TOKEN_EXPIRED")]


async def test_a_robots_answer_is_dropped_and_never_answered(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await answer(here, token, mail(token, "I am away.", Auto_Submitted="auto-replied"))
    assert (await said_in(room), await notices_of(room)) == ([ASKED], [])
    assert await fate() == ("DROPPED", "AUTOMATIC")


async def test_a_loop_that_looks_like_a_person_ends(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    for number in range(15):
        await answer(here, token, mail(token, f"Thank you for message {number}."), NOON + number * timedelta(seconds=9))
    assert [state for state, _ in await fates(room)] == ["LOGGED"] * 10 + ["HELD"] * 5
    assert await notices_of(room) == []


async def test_the_same_words_a_third_time_within_an_hour_are_held(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    for number in range(3):
        await answer(here, token, mail(token), NOON + number * 15 * MINUTE)
    assert await fates(room) == [("LOGGED", None), ("LOGGED", None), ("HELD", "TOO_MANY")]


async def test_an_answer_without_words_is_refused_with_a_notice(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await answer(here, token, mail(token, ""))
    assert (await said_in(room), await fate()) == ([ASKED], ("REFUSED", "EMPTY"))
    assert await notices_of(room) == [("cleo@client.example", "EMPTY")]


async def test_an_answer_longer_than_a_message_is_held_whole(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await answer(here, token, mail(token, "word and word \n" * 1500))
    assert (await said_in(room), await fates(room)) == ([ASKED], [("HELD", "TOO_LONG")])
