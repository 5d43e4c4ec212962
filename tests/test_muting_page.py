"""Muting from the mail: showing the page changes nothing, a button or one click acts, and the token does no more."""

import re
from dataclasses import fields
from typing import Any

import pytest

from db import sql
from db.models import Participation, Person
from db.settings import Settings
from jobs.digests.wording import LANGUAGES
from resolvers import participants
from tests.cast import Firm, room_with, say
from tests.digesting import RINGS, deliver, relay, text_of
from tests.relay import Relay
from tests.remains import nothing_left
from tests.test_pages import browser

__all__ = ["relay"]


async def link_in_mail(firm: Firm, settings: Settings, relay: Relay) -> str:
    """The path by which Cleo stops mail, out of a mail that she got."""
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    assert await deliver(settings, relay, RINGS) == ["cleo"]
    message = relay.taken[-1][1]
    found = re.fullmatch(r"<http://parlour\.test(/u/[a-z2-7]{26})>", message["List-Unsubscribe"])
    assert found is not None
    assert f"http://parlour.test{found[1]}?all" in text_of(message)
    return found[1]


async def muted(firm: Firm) -> tuple[bool, bool]:
    """Whether Cleo has muted her room, and all mail."""
    part, cleo = await Participation.get(person_id=firm.cleo.id, left_at=None), await Person.get(id=firm.cleo.id)
    return part.muted_at is not None, cleo.email_muted_at is not None


async def test_following_the_link_changes_nothing(firm: Firm, database: Settings, relay: Relay):
    link = await link_in_mail(firm, database, relay)
    async with browser(database) as site, nothing_left(firm.id):
        shown = await site.get(f"{link}?room")
        for method in ("HEAD", "GET", "OPTIONS", "PUT", "DELETE"):
            await site.request(method, link)
    assert shown.status_code == 200
    assert "Mute this room" in shown.text
    assert "set-cookie" not in shown.headers
    assert await muted(firm) == (False, False)


@pytest.mark.parametrize("headers", [{"Origin": ""}, {"Origin": "https://mail.example"}])
async def test_one_click_of_a_mail_program_mutes_the_room(
    firm: Firm, database: Settings, relay: Relay, headers: dict[str, str]
):
    link = await link_in_mail(firm, database, relay)
    async with browser(database) as site:
        # As form and as multipart: RFC 8058, 3.2 allows both.
        first = await site.post(link, data={"List-Unsubscribe": "One-Click"}, headers=headers)
        second = await site.post(link, files={"List-Unsubscribe": (None, "One-Click")}, headers=headers)
    assert (first.status_code, second.status_code) == (200, 200)
    assert await muted(firm) == (True, False)
    await sql.execute("UPDATE digest_mail SET state = 'PLANNED' WHERE person_id = $1", firm.cleo.id)
    assert await deliver(database, relay, RINGS) == []


async def test_buttons_mute_and_unmute(firm: Firm, database: Settings, relay: Relay):
    link, found = await link_in_mail(firm, database, relay), []
    async with browser(database) as site:
        for wish in ("MUTE_ROOM", "MUTE_ALL", "UNMUTE_ROOM", "UNMUTE_ALL"):
            answer = await site.post(link, data={"wish": wish})
            assert (answer.status_code, "Done." in answer.text) == (200, True)
            found.append(await muted(firm))
        assert (await site.post(link, data={"wish": "EVERYTHING"})).status_code == 400
        assert (await site.post(link, content=b"\xff")).status_code == 400
    assert found == [(True, False), (True, True), (False, True), (False, False)]


async def test_whoever_was_removed_learns_nothing_more_and_can_still_stop_all_mail(
    firm: Firm, database: Settings, relay: Relay
):
    link = await link_in_mail(firm, database, relay)
    room_id = (await Participation.get(person_id=firm.cleo.id)).room_id
    await participants.remove_participants(firm.tess, room_id, [firm.cleo.id], RINGS)
    async with browser(database) as site:
        assert "Accounts" not in (await site.get(link)).text
        assert (await site.post(link, data={"wish": "MUTE_ROOM"})).status_code == 404
        assert (await site.post(link, data={"List-Unsubscribe": "One-Click"})).status_code == 200
    assert (await Person.get(id=firm.cleo.id)).email_muted_at is not None


async def test_a_token_of_nobody_opens_nothing(database: Settings):
    async with browser(database) as site:
        for token in ("a" * 26, "x", "%00"):
            assert (await site.get(f"/u/{token}")).status_code == 410
            assert (await site.post(f"/u/{token}", data={"List-Unsubscribe": "One-Click"})).status_code == 410


async def test_the_page_speaks_its_reader_s_language(firm: Firm, database: Settings, relay: Relay):
    link = await link_in_mail(firm, database, relay)
    await Person.filter(id=firm.cleo.id).update(locale="fr-CA")
    async with browser(database) as site:
        shown = (await site.get(f"{link}?room")).text
        done = (await site.post(link, data={"wish": "MUTE_ALL"})).text
    assert '<html lang="fr">' in shown
    for text in (
        "E-mails envoyés à cleo@client.example",
        "au sujet de Accounts",
        "Arrêter les e-mails de tous les salons",
    ):
        assert text in shown
    assert "C’est fait" in done
    assert "Recevoir de nouveau les e-mails des salons" in done
    assert "Mute this room" not in shown + done
    assert "Stop mail" not in shown + done


def test_every_language_says_everything_with_the_same_names():
    names = re.compile(r"\{\w+\}")
    english = dict(_sentences(LANGUAGES["en"]))
    for language, words in LANGUAGES.items():
        found = dict(_sentences(words))
        assert found.keys() == english.keys(), language
        assert all(found.values()), language
        assert {name: set(names.findall(text)) for name, text in found.items()} == {
            name: set(names.findall(text)) for name, text in english.items()
        }, language


def _sentences(words: Any, above: str = "") -> list[tuple[str, str]]:
    """Every sentence of a language with its place."""
    if isinstance(words, str):
        return [(above, words)]
    if isinstance(words, dict):
        inner = list(words.items())
    elif isinstance(words, tuple):
        inner = list(enumerate(words))
    else:
        inner = [(field.name, getattr(words, field.name)) for field in fields(words)]
    return [found for name, value in inner for found in _sentences(value, f"{above}.{name}")]
