"""Answers fetched from a real Dovecot: kept before they are moved away, once, whatever their flags say."""

import imaplib
from collections.abc import Iterator
from datetime import datetime

import pytest

from db import sql
from db.settings import Settings
from jobs import inbound_imap, inbound_mail
from jobs.inbound_imap import Mailbox, mailbox_of
from resolvers import replies
from tests.cast import NOON, Firm, room_with, say
from tests.dovecot import Dovecot, serving
from tests.replying import digest_to, fates, mail, said_in

ASKED, ANSWERED = ("Tess", "Shall we begin?"), ("Cleo", "Yes, please.")
UNDERSTOOD = {
    "imaps://a%40b:c%3Ad@mail.example/Answers?processed=Done": Mailbox(
        "mail.example", 993, "a@b", "c:d", True, False, "Answers", "Done"
    ),
    "imap://a:b@mail.example": Mailbox("mail.example", 143, "a", "b", False, True, "INBOX", "Processed"),
}


def noon() -> datetime:
    return NOON


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with serving() as found:
        yield found


def fetching(here: Settings, dovecot: Dovecot) -> Settings:
    return here.model_copy(update={"imap_url": dovecot.url})


async def test_an_answer_in_the_mailbox_lands_in_the_room_and_is_moved_away(
    here: Settings, firm: Firm, dovecot: Dovecot
):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    raw = mail(token)
    dovecot.bring(raw, raw, flags=r"(\Seen)")
    assert await inbound_imap.fetch(fetching(here, dovecot), noon) == 2
    await inbound_mail.process_due(here, noon)
    assert (await said_in(room), await fates(room)) == ([ASKED, ANSWERED], [("LOGGED", None)])
    assert (dovecot.count("INBOX"), dovecot.count("Processed")) == (0, 2)
    assert await inbound_imap.fetch(fetching(here, dovecot), noon) == 0


async def test_a_mail_that_could_not_be_moved_is_kept_once(
    here: Settings, firm: Firm, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
):
    token = await digest_to(firm.cleo, await room_with(firm.tess, firm.cleo))
    dovecot.bring(mail(token))

    def fail(*_: object) -> None:
        raise imaplib.IMAP4.abort("gone")

    with monkeypatch.context() as broken:
        broken.setattr(inbound_imap, "_moved", fail)
        for _ in range(2):
            await inbound_imap.fetch(fetching(here, dovecot), noon)
    assert await count_of_kept() == 1
    assert await inbound_imap.fetch(fetching(here, dovecot), noon) == 0
    assert (dovecot.count("INBOX"), dovecot.count("Processed"), await count_of_kept()) == (0, 1, 1)


async def test_a_mail_that_could_not_be_kept_stays_in_the_mailbox(
    here: Settings, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
):
    dovecot.bring(mail("mfrggzdfmztwq2lknnwg23tpoa"))

    async def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(replies, "store", full)
    assert await inbound_imap.fetch(fetching(here, dovecot), noon) == 0
    assert (dovecot.count("INBOX"), dovecot.count("Processed"), await count_of_kept()) == (1, 0, 0)


async def test_a_server_without_move_is_understood(here: Settings, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch):
    dovecot.bring(mail("mfrggzdfmztwq2lknnwg23tpoa"))
    move, offered = inbound_imap._moved, set[str]()

    def without(connection: imaplib.IMAP4, uid: str, folder: str) -> None:
        offered.update(connection.capabilities)
        connection.capabilities = tuple(each for each in connection.capabilities if each != "MOVE")
        move(connection, uid, folder)

    monkeypatch.setattr(inbound_imap, "_moved", without)
    assert await inbound_imap.fetch(fetching(here, dovecot), noon) == 1
    assert offered >= {"MOVE", "UIDPLUS"}
    assert (dovecot.count("INBOX"), dovecot.count("Processed")) == (0, 1)


async def test_a_mailbox_that_is_away_is_asked_again_later(here: Settings):
    away = here.model_copy(update={"imap_url": "imap://larch:secret@127.0.0.1:1/INBOX?tls=off"})
    assert await inbound_imap.fetch(away, noon) == 0


async def count_of_kept() -> int:
    return len(await sql.rows("SELECT 1 FROM inbound_mail WHERE state = 'STORED'"))


@pytest.mark.parametrize("url", UNDERSTOOD)
def test_an_url_says_where_the_mailbox_is(url: str):
    assert mailbox_of(url) == UNDERSTOOD[url]


@pytest.mark.parametrize(
    "url", ["imap://mail.example", "pop://a:b@mail.example", "imap://a:b@c/?tls=perhaps", "imap://a:b@c/?x=1"]
)
def test_what_is_no_mailbox_is_refused(url: str):
    with pytest.raises(ValueError, match="IMAP_URL must look like"):
        mailbox_of(url)
