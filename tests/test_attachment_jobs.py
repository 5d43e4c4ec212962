"""What uploads turn out to be, and that a process which dies at any step leaves nothing half-done."""

import asyncio
import hashlib
import io
import os
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import PIPE
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
import pytest_asyncio
from PIL import Image

from db import redis, sql, storage
from db.settings import Settings, use
from db.storage import parts
from jobs import attachments as job
from jobs.port import connect_queue
from jobs.turns import Turn
from jobs.worker import close, worker_on
from resolvers import attachments, messages, queue
from resolvers.attachments import Incoming
from resolvers.queue import Work
from resolvers.viewer import Viewer
from tests import dying
from tests.bucket import bucket_settings
from tests.cast import NOON, Firm, room_with
from tests.clamd import EICAR, scanning
from tests.uploading import PATIENCE

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LATER = NOON + 6 * MINUTE
"""When the lease of whoever died at noon is over."""

EVENTUALLY = NOON + 3 * HOUR
"""When reserved keys that were never kept are due."""


@pytest_asyncio.fixture
async def here(database: Settings, tmp_path: Path) -> AsyncIterator[Settings]:
    """Settings with a data folder of its own, and nothing due from other tests."""
    await job.process_due(database, lambda: NOON + 900 * DAY)
    await job.remove_due(lambda: NOON + 900 * DAY)
    settings = database.model_copy(update={"data_dir": tmp_path / "data"})
    use(settings)
    storage.connect(settings)
    yield settings
    use(database)
    storage.connect(database)


def photo(size: tuple[int, int] = (640, 480)) -> bytes:
    """A JPEG as a phone makes it: turned, and telling where it was taken."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Snoop"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, "JPEG", exif=exif)
    return made.getvalue()


async def brought(
    settings: Settings, owner: Viewer, body: bytes, name: str = "notes.txt", now: datetime = NOON
) -> UUID:
    """An upload whose bytes are in the storage."""
    upload = await attachments.create_upload(owner, name, len(body), hashlib.sha256(body).digest(), now)
    row = await row_of(upload.id)
    given = settings.data_dir / f"given-{upload.id.hex}"
    given.parent.mkdir(exist_ok=True, parents=True)
    given.write_bytes(body)
    await storage.store().put_file(row["storage_key"], given, "application/octet-stream")
    given.unlink()
    await attachments.received(Incoming(upload.id, len(body), None, row["storage_key"]), now)
    return upload.id


async def row_of(upload_id: UUID) -> dict[str, Any]:
    row = await sql.row("SELECT * FROM attachment WHERE id = $1", upload_id)
    assert row is not None
    return row


async def forms_of(upload_id: UUID) -> dict[str, dict[str, Any]]:
    rows = await sql.rows("SELECT * FROM rendition WHERE attachment_id = $1", upload_id)
    return {row["name"]: row for row in rows}


async def work(settings: Settings, now: datetime = NOON) -> None:
    await job.process_due(settings, lambda: now)
    await job.tidy(settings, lambda: now)


def on_disk(settings: Settings) -> set[str]:
    """The keys under which there are bytes."""
    return {path.name for path in (settings.data_dir / "files").rglob("*") if path.is_file()}


async def bytes_of(key: str) -> bytes:
    return b"".join([chunk async for chunk in storage.store().read(key)])


def old(folder: Path) -> None:
    """Make everything in a folder look left behind long ago."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (0, 0))


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("notes.txt", b"Dear firm,\n", "text/plain"),
        ("photo.jpg", b"<html><script>alert(1)</script></html>", "text/html"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml"),
        ("broken.jpg", photo()[:300], "image/jpeg"),
        ("empty", b"", "application/octet-stream"),
    ],
)
async def test_a_file_is_what_its_content_says(firm: Firm, here: Settings, name: str, body: bytes, media_type: str):
    upload_id = await brought(here, firm.cleo, body, name)
    await work(here)
    row = await row_of(upload_id)
    told = [row[column] for column in ("state", "kind", "media_type", "scan", "file_name", "attempts", "claimed_until")]
    assert told == ["READY", "FILE", media_type, "NOT_SCANNED", name, 1, None]
    assert await bytes_of(row["storage_key"]) == body
    assert list((here.data_dir / "work").iterdir()) == []


async def test_of_an_image_its_forms_are_kept_and_not_what_was_uploaded(firm: Firm, here: Settings):
    upload_id = await brought(here, firm.cleo, photo(), "beach.jpg")
    await work(here)
    row, forms = await row_of(upload_id), await forms_of(upload_id)
    told = [row[column] for column in ("state", "kind", "media_type", "scan", "width", "height", "is_animated")]
    assert told == ["READY", "IMAGE", "image/jpeg", "NOT_SCANNED", 480, 640, False]
    assert set(forms) == {"ORIGINAL", "SCREEN", "THUMBNAIL"}
    assert on_disk(here) == {form["storage_key"] for form in forms.values()}
    for form in forms.values():
        found = await bytes_of(form["storage_key"])
        with Image.open(io.BytesIO(found)) as image:
            assert (image.size, dict(image.getexif()), len(found)) == (
                (form["width"], form["height"]),
                {},
                form["size"],
            )
        assert b"Snoop" not in found
    assert await sql.rows("SELECT * FROM blob_removal") == []


async def test_an_image_with_too_many_pixels_is_refused_with_the_limit(firm: Firm, here: Settings):
    made = io.BytesIO()
    Image.new("1", (2000, 1000)).save(made, "PNG")
    upload_id = await brought(here, firm.cleo, made.getvalue(), "bomb.png")
    await work(here.model_copy(update={"image_megapixels": 1}))
    row = await row_of(upload_id)
    assert (row["state"], row["refusal"]) == ("REFUSED", "more than 1,000,000 pixels")
    assert await forms_of(upload_id) == {}


async def test_bytes_that_are_not_those_that_were_promised_are_refused(firm: Firm, here: Settings, tmp_path: Path):
    upload_id = await brought(here, firm.cleo, b"good")
    for body in (b"evil", b"evil and long", None):
        await sql.execute("UPDATE attachment SET state = 'RECEIVED' WHERE id = $1", upload_id)
        key = (await row_of(upload_id))["storage_key"]
        await storage.store().remove(key)
        if body is not None:
            (tmp_path / "given").write_bytes(body)
            await storage.store().put_file(key, tmp_path / "given", "text/plain")
        await work(here, LATER)
        row = await row_of(upload_id)
        assert (row["state"], row["refusal"]) == ("REFUSED", "not the bytes that were promised")


async def test_only_what_the_scanner_finds_clean_is_shown(firm: Firm, here: Settings):
    async with scanning() as clamd:
        settings = here.model_copy(update={"clamd_url": clamd.url})
        use(settings)
        clean, virus = [await brought(here, firm.cleo, body) for body in (b"harmless", b"see: " + EICAR)]
        image = await brought(here, firm.cleo, photo(), "beach.jpg")
        assert (await row_of(clean))["scan"] == "PENDING"
        await work(settings)
    found = {row["id"]: (row["state"], row["scan"]) for row in [await row_of(each) for each in (clean, virus, image)]}
    assert found == {clean: ("READY", "CLEAN"), virus: ("REFUSED", "BLOCKED"), image: ("READY", "CLEAN")}


async def test_while_the_scanner_is_away_everything_waits(firm: Firm, here: Settings):
    async with scanning() as clamd:
        settings = here.model_copy(update={"clamd_url": clamd.url})
        use(settings)
    upload_id = await brought(here, firm.cleo, b"harmless")
    for minute in range(30):
        await work(settings, NOON + minute * MINUTE)
    row = await row_of(upload_id)
    assert (row["state"], row["scan"], row["attempts"]) == ("RECEIVED", "PENDING", 0)
    async with scanning() as clamd:
        await work(settings.model_copy(update={"clamd_url": clamd.url}))
    assert ((row := await row_of(upload_id))["state"], row["scan"]) == ("READY", "CLEAN")


async def test_a_scanner_that_fails_over_a_file_is_asked_again(firm: Firm, here: Settings):
    async with scanning() as clamd:
        settings = here.model_copy(update={"clamd_url": clamd.url})
        use(settings)
        clamd.answer = b"stream: Can't allocate memory ERROR\0"
        upload_id = await brought(here, firm.cleo, b"harmless")
        await work(settings)
        assert ((row := await row_of(upload_id))["state"], row["scan"]) == ("RECEIVED", "PENDING")
        clamd.answer = None
        await work(settings, NOON + MINUTE)
        assert (await row_of(upload_id))["state"] == "RECEIVED"
        await work(settings, LATER)
    assert ((row := await row_of(upload_id))["state"], row["scan"]) == ("READY", "CLEAN")


async def test_what_the_scanner_would_not_read_is_refused(firm: Firm, here: Settings):
    async with scanning() as clamd:
        settings, clamd.limit = here.model_copy(update={"clamd_url": clamd.url}), 1000
        use(settings)
        upload_id = await brought(here, firm.cleo, bytes(1001))
        await work(settings)
    row = await row_of(upload_id)
    assert (row["state"], row["scan"], row["refusal"]) == (
        "REFUSED",
        "PENDING",
        "too large for the virus scanner",
    )


async def test_in_a_bucket_what_was_looked_at_is_what_is_sent(firm: Firm, here: Settings, s3: str):
    settings = bucket_settings(s3).model_copy(
        update={"data_dir": here.data_dir, "database_url": here.database_url, "redis_url": here.redis_url}
    )
    use(settings)
    storage.connect(settings)
    upload = await attachments.create_upload(firm.cleo, "notes.txt", 4, hashlib.sha256(b"good").digest(), NOON)
    async with httpx2.AsyncClient() as http:
        assert (await http.put(upload.url, content=b"good")).status_code == 200
        uploaded_to = (await row_of(upload.id))["storage_key"]
        await attachments.complete_upload(firm.cleo, upload.id, NOON)
        await job.process_due(settings, lambda: NOON)
        assert (await http.put(upload.url, content=b"evil")).status_code == 200
    row = await row_of(upload.id)
    assert (row["state"], await bytes_of(row["storage_key"])) == ("READY", b"good")
    assert row["storage_key"] != uploaded_to
    await job.remove_due(lambda: NOON + HOUR)
    assert await storage.store().size(uploaded_to) is None
    assert await bytes_of(row["storage_key"]) == b"good"


STEPS = [
    ("jobs.attachments:process", "before", 1),
    ("jobs.attachments:process", "after", 1),
    ("jobs.attachments:attachments.reserve_keys", "after", 1),
    ("db.storage.folder:Folder.put_file", "after", 1),
    ("db.storage.folder:Folder.put_file", "before", 3),
    ("db.storage.folder:Folder.put_file", "after", 3),
    ("resolvers.attachments.processing:queries.keep", "before", 1),
    ("resolvers.attachments.processing:queries.keep", "after", 1),
    ("resolvers.attachments.processing:facts.record_in_room", "after", 1),
    ("resolvers.attachments.processing:facts.publish", "before", 1),
    ("db.storage.folder:Folder.remove", "before", 1),
    ("db.storage.folder:Folder.remove", "after", 1),
    ("jobs.attachments:attachments.removed", "after", 1),
]


@pytest.mark.parametrize(("step", "moment", "calls"), STEPS)
async def test_a_worker_that_dies_shows_nothing_half_and_leaves_nothing(
    firm: Firm, here: Settings, step: str, moment: str, calls: int
):
    room = await room_with(firm.tess, firm.cleo)
    upload_id = await brought(here, firm.cleo, photo(), "beach.jpg")
    await messages.send_message(firm.cleo, room.id, uuid4(), "", None, NOON, [upload_id])
    argv, environment = dying.command("work", here, NOON, step, moment, calls)
    process = await asyncio.create_subprocess_exec(*argv, env=environment)
    assert await process.wait() == -9
    await dying.buried()
    row, forms = await row_of(upload_id), await forms_of(upload_id)
    assert (row["state"], len(forms)) in {("RECEIVED", 0), ("READY", 3)}
    await work(here, LATER)
    row, forms = await row_of(upload_id), await forms_of(upload_id)
    assert (row["state"], row["kind"], len(forms)) == ("READY", "IMAGE", 3)
    events = await sql.rows("SELECT kind FROM room_event WHERE room_id = $1 AND kind = 'ATTACHMENT_PROCESSED'", room.id)
    assert len(events) == 1
    old(here.data_dir / "work")
    await job.tidy(here, lambda: EVENTUALLY)
    assert on_disk(here) == {form["storage_key"] for form in forms.values()}
    assert list((here.data_dir / "work").iterdir()) == []
    assert await sql.rows("SELECT * FROM blob_removal") == []


@pytest.mark.parametrize(
    ("step", "moment", "calls"),
    [
        ("jobs.attachments:attachments.due_removals", "after", 1),
        ("db.storage.folder:Folder.remove", "before", 2),
        ("db.storage.folder:Folder.remove", "after", 2),
        ("jobs.attachments:attachments.removed", "after", 2),
    ],
)
async def test_a_worker_that_dies_while_removing_is_followed_by_one_that_removes_the_rest(
    firm: Firm, here: Settings, step: str, moment: str, calls: int
):
    room = await room_with(firm.tess, firm.cleo)
    upload_id = await brought(here, firm.cleo, photo(), "beach.jpg")
    message = await messages.send_message(firm.cleo, room.id, uuid4(), "", None, NOON, [upload_id])
    await work(here)
    assert len(on_disk(here)) == 3
    await messages.delete_message(firm.cleo, message.id, NOON)
    argv, environment = dying.command("work", here, NOON, step, moment, calls)
    process = await asyncio.create_subprocess_exec(*argv, env=environment)
    assert await process.wait() == -9
    await dying.buried()
    await work(here)
    assert on_disk(here) == set()
    assert await sql.rows("SELECT * FROM blob_removal") == []


@pytest.mark.parametrize(
    ("step", "moment", "calls"),
    [
        ("db.storage.parts:Part.write", "before", 1),
        ("db.storage.parts:Part.write", "after", 3),
        ("db.storage.parts:Part.checksum", "after", 1),
        ("db.storage.folder:Folder.put_file", "before", 1),
        ("db.storage.folder:Folder.put_file", "after", 1),
        ("portal_web.uploads:attachments.received", "after", 1),
    ],
)
async def test_a_web_process_that_dies_while_bytes_come_is_followed_by_one_that_goes_on(
    firm: Firm, here: Settings, step: str, moment: str, calls: int
):
    body = bytes(range(256)) * 4000
    upload = await attachments.create_upload(firm.cleo, "notes.bin", len(body), hashlib.sha256(body).digest(), NOON)
    path = "/uploads/" + upload.url.rpartition("/")[2]
    async with serving(here, step, moment, calls) as (http, process):
        with pytest.raises(httpx2.TransportError):
            await http.put(path, content=body)
        assert await process.wait() == -9
    await dying.buried()
    async with serving(here) as (http, _):
        told = await http.head(path)
        if told.status_code == 200:
            start = int(told.headers["upload-offset"])
            said = f"bytes {start}-{len(body) - 1}/{len(body)}" if start < len(body) else f"bytes */{len(body)}"
            answer = await http.put(path, content=body[start:], headers={"Content-Range": said})
            assert answer.status_code == 201
    row = await row_of(upload.id)
    assert (row["state"], await bytes_of(row["storage_key"])) == ("RECEIVED", body)
    old(here.data_dir / "uploads")
    await job.tidy(here, lambda: NOON)
    assert on_disk(here) == {row["storage_key"]}
    assert list((here.data_dir / "uploads").iterdir()) == []


@asynccontextmanager
async def serving(settings: Settings, *fatal: object) -> AsyncIterator[tuple[httpx2.AsyncClient, Process]]:
    """A web process of its own, which may die at a step."""
    argv, environment = dying.command("serve", settings, NOON, *fatal)
    process = await asyncio.create_subprocess_exec(*argv, env=environment, stdout=PIPE)
    assert process.stdout is not None
    port = int(await process.stdout.readline())
    try:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as http:
            yield http, process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_uploads_that_nobody_sent_are_forgotten_with_their_bytes(firm: Firm, here: Settings):
    text, image = await brought(here, firm.cleo, b"unsent"), await brought(here, firm.cleo, photo(), "beach.jpg")
    await work(here)
    assert len(on_disk(here)) == 4
    await job.tidy(here, lambda: NOON + DAY + 9 * MINUTE)
    assert len(on_disk(here)) == 4
    await job.tidy(here, lambda: NOON + DAY + 11 * MINUTE)
    assert on_disk(here) == set()
    assert await sql.rows("SELECT id FROM attachment WHERE id = ANY($1::uuid[])", [text, image]) == []
    assert await sql.rows("SELECT * FROM blob_removal") == []


async def test_bytes_that_the_storage_keeps_are_removed_later(
    firm: Firm, here: Settings, monkeypatch: pytest.MonkeyPatch
):
    upload_id = await brought(here, firm.cleo, b"unsent")
    key = (await row_of(upload_id))["storage_key"]
    await attachments.forget_upload(Incoming(upload_id, 6, None, key), NOON)

    async def away(*_: object) -> None:
        raise ConnectionError("the bucket is away")

    with monkeypatch.context() as patched:
        patched.setattr(storage.Folder, "remove", away)
        assert await job.remove_due(lambda: NOON) == 1
    assert on_disk(here) == {key}
    assert await job.remove_due(lambda: NOON + 9 * MINUTE) == 0
    assert await job.remove_due(lambda: NOON + 10 * MINUTE) == 1
    assert on_disk(here) == set()


async def test_what_processes_that_died_left_lying_is_swept_when_it_is_old(
    here: Settings, monkeypatch: pytest.MonkeyPatch
):
    key, folder = storage.new_key(), here.data_dir / "uploads"
    async with parts.held(folder, key) as part:
        await part.write(b"some")
    half_done = here.data_dir / "files" / "half-done" / "some"
    half_done.write_bytes(b"some")
    await job.tidy(here, lambda: NOON)
    assert (len(list(folder.iterdir())), half_done.exists()) == (1, True)
    old(folder)
    monkeypatch.setattr(job, "STALE_SCRATCH", -1)
    await job.tidy(here, lambda: NOON)
    assert (list(folder.iterdir()), half_done.exists()) == ([], False)


async def test_a_received_upload_is_processed_by_the_worker_that_is_hinted_at(firm: Firm, here: Settings):
    connect_queue()
    try:
        # A worker goes by the clock, and by then forgets what was brought at the tests' noon and never sent.
        upload_id = await brought(here, firm.cleo, b"harmless", now=datetime.now(UTC))
        assert here.redis_url
        client = redis.new_client(here.redis_url)
        worker = worker_on(client, here, lambda _: None, burst=True)
        worker.cron_jobs = []
        await worker.async_run()
        await close(worker, client)
    finally:
        queue.connect(None)
    assert (await row_of(upload_id))["state"] == "READY"
    assert {job.name for job in worker_on(client, here, print).cron_jobs} >= {
        f"cron:{Work.PROCESS_ATTACHMENTS}",
        f"cron:{Work.REMOVE_BLOBS}",
    }


async def test_two_workers_never_take_the_same_upload(firm: Firm, here: Settings):
    uploads = {await brought(here, firm.cleo, b"harmless") for _ in range(6)}
    claims = await asyncio.gather(*(attachments.claim_due(NOON, 2) for _ in range(4)))
    claimed = [each.id for claim in claims for each in claim]
    assert len(claimed) == len(set(claimed)) == 6
    assert set(claimed) == uploads


async def test_whoever_asks_while_somebody_works_is_worked_for_afterwards():
    turn, begun, go_on = Turn(), [], asyncio.Event()

    async def work() -> None:
        begun.append(len(begun))
        await go_on.wait()

    first = asyncio.create_task(turn.take(work))
    await asyncio.sleep(0)
    await asyncio.gather(*(turn.take(work) for _ in range(3)))
    assert begun == [0]
    go_on.set()
    await first
    assert begun == [0, 1]
    await turn.take(work)
    assert begun == [0, 1, 2]
