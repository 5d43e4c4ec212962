"""How people come into a firm and leave it: invited, activated, deactivated; and what each side sees of them."""

import asyncio
from collections.abc import Awaitable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from db import redis, sql
from db.models import Participation, Person, Portal, PortalMember, Room
from db.settings import Settings
from db.vocabulary import PersonStatus, Role
from resolvers import accounts, invitations, participants, people, portals, rooms, sessions
from resolvers.errors import DomainError, ErrorCode
from resolvers.facts import Changes
from resolvers.people import Sought
from resolvers.portals import Workspace
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, open_firm, room_with
from tests.letters import PASSWORD, SOON, device, kept_mails, mailed_token, with_password
from tests.remains import nothing_left

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def refusal(act: Awaitable[object]) -> DomainError:
    with pytest.raises(DomainError) as refused:
        await act
    return refused.value


async def rooms_of(person_id: UUID) -> set[UUID]:
    return {row.room_id for row in await Participation.filter(person_id=person_id, left_at=None)}


async def administrator(firm: Firm, viewer: Viewer) -> Viewer:
    await Person.filter(id=viewer.id).update(is_administrator=True)
    return Viewer(viewer.id, firm.id, Role.TEAM, is_administrator=True, session_id=viewer.session_id)


async def invite_ivy(firm: Firm, settings: Settings, now: datetime = NOON) -> str:
    await invitations.resend_invitation(firm.tess, firm.ivy, now)
    return await mailed_token(settings, firm.id)


async def test_an_invited_client_activates_and_is_in_every_room_that_waited(firm: Firm, database: Settings):
    waiting, unlinked = await room_with(firm.tess), await room_with(firm.tess)
    automatic = await room_with(firm.theo)
    await participants.invite_to_room(firm.tess, waiting.id, [firm.ivy], True, NOON)
    await rooms.link_room_to_portal(firm.theo, automatic.id, firm.acorn, True, True, NOON)
    begun = await accounts.activate_account(await invite_ivy(firm, database), PASSWORD, "Ivy Ivory", device(), SOON)
    assert await sessions.viewer_for_token(begun.token, SOON) == begun.viewer
    assert await rooms_of(firm.ivy) == {waiting.id, automatic.id}
    assert unlinked.id not in await rooms_of(firm.ivy)
    profile = await people.profile(begun.viewer)
    assert (profile.person.name, profile.person.status) == ("Ivy Ivory", PersonStatus.ACTIVE)
    assert profile.workspace == Workspace(firm.id, firm.slug, "Larch & Partners", None, None)
    assert await sql.row("SELECT count(*) FROM room_invitation WHERE person_id = $1", firm.ivy) == {"count": 0}


async def test_when_joining_fails_nobody_is_activated_and_the_link_lives(
    firm: Firm, database: Settings, monkeypatch: pytest.MonkeyPatch
):
    token = await invite_ivy(firm, database)

    async def broken(*_: object) -> Changes:
        raise RuntimeError("on purpose")

    with monkeypatch.context() as patched:
        patched.setattr(participants, "join_expected_rooms", broken)
        async with nothing_left(firm.id):
            with pytest.raises(RuntimeError):
                await accounts.activate_account(token, PASSWORD, None, device(), SOON)
    await accounts.activate_account(token, PASSWORD, None, device(), SOON)


async def test_a_link_activates_once_however_many_press_at_once(firm: Firm, database: Settings):
    token = await invite_ivy(firm, database)
    tries = [accounts.activate_account(token, f"{PASSWORD} {n}", None, device(), SOON) for n in range(6)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    refused = [answer.code for answer in answers if isinstance(answer, DomainError)]
    assert refused == [ErrorCode.LINK_INVALID] * 5
    assert await sql.row("SELECT count(*) FROM session WHERE person_id = $1", firm.ivy) == {"count": 1}


async def test_a_link_ends_after_seven_days_and_when_a_newer_one_is_sent(firm: Firm, database: Settings):
    first = await invite_ivy(firm, database)
    second = await invite_ivy(firm, database, SOON)
    for token, now in ((first, SOON), (second, SOON + 7 * DAY), ("prll_of-nobody", SOON), ("\ud800", SOON)):
        async with nothing_left(firm.id):
            refused = await refusal(accounts.activate_account(token, PASSWORD, None, device(), now))
        assert refused.code is ErrorCode.LINK_INVALID
    await accounts.activate_account(second, PASSWORD, None, device(), SOON + 6 * DAY)


async def test_a_weak_password_leaves_the_link_alive(firm: Firm, database: Settings):
    token = await invite_ivy(firm, database)
    async with nothing_left(firm.id):
        refused = await refusal(accounts.activate_account(token, "too short", None, device(), SOON))
    assert (refused.code, refused.field) == (ErrorCode.WEAK_PASSWORD, ("password",))
    await accounts.activate_account(token, PASSWORD, None, device(), SOON)


async def test_an_activation_link_resets_no_password_and_the_other_way_round(firm: Firm, database: Settings):
    activation = await invite_ivy(firm, database)
    assert (await refusal(accounts.reset_password(activation, PASSWORD, SOON))).code is ErrorCode.LINK_INVALID
    await accounts.request_password_reset(firm.slug, "cleo@client.example", device().client_ip, SOON)
    reset = await mailed_token(database, firm.id)
    refused = await refusal(accounts.activate_account(reset, PASSWORD, None, device(), SOON))
    assert refused.code is ErrorCode.LINK_INVALID


async def test_a_forgotten_password_is_replaced_once_and_ends_every_session(firm: Firm, database: Settings):
    await accounts.request_password_reset(firm.slug, "CLEO@client.example", device().client_ip, NOON)
    token = await mailed_token(database, firm.id)
    late = await refusal(accounts.reset_password(token, PASSWORD, SOON + HOUR))
    assert late.code is ErrorCode.LINK_INVALID
    await accounts.reset_password(token, PASSWORD, SOON)
    assert await sessions.viewer_for_token(firm.token(firm.cleo), SOON) is None
    await sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), SOON)
    again = await refusal(accounts.reset_password(token, "staple staple staple", SOON))
    assert again.code is ErrorCode.LINK_INVALID


async def test_a_client_who_is_known_is_let_into_a_further_portal_and_its_rooms_only(firm: Firm, database: Settings):
    acorns, birches = await room_with(firm.tess), await room_with(firm.tess)
    for room, portal in ((acorns, firm.acorn), (birches, firm.birch)):
        await rooms.link_room_to_portal(firm.tess, room.id, portal, True, True, NOON)
    view = await invitations.invite_client(firm.tess, "CLEO@client.example", "Somebody", [firm.birch], NOON)
    assert (view.id, view.name, view.status) == (firm.cleo.id, "Cleo", PersonStatus.ACTIVE)
    assert await rooms_of(firm.cleo.id) == {birches.id}
    assert await kept_mails(database, firm.id) == []
    async with nothing_left(firm.id):
        refused = await refusal(invitations.invite_client(firm.tess, "cleo@client.example", "", [firm.birch], NOON))
    assert refused.code is ErrorCode.INVALID
    async with nothing_left(firm.id):
        refused = await refusal(invitations.invite_client(firm.tess, "cleo@client.example", "C", [firm.birch], NOON))
    assert (refused.code, refused.message) == (ErrorCode.ALREADY_ACTIVE, "Cleo is in this portal already.")


async def test_a_client_invited_twice_is_one_person_whose_newest_link_works(firm: Firm, database: Settings):
    tries = [
        invitations.invite_client(firm.tess, f"{name}@new.example", "Nora", [portal], NOON)
        for name, portal in (("nora", firm.acorn), ("NORA", firm.birch), ("Nora", firm.acorn))
    ]
    views = await asyncio.gather(*tries)
    assert len({view.id for view in views}) == 1
    assert {portal.id for portal in (await portals.portals_of(firm.tess, [views[0].id]))[views[0].id] or []} == {
        firm.acorn,
        firm.birch,
    }
    mails = await kept_mails(database, firm.id)
    assert [mail["kind"] for mail in mails] == ["INVITATION"]
    await accounts.activate_account(await mailed_token(database, firm.id), PASSWORD, None, device(), SOON)


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("Tess@LARCH.example", ErrorCode.EMAIL_TAKEN),
        ("carl@client.example", ErrorCode.NOT_ACTIVE),
        ("not an address", ErrorCode.INVALID),
        ("a@b\nBcc: c@d", ErrorCode.INVALID),
        ("x" * 65 + "@client.example", ErrorCode.INVALID),
    ],
)
async def test_an_invitation_that_cannot_be_leaves_nothing(firm: Firm, email: str, code: ErrorCode):
    await Person.filter(id=firm.carl.id).update(status=PersonStatus.DEACTIVATED)
    async with nothing_left(firm.id):
        refused = await refusal(invitations.invite_client(firm.tess, email, "Somebody", [firm.acorn], NOON))
    assert (refused.code, refused.field) == (code, ("email",))


async def test_ids_of_another_firm_are_not_found(firm: Firm):
    other = await open_firm()
    for act in (
        invitations.invite_client(firm.tess, "new@client.example", "New", [firm.acorn, other.acorn], NOON),
        invitations.invite_client(firm.tess, "new@client.example", "New", [uuid4()], NOON),
        invitations.resend_invitation(firm.ada, other.ivy, NOON),
        people.deactivate_person(firm.ada, other.cleo.id, NOON),
        people.deactivate_person(firm.ada, uuid4(), NOON),
        sessions.revoke_session(firm.ada, other.ada.session_id, NOON),
    ):
        async with nothing_left(firm.id), nothing_left(other.id):
            assert (await refusal(act)).code is ErrorCode.NOT_FOUND
    assert await people.find_person(firm.ada, other.cleo.id) is None
    assert await portals.find_portal(firm.ada, other.acorn) is None
    page = await people.page_people(firm.ada, Sought(None, None, other.acorn, None), 10, None)
    assert page is not None
    assert page.items == []


ACTS = {
    "createPortal": {"name": "Elm"},
    "inviteClient": {"email": "new@client.example", "name": "New", "portalIds": ["portal"]},
    "resendInvitation": {"personId": "ivy"},
    "inviteTeamMember": {"email": "new@larch.example", "name": "New", "isAdministrator": True},
    "deactivatePerson": {"personId": "ivy"},
}
FOR_ADMINISTRATORS = {"inviteTeamMember", "deactivatePerson"}


@pytest.mark.parametrize("act", ACTS)
async def test_what_somebody_may_not_do_to_people_leaves_nothing(firm: Firm, act: str):
    ids = {"ivy": global_id("Person", firm.ivy), "portal": global_id("Portal", firm.acorn)}
    filled = {
        key: ids.get(value, value) if isinstance(value, str) else [ids["portal"]] if isinstance(value, list) else value
        for key, value in ACTS[act].items()
    }
    document = f"mutation($i: {act[0].upper()}{act[1:]}Input!) {{ {act}(input: $i) {{ userErrors {{ code }} }} }}"
    for viewer in (firm.cleo, *((firm.tess,) if act in FOR_ADMINISTRATORS else ())):
        async with nothing_left(firm.id):
            reply = await ask(viewer, document, {"i": filled})
        assert reply.data == {act: {"userErrors": [{"code": "NOT_ALLOWED"}]}}
    async with nothing_left(firm.id):
        assert (await ask(None, document, {"i": filled})).codes == ["UNAUTHENTICATED"]
    assert (await ask(firm.ada, document, {"i": filled})).data == {act: {"userErrors": []}}


async def test_a_team_members_invitation_is_resent_by_administrators_only(firm: Firm):
    view = await invitations.invite_team_member(firm.ada, "new@larch.example", "New", False, NOON)
    async with nothing_left(firm.id):
        refused = await refusal(invitations.resend_invitation(firm.tess, view.id, NOON))
    assert refused.code is ErrorCode.NOT_ALLOWED
    await invitations.resend_invitation(firm.ada, view.id, NOON)


async def test_a_client_sees_nobody_but_themselves(firm: Firm):
    document = """query($cleo: ID!, $carl: ID!, $acorn: ID!) {
      viewer { person { name email } } people { nodes { name } } portals { name }
      cleo: node(id: $cleo) { id } carl: node(id: $carl) { id } acorn: node(id: $acorn) { id } }"""
    ids = {
        "cleo": global_id("Person", firm.cleo.id),
        "carl": global_id("Person", firm.carl.id),
        "acorn": global_id("Portal", firm.acorn),
    }
    assert (await ask(firm.cleo, document, ids)).data == {
        "viewer": {"person": {"name": "Cleo", "email": "cleo@client.example"}},
        "people": None,
        "portals": None,
        "cleo": None,
        "carl": None,
        "acorn": None,
    }
    seen = (await ask(firm.tess, document, ids)).data
    assert seen["carl"] == {"id": ids["carl"]}
    assert seen["portals"] == [{"name": "Acorn"}, {"name": "Birch"}]


@pytest.mark.parametrize("typed", ["ines ag", "INÈS", "inès Åg", "I\u006ee\u0300s", "gård", "tess@la"])
async def test_people_are_found_however_their_accents_are_typed_and_by_their_address(firm: Firm, typed: str):
    await Person.filter(id=firm.tess.id).update(name="Inès Ågård")
    reply = await ask(firm.theo, "query ($name: String) { people(name: $name) { nodes { name } } }", {"name": typed})
    assert reply.data["people"]["nodes"] == [{"name": "Inès Ågård"}]


async def test_the_team_finds_people_by_role_status_portal_and_name_page_by_page(firm: Firm):
    document = """query($role: Role, $status: PersonStatus, $portal: ID, $name: String, $c: String) {
      people(first: 2, role: $role, status: $status, portalId: $portal, name: $name, after: $c) {
        nodes { name } pageInfo { hasNextPage endCursor } } }"""
    acorn = {"role": "CLIENT", "status": "ACTIVE", "portal": global_id("Portal", firm.acorn)}
    page = (await ask(firm.tess, document, acorn)).data["people"]
    assert sorted(node["name"] for node in page["nodes"]) == ["Carl", "Cleo"]
    assert page["pageInfo"]["hasNextPage"] is False
    assert (await ask(firm.tess, document, {"name": "ES"})).data["people"]["nodes"] == [{"name": "Tess"}]
    names, cursor = list[str](), None
    while True:
        page = (await ask(firm.tess, document, {"c": cursor})).data["people"]
        names += [node["name"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        cursor = page["pageInfo"]["endCursor"]
    assert sorted(names) == ["Ada", "Bea", "Ben", "Carl", "Cleo", "Ivy", "Tara", "Tess", "Theo"]


async def test_the_team_sees_everybodys_portals_in_one_statement_and_a_client_none(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
):
    document = "{ people(role: CLIENT) { nodes { name portals { name } } } }"
    statements: list[str] = []
    rows = sql.rows

    async def counted(statement: str, *values: object) -> list[sql.Row]:
        statements.append(statement)
        return await rows(statement, *values)

    monkeypatch.setattr(sql, "rows", counted)
    reply = await ask(firm.tess, document)
    assert {node["name"]: node["portals"] for node in reply.data["people"]["nodes"]} == {
        **{key: [{"name": "Acorn"}] for key in ("Cleo", "Carl", "Ivy")},
        **{key: [{"name": "Birch"}] for key in ("Bea", "Ben")},
    }
    assert len(statements) == 2
    own = await ask(firm.cleo, "{ viewer { person { portals { name } } } }")
    assert own.data == {"viewer": {"person": {"portals": None}}}


async def test_whoever_is_deactivated_is_out_at_once_and_an_administrator_has_their_rooms(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await with_password(firm.tess.id)
    pubsub = redis.client().pubsub()
    await pubsub.subscribe("ended")
    await pubsub.get_message(timeout=1)
    view = await people.deactivate_person(firm.ada, firm.tess.id, NOON)
    assert (view.id, view.status) == (firm.tess.id, PersonStatus.DEACTIVATED)
    assert await sessions.viewer_for_token(firm.token(firm.tess), NOON) is None
    refused = await refusal(sessions.sign_in(firm.slug, "tess@larch.example", PASSWORD, device(), NOON))
    assert refused.code is ErrorCode.WRONG_CREDENTIALS
    assert (await Room.get(id=room.id)).manager_id == firm.ada.id
    assert await rooms_of(firm.tess.id) == set()
    message = await pubsub.get_message(timeout=5)
    assert message is not None
    assert firm.tess.id.hex in message["data"].decode()
    await pubsub.aclose()
    async with nothing_left(firm.id):
        again = await refusal(people.deactivate_person(firm.ada, firm.tess.id, NOON))
    assert again.code is ErrorCode.NOT_ACTIVE


async def test_a_deactivated_persons_links_are_dead(firm: Firm, database: Settings):
    token = await invite_ivy(firm, database)
    await people.deactivate_person(firm.ada, firm.ivy, NOON)
    async with nothing_left(firm.id):
        refused = await refusal(accounts.activate_account(token, PASSWORD, None, device(), SOON))
    assert refused.code is ErrorCode.LINK_INVALID


async def test_the_last_administrator_stays(firm: Firm):
    invited = await invitations.invite_team_member(firm.ada, "new@larch.example", "New", True, NOON)
    assert invited.is_administrator
    async with nothing_left(firm.id):
        refused = await refusal(people.deactivate_person(firm.ada, firm.ada.id, NOON))
    assert (refused.code, refused.field) == (ErrorCode.LAST_ADMINISTRATOR, ("personId",))


async def test_an_administrator_who_leaves_hands_their_rooms_to_another(firm: Firm):
    theo = await administrator(firm, firm.theo)
    room = await room_with(firm.ada, firm.cleo)
    await people.deactivate_person(firm.ada, firm.ada.id, NOON)
    assert (await Room.get(id=room.id)).manager_id == theo.id
    assert await rooms_of(theo.id) == {room.id}


async def test_of_two_administrators_who_deactivate_each_other_one_remains(firm: Firm):
    theo = await administrator(firm, firm.theo)
    answers = await asyncio.gather(
        people.deactivate_person(firm.ada, theo.id, NOON),
        people.deactivate_person(theo, firm.ada.id, NOON),
        return_exceptions=True,
    )
    assert [answer.code for answer in answers if isinstance(answer, DomainError)] == [ErrorCode.NOT_ALLOWED]
    assert await Person.filter(workspace_id=firm.id, is_administrator=True, status=PersonStatus.ACTIVE).count() == 1


async def test_muting_all_mail_twice_is_muting_it_once(firm: Firm):
    mute, unmute = (
        f"mutation {{ {act} {{ viewer {{ emailMutedAt }} userErrors {{ code }} }} }}"
        for act in ("muteEmail", "unmuteEmail")
    )
    muted = {"viewer": {"emailMutedAt": "2026-11-21T12:00:00+00:00"}, "userErrors": []}
    assert (await ask(firm.cleo, mute)).data["muteEmail"] == muted
    assert (await ask(firm.cleo, mute, now=SOON)).data["muteEmail"] == muted
    flowing = {"viewer": {"emailMutedAt": None}, "userErrors": []}
    assert (await ask(firm.cleo, unmute)).data["unmuteEmail"] == flowing
    assert (await ask(firm.cleo, unmute)).data["unmuteEmail"] == flowing
    events = await sql.rows("SELECT seq, kind FROM person_event WHERE person_id = $1 ORDER BY seq", firm.cleo.id)
    assert events == [{"seq": 1, "kind": "EMAIL_MUTED"}, {"seq": 2, "kind": "EMAIL_UNMUTED"}]


async def test_everybody_sets_their_own_name_language_and_time_zone(firm: Firm):
    document = """mutation($i: ChangeProfileInput!) { changeProfile(input: $i) {
      viewer { person { name } locale timeZone } userErrors { code field } } }"""
    reply = await ask(firm.cleo, document, {"i": {"name": " Cleo\n Clay ", "timeZone": "Europe/Paris"}})
    assert reply.data["changeProfile"]["viewer"] == {
        "person": {"name": "Cleo Clay"},
        "locale": "en",
        "timeZone": "Europe/Paris",
    }
    for field, value in (("name", "  "), ("locale", "tlh"), ("timeZone", "../../etc/passwd")):
        async with nothing_left(firm.id):
            reply = await ask(firm.cleo, document, {"i": {field: value}})
        assert reply.data["changeProfile"] == {"viewer": None, "userErrors": [{"code": "INVALID", "field": [field]}]}


async def test_a_firm_begins_with_an_administrator_who_is_invited(database: Settings):
    slug = f"elm-{uuid4().hex[:8]}"
    firm_id, person_id = await invitations.create_workspace(slug, "Elm", "Eve", "Eve@ELM.example", NOON)
    token = await mailed_token(database, firm_id)
    begun = await accounts.activate_account(token, PASSWORD, None, device(), SOON)
    assert begun.viewer == Viewer(
        person_id, firm_id, Role.TEAM, is_administrator=True, session_id=begun.viewer.session_id
    )
    async with nothing_left(firm_id):
        refused = await refusal(invitations.create_workspace(slug, "Elm", "Eve", "eve@elm.example", NOON))
    assert (refused.code, refused.field) == (ErrorCode.CONFLICT, ("slug",))
    with pytest.raises(DomainError):
        await invitations.create_workspace(f"{slug}-2", "Elm", "Eve", "no address", NOON)
    assert await portals.find_workspace(f"{slug}-2") is None


async def test_every_act_on_people_is_in_the_audit_log(firm: Firm, database: Settings):
    await portals.create_portal(firm.tess, "Elm", NOON)
    await invitations.invite_client(firm.tess, "nora@client.example", "Nora", [firm.acorn], NOON)
    token = await mailed_token(database, firm.id)
    await accounts.activate_account(token, PASSWORD, None, device(), SOON)
    await people.deactivate_person(firm.ada, firm.carl.id, SOON)
    entries = await sql.rows("SELECT action, actor_id FROM audit_entry WHERE workspace_id = $1", firm.id)
    nora = (await Person.get(workspace_id=firm.id, name="Nora")).id
    assert sorted((row["action"], row["actor_id"]) for row in entries) == [
        ("PERSON_ACTIVATED", nora),
        ("PERSON_DEACTIVATED", firm.ada.id),
        ("PERSON_INVITED", firm.tess.id),
        ("PORTAL_CREATED", firm.tess.id),
        ("PORTAL_JOINED", firm.tess.id),
    ]
    assert await PortalMember.filter(person_id=nora).count() == 1
    assert await Portal.filter(workspace_id=firm.id).count() == 3
