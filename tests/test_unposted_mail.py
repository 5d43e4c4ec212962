"""Mail that is no answer, or that nobody can read: notices, bounces, unsubscribing, and what is put aside."""

import pytest

from db import sql
from db.settings import Settings
from db.vocabulary import RoomKind
from jobs import inbound_mail, notices
from jobs.inbound.mails import Reason, Unparseable
from resolvers import rooms
from tests.cast import NOON, Firm
from tests.relay import listening
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
)


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
