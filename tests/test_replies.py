"""An answer by mail is its person's message, once, with its files and without our secrets."""

import pytest

from db import sql
from db.queries import inbound_mail as queries
from db.settings import Settings
from jobs import inbound_mail
from resolvers import marks, messages, rooms
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from tests.cast import NOON, Firm, say
from tests.replying import (
    ASKED,
    DAY,
    MINUTE,
    address,
    answer,
    arrive,
    asked,
    digest_to,
    fate,
    fates,
    mail,
    notices_of,
    said_in,
    with_file,
)


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
