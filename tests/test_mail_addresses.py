"""Further addresses: theirs once a link mailed to them was followed, never another's, and answers from them count."""

import asyncio
import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from db import sql
from db.queries import addresses as queries
from db.settings import Settings
from resolvers import invitations, mail_addresses, people
from resolvers.errors import DomainError, ErrorCode
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, open_firm, room_with, say
from tests.letters import SOON, kept_mails, mailed_token
from tests.lines import PATIENCE
from tests.remains import nothing_left
from tests.replying import answer, digest_to, fates, mail, notices_of, said_in
from tests.test_pages import browser

HOME = "cleo@home.example"
OWN = "mailAddresses { id address addedAt confirmedAt }"
ADD = f"""
mutation ($input: AddMailAddressInput!) {{ addMailAddress(input: $input) {{
    viewer {{ {OWN} }} userErrors {{ code field }} }} }}
"""
REMOVE = f"""
mutation ($input: RemoveMailAddressInput!) {{ removeMailAddress(input: $input) {{
    viewer {{ {OWN} }} userErrors {{ code field }} }} }}
"""


async def add(viewer: Viewer | None, address: str) -> Any:
    return (await ask(viewer, ADD, {"input": {"address": address}})).data["addMailAddress"]


async def remove(viewer: Viewer, address_id: str) -> Any:
    return (await ask(viewer, REMOVE, {"input": {"addressId": address_id}})).data["removeMailAddress"]


async def own(viewer: Viewer) -> list[tuple[str, bool]]:
    shown = (await ask(viewer, f"{{ viewer {{ {OWN} }} }}")).data["viewer"]["mailAddresses"]
    return [(each["address"], each["confirmedAt"] is not None) for each in shown]


async def confirmed(viewer: Viewer, settings: Settings, address: str = HOME) -> None:
    """Add an address and follow the link in its mail."""
    assert (await add(viewer, address))["userErrors"] == []
    await mail_addresses.confirm_mail_address(await mailed_token(settings, viewer.workspace_id), SOON)


async def token_for(name: str, settings: Settings, firm: Firm, address: str = HOME) -> str:
    """The token of the link that was mailed to an address for one of the cast."""
    mails = await kept_mails(settings, firm.id)
    [text] = {mail["text"] for mail in mails if mail["recipient"] == address and f"{name} has added" in mail["text"]}
    found = re.search(r"/address/(\S+)", text)
    assert found is not None
    return found[1]


def refused(code: str, *field: str) -> Any:
    return {"viewer": None, "userErrors": [{"code": code, "field": list(field) or None}]}


async def audited(firm: Firm) -> list[tuple[str, UUID, UUID]]:
    rows = await sql.rows(
        "SELECT action, actor_id, person_id FROM audit_entry WHERE workspace_id = $1 AND action LIKE 'MAIL_ADDRESS%'"
        " ORDER BY action",
        firm.id,
    )
    return [(row["action"], row["actor_id"], row["person_id"]) for row in rows]


async def test_an_address_is_theirs_once_the_link_mailed_to_it_was_followed(firm: Firm, database: Settings):
    added = await add(firm.cleo, f" {HOME} ")
    [shown] = added["viewer"]["mailAddresses"]
    assert (shown["address"], shown["addedAt"], shown["confirmedAt"]) == (HOME, NOON.isoformat(), None)
    token = await mailed_token(database, firm.id)
    [sent] = await kept_mails(database, firm.id)
    assert (sent["recipient"], sent["subject"]) == (HOME, "Is this your address? Larch & Partners asks")
    link = f"/address/{token}"
    async with browser(database) as site:
        async with nothing_left(firm.id):
            page = await site.get(link)
            for method in ("HEAD", "OPTIONS", "PUT", "GET"):
                await site.request(method, link)
            foreign = await site.post(link, headers={"Origin": "https://evil.example"})
        assert (page.status_code, HOME in page.text, foreign.status_code) == (200, True, 403)
        done = await site.post(link)
        assert (done.status_code, "confirmed" in done.text) == (200, True)
        assert [(await site.get(link)).status_code, (await site.post(link)).status_code] == [410, 410]
    assert await own(firm.cleo) == [(HOME, True)]
    assert await audited(firm) == [("MAIL_ADDRESS_CONFIRMED", firm.cleo.id, firm.cleo.id)]


async def test_answers_from_it_are_theirs_from_then_until_it_is_removed(here: Settings, firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    await add(firm.cleo, HOME)
    await answer(here, token, mail(token, "Not yet.", sender=HOME))
    await mail_addresses.confirm_mail_address(await mailed_token(here, firm.id), SOON)
    await answer(here, token, mail(token, "Now.", sender="Cleo@HOME.example"))
    key = (await ask(firm.cleo, f"{{ viewer {{ {OWN} }} }}")).data["viewer"]["mailAddresses"][0]["id"]
    assert await remove(firm.cleo, key) == {"viewer": {"mailAddresses": []}, "userErrors": []}
    await answer(here, token, mail(token, "No more.", sender=HOME), SOON)
    assert await said_in(room) == [("Tess", "Shall we begin?"), ("Cleo", "Now.")]
    assert sorted(await fates(room)) == [("HELD", "OTHER_SENDER"), ("HELD", "OTHER_SENDER"), ("LOGGED", None)]
    assert [action for action, *_ in await audited(firm)] == ["MAIL_ADDRESS_CONFIRMED", "MAIL_ADDRESS_REMOVED"]
    assert {recipient for recipient, _ in await notices_of(room)} <= {HOME}


async def test_another_s_token_with_one_s_own_address_is_held(here: Settings, firm: Firm):
    await confirmed(firm.carl, here, "carl@home.example")
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    await answer(here, token, mail(token, sender="carl@home.example"))
    assert await fates(room) == [("HELD", "OTHER_SENDER")]


async def test_adding_tells_nothing_of_who_else_has_it_and_confirming_does(firm: Firm, database: Settings):
    await confirmed(firm.carl, database)
    for address in (HOME, "carl@client.example", "nobody@client.example"):
        reply = await add(firm.cleo, address)
        assert reply["userErrors"] == []
        assert address in {each["address"] for each in reply["viewer"]["mailAddresses"]}
    for address in (HOME, "carl@client.example"):
        token = await token_for("Cleo", database, firm, address)
        async with nothing_left(firm.id):
            with pytest.raises(DomainError) as taken:
                await mail_addresses.confirm_mail_address(token, SOON)
        assert taken.value.code is ErrorCode.EMAIL_TAKEN
    other = await open_firm()
    await confirmed(other.cleo, database)
    assert await own(other.cleo) == [(HOME, True)]


async def test_of_two_who_confirm_at_once_one_gets_it(firm: Firm, database: Settings):
    for person in (firm.cleo, firm.carl):
        await add(person, HOME)
    tokens = [await token_for(name, database, firm) for name in ("Cleo", "Carl")]
    gate = asyncio.Event()

    async def confirm(token: str) -> None:
        await gate.wait()
        await mail_addresses.confirm_mail_address(token, SOON)

    tries = [asyncio.create_task(confirm(token)) for token in tokens]
    async with sql.transaction(), asyncio.timeout(PATIENCE):
        await queries.lock(firm.id, HOME)
        gate.set()
        while len(await sql.rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")) < len(tries):
            await asyncio.sleep(0.01)
    tried = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(each).__name__ for each in tried) == ["DomainError", "NoneType"]


async def test_nobody_is_invited_by_an_address_that_somebody_answers_from(firm: Firm, database: Settings):
    await confirmed(firm.cleo, database)
    async with nothing_left(firm.id):
        for invite in (
            invitations.invite_client(firm.tess, HOME.upper(), "Eve", [firm.acorn], NOON),
            invitations.invite_team_member(firm.ada, HOME, "Eve", False, NOON),
        ):
            with pytest.raises(DomainError) as taken:
                await invite
            assert taken.value.code is ErrorCode.EMAIL_TAKEN


@pytest.mark.parametrize("address", ["nonsense", "", "CLEO@client.example", "a b@home.example"])
async def test_what_is_no_address_or_the_own_one_is_refused(firm: Firm, address: str):
    async with nothing_left(firm.id):
        assert await add(firm.cleo, address) == refused("INVALID", "address")


async def test_a_confirmed_one_is_not_added_again_and_there_are_ten(firm: Firm, database: Settings):
    await confirmed(firm.cleo, database)
    async with nothing_left(firm.id):
        assert await add(firm.cleo, HOME) == refused("INVALID", "address")
    await sql.execute(
        "INSERT INTO person_address (id, workspace_id, person_id, address, added_at)"
        " SELECT gen_random_uuid(), $1, $2, n || '@home.example', $3 FROM generate_series(1, 9) AS n",
        *(firm.id, firm.cleo.id, NOON),
    )
    async with nothing_left(firm.id):
        assert await add(firm.cleo, "one@more.example") == refused("LIMIT_EXCEEDED", "address")


async def test_nobody_floods_strangers_with_mail(firm: Firm):
    for number in range(5):
        assert (await add(firm.cleo, f"n{number}@home.example"))["userErrors"] == []
    assert (await add(firm.cleo, "n5@home.example"))["userErrors"] == []
    async with nothing_left(firm.id):
        assert (await add(firm.cleo, "n6@home.example"))["userErrors"][0]["code"] == "RATE_LIMITED"


async def test_only_own_ones_are_removed(firm: Firm, database: Settings):
    await confirmed(firm.cleo, database)
    row = await sql.row("SELECT id FROM person_address WHERE person_id = $1", firm.cleo.id)
    assert row
    async with nothing_left(firm.id):
        for viewer in (firm.carl, firm.ada):
            for key in (global_id("MailAddress", row["id"]), global_id("MailAddress", uuid4()), "nonsense"):
                assert await remove(viewer, key) == refused("NOT_FOUND", "addressId")
    assert [await own(viewer) for viewer in (firm.carl, firm.ada)] == [[], []]


async def test_a_link_dies_with_its_address_and_with_its_person(firm: Firm, database: Settings):
    await add(firm.cleo, HOME)
    token = await mailed_token(database, firm.id)
    await mail_addresses.find_by_link(token, SOON)
    await sql.execute("DELETE FROM person_address WHERE person_id = $1", firm.cleo.id)
    await add(firm.carl, HOME)
    other = await token_for("Carl", database, firm)
    await people.deactivate_person(firm.ada, firm.carl.id, SOON)
    for each in (token, other, "prll_nonsense"):
        with pytest.raises(DomainError) as over:
            await mail_addresses.confirm_mail_address(each, SOON)
        assert over.value.code is ErrorCode.LINK_INVALID
