"""How the firm appears: set by administrators, shown to everybody signed in, written down."""

from typing import Any

import pytest

from db import sql
from tests.asking import Reply, ask
from tests.cast import Firm
from tests.remains import nothing_left

CHANGE = """
mutation ($input: ChangeWorkspaceInput!) { changeWorkspace(input: $input) {
  workspace { name accentColor teamShownAsFirm } userErrors { code field } } }
"""
SHOWN = "{ viewer { workspace { name accentColor teamShownAsFirm logoUrl } } }"


async def change(firm: Firm, **given: Any) -> Reply:
    """Ada changes the firm."""
    return await ask(firm.ada, CHANGE, {"input": given})


async def test_administrators_change_name_and_colour_for_everybody(firm: Firm):
    reply = await change(firm, name="Larch & Daughters", accentColor="#0A6E5C")
    shown = {"name": "Larch & Daughters", "accentColor": "#0a6e5c", "teamShownAsFirm": False}
    assert reply.data == {"changeWorkspace": {"workspace": shown, "userErrors": []}}
    for viewer, masked in ((firm.tess, False), (firm.cleo, None)):
        seen = (await ask(viewer, SHOWN)).data["viewer"]["workspace"]
        assert seen == {**shown, "teamShownAsFirm": masked, "logoUrl": None}


async def test_what_is_left_out_stays_and_an_empty_colour_is_none(firm: Firm):
    await change(firm, accentColor="#0a6e5c", teamShownAsFirm=True)
    kept = (await change(firm, name="Larch")).data["changeWorkspace"]["workspace"]
    assert kept == {"name": "Larch", "accentColor": "#0a6e5c", "teamShownAsFirm": True}
    gone = (await change(firm, accentColor="", teamShownAsFirm=False)).data["changeWorkspace"]["workspace"]
    assert gone == {"name": "Larch", "accentColor": None, "teamShownAsFirm": False}


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"accentColor": "red"}, {"code": "INVALID", "field": ["accentColor"]}),
        ({"accentColor": "#12345"}, {"code": "INVALID", "field": ["accentColor"]}),
        ({"accentColor": "#0a6e5c; background: url(//x)"}, {"code": "INVALID", "field": ["accentColor"]}),
        ({"accentColor": "#0a6e5c", "name": " "}, {"code": "INVALID", "field": ["name"]}),
        ({"name": "x" * 201}, {"code": "LIMIT_EXCEEDED", "field": ["name"]}),
    ],
    ids=["word", "short", "styles", "blank name", "long name"],
)
async def test_what_cannot_be_is_refused_and_leaves_nothing(firm: Firm, given: dict[str, Any], refusal: object):
    async with nothing_left(firm.id):
        reply = await change(firm, **given)
    assert reply.data == {"changeWorkspace": {"workspace": None, "userErrors": [refusal]}}


@pytest.mark.parametrize("name", ["tess", "cleo"])
async def test_nobody_else_changes_the_firm(firm: Firm, name: str):
    async with nothing_left(firm.id):
        reply = await ask(getattr(firm, name), CHANGE, {"input": {"name": "Mine", "teamShownAsFirm": True}})
    [error] = reply.data["changeWorkspace"]["userErrors"]
    assert (error["code"], reply.data["changeWorkspace"]["workspace"]) == ("NOT_ALLOWED", None)


async def test_a_change_of_the_firm_is_written_down(firm: Firm):
    await change(firm, accentColor="#0a6e5c")
    entries = await sql.rows("SELECT actor_id, action FROM audit_entry WHERE workspace_id = $1", firm.id)
    assert entries == [{"actor_id": firm.ada.id, "action": "WORKSPACE_CHANGED"}]
