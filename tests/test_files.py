"""Downloads over real connections: what is sent, as what, to whom; and the one answer to everybody else."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx2
import pytest
import pytest_asyncio

from db import sql, storage
from db.settings import Settings
from db.storage import bucket, new_key
from db.vocabulary import RenditionName, ScanState
from portal_web.files import disposition_of, media_type_of
from portal_web.ranges import Span, asked_range
from resolvers import attachments, messages, participants
from resolvers.attachments import FileOutcome, ImageOutcome, NewRendition, Served
from resolvers.viewer import Viewer
from tests.bucket import bucket_settings
from tests.cast import NOON, Firm, open_firm, room_with
from tests.uploading import Site, promised, site

BODY = bytes(range(256)) * 4000
SHORTLY = NOON + timedelta(minutes=1)


@pytest_asyncio.fixture
async def web(database: Settings) -> AsyncIterator[Site]:
    """A server that sends files."""
    async with site(database) as found:
        yield found


async def sent(author: Viewer, room_id: UUID, web: Site, body: bytes = BODY, name: str = "notes.txt") -> UUID:
    """A message with one file, whose bytes are there; the file's id."""
    upload_id, path = await promised(author, body, name)
    assert (await web.http.put(path, content=body)).status_code == 201
    await messages.send_message(author, room_id, uuid4(), "", None, NOON, [upload_id])
    return upload_id


async def ready(upload_id: UUID, media_type: str = "text/plain", scan: ScanState = ScanState.NOT_SCANNED) -> None:
    """The worker's word, without the worker."""
    claimed = next(each for each in await attachments.claim_due(NOON, 1000) if each.id == upload_id)
    assert await attachments.processed(claimed, FileOutcome(media_type, scan), NOON)


def path_to(upload_id: UUID, name: str = "notes.txt", owner: Viewer | None = None) -> str:
    return urlsplit(attachments.link_for(upload_id, None, name, owner, NOON)).path


def as_(firm: Firm, viewer: Viewer) -> dict[str, str]:
    return {"Authorization": f"Bearer {firm.token(viewer)}"}


async def shown(firm: Firm, web: Site, media_type: str = "text/plain", body: bytes = BODY) -> str:
    """The path to a file that Tess and Cleo share."""
    room = await room_with(firm.tess, firm.cleo)
    upload_id = await sent(firm.tess, room.id, web, body)
    await ready(upload_id, media_type)
    return path_to(upload_id)


async def test_a_file_is_sent_to_be_saved_and_nothing_in_it_can_act(firm: Firm, web: Site):
    path = await shown(firm, web)
    answer = await web.http.get(path, headers=as_(firm, firm.cleo))
    etag = answer.headers["etag"]
    assert (answer.status_code, answer.content) == (200, BODY)
    assert {name: value for name, value in answer.headers.items() if name not in {"date", "server"}} == {
        "accept-ranges": "bytes",
        "cache-control": "private, no-cache",
        "content-disposition": "attachment; filename=\"notes.txt\"; filename*=UTF-8''notes.txt",
        "content-length": str(len(BODY)),
        "content-security-policy": "sandbox; default-src 'none'",
        "content-type": "application/octet-stream",
        "cross-origin-resource-policy": "same-origin",
        "etag": etag,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
    told = await web.http.head(path, headers=as_(firm, firm.cleo) | {"Range": "bytes=0-1"})
    assert (told.status_code, told.content, told.headers["content-length"]) == (200, b"", str(len(BODY)))
    assert {**told.headers, "date": ""} == {**answer.headers, "date": ""}
    known = await web.http.get(path, headers=as_(firm, firm.cleo) | {"If-None-Match": f'"x", W/{etag}'})
    assert (known.status_code, known.content) == (304, b"")


async def test_a_file_of_no_bytes_is_sent(firm: Firm, web: Site):
    answer = await web.http.get(await shown(firm, web, body=b""), headers=as_(firm, firm.cleo))
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "0")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=5-", 5, len(BODY)),
        ("bytes=-7", len(BODY) - 7, len(BODY)),
        ("bytes=300000-700000", 300_000, 700_001),
        (f"bytes=9-{len(BODY) * 2}", 9, len(BODY)),
        (f"bytes=-{len(BODY) * 2}", 0, len(BODY)),
    ],
)
async def test_a_range_is_sent_alone(firm: Firm, web: Site, asked: str, start: int, end: int):
    answer = await web.http.get(await shown(firm, web), headers=as_(firm, firm.cleo) | {"Range": asked})
    assert (answer.status_code, answer.content) == (206, BODY[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(BODY)}"
    assert answer.headers["content-length"] == str(end - start)


async def test_a_range_beyond_the_end_is_answered_with_the_size(firm: Firm, web: Site):
    path = await shown(firm, web)
    for asked in (f"bytes={len(BODY)}-", "bytes=-0"):
        answer = await web.http.get(path, headers=as_(firm, firm.cleo) | {"Range": asked})
        assert (answer.status_code, answer.headers["content-range"], answer.content) == (
            416,
            f"bytes */{len(BODY)}",
            b"",
        )


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=5-2", "bytes=-", "bytes=a-b", "items=0-1", "bytes 0-1", ""])
def test_what_is_not_one_range_is_answered_with_everything(asked: str):
    assert asked_range(asked, 100) is None


def test_a_range_may_have_spaces_and_capitals():
    assert asked_range("Bytes= 0-1 ", 100) == Span(0, 2, 100)


async def test_a_range_of_what_has_changed_is_answered_with_everything(firm: Firm, web: Site):
    path = await shown(firm, web)
    etag = (await web.http.head(path, headers=as_(firm, firm.cleo))).headers["etag"]
    for told, status in ((etag, 206), ('"other"', 200), (f"W/{etag}", 200), ("Sat, 21 Nov 2026 12:00:00 GMT", 200)):
        asked = as_(firm, firm.cleo) | {"Range": "bytes=0-1", "If-Range": told}
        assert (await web.http.get(path, headers=asked)).status_code == status


async def test_every_reason_not_to_send_has_the_same_answer(firm: Firm, web: Site, database: Settings):
    other, room = await open_firm(), await room_with(firm.tess, firm.cleo, firm.carl)
    upload_id = await sent(firm.tess, room.id, web)
    await ready(upload_id)
    path = path_to(upload_id)
    answers = {"other workspace": await web.http.get(path, headers=as_(other, other.ada))}
    answers["not in the room"] = await web.http.get(path, headers=as_(firm, firm.bea))
    answers["administrator not in the room"] = await web.http.get(path, headers=as_(firm, firm.ada))
    answers["nobody"] = await web.http.get(path)
    answers["no such session"] = await web.http.get(path, headers={"Authorization": "Bearer prls_guessed"})
    answers["guessed"] = await web.http.get(path_to(uuid4()), headers=as_(firm, firm.cleo))
    answers["no name"] = await web.http.get("/files/x", headers=as_(firm, firm.cleo))
    for ticket in ("x", "%0a", "", "..%2f..%2fsecret", "%00", "%ff", path.split("/")[2][:-1]):
        answers[ticket] = await web.http.get(f"/files/{ticket}/notes.txt", headers=as_(firm, firm.cleo))
    upload_ticket = urlsplit((await attachments.create_upload(firm.cleo, "a", 1, None, NOON)).url).path.split("/")[2]
    answers["upload's"] = await web.http.get(f"/files/{upload_ticket}/a", headers=as_(firm, firm.cleo))
    old = urlsplit(attachments.link_for(upload_id, None, "a", None, NOON - timedelta(minutes=11))).path
    answers["expired"] = await web.http.get(old, headers=as_(firm, firm.cleo))
    unsent, unsent_path = await promised(firm.cleo, b"x")
    await web.http.put(unsent_path, content=b"x")
    answers["own but unsent"] = await web.http.get(path_to(unsent), headers=as_(firm, firm.cleo))
    waiting = await sent(firm.tess, room.id, web)
    answers["not processed"] = await web.http.get(path_to(waiting), headers=as_(firm, firm.cleo))
    for scan in (ScanState.PENDING, ScanState.BLOCKED):
        unfit = await sent(firm.tess, room.id, web)
        await ready(unfit, scan=scan)
        answers[scan] = await web.http.get(path_to(unfit), headers=as_(firm, firm.cleo))
    await participants.remove_participants(firm.tess, room.id, [firm.carl.id], SHORTLY)
    answers["removed"] = await web.http.get(path, headers=as_(firm, firm.carl))
    assert (await web.http.get(path, headers=as_(firm, firm.cleo))).content == BODY
    await messages.delete_message(firm.tess, (await message_of(upload_id)), SHORTLY)
    answers["deleted"] = await web.http.get(path, headers=as_(firm, firm.cleo))
    seen = {raw(answer) for answer in answers.values()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 404)
    assert len(seen) == 1


async def message_of(upload_id: UUID) -> UUID:
    row = await sql.row("SELECT message_id FROM attachment WHERE id = $1", upload_id)
    assert row is not None
    found: UUID = row["message_id"]
    return found


def raw(answer: httpx2.Response) -> tuple[object, ...]:
    """All of an answer but the time."""
    headers = tuple((name, value) for name, value in answer.headers.raw if name.lower() != b"date")
    return answer.status_code, headers, answer.content


async def test_bytes_that_are_gone_have_the_one_answer_too(firm: Firm, web: Site):
    path = await shown(firm, web)
    row = await sql.row("SELECT max(storage_key) AS key FROM attachment WHERE workspace_id = $1", firm.id)
    assert row is not None
    await storage.store().remove(row["key"])
    gone = await web.http.get(path, headers=as_(firm, firm.cleo))
    guessed = await web.http.get("/files/x/y", headers=as_(firm, firm.cleo))
    assert raw(gone) == raw(guessed)


async def test_an_image_is_shown_in_place_in_its_own_forms(firm: Firm, web: Site, tmp_path: Path):
    room = await room_with(firm.tess, firm.cleo)
    upload_id = await sent(firm.tess, room.id, web, name="beach.heic")
    forms = []
    for name in RenditionName:
        key = new_key()
        (tmp_path / name).write_bytes(name.encode())
        await storage.store().put_file(key, tmp_path / name, "image/webp")
        forms.append(NewRendition(name, key, "image/webp", 4, 3, len(name)))
    claimed = next(each for each in await attachments.claim_due(NOON, 1000) if each.id == upload_id)
    outcome = ImageOutcome("image/heic", ScanState.CLEAN, 4, 3, False, "data:,", tuple(forms))
    assert await attachments.processed(claimed, outcome, NOON)
    for name in RenditionName:
        path = urlsplit(attachments.link_for(upload_id, name, "beach.webp", None, NOON)).path
        answer = await web.http.get(path, headers=as_(firm, firm.cleo))
        assert (answer.content, answer.headers["content-type"]) == (name.encode(), "image/webp")
        assert answer.headers["content-disposition"].startswith("inline; ")
    assert (await web.http.get(path_to(upload_id), headers=as_(firm, firm.cleo))).status_code == 404


async def test_a_link_with_its_owner_in_it_needs_no_cookie(firm: Firm, web: Site):
    room = await room_with(firm.tess, firm.cleo)
    upload_id = await sent(firm.tess, room.id, web)
    await ready(upload_id)
    path = path_to(upload_id, owner=firm.cleo)
    assert (await web.http.get(path)).content == BODY
    assert (await web.http.get(path_to(upload_id, owner=firm.bea))).status_code == 404


SERVED = Served("k" * 32, "image/webp", "a.webp", 1, True)


@pytest.mark.parametrize(
    "media_type",
    [
        "text/html",
        "application/xhtml+xml",
        "image/svg+xml",
        "text/xml",
        "application/xml",
        "text/javascript",
        "application/ecmascript",
        "text/x-shellscript",
        "multipart/related",
        "message/rfc822",
        "application/x-shockwave-flash",
    ],
)
@pytest.mark.parametrize("inline", [True, False])
def test_active_types_are_never_told_and_never_shown(media_type: str, inline: bool):
    served = replace(SERVED, media_type=media_type, inline=inline)
    assert media_type_of(served) == "application/octet-stream"
    assert disposition_of(served).startswith("attachment; ")


def test_only_our_own_images_are_shown():
    assert disposition_of(SERVED).startswith("inline; ")
    assert disposition_of(replace(SERVED, inline=False)).startswith("attachment; ")
    assert disposition_of(replace(SERVED, media_type="application/pdf")).startswith("attachment; ")
    assert media_type_of(replace(SERVED, media_type="application/pdf", inline=False)) == "application/pdf"


@pytest.mark.parametrize(
    ("name", "plain", "coded"),
    [
        ("Été & €.pdf", "_t_ & _.pdf", "%C3%89t%C3%A9%20%26%20%E2%82%AC.pdf"),
        ('a"; filename="b.exe', "a_; filename=_b.exe", "a%22%3B%20filename%3D%22b.exe"),
        ("../../etc/passwd", ".._.._etc_passwd", "..%2F..%2Fetc%2Fpasswd"),
        ("C:\\boot.ini", "C:_boot.ini", "C%3A%5Cboot.ini"),
        ("a\r\nX-Evil: 1", "a__X-Evil: 1", "a%0D%0AX-Evil%3A%201"),
        ("100%41.txt", "100_41.txt", "100%2541.txt"),
        ("\u202egpj.exe", "_gpj.exe", "%E2%80%AEgpj.exe"),
    ],
)
def test_a_name_stays_within_its_header(name: str, plain: str, coded: str):
    expected = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}"
    assert disposition_of(replace(SERVED, inline=False, file_name=name)) == expected


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "a/b/c", "%0a", "%0d%0aX-Evil:%201", "", "%e2%80%ae.txt"])
async def test_the_name_in_the_link_decides_nothing(firm: Firm, web: Site, name: str):
    path = (await shown(firm, web)).rpartition("/")[0]
    answer = await web.http.get(f"{path}/{name}", headers=as_(firm, firm.cleo))
    assert answer.content == BODY
    assert answer.headers["content-disposition"].endswith("filename*=UTF-8''notes.txt")


async def test_out_of_a_bucket_bytes_come_by_a_signed_url_after_the_same_question(
    firm: Firm,
    web: Site,
    s3: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
):
    room = await room_with(firm.tess, firm.cleo)
    upload_id = await sent(firm.tess, room.id, web, name="Été.html")
    await ready(upload_id, "text/html")
    row = await sql.row("SELECT storage_key FROM attachment WHERE id = $1", upload_id)
    assert row is not None
    there = bucket.opened(bucket_settings(s3))
    (tmp_path / "given").write_bytes(BODY)
    await there.put_file(row["storage_key"], tmp_path / "given", "application/octet-stream")
    monkeypatch.setattr(storage, "_store", there)
    path = path_to(upload_id)
    answer = await web.http.get(path, headers=as_(firm, firm.cleo))
    assert (answer.status_code, answer.headers["cache-control"]) == (302, "private, no-store")
    async with httpx2.AsyncClient() as http:
        found = await http.get(answer.headers["location"])
    assert hashlib.sha256(found.content).digest() == hashlib.sha256(BODY).digest()
    assert found.headers["content-type"] == "application/octet-stream"
    assert (
        found.headers["content-disposition"] == "attachment; filename=\"_t_.html\"; filename*=UTF-8''%C3%89t%C3%A9.html"
    )
    refused = await web.http.get(path, headers=as_(firm, firm.bea))
    assert raw(refused) == raw(await web.http.get("/files/x/y"))
    told = await web.http.head(path, headers=as_(firm, firm.cleo))
    assert (told.status_code, told.headers["content-length"]) == (200, str(len(BODY)))
