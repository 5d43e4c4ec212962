"""Uploads over real connections: whole, in pieces, cut off, twice at once, and not what was promised."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from db import sql, storage
from db.settings import Settings
from db.storage import parts
from portal_web import uploads
from resolvers import attachments, messages
from tests.cast import NOON, Firm, room_with
from tests.uploading import PATIENCE, Site, cut_off, go_on, has_come, promised, site

BODY = bytes(range(256)) * 4000
"""About a megabyte: many times what is held in memory at once."""


@pytest_asyncio.fixture
async def web(database: Settings) -> AsyncIterator[Site]:
    """A server that takes uploads."""
    async with site(database) as found:
        yield found


async def stored(upload_id: UUID) -> tuple[str, bytes | None]:
    """The state of an upload, and its bytes in the storage."""
    row = await sql.row("SELECT state, storage_key FROM attachment WHERE id = $1", upload_id)
    if row is None:
        return "GONE", None
    if await storage.store().size(row["storage_key"]) is None:
        return row["state"], None
    return row["state"], b"".join([chunk async for chunk in storage.store().read(row["storage_key"])])


def part_of(web: Site) -> set[str]:
    return {path.name for path in web.parts()}


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("body", [BODY, b"x", b""], ids=["megabyte", "byte", "nothing"])
async def test_what_is_brought_whole_lies_in_the_storage(firm: Firm, web: Site, body: bytes, checked: bool):
    before = part_of(web)
    upload_id, path = await promised(firm.cleo, body, checked=checked)
    answer = await web.http.put(path, content=body)
    assert (answer.status_code, answer.json()) == (201, {"offset": len(body), "size": len(body)})
    assert await stored(upload_id) == ("RECEIVED", body)
    assert part_of(web) == before


async def test_bytes_without_a_told_length_are_taken_as_they_come(firm: Firm, web: Site):
    upload_id, path = await promised(firm.cleo, BODY)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(BODY), 1000):
            yield BODY[start : start + 1000]

    assert (await web.http.put(path, content=pieces())).status_code == 201
    assert await stored(upload_id) == ("RECEIVED", BODY)


async def test_an_upload_cut_at_three_fifths_goes_on_and_ends_with_the_right_checksum(firm: Firm, web: Site):
    upload_id, path = await promised(firm.cleo, BODY)
    cut = len(BODY) * 3 // 5
    await cut_off(web, path, len(BODY), BODY[:cut])
    await has_come(web, path, cut)
    assert await stored(upload_id) == ("UPLOADING", None)
    told = await web.http.head(path)
    assert (told.status_code, told.headers["upload-length"]) == (200, str(len(BODY)))
    assert (await go_on(web, path, BODY, cut)).status_code == 201
    state, found = await stored(upload_id)
    assert (state, hashlib.sha256(found or b"").digest()) == ("RECEIVED", hashlib.sha256(BODY).digest())


async def test_an_upload_may_come_in_pieces_and_be_cut_more_than_once(firm: Firm, web: Site):
    upload_id, path = await promised(firm.cleo, BODY)
    first = await web.http.put(path, content=BODY[:1000], headers={"Content-Range": f"bytes 0-999/{len(BODY)}"})
    assert (first.status_code, first.json()) == (202, {"offset": 1000, "size": len(BODY)})
    await cut_off(web, path, len(BODY), BODY[1000:300_000], start=1000)
    await has_come(web, path, 300_000)
    await cut_off(web, path, len(BODY), b"", start=300_000)
    assert (await go_on(web, path, BODY, 300_000)).status_code == 201
    assert await stored(upload_id) == ("RECEIVED", BODY)


async def test_a_piece_that_begins_elsewhere_is_told_where_to_begin(firm: Firm, web: Site):
    upload_id, path = await promised(firm.cleo, BODY)
    await web.http.put(path, content=BODY[:1000], headers={"Content-Range": f"bytes 0-999/{len(BODY)}"})
    for start in (0, 999, 1001):
        piece = {"Content-Range": f"bytes {start}-{start + 9}/{len(BODY)}"}
        answer = await web.http.put(path, content=BODY[:10], headers=piece)
        assert (answer.status_code, answer.json(), answer.headers["upload-offset"]) == (
            409,
            {"code": "CONFLICT", "message": "The next byte is number 1000."},
            "1000",
        )
    assert (await web.http.head(path)).headers["upload-offset"] == "1000"
    assert await stored(upload_id) == ("UPLOADING", None)


async def test_bringing_everything_begins_again(firm: Firm, web: Site):
    upload_id, path = await promised(firm.cleo, BODY)
    await web.http.put(path, content=b"wrong" * 20, headers={"Content-Range": f"bytes 0-99/{len(BODY)}"})
    assert (await web.http.put(path, content=BODY)).status_code == 201
    assert await stored(upload_id) == ("RECEIVED", BODY)


async def test_all_bytes_are_there_and_the_last_answer_was_lost(firm: Firm, web: Site, database: Settings):
    upload_id, path = await promised(firm.cleo, BODY)
    incoming = await attachments.incoming_for(path.rpartition("/")[2], NOON)
    async with parts.held(database.data_dir / "uploads", incoming.storage_key) as part:
        await part.write(BODY)
        await storage.store().put_file(incoming.storage_key, part.path, "application/octet-stream")
    assert (await web.http.head(path)).headers["upload-offset"] == str(len(BODY))
    answer = await web.http.put(path, headers={"Content-Range": f"bytes */{len(BODY)}"})
    assert answer.status_code == 201
    assert await stored(upload_id) == ("RECEIVED", BODY)


async def test_wrong_bytes_are_refused_and_leave_nothing(firm: Firm, web: Site):
    before = part_of(web)
    upload_id, path = await promised(firm.cleo, BODY)
    answer = await web.http.put(path, content=BODY[:-1] + b"!")
    assert (answer.status_code, answer.json()) == (
        422,
        {"code": "INVALID", "message": "The bytes do not have the checksum that was promised."},
    )
    assert await stored(upload_id) == ("GONE", None)
    assert part_of(web) == before
    assert (await web.http.put(path, content=BODY)).status_code == 404


@pytest.mark.parametrize("length", [len(BODY) - 1, len(BODY) + 1, 0])
@pytest.mark.parametrize("told", [True, False], ids=["told", "streamed"])
async def test_more_or_fewer_bytes_are_refused_and_leave_nothing(firm: Firm, web: Site, length: int, told: bool):
    before = part_of(web)
    upload_id, path = await promised(firm.cleo, BODY)
    body = (BODY + b"!")[:length]

    async def streamed() -> AsyncIterator[bytes]:
        yield body

    answer = await web.http.put(path, content=body if told else streamed())
    assert (answer.status_code, answer.json()) == (
        422,
        {"code": "INVALID", "message": f"The upload was promised to have {len(BODY):,} bytes."},
    )
    assert await stored(upload_id) == ("GONE", None)
    assert part_of(web) == before


async def test_a_piece_of_another_size_ends_the_upload(firm: Firm, web: Site):
    upload_id, path = await promised(firm.cleo, BODY)
    answer = await web.http.put(path, content=b"ab", headers={"Content-Range": "bytes 0-1/2"})
    assert answer.status_code == 422
    assert await stored(upload_id) == ("GONE", None)


@pytest.mark.parametrize("said", ["bytes", "bytes 5-2/9", "bytes -5/9", "items 0-1/2", "bytes 0-9/9", "bytes 0-1/*"])
async def test_a_range_that_is_not_understood_changes_nothing(firm: Firm, web: Site, said: str):
    upload_id, path = await promised(firm.cleo, b"ninebytes")
    answer = await web.http.put(path, content=b"ab", headers={"Content-Range": said})
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID")
    assert await stored(upload_id) == ("UPLOADING", None)


async def test_two_cannot_bring_the_same_upload_at_once(firm: Firm, web: Site, database: Settings):
    upload_id, path = await promised(firm.cleo, BODY)
    incoming = await attachments.incoming_for(path.rpartition("/")[2], NOON)
    async with parts.held(database.data_dir / "uploads", incoming.storage_key):
        answer = await web.http.put(path, content=BODY)
        assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (409, "CONFLICT", "5")
        wrong = await web.http.put(path, content=b"too short")
        assert (wrong.status_code, await stored(upload_id)) == (409, ("UPLOADING", None))
    assert (await web.http.put(path, content=BODY)).status_code == 201
    assert await stored(upload_id) == ("RECEIVED", BODY)


async def test_of_many_at_once_one_brings_it_and_no_bytes_are_mixed(firm: Firm, web: Site):
    upload_id, path = await promised(firm.cleo, BODY)
    answers = await asyncio.gather(*(web.http.put(path, content=BODY) for _ in range(6)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 201
    assert set(statuses[1:]) <= {404, 409}
    assert await stored(upload_id) == ("RECEIVED", BODY)


async def test_who_comes_after_the_last_bytes_replaces_nothing(firm: Firm, web: Site, monkeypatch: pytest.MonkeyPatch):
    upload_id, path = await promised(firm.cleo, b"good", checked=False)
    real, written, real_write = parts.held, list[bytes](), parts.Part.write

    async def noted(part: parts.Part, found: bytes) -> None:
        written.append(bytes(found))
        await real_write(part, found)

    @asynccontextmanager
    async def held_after_another(folder: Path, key: str) -> AsyncIterator[parts.Part]:
        monkeypatch.setattr(parts, "held", real)
        assert (await web.http.put(path, content=b"good")).status_code == 201
        monkeypatch.setattr(parts.Part, "write", noted)
        async with real(folder, key) as part:
            yield part

    monkeypatch.setattr(parts, "held", held_after_another)
    before = part_of(web)
    assert (await web.http.put(path, content=b"evil")).status_code == 404
    assert await stored(upload_id) == ("RECEIVED", b"good")
    assert (part_of(web), written) == (before, [])


async def test_what_nobody_knows_any_more_when_it_is_whole_is_not_stored(
    firm: Firm, web: Site, monkeypatch: pytest.MonkeyPatch
):
    before = part_of(web)
    upload_id, path = await promised(firm.cleo, BODY)
    key = (await attachments.incoming_for(path.rpartition("/")[2], NOON)).storage_key
    real = parts.Part.checksum

    async def forgotten_meanwhile(part: parts.Part) -> bytes:
        await sql.execute("DELETE FROM attachment WHERE id = $1", upload_id)
        return await real(part)

    monkeypatch.setattr(parts.Part, "checksum", forgotten_meanwhile)
    assert (await web.http.put(path, content=BODY)).status_code == 404
    assert await storage.store().size(key) is None
    assert part_of(web) == before


async def test_no_byte_beyond_what_was_promised_is_written(firm: Firm, web: Site, monkeypatch: pytest.MonkeyPatch):
    written, real = [], parts.Part.write

    async def counted(part: parts.Part, found: bytes) -> None:
        written.append(len(found))
        await real(part, found)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield bytes(100_000)

    monkeypatch.setattr(parts.Part, "write", counted)
    _, path = await promised(firm.cleo, BODY)
    assert (await web.http.put(path, content=endless())).status_code == 422
    assert sum(written) <= len(BODY)


async def test_what_has_been_received_cannot_be_brought_again(firm: Firm, web: Site):
    upload_id, path = await promised(firm.cleo, b"good", checked=False)
    await web.http.put(path, content=b"good")
    answer = await web.http.put(path, content=b"evil")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert await stored(upload_id) == ("RECEIVED", b"good")


async def test_what_is_given_up_leaves_nothing_whether_its_bytes_have_come_or_not(firm: Firm, web: Site):
    before = part_of(web)
    for brought in (b"", BODY[:1000], BODY):
        upload_id, path = await promised(firm.cleo, BODY)
        span = {"Content-Range": f"bytes 0-{len(brought) - 1}/{len(BODY)}"}
        if brought:
            assert (await web.http.put(path, content=brought, headers=span)).status_code in {201, 202}
        assert (await web.http.delete(path)).status_code == 204
        assert await stored(upload_id) == ("GONE", None)
        assert part_of(web) == before
        assert (await web.http.delete(path)).status_code == 404
        assert (await web.http.put(path, content=BODY)).status_code == 404


async def test_what_is_sent_or_being_brought_is_not_given_up(firm: Firm, web: Site, database: Settings):
    upload_id, path = await promised(firm.cleo, BODY)
    incoming = await attachments.incoming_for(path.rpartition("/")[2], NOON)
    async with parts.held(database.data_dir / "uploads", incoming.storage_key):
        answer = await web.http.delete(path)
        assert (answer.status_code, answer.json()["code"]) == (409, "CONFLICT")
    assert (await web.http.put(path, content=BODY)).status_code == 201
    room_id = (await room_with(firm.tess, firm.cleo)).id
    await messages.send_message(firm.cleo, room_id, uuid4(), "With a file", None, NOON, [upload_id])
    assert (await web.http.delete(path)).status_code == 404
    assert await stored(upload_id) == ("RECEIVED", BODY)


async def test_without_a_good_ticket_there_is_no_upload(firm: Firm, web: Site):
    upload_id, path = await promised(firm.cleo, b"good")
    owner = {"Authorization": f"Bearer {firm.token(firm.cleo)}"}
    for wrong in (f"/uploads/{upload_id}", path[:-1], path.replace("/uploads/", "/uploads/x"), "/uploads/..%2f..%2fx"):
        answer = await web.http.put(wrong, content=b"good", headers=owner)
        assert answer.status_code == 404
        assert (await web.http.head(wrong, headers=owner)).status_code == 404
    assert await stored(upload_id) == ("UPLOADING", None)


async def test_who_sends_much_in_vain_still_reads_why(web: Site):
    """Written whole before the answer is read, as plain clients do."""
    body, answers = bytes(12_000_000), []
    for _ in range(3):
        reader, writer = await asyncio.open_connection("127.0.0.1", web.port)
        writer.write(f"PUT /uploads/guessed HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        async with asyncio.timeout(PATIENCE):
            for start in range(0, len(body), 500_000):
                writer.write(body[start : start + 500_000])
                await writer.drain()
                await asyncio.sleep(0)
            answers.append(await reader.readline())
        writer.close()
    assert answers == [b"HTTP/1.1 404 Not Found\r\n"] * 3


async def test_compressed_bytes_are_not_taken(firm: Firm, web: Site):
    upload_id, path = await promised(firm.cleo, b"good")
    answer = await web.http.put(path, content=b"good", headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 415
    assert await stored(upload_id) == ("UPLOADING", None)


async def test_a_full_disk_is_a_refusal_that_may_be_tried_again(firm: Firm, web: Site, monkeypatch: pytest.MonkeyPatch):
    upload_id, path = await promised(firm.cleo, BODY)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "pwrite", full)
        answer = await web.http.put(path, content=BODY)
    assert (answer.status_code, answer.json()["code"]) == (503, "UNAVAILABLE")
    assert (await web.http.put(path, content=BODY)).status_code == 201
    assert await stored(upload_id) == ("RECEIVED", BODY)


async def test_a_connection_that_brings_nothing_is_given_up_and_what_came_is_kept(
    firm: Firm, web: Site, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(uploads, "PATIENCE", 0.1)
    _, path = await promised(firm.cleo, BODY)
    reader, writer = await asyncio.open_connection("127.0.0.1", web.port)
    writer.write(f"PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY[:5000])
    async with asyncio.timeout(PATIENCE):
        assert (await reader.readline()).startswith(b"HTTP/1.1 408")
    writer.close()
    await has_come(web, path, 5000)


async def test_memory_stays_flat_while_much_is_brought(firm: Firm, web: Site):
    size, peak = 64 * 1024 * 1024, Path("/proc/self/status")
    upload = await attachments.create_upload(firm.cleo, "sparse.bin", size, None, NOON)
    path = "/uploads/" + upload.url.rpartition("/")[2]
    before = resident(peak)

    async def zeros() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield bytes(1024 * 1024)

    answer = await web.http.put(path, content=zeros(), headers={"Content-Length": str(size)})
    assert answer.status_code == 201
    assert resident(peak) - before < 24 * 1024
    await attachments.forget_upload(attachments.Incoming(upload.id, size, None, ""), NOON + timedelta(days=2))


def resident(status: Path) -> int:
    """KiB of memory that this process has held at most."""
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1])
