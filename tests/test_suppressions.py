"""Addresses that were given up: the team and whose they are see it and undo it; a complaint only who complained."""

from typing import Any
from uuid import uuid4

import pytest

from db import sql
from db.queries import bounces
from db.vocabulary import BounceKind
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, open_firm
from tests.remains import nothing_left

LIFT = """
mutation ($input: LiftSuppressionInput!) { liftSuppression(input: $input) {
    person { name mail { reason suppression { kind } } } userErrors { code field } } }
"""
SEEN = """
query ($id: ID!) { node(id: $id) { ... on Person { mail { reason suppression { address kind status since } } } } }
"""
GIVEN_UP = {"address": "cleo@client.example", "kind": "PERMANENT", "status": "5.1.1", "since": NOON.isoformat()}


async def give_up(firm: Firm, kind: BounceKind = BounceKind.PERMANENT) -> None:
    await bounces.suppress(firm.id, "Cleo@client.example", kind, "5.1.1", NOON)


async def lift(viewer: Viewer | None, person: Viewer) -> dict[str, Any]:
    reply = await ask(viewer, LIFT, {"input": {"personId": global_id("Person", person.id)}})
    assert reply.codes == []
    answer: dict[str, Any] = reply.data["liftSuppression"]
    return answer


def refused(code: str, *field: str) -> dict[str, Any]:
    return {"person": None, "userErrors": [{"code": code, "field": list(field) or None}]}


async def audited(firm: Firm) -> list[tuple[Any, Any]]:
    rows = await sql.rows(
        "SELECT actor_id, person_id FROM audit_entry WHERE workspace_id = $1 AND action = 'SUPPRESSION_LIFTED'", firm.id
    )
    return [(row["actor_id"], row["person_id"]) for row in rows]


async def test_the_team_sees_why_an_address_was_given_up_and_gives_it_another_chance(firm: Firm):
    await give_up(firm)
    variables = {"id": global_id("Person", firm.cleo.id)}
    shown = (await ask(firm.theo, SEEN, variables)).data["node"]
    assert shown == {"mail": {"reason": "BOUNCING", "suppression": GIVEN_UP}}
    assert await lift(firm.theo, firm.cleo) == {
        "person": {"name": "Cleo", "mail": {"reason": None, "suppression": None}},
        "userErrors": [],
    }
    assert await sql.rows("SELECT 1 FROM mail_suppression WHERE workspace_id = $1", firm.id) == []
    assert await audited(firm) == [(firm.theo.id, firm.cleo.id)]
    assert await lift(firm.theo, firm.cleo) == refused("CONFLICT", "personId")
    assert len(await audited(firm)) == 1


async def test_a_client_sees_and_lifts_the_own_one_only(firm: Firm):
    await give_up(firm)
    own = "{ viewer { suppression { address kind status since } } }"
    assert (await ask(firm.cleo, own)).data == {"viewer": {"suppression": GIVEN_UP}}
    assert (await ask(firm.carl, own)).data == {"viewer": {"suppression": None}}
    assert (await ask(firm.carl, SEEN, {"id": global_id("Person", firm.cleo.id)})).data == {"node": None}
    async with nothing_left(firm.id):
        for person in (firm.cleo, firm.ben, firm.tess):
            assert await lift(firm.carl, person) == refused("NOT_ALLOWED")
        reply = await ask(firm.carl, LIFT, {"input": {"personId": global_id("Person", uuid4())}})
        assert reply.data["liftSuppression"] == refused("NOT_ALLOWED")
    assert await lift(firm.cleo, firm.cleo) == {"person": {"name": "Cleo", "mail": None}, "userErrors": []}
    assert (await ask(firm.cleo, own)).data == {"viewer": {"suppression": None}}


async def test_a_complaint_is_taken_back_by_who_complained_alone(firm: Firm):
    await give_up(firm)
    await give_up(firm, BounceKind.COMPLAINT)
    async with nothing_left(firm.id):
        for viewer in (firm.theo, firm.ada):
            assert await lift(viewer, firm.cleo) == refused("NOT_ALLOWED", "personId")
    assert (await lift(firm.cleo, firm.cleo))["userErrors"] == []


async def test_other_firms_and_nobody_lift_nothing(firm: Firm):
    await give_up(firm)
    other = await open_firm()
    async with nothing_left(firm.id):
        assert await lift(other.ada, firm.cleo) == refused("NOT_FOUND", "personId")
        assert (await ask(None, LIFT, {"input": {"personId": global_id("Person", firm.cleo.id)}})).codes == [
            "UNAUTHENTICATED"
        ]


@pytest.mark.parametrize("key", ["", "nonsense"])
async def test_what_is_no_person_is_not_found(firm: Firm, key: str):
    reply = await ask(firm.theo, LIFT, {"input": {"personId": key}})
    assert reply.data["liftSuppression"] == refused("NOT_FOUND", "personId")
