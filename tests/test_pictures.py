"""Pictures of people and the firm's logo: cut small, shown to who sees their person, gone when replaced."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import pytest_asyncio
from PIL import Image

from db import sql, storage
from db.settings import Settings, use
from db.vocabulary import RoomKind, UploadPurpose
from jobs import attachments as job
from resolvers import attachments, participants, pictures
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.asking import Reply, ask
from tests.cast import NOON, Firm, open_firm, room_with, say
from tests.remains import nothing_left
from tests.test_attachment_jobs import photo
from tests.uploading import Site, promised, site

SET = """
mutation ($input: ChangePictureInput!) { changePicture(input: $input) {
  viewer { person { avatarUrl } author { avatarUrl } } userErrors { code field message } } }
"""
LOGO = """
mutation ($input: ChangeLogoInput!) { changeLogo(input: $input) {
  workspace { logoUrl } userErrors { code field message } } }
"""
ROOM = """
query ($id: ID!) { viewer { workspace { logoUrl } } room(id: $id) { manager { avatarUrl }
  messages { nodes { author { name avatarUrl person { avatarUrl } } quote { author { avatarUrl } } } } } }
"""
UPLOAD = """
mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url } userErrors { code } } }
"""


@pytest_asyncio.fixture
async def web(database: Settings, tmp_path: Any) -> AsyncIterator[Site]:
    """A server with a data folder of its own, and nothing due from other tests."""
    await job.process_due(database, lambda: NOON + timedelta(days=900))
    settings = database.model_copy(update={"data_dir": tmp_path / "data"})
    use(settings)
    storage.connect(settings)
    async with site(settings) as found:
        yield found
    use(database)
    storage.connect(database)


async def looked_at(web: Site, settings: Settings) -> None:
    """Have the worker look at all uploads."""
    await job.process_due(settings.model_copy(update={"data_dir": web.data_dir}), lambda: NOON)


async def brought(web: Site, owner: Viewer, body: bytes, purpose: str) -> str:
    """An upload for a purpose through the contract, its bytes brought; its global id."""
    reply = await ask(owner, UPLOAD, {"input": {"fileName": "me.jpg", "size": len(body), "purpose": purpose}})
    upload = reply.data["createUpload"]["upload"]
    assert (await web.http.put(urlsplit(upload["url"]).path, content=body)).status_code == 201
    return str(upload["id"])


async def shown_by(web: Site, settings: Settings, owner: Viewer, document: str = SET) -> Reply:
    """Somebody with a picture, or the firm with a logo."""
    purpose = "LOGO" if document is LOGO else "PICTURE"
    upload_id = await brought(web, owner, photo((640, 480)), purpose)
    await looked_at(web, settings)
    return await ask(owner, document, {"input": {"uploadId": upload_id}})


async def picture_of(web: Site, settings: Settings, owner: Viewer) -> str:
    """The path to somebody's picture."""
    reply = await shown_by(web, settings, owner)
    assert reply.data["changePicture"]["userErrors"] == []
    return urlsplit(reply.data["changePicture"]["viewer"]["person"]["avatarUrl"]).path


def as_(firm: Firm, viewer: Viewer) -> dict[str, str]:
    return {"Authorization": f"Bearer {firm.token(viewer)}"}


async def status(web: Site, path: str, firm: Firm, viewer: Viewer) -> int:
    """What somebody gets at a path."""
    return (await web.http.get(path, headers=as_(firm, viewer))).status_code


async def test_a_picture_is_a_small_square_that_tells_nothing_of_where_it_was_taken(
    firm: Firm, web: Site, database: Settings
):
    answer = await web.http.get(await picture_of(web, database, firm.tess), headers=as_(firm, firm.tess))
    image = Image.open(io.BytesIO(answer.content))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert (image.size, image.format, dict(image.getexif())) == ((360, 360), "WEBP", {})
    assert (answer.headers["cache-control"], "inline" in answer.headers["content-disposition"]) == (
        "private, no-cache",
        True,
    )


async def test_of_the_upload_only_the_picture_is_kept(firm: Firm, web: Site, database: Settings):
    await picture_of(web, database, firm.tess)
    kept = await sql.row("SELECT storage_key FROM picture WHERE workspace_id = $1", firm.id)
    assert kept is not None
    assert await sql.rows("SELECT 1 FROM attachment WHERE workspace_id = $1", firm.id) == []
    await job.remove_due(lambda: NOON + timedelta(days=900))
    files = [path.name for path in (web.data_dir / "files").rglob("*") if path.is_file()]
    assert files == [kept["storage_key"]]


async def test_a_replaced_and_a_removed_picture_cannot_be_had_and_their_bytes_go(
    firm: Firm, web: Site, database: Settings
):
    first = await picture_of(web, database, firm.tess)
    second = await picture_of(web, database, firm.tess)
    assert first != second
    assert [await status(web, path, firm, firm.tess) for path in (first, second)] == [404, 200]
    reply = await ask(firm.tess, SET, {"input": {"uploadId": None}})
    assert reply.data["changePicture"] == {
        "viewer": {"person": {"avatarUrl": None}, "author": {"avatarUrl": None}},
        "userErrors": [],
    }
    assert await status(web, second, firm, firm.tess) == 404
    await job.remove_due(lambda: NOON + timedelta(days=900))
    assert await sql.rows("SELECT 1 FROM picture WHERE workspace_id = $1", firm.id) == []
    assert [path for path in (web.data_dir / "files").rglob("*") if path.is_file()] == []


async def test_a_picture_is_chosen_once_it_was_looked_at(firm: Firm, web: Site, database: Settings):
    upload_id = await brought(web, firm.cleo, photo(), "PICTURE")
    async with nothing_left(firm.id):
        early = await ask(firm.cleo, SET, {"input": {"uploadId": upload_id}})
    assert code_of(early, "changePicture") == ("UPLOAD_INCOMPLETE", ["uploadId"])
    await looked_at(web, database)
    assert (await ask(firm.cleo, SET, {"input": {"uploadId": upload_id}})).data["changePicture"]["userErrors"] == []


def code_of(reply: Reply, field: str) -> tuple[str, list[str] | None]:
    """The one refusal of a mutation, which has no result."""
    answer = dict(reply.data[field])
    [error] = answer.pop("userErrors")
    assert set(answer.values()) == {None}
    return error["code"], error["field"]


async def test_what_is_no_image_is_refused_and_the_picture_before_stays(firm: Firm, web: Site, database: Settings):
    path = await picture_of(web, database, firm.cleo)
    upload_id = await brought(web, firm.cleo, b"<svg onload=alert(1)>", "PICTURE")
    await looked_at(web, database)
    async with nothing_left(firm.id):
        reply = await ask(firm.cleo, SET, {"input": {"uploadId": upload_id}})
    assert code_of(reply, "changePicture") == ("UPLOAD_REFUSED", ["uploadId"])
    assert await status(web, path, firm, firm.cleo) == 200


@pytest.mark.parametrize("whose", ["message", "logo", "other", "stranger", "nothing"])
async def test_only_an_own_upload_for_it_becomes_a_picture(firm: Firm, web: Site, database: Settings, whose: str):
    purpose = {"message": "MESSAGE", "logo": "LOGO"}.get(whose, "PICTURE")
    owner = {"other": firm.carl, "stranger": (await open_firm()).cleo}.get(whose, firm.cleo)
    upload_id = await brought(web, owner, photo(), purpose)
    await looked_at(web, database)
    asked = global_id("Upload", UUID(int=7)) if whose == "nothing" else upload_id
    async with nothing_left(firm.id):
        reply = await ask(firm.cleo, SET, {"input": {"uploadId": asked}})
    assert code_of(reply, "changePicture") == ("NOT_FOUND", ["uploadId"])


async def test_a_picture_is_not_sent_as_a_file(firm: Firm, web: Site, database: Settings):
    room = await room_with(firm.tess, firm.cleo)
    upload_id, path = await promised(firm.tess, b"x")
    await sql.execute("UPDATE attachment SET purpose = $2 WHERE id = $1", upload_id, UploadPurpose.PICTURE.value)
    assert (await web.http.put(path, content=b"x")).status_code == 201
    document = """mutation ($input: SendMessageInput!) { sendMessage(input: $input) { userErrors { code } } }"""
    given = {
        "roomId": global_id("Room", room.id),
        "clientMessageId": str(UUID(int=5)),
        "uploadIds": [global_id("Upload", upload_id)],
    }
    async with nothing_left(firm.id):
        reply = await ask(firm.tess, document, {"input": given})
    assert reply.data["sendMessage"]["userErrors"] == [{"code": "NOT_FOUND"}]


async def test_everybody_in_a_room_is_shown_the_pictures_of_its_authors(firm: Firm, web: Site, database: Settings):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    await say(firm.tess, room, "Good morning")
    path = await picture_of(web, database, firm.tess)
    reply = await ask(firm.cleo, ROOM, {"id": global_id("Room", room.id)})
    [message] = reply.data["room"]["messages"]["nodes"]
    assert urlsplit(message["author"]["avatarUrl"]).path == path
    assert (message["author"]["person"], reply.data["room"]["manager"]) == (None, None)
    told = await ask(firm.tess, ROOM, {"id": global_id("Room", room.id)})
    assert urlsplit(told.data["room"]["manager"]["avatarUrl"]).path == path
    assert [await status(web, path, firm, who) for who in (firm.cleo, firm.carl, firm.theo)] == [200, 200, 200]


async def test_a_link_is_nothing_to_strangers_to_clients_of_other_rooms_and_after_removal(
    firm: Firm, web: Site, database: Settings
):
    room, other = await room_with(firm.tess, firm.cleo), await open_firm()
    await say(firm.tess, room, "Good morning")
    path = await picture_of(web, database, firm.tess)
    assert await status(web, path, firm, firm.bea) == 404
    assert await status(web, path, other, other.ada) == 404
    assert (await web.http.get(path)).status_code == 404
    forged = f"{path[:-9]}{'B' if path[-9] == 'A' else 'A'}{path[-8:]}"
    assert (await web.http.get(forged, headers=as_(firm, firm.tess))).status_code == 404
    assert await status(web, path, firm, firm.cleo) == 200
    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
    assert await status(web, path, firm, firm.cleo) == 404


async def test_the_logo_stands_for_a_team_that_speaks_with_one_voice(firm: Firm, web: Site, database: Settings):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Good morning")
    await say(firm.cleo, room, "Good morning to you")
    hers, own = await picture_of(web, database, firm.tess), await picture_of(web, database, firm.cleo)
    logo = (await shown_by(web, database, firm.ada, LOGO)).data["changeLogo"]["workspace"]["logoUrl"]
    await sql.execute("UPDATE workspace SET team_shown_as_firm = true WHERE id = $1", firm.id)
    reply = await ask(firm.cleo, ROOM, {"id": global_id("Room", room.id)})
    assert reply.data["viewer"]["workspace"] == {"logoUrl": logo}
    authors = [message["author"] for message in reply.data["room"]["messages"]["nodes"]]
    assert [author["name"] for author in authors] == ["Larch & Partners", "Cleo"]
    assert [urlsplit(author["avatarUrl"]).path for author in authors] == [urlsplit(logo).path, own]
    assert await status(web, urlsplit(logo).path, firm, firm.cleo) == 200
    assert [await status(web, hers, firm, who) for who in (firm.cleo, firm.theo)] == [404, 200]


async def test_the_logo_stands_at_the_firms_door_for_everybody(firm: Firm, web: Site, database: Settings):
    assert (await web.http.get(f"/w/{firm.slug}/logo")).status_code == 404
    reply = await shown_by(web, database, firm.ada, LOGO)
    assert reply.data["changeLogo"]["userErrors"] == []
    answer = await web.http.get(f"/w/{firm.slug}/logo")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(answer.content)).size == (270, 360)
    assert (await web.http.get("/w/no-such-firm/logo")).status_code == 404


@pytest.mark.parametrize("name", ["tess", "cleo"])
async def test_only_administrators_change_the_logo(firm: Firm, web: Site, database: Settings, name: str):
    viewer = getattr(firm, name)
    upload_id = await brought(web, viewer, photo(), "LOGO")
    await looked_at(web, database)
    for given in (upload_id, None):
        async with nothing_left(firm.id):
            reply = await ask(viewer, LOGO, {"input": {"uploadId": given}})
        assert code_of(reply, "changeLogo")[0] == "NOT_ALLOWED"


async def test_changing_the_logo_is_written_down(firm: Firm, web: Site, database: Settings):
    await shown_by(web, database, firm.ada, LOGO)
    entries = await sql.rows(
        "SELECT actor_id FROM audit_entry WHERE workspace_id = $1 AND action = 'WORKSPACE_CHANGED'", firm.id
    )
    assert entries == [{"actor_id": firm.ada.id}]


async def test_a_silent_participants_picture_changes_no_byte_for_a_client(firm: Firm, web: Site, database: Settings):
    room = await room_with(firm.tess, firm.cleo, firm.theo, firm.bea, kind=RoomKind.CONVERSATION)
    await say(firm.tess, room, "Good morning")
    before = await ask(firm.cleo, ROOM, {"id": global_id("Room", room.id)})
    for silent in (firm.theo, firm.bea):
        await picture_of(web, database, silent)
    assert (await ask(firm.cleo, ROOM, {"id": global_id("Room", room.id)})).text == before.text


async def test_links_to_pictures_and_to_files_are_not_taken_for_each_other(firm: Firm, web: Site, database: Settings):
    path = await picture_of(web, database, firm.tess)
    ticket = path.rpartition("/")[2]
    assert await status(web, f"/files/{ticket}/picture", firm, firm.tess) == 404
    file = urlsplit(attachments.link_for(UUID(int=3), None, "x", None, NOON)).path.split("/")[2]
    assert await status(web, f"/pictures/{file}", firm, firm.tess) == 404


def test_links_of_one_half_day_are_the_same_so_that_browsers_keep_pictures(database: Settings):
    morning, evening = NOON.replace(hour=0, minute=1), NOON.replace(hour=11, minute=59)
    assert pictures.link_for(UUID(int=9), morning) == pictures.link_for(UUID(int=9), evening)
    assert pictures.link_for(UUID(int=9), morning) != pictures.link_for(UUID(int=9), NOON)
