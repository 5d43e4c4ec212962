"""Rooms: found by those in them, and by nobody else."""

from schema.ids import global_id
from tests.asking import ask
from tests.cast import Firm, room_with, say

ROOM = """
query ($id: ID!) { room(id: $id) {
  name kind unreadCount viewerMay manager { name } portal { name } autoJoin mixedPortals
  participants { nodes { person { name email } } } invitations { person { name } }
  messages { nodes { position body author { name role person { name } } readBy { nodes { person { name } } } } }
  lastMessage { body }
} }
"""


async def test_a_client_sees_the_room_and_nothing_about_who_is_in_it(firm: Firm):
    room = await room_with(firm.tess, firm.cleo, firm.theo)
    await say(firm.tess, room, "Good morning")
    reply = await ask(firm.cleo, ROOM, {"id": global_id("Room", room.id)})
    assert reply.codes == []
    assert reply.data["room"] == {
        "name": "Accounts",
        "kind": "CONVERSATION",
        "unreadCount": 1,
        "viewerMay": ["READ", "MARK_READ", "MUTE", "SHOW_TYPING", "POST", "EDIT_OWN", "DELETE_OWN"],
        "manager": None,
        "portal": None,
        "autoJoin": None,
        "mixedPortals": None,
        "participants": None,
        "invitations": None,
        "messages": {
            "nodes": [
                {
                    "position": 1,
                    "body": "Good morning",
                    "author": {"name": "Tess", "role": "TEAM", "person": None},
                    "readBy": None,
                }
            ]
        },
        "lastMessage": {"body": "Good morning"},
    }


async def test_the_team_sees_who_is_in_the_room(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    reply = await ask(firm.tess, ROOM, {"id": global_id("Room", room.id)})
    names = [node["person"]["name"] for node in reply.data["room"]["participants"]["nodes"]]
    assert sorted(names) == ["Cleo", "Tess"]
    assert reply.data["room"]["manager"] == {"name": "Tess"}
