"""The law of what may be done, tried through the contract: every standing, every action, every kind of room."""

from typing import Any
from uuid import uuid4

import pytest

from db.vocabulary import RoomKind
from resolvers import participants, rooms
from resolvers.access import FROZEN_BY_ARCHIVE, MAY, Action, Standing
from resolvers.viewer import Viewer
from resolvers.views import MessageView, RoomView
from schema.ids import global_id
from tests.asking import Reply, ask
from tests.cast import NOON, Firm, open_firm, room_with, say
from tests.remains import nothing_left

Stage = tuple[Firm, Viewer, RoomView, MessageView, MessageView | None]

OUTSIDER, CLIENT_OUTSIDER, OTHER_FIRM = "OUTSIDER", "CLIENT_OUTSIDER", "OTHER_FIRM"
OUTSIDE = (OUTSIDER, CLIENT_OUTSIDER, OTHER_FIRM)
STANDINGS = (*Standing, *OUTSIDE)

MUTATIONS: dict[Action, str] = {
    Action.MARK_READ: "markRoomRead",
    Action.MUTE: "muteRoom",
    Action.SHOW_TYPING: "showTyping",
    Action.POST: "sendMessage",
    Action.ANNOUNCE: "sendMessage",
    Action.EDIT_OWN: "editMessage",
    Action.DELETE_OWN: "deleteMessage",
    Action.DELETE_ANY: "deleteMessage",
    Action.RENAME: "renameRoom",
    Action.ADD_PARTICIPANTS: "addParticipants",
    Action.REMOVE_PARTICIPANTS: "removeParticipants",
    Action.INVITE: "inviteToRoom",
    Action.LINK_PORTAL: "linkRoomToPortal",
    Action.TRANSFER: "transferRoom",
    Action.ARCHIVE: "archiveRoom",
}


async def staged(standing: str, kind: RoomKind, archived: bool) -> Stage:
    """A room with a message of Theo's, one of the viewer's where there can be one, and the viewer as they stand."""
    firm = await open_firm()
    viewer = {
        Standing.CLIENT: firm.cleo,
        Standing.TEAM: firm.tara,
        Standing.MANAGER: firm.tess,
        Standing.ADMINISTRATOR: firm.ada,
        Standing.STAND_IN: firm.ada,
        OUTSIDER: firm.tara,
        CLIENT_OUTSIDER: firm.bea,
    }.get(standing) or (await open_firm()).ada
    room = await room_with(firm.tess, firm.theo, firm.carl, kind=kind)
    if standing in {Standing.CLIENT, Standing.TEAM, Standing.ADMINISTRATOR}:
        await participants.add_participants(firm.tess, room.id, [viewer.id], False, NOON)
    theirs = await say(firm.theo, room, "Theo's words")
    speaks = standing in MAY and Action.READ in MAY[Standing(standing)]
    speaks = speaks and not (standing == Standing.CLIENT and kind is RoomKind.ANNOUNCEMENT)
    own = await say(viewer, room, "My words") if speaks else None
    if archived:
        await rooms.archive_room(firm.tess, room.id, NOON)
    return firm, viewer, room, theirs, own


def given(action: Action, stage: Stage) -> dict[str, Any]:  # noqa: PLR0911  one for each kind of input
    """A good input for the action's mutation."""
    firm, _, room, theirs, own = stage
    room_id = {"roomId": global_id("Room", room.id)}
    mine = {"messageId": global_id("Message", own.id if own else uuid4())}
    person = {"personIds": [global_id("Person", firm.cleo.id)]}
    match action:
        case Action.MARK_READ:
            return {**room_id, "position": 1}
        case Action.POST | Action.ANNOUNCE:
            return {**room_id, "clientMessageId": str(uuid4()), "body": "Hello"}
        case Action.EDIT_OWN:
            return {**mine, "body": "Other words"}
        case Action.DELETE_OWN:
            return mine
        case Action.DELETE_ANY:
            return {"messageId": global_id("Message", theirs.id)}
        case Action.RENAME:
            return {**room_id, "name": "Taxes"}
        case Action.ADD_PARTICIPANTS | Action.REMOVE_PARTICIPANTS:
            return {**room_id, **person}
        case Action.INVITE:
            return {**room_id, "personIds": [global_id("Person", firm.ivy)]}
        case Action.LINK_PORTAL:
            return {**room_id, "portalId": global_id("Portal", firm.acorn)}
        case Action.TRANSFER:
            return {**room_id, "managerId": global_id("Person", firm.theo.id)}
        case _:
            return room_id


def expected(standing: str, action: Action, kind: RoomKind, archived: bool, own: bool) -> str | None:
    """The refusal that the law foresees, None where it allows: written here anew, apart from the code."""
    speaking = action in {Action.POST, Action.EDIT_OWN, Action.SHOW_TYPING}
    on_own = action in {Action.EDIT_OWN, Action.DELETE_OWN}
    if standing in OUTSIDE or (on_own and not own):
        return "NOT_FOUND"
    allowed = MAY[Standing(standing)]
    if action is Action.ANNOUNCE:
        allowed |= {Action.ANNOUNCE} if kind is RoomKind.CONVERSATION and Action.POST in allowed else frozenset()
        speaking = True
    if standing == Standing.STAND_IN and action not in allowed:
        return "NOT_FOUND"
    if action is not Action.ANNOUNCE and action not in allowed:
        return "NOT_ALLOWED"
    if archived and action in FROZEN_BY_ARCHIVE:
        return "ROOM_ARCHIVED"
    if speaking and kind is RoomKind.ANNOUNCEMENT and standing == Standing.CLIENT:
        return "ROOM_READ_ONLY"
    return None


async def act(action: Action, viewer: Viewer, given_input: dict[str, Any]) -> Reply:
    """Do it through the contract."""
    name = MUTATIONS[action]
    head = f"mutation ($input: {name[0].upper()}{name[1:]}Input!)"
    document = f"{head} {{ result: {name}(input: $input) {{ userErrors {{ code }} }} }}"
    return await ask(viewer, document, {"input": given_input})


def test_every_action_has_its_mutation():
    assert set(MUTATIONS) | {Action.READ, Action.SEE_AS} == set(Action)


@pytest.mark.parametrize("archived", [False, True], ids=["open", "archived"])
@pytest.mark.parametrize("kind", list(RoomKind), ids=str)
@pytest.mark.parametrize("standing", STANDINGS, ids=str)
async def test_the_law_allows_and_refuses_and_a_refusal_leaves_nothing(
    database: object, standing: str, kind: RoomKind, archived: bool
):
    for action in MUTATIONS:
        stage = await staged(standing, kind, archived)
        firm, viewer, _, _, own = stage
        refusal = expected(standing, action, kind, archived, own is not None)
        if refusal is None:
            reply = await act(action, viewer, given(action, stage))
        else:
            async with nothing_left(firm.id):
                reply = await act(action, viewer, given(action, stage))
        codes = [error["code"] for error in reply.data["result"]["userErrors"]]
        assert (action, codes, reply.codes) == (action, [refusal] if refusal else [], [])


@pytest.mark.parametrize("standing", STANDINGS, ids=str)
async def test_reading_is_for_those_in_the_room(database: object, standing: str):
    _, viewer, room, theirs, _ = await staged(standing, RoomKind.CONVERSATION, archived=False)
    asked = "room(id: $room) { name } node(id: $message) { id } rooms { nodes { id } }"
    document = f"query ($room: ID!, $message: ID!) {{ {asked} }}"
    ids = {"room": global_id("Room", room.id), "message": global_id("Message", theirs.id)}
    reply = await ask(viewer, document, ids)
    reads = standing in {Standing.CLIENT, Standing.TEAM, Standing.MANAGER, Standing.ADMINISTRATOR}
    assert reply.data == {
        "room": {"name": "Accounts"} if reads else None,
        "node": {"id": ids["message"]} if reads else None,
        "rooms": {"nodes": [{"id": ids["room"]}] if reads else []},
    }
