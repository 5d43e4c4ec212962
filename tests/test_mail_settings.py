"""What a firm sets for its mail: seen by the team, changed by administrators, followed by mail both ways."""

from typing import Any

import pytest

from db import sql
from db.settings import Settings, use
from db.vocabulary import AnswerPolicy
from resolvers.mail_settings import policy_of
from resolvers.viewer import Viewer
from tests.asking import ask
from tests.cast import NOON, Firm, open_firm, room_with, say
from tests.digesting import MINUTE, deliver, relay
from tests.relay import Relay
from tests.remains import nothing_left
from tests.replying import answer, digest_to, fates, mail

__all__ = ["relay"]
SETTINGS = "digestAfterMinutes textInMail imagesInMail teamShownAsFirm answerPolicy"
SEE = f"{{ viewer {{ workspace {{ mailSettings {{ {SETTINGS} }} }} }} }}"
CHANGE = f"""
mutation ($input: ChangeMailSettingsInput!) {{ changeMailSettings(input: $input) {{
    mailSettings {{ {SETTINGS} }} userErrors {{ code field }} }} }}
"""
USUAL = {
    "digestAfterMinutes": 30,
    "textInMail": True,
    "imagesInMail": False,
    "teamShownAsFirm": False,
    "answerPolicy": "FROM_MATCH",
}


async def seen(viewer: Viewer) -> Any:
    return (await ask(viewer, SEE)).data["viewer"]["workspace"]["mailSettings"]


async def change(viewer: Viewer | None, **wishes: Any) -> Any:
    reply = await ask(viewer, CHANGE, {"input": wishes})
    assert reply.codes == []
    return reply.data["changeMailSettings"]


async def test_the_team_sees_them_and_clients_do_not(firm: Firm):
    assert [await seen(viewer) for viewer in (firm.ada, firm.tess, firm.cleo)] == [USUAL, USUAL, None]


async def test_an_administrator_changes_what_is_given_and_it_is_written_down(firm: Firm):
    other = await open_firm()
    assert await change(firm.ada, digestAfterMinutes=5, imagesInMail=True) == {
        "mailSettings": {**USUAL, "digestAfterMinutes": 5, "imagesInMail": True},
        "userErrors": [],
    }
    wishes = {"textInMail": False, "teamShownAsFirm": True, "answerPolicy": "STRICT"}
    everything = {**wishes, "digestAfterMinutes": 5, "imagesInMail": True}
    assert (await change(firm.ada, **wishes))["mailSettings"] == everything
    assert (await seen(firm.tess), await seen(other.tess)) == (everything, USUAL)
    audited = await sql.rows(
        "SELECT actor_id FROM audit_entry WHERE action = 'MAIL_SETTINGS_CHANGED' AND workspace_id = $1", firm.id
    )
    assert [row["actor_id"] for row in audited] == [firm.ada.id] * 2


@pytest.mark.parametrize("minutes", [4, 1441, -1])
async def test_an_interval_has_bounds(firm: Firm, minutes: int):
    async with nothing_left(firm.id):
        refused = await change(firm.ada, digestAfterMinutes=minutes, textInMail=False)
    assert refused == {"mailSettings": None, "userErrors": [{"code": "INVALID", "field": ["digestAfterMinutes"]}]}
    for bound in (5, 1440):
        assert (await change(firm.ada, digestAfterMinutes=bound))["userErrors"] == []


@pytest.mark.parametrize("name", ["tess", "cleo"])
async def test_nobody_but_administrators_changes_them(firm: Firm, name: str):
    async with nothing_left(firm.id):
        refused = await change(getattr(firm, name), textInMail=False)
    assert refused == {"mailSettings": None, "userErrors": [{"code": "NOT_ALLOWED", "field": None}]}
    assert (await ask(None, CHANGE, {"input": {"textInMail": False}})).codes == ["UNAUTHENTICATED"]


async def test_digests_keep_to_the_interval(firm: Firm, database: Settings, relay: Relay):
    await change(firm.ada, digestAfterMinutes=10)
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "one")
    assert await deliver(database, relay, NOON + 9 * MINUTE) == []
    assert await deliver(database, relay, NOON + 10 * MINUTE) == ["cleo"]


async def test_a_strict_firm_holds_what_nobody_confirms(here: Settings, firm: Firm):
    await change(firm.ada, answerPolicy="STRICT")
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    await answer(here, token := await digest_to(firm.cleo, room), mail(token))
    assert await fates(room) == [("HELD", "UNAUTHENTICATED")]


def test_a_firm_asks_for_no_less_than_its_installation(database: Settings):
    found = {}
    try:
        for least in AnswerPolicy:
            use(database.model_copy(update={"inbound_policy": least.value}))
            found[least] = [policy_of(chosen) for chosen in (None, *AnswerPolicy)]
    finally:
        use(database)
    token_only, from_match, strict = AnswerPolicy
    assert found == {
        token_only: [token_only, token_only, from_match, strict],
        from_match: [from_match, from_match, from_match, strict],
        strict: [strict] * 4,
    }
