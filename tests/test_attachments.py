"""Files of messages: sent with them, seen by who is in the room, gone with them. Bytes are other tests' matter."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from db import sql
from db.storage import new_key
from db.vocabulary import RenditionName, ScanState
from resolvers import attachments, messages, participants
from resolvers.attachments import FileOutcome, ImageOutcome, NewRendition, RefusedOutcome
from resolvers.errors import DomainError, ErrorCode
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, room_with
from tests.remains import nothing_left

FILES = """
query ($id: ID!) { node(id: $id) { ... on Message { body attachments {
  kind state fileName size mediaType width height isAnimated placeholder refusal url
  thumbnail: url(rendition: THUMBNAIL)
  renditions { name width }
} quote { body } } } }
"""


async def uploaded(owner: Viewer, name: str = "notes.txt", size: int = 5) -> UUID:
    """An upload whose bytes are all here."""
    promised = await attachments.create_upload(owner, name, size, None, NOON)
    ticket = promised.url.rpartition("/")[2]
    await attachments.received(await attachments.incoming_for(ticket, NOON), NOON)
    return promised.id


async def sent(author: Viewer, room_id: UUID, *uploads: UUID, body: str = "") -> UUID:
    """A message with files; its id."""
    message = await messages.send_message(author, room_id, uuid4(), body, None, NOON, uploads)
    return message.id


async def process(upload_id: UUID, image: bool) -> None:
    """What the worker does, without the bytes."""
    claimed = next(each for each in await attachments.claim_due(NOON, 1000) if each.id == upload_id)
    keys = [new_key() for _ in RenditionName]
    await attachments.reserve_keys(keys, NOON)
    forms = tuple(
        NewRendition(name, key, "image/webp", 40, 30, 99) for name, key in zip(RenditionName, keys, strict=True)
    )
    outcome = ImageOutcome("image/png", ScanState.NOT_SCANNED, 40, 30, False, "data:,", forms)
    plain = FileOutcome("text/plain", ScanState.NOT_SCANNED)
    assert await attachments.processed(claimed, outcome if image else plain, NOON)


async def test_a_message_with_a_file_needs_no_text(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    upload = await uploaded(firm.cleo)
    message_id = await sent(firm.cleo, room.id, upload)
    await process(upload, image=False)
    reply = await ask(firm.tess, FILES, {"id": global_id("Message", message_id)})
    (found,) = reply.data["node"]["attachments"]
    url = found.pop("url")
    assert url.startswith("http://parlour.test/files/")
    assert url.endswith("/notes.txt")
    assert found == {
        "kind": "FILE",
        "state": "READY",
        "fileName": "notes.txt",
        "size": 5.0,
        "mediaType": "text/plain",
        "width": None,
        "height": None,
        "isAnimated": False,
        "placeholder": None,
        "refusal": None,
        "thumbnail": url and found["thumbnail"],
        "renditions": [],
    }


async def test_what_is_processed_after_sending_arrives_as_an_event(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    upload = await uploaded(firm.cleo, "photo.png")
    message_id = await sent(firm.cleo, room.id, upload, body="Look")
    before = await ask(firm.tess, FILES, {"id": global_id("Message", message_id)})
    assert [(a["state"], a["url"]) for a in before.data["node"]["attachments"]] == [("RECEIVED", None)]
    await process(upload, image=True)
    event = await sql.row(
        "SELECT kind, message_id, shared_seq FROM room_event WHERE room_id = $1 ORDER BY team_seq DESC", room.id
    )
    assert event == {"kind": "ATTACHMENT_PROCESSED", "message_id": message_id, "shared_seq": 2}
    after = await ask(firm.tess, FILES, {"id": global_id("Message", message_id)})
    assert [len(a["renditions"]) for a in after.data["node"]["attachments"]] == [3]


async def test_an_upload_is_sent_once_and_by_who_made_it(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    mine, theirs = await uploaded(firm.cleo), await uploaded(firm.tess)
    await sent(firm.cleo, room.id, mine)
    for upload in (mine, theirs, uuid4()):
        async with nothing_left(firm.id):
            with pytest.raises(DomainError) as refused:
                await sent(firm.cleo, room.id, upload, body="Again")
        assert (refused.value.code, refused.value.field) == (ErrorCode.NOT_FOUND, ("uploadIds",))


async def test_an_upload_that_is_not_all_here_or_refused_is_not_sent(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    promised = await attachments.create_upload(firm.cleo, "big.bin", 9, None, NOON)
    blocked = await uploaded(firm.cleo, "virus.exe")
    claimed = next(each for each in await attachments.claim_due(NOON, 1000) if each.id == blocked)
    await attachments.processed(claimed, RefusedOutcome("a virus was found", ScanState.BLOCKED), NOON)
    assert claimed.storage_key in await attachments.due_removals(NOON, 1000)
    for upload, code in ((promised.id, ErrorCode.UPLOAD_INCOMPLETE), (blocked, ErrorCode.UPLOAD_REFUSED)):
        async with nothing_left(firm.id):
            with pytest.raises(DomainError) as refused:
                await sent(firm.cleo, room.id, upload)
        assert refused.value.code is code


async def test_sending_again_with_the_same_id_attaches_nothing_twice(firm: Firm):
    room, client_id = await room_with(firm.tess, firm.cleo), uuid4()
    upload = await uploaded(firm.cleo)
    first = await messages.send_message(firm.cleo, room.id, client_id, "", None, NOON, [upload])
    async with nothing_left(firm.id):
        assert await messages.send_message(firm.cleo, room.id, client_id, "", None, NOON, [upload]) == first


async def test_deleting_a_message_makes_its_files_unreachable_and_their_bytes_go(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    upload = await uploaded(firm.cleo, "photo.png")
    message_id = await sent(firm.cleo, room.id, upload)
    await process(upload, image=True)
    ticket = await link(firm, message_id, firm.tess)
    assert (await attachments.file_for(ticket, firm.tess, NOON)).media_type == "image/webp"
    keys = {
        row["storage_key"]
        for row in await sql.rows("SELECT storage_key FROM rendition WHERE attachment_id = $1", upload)
    }
    await messages.delete_message(firm.cleo, message_id, NOON)
    await not_found(ticket, firm.tess)
    assert len(keys) == 3
    assert keys <= set(await attachments.due_removals(NOON, 1000))


async def test_a_link_is_for_who_is_in_the_room_now(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    upload = await uploaded(firm.tess)
    message_id = await sent(firm.tess, room.id, upload)
    await process(upload, image=False)
    ticket = await link(firm, message_id, firm.cleo)
    assert (await attachments.file_for(ticket, firm.cleo, NOON)).inline is False
    for stranger in (None, firm.carl, firm.ada):
        await not_found(ticket, stranger)
    await not_found(ticket, firm.cleo, NOON + timedelta(minutes=11))
    await not_found(ticket[:30] + ("a" if ticket[30] != "a" else "b") + ticket[31:], firm.cleo)
    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
    await not_found(ticket, firm.cleo)


async def test_a_direct_link_is_good_for_its_session_alone(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    upload = await uploaded(firm.tess)
    message_id = await sent(firm.tess, room.id, upload)
    await process(upload, image=False)
    ticket = await link(firm, message_id, firm.cleo, "directUrl")
    assert (await attachments.file_for(ticket, None, NOON)).file_name == "notes.txt"
    await sql.execute("UPDATE session SET revoked_at = now() WHERE id = $1", firm.cleo.session_id)
    await not_found(ticket, None)


async def test_nobody_gets_a_file_that_the_scanner_has_not_let_through(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    upload = await uploaded(firm.tess)
    message_id = await sent(firm.tess, room.id, upload)
    await process(upload, image=False)
    ticket = await link(firm, message_id, firm.cleo)
    for scan in (ScanState.PENDING, ScanState.BLOCKED):
        await sql.execute("UPDATE attachment SET scan = $2 WHERE id = $1", upload, scan)
        await not_found(ticket, firm.cleo)


async def test_uploads_that_nobody_sends_are_swept(firm: Firm):
    room = await room_with(firm.tess)
    kept, unused = await uploaded(firm.tess), await uploaded(firm.tess)
    await sent(firm.tess, room.id, kept)
    assert await attachments.sweep_unused(NOON + timedelta(hours=25)) >= 1
    left = await sql.rows("SELECT id FROM attachment WHERE workspace_id = $1", firm.id)
    assert [row["id"] for row in left] == [kept]
    assert unused != kept


@pytest.mark.parametrize(
    ("name", "size", "checksum", "code"),
    [
        ("a.txt", -1, None, ErrorCode.INVALID),
        ("a.txt", 1, b"short", ErrorCode.INVALID),
        ("/..\\", 1, None, ErrorCode.INVALID),
        ("a.txt", (2 << 30) + 1, None, ErrorCode.LIMIT_EXCEEDED),
    ],
)
async def test_a_promise_that_cannot_be_kept_is_refused(
    firm: Firm, name: str, size: int, checksum: bytes | None, code: ErrorCode
):
    async with nothing_left(firm.id):
        with pytest.raises(DomainError) as refused:
            await attachments.create_upload(firm.cleo, name, size, checksum, NOON)
    assert refused.value.code is code


async def test_a_file_name_keeps_its_ending_and_loses_its_folders(firm: Firm):
    promised = await attachments.create_upload(firm.cleo, "C:\\secret\\" + "n" * 300 + ".pdf", 1, None, NOON)
    row = await sql.row("SELECT file_name FROM attachment WHERE id = $1", promised.id)
    assert row == {"file_name": "n" * 116 + ".pdf"}


async def link(firm: Firm, message_id: UUID, viewer: Viewer, field: str = "url") -> str:
    """The ticket in the link that a viewer is given."""
    document = FILES.replace(" url\n", f" url: {field}\n")
    reply = await ask(viewer, document, {"id": global_id("Message", message_id)})
    url: str = reply.data["node"]["attachments"][0]["url"]
    return url.split("/")[-2]


async def not_found(ticket: str, viewer: Viewer | None, now: datetime = NOON) -> None:
    """Hold that a link leads nowhere."""
    with pytest.raises(DomainError) as refused:
        await attachments.file_for(ticket, viewer, now)
    assert (refused.value.code, refused.value.message) == (ErrorCode.NOT_FOUND, "File not found.")
