"""An answer by mail is its person's message once, or it is held with a reason; never lost, never under a wrong name."""

from datetime import timedelta

import pytest

from db import sql
from db.queries import inbound_mail as queries
from db.settings import Settings
from db.vocabulary import RoomKind
from jobs import inbound_mail, notices
from jobs.inbound.mails import Reason, Unparseable
from resolvers import marks, messages, participants, rooms
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from tests.cast import NOON, Firm, room_with, say
from tests.relay import listening
from tests.replying import (
    DAY,
    MINUTE,
    address,
    answer,
    arrive,
    digest_to,
    fate,
    fates,
    here,
    mail,
    notices_of,
    said_in,
    with_file,
)

__all__ = ["here"]
ASKED = ("Tess", "Shall we begin?")


async def asked(firm: Firm, *others: Viewer, kind: RoomKind = RoomKind.CONVERSATION) -> RoomView:
    """A room in which Tess has asked Cleo something."""
    room = await room_with(firm.tess, firm.cleo, *others, kind=kind)
    await say(firm.tess, room, "Shall we begin?")
    return room


async def test_an_answer_is_its_persons_message_without_the_quote(here: Settings, firm: Firm):
    room = await asked(firm)
    await answer(here, token := await digest_to(firm.cleo, room), mail(token))
    assert await said_in(room) == [ASKED, ("Cleo", "Yes, please.")]
    assert await fates(room) == [("LOGGED", None)]
    assert await notices_of(room) == []


async def test_a_mail_that_is_delivered_three_times_is_in_the_room_once(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    raw = mail(token)
    for _ in range(3):
        await arrive(token, raw)
    await inbound_mail.process_due(here, lambda: NOON)
    await answer(here, token, raw, NOON + DAY)
    assert await said_in(room) == [ASKED, ("Cleo", "Yes, please.")]
    assert await fate() == ("DUPLICATE", None)


async def test_the_same_mail_by_two_digests_of_one_room_is_in_it_once(here: Settings, firm: Firm):
    room = await asked(firm)
    first, second = await digest_to(firm.cleo, room), await digest_to(firm.cleo, room)
    raw = mail(first)
    for token in (first, second):
        await answer(here, token, raw)
    assert await said_in(room) == [ASKED, ("Cleo", "Yes, please.")]


async def test_two_mails_with_the_same_id_and_different_words_are_two(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    for text in ("One.", "Two."):
        await answer(here, token, mail(token, text, message_id="same"))
    assert await said_in(room) == [ASKED, ("Cleo", "One."), ("Cleo", "Two.")]


async def test_a_deleted_answer_does_not_rise_again(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    raw = mail(token)
    await answer(here, token, raw)
    sent = await sql.row("SELECT message_id FROM inbound_mail WHERE room_id = $1", room.id)
    assert sent
    await messages.delete_message(firm.cleo, sent["message_id"], NOON)
    await answer(here, token, raw)
    assert await said_in(room) == [ASKED, ("Cleo", "")]


async def test_a_worker_that_dies_before_its_commit_has_done_nothing_and_the_next_does_all(
    here: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await arrive(token, mail(token))
    with monkeypatch.context() as broken:

        async def die(_: object) -> None:
            raise KeyboardInterrupt

        broken.setattr(queries, "decide", die)
        with pytest.raises(KeyboardInterrupt):
            await inbound_mail.process_due(here, lambda: NOON)
    assert await said_in(room) == [ASKED]
    await inbound_mail.process_due(here, lambda: NOON + MINUTE)
    assert await said_in(room) == [ASKED]  # the lease is not over
    await inbound_mail.process_due(here, lambda: NOON + 6 * MINUTE)
    assert await said_in(room) == [ASKED, ("Cleo", "Yes, please.")]


async def test_an_answer_marks_read_what_was_in_the_digest_and_no_more(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room, up_to=1)
    await say(firm.tess, room, "And one more thing")
    await answer(here, token, mail(token))
    assert await position_of(firm.cleo, room) == 1
    later = await digest_to(firm.cleo, room, up_to=2)
    await answer(here, later, mail(later, "That too."))
    assert await position_of(firm.cleo, room) == 2
    await marks.mark_room_read(firm.cleo, room.id, 4, NOON)
    await answer(here, later, mail(later, "Done."))
    assert await position_of(firm.cleo, room) == 5


async def position_of(person: Viewer, room: RoomView) -> int:
    found = await rooms.find_room(person, room.id)
    assert found and found.mine
    return found.mine.read_position


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


async def test_files_of_an_answer_are_files_of_its_message(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await answer(here, token, with_file(mail(token, "Here it is.")))
    assert await said_in(room) == [ASKED, ("Cleo", "Here it is.")]
    files = await sql.rows("SELECT file_name, size, owner_id FROM attachment WHERE room_id = $1", room.id)
    assert files == [{"file_name": "list.txt", "size": 8, "owner_id": firm.cleo.id}]


async def test_our_secrets_come_back_into_no_message(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await answer(here, token, mail(token, f"I write to {address(token)} now."))
    assert token not in str(await said_in(room)) and len(await said_in(room)) == 2


async def test_a_notice_goes_out_once_from_nobody_and_says_nothing_of_the_room(here: Settings, firm: Firm):
    room = await asked(firm, kind=RoomKind.ANNOUNCEMENT)
    token = await digest_to(firm.cleo, room)
    async with listening() as relay:
        sending = here.model_copy(update={"smtp_url": relay.url})
        for day in (0, 0, 1):
            await answer(sending, token, mail(token, f"A secret answer on day {day}."), NOON + day * DAY)
            await notices.send_due(sending, lambda: NOON + 2 * DAY)
        assert [recipient for recipient, _ in relay.taken] == ["cleo@client.example"] * 2
        notice = relay.taken[0][1]
    assert (notice["Auto-Submitted"], notice["X-Auto-Response-Suppress"]) == ("auto-replied", "All")
    assert "Accounts" not in str(notice) and "secret" not in str(notice) and token not in str(notice)
    assert here.base_url in notice.get_content()


async def test_a_bounce_that_comes_three_times_counts_once(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room, purpose="bounce")
    raw = mail(token, "Your message could not be delivered: 550 5.2.2 mailbox full", sender="mailer-daemon@x.example")
    for _ in range(3):
        await arrive(token, raw.replace(b"reply+", b"bounce+"))
        await sql.execute("UPDATE inbound_mail SET envelope_to = $1 WHERE state = 'STORED'", [address(token, "bounce")])
        await inbound_mail.process_due(here, lambda: NOON)
    counted = await sql.rows("SELECT kind FROM mail_bounce WHERE person_id = $1", firm.cleo.id)
    assert ([row["kind"] for row in counted], await said_in(room)) == (["PERMANENT"], [ASKED])


async def test_a_mail_to_the_unsubscribe_address_mutes_the_room(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room, purpose="unsub")
    await arrive(token, mail(token, "unsubscribe"))
    await sql.execute("UPDATE inbound_mail SET envelope_to = $1 WHERE state = 'STORED'", [address(token, "unsub")])
    await inbound_mail.process_due(here, lambda: NOON)
    found = await rooms.find_room(firm.cleo, room.id)
    assert found and found.mine and found.mine.muted_at == NOON
    assert await said_in(room) == [ASKED]


async def test_a_storage_that_is_away_costs_no_answer(here: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await arrive(token, mail(token))
    with monkeypatch.context() as broken:

        async def away(_: object) -> None:
            raise OSError("away")

        broken.setattr(inbound_mail, "parsed", away)
        for minutes in range(0, 60, 2):
            await inbound_mail.process_due(here, lambda now=NOON + minutes * MINUTE: now)
    await inbound_mail.process_due(here, lambda: NOON + 60 * MINUTE)
    assert await said_in(room) == [ASKED, ("Cleo", "Yes, please.")]


async def test_a_mail_that_kills_whoever_reads_it_is_put_aside(
    here: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    await arrive(token, mail(token))

    async def killed(_: object) -> Unparseable:
        return Unparseable(Reason.INTERRUPTED)

    monkeypatch.setattr(inbound_mail, "parsed", killed)
    for hours in range(12):
        await inbound_mail.process_due(here, lambda now=NOON + hours * 60 * MINUTE: now)
    assert (await said_in(room), await fates(room)) == ([ASKED], [("HELD", "UNREADABLE")])


async def test_a_mail_that_cannot_be_read_is_held_once(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    for _ in range(3):
        await answer(here, token, b"A: " + b"x" * 300_000)
    assert (await said_in(room), await fates(room)) == ([ASKED], [("HELD", "UNREADABLE")])
    assert await notices_of(room) == []


async def test_what_nobody_can_read_and_nobody_was_sent_is_put_aside(here: Settings, firm: Firm):
    await answer(here, "mfrggzdfmztwq2lknnwg23tpoa", b"A: " + b"x" * 300_000)
    assert await fate() == ("QUARANTINED", "HEADER_TOO_LARGE")
