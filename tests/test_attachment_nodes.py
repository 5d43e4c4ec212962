"""An attachment is a node of its own, for whoever may read its message now and nobody else."""

from uuid import UUID, uuid4

import pytest

from resolvers import messages, participants
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, open_firm, room_with
from tests.statements import counted
from tests.test_attachments import sent, uploaded

NODE = "query ($id: ID!) { node(id: $id) { __typename id ... on Attachment { fileName } } }"


async def asked(viewer: Viewer, key: UUID) -> tuple[object, list[str]]:
    """The node, and what was said to the database for it."""
    with counted() as statements:
        reply = await ask(viewer, NODE, {"id": global_id("Attachment", key)})
    return reply.data["node"], statements


async def test_an_attachment_is_found_by_its_id_while_its_message_may_be_read(firm: Firm):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    upload = await uploaded(firm.cleo)
    message_id = await sent(firm.cleo, room.id, upload)
    shown = {"__typename": "Attachment", "id": global_id("Attachment", upload), "fileName": "notes.txt"}
    assert (await asked(firm.tess, upload))[0] == (await asked(firm.carl, upload))[0] == shown
    await participants.remove_participants(firm.tess, room.id, [firm.carl.id], NOON)
    assert (await asked(firm.carl, upload))[0] is None
    await messages.delete_message(firm.cleo, message_id, NOON)
    assert (await asked(firm.tess, upload))[0] is None


@pytest.mark.parametrize("asker", ["tara", "ada", "bea", "stranger"])
async def test_whoever_is_not_in_its_room_is_told_no_more_than_of_an_id_that_is_none(firm: Firm, asker: str):
    room = await room_with(firm.tess, firm.cleo)
    upload, unsent = await uploaded(firm.cleo), await uploaded(firm.cleo, "unsent.txt")
    await sent(firm.cleo, room.id, upload)
    viewer = (await open_firm()).tess if asker == "stranger" else getattr(firm, asker)
    refused = await asked(viewer, upload)
    assert refused == await asked(viewer, unsent) == await asked(viewer, uuid4())
    assert refused[0] is None
    assert refused[1] == (await asked(firm.tess, upload))[1]
