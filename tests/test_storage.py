"""Storage: a folder that is never half-written, and a bucket of a real server that speaks S3."""

import asyncio
import os
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
import pytest_asyncio
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotoCredentials

from db import secrets, storage
from db.settings import Settings, use
from db.storage import Bucket, Folder, Store, bucket, folder, new_key, parts, presign
from tests.bucket import ACCESS, REGION, SECRET, bucket_settings

BODY = bytes(range(256)) * 100_000
"""25 MB: several parts of a bucket's upload."""


@pytest_asyncio.fixture(params=["folder", "bucket", "bucket with prefix"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """Each kind of storage."""
    if request.param == "folder":
        yield folder.opened(tmp_path / "files")
    else:
        prefix = "/some/where" if "prefix" in request.param else ""
        yield bucket.opened(bucket_settings(request.getfixturevalue("s3"), prefix))


def file_with(path: Path, body: bytes) -> Path:
    path.write_bytes(body)
    return path


async def read(store: Store, key: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([chunk async for chunk in store.read(key, start, end)])


@pytest.mark.parametrize("body", [BODY, b"x", b""], ids=["many parts", "byte", "nothing"])
async def test_what_is_put_can_be_read_measured_fetched_and_removed(store: Store, tmp_path: Path, body: bytes):
    key = new_key()
    await store.put_file(key, file_with(tmp_path / "given", body), "text/plain")
    assert await store.size(key) == len(body)
    assert await read(store, key) == body
    await store.fetch(key, tmp_path / "fetched")
    assert (tmp_path / "fetched").read_bytes() == body
    await store.remove(key)
    await store.remove(key)
    assert await store.size(key) is None


async def test_a_range_is_read_in_chunks_that_are_bounded(store: Store, tmp_path: Path):
    key = new_key()
    await store.put_file(key, file_with(tmp_path / "given", BODY), "text/plain")
    chunks = [chunk async for chunk in store.read(key, 5, 1_000_005)]
    assert b"".join(chunks) == BODY[5:1_000_005]
    assert max(map(len, chunks)) <= 1024 * 1024
    assert await read(store, key, len(BODY) - 3) == BODY[-3:]
    assert await read(store, key, 7, 7) == b""
    assert await read(store, key, len(BODY), len(BODY) + 9) == b""


async def test_what_is_not_there_is_not_found(store: Store, tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        await read(store, new_key())
    with pytest.raises(FileNotFoundError):
        await store.fetch(new_key(), tmp_path / "fetched")


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "short", "a" * 65, "a/" * 15, "a" * 30 + "\n", "." * 30])
async def test_what_is_no_key_of_ours_leads_nowhere(store: Store, tmp_path: Path, key: str):
    given = file_with(tmp_path / "given", b"x")
    with pytest.raises(ValueError, match="not a storage key"):
        await store.put_file(key, given, "text/plain")
    with pytest.raises(ValueError, match="not a storage key"):
        await store.remove(key)
    with pytest.raises(ValueError, match="not a storage key"):
        parts.path_of(tmp_path, key)


async def test_putting_again_replaces_everything(store: Store, tmp_path: Path):
    key = new_key()
    for body in (b"first, and longer", b"second"):
        await store.put_file(key, file_with(tmp_path / f"given-{len(body)}", body), "text/plain")
    await store.put_file(key, tmp_path / f"given-{len(body)}", "text/plain")
    assert await read(store, key) == b"second"
    if isinstance(store, Folder):
        assert list((store.root / folder.HALF_DONE).iterdir()) == []


async def test_the_folder_is_ours_alone_and_holds_nothing_half_done(tmp_path: Path):
    here, key = folder.opened(tmp_path / "data" / "files"), new_key()
    await here.put_file(key, file_with(tmp_path / "given", b"x"), "text/plain")
    assert stat.S_IMODE(here.root.stat().st_mode) == 0o700
    assert [path.name for path in here.root.rglob("*") if path.is_file()] == [key]


async def test_a_put_that_dies_leaves_what_was_there_and_is_swept(tmp_path: Path):
    here, key = folder.opened(tmp_path / "files"), new_key()
    await here.put_file(key, file_with(tmp_path / "old", b"old"), "text/plain")
    program = """
import asyncio, os, signal, sys
from pathlib import Path
from db.storage import folder
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(folder.opened(Path(sys.argv[1])).put_file(sys.argv[2], Path(sys.argv[3]), "text/plain"))
"""
    file_with(tmp_path / "new", b"new")
    argv = (sys.executable, "-c", program, here.root, key, tmp_path / "new")
    died = await asyncio.create_subprocess_exec(*argv, env=path_to_us())
    assert await died.wait() == -9
    assert await read(here, key) == b"old"
    assert len(list((here.root / folder.HALF_DONE).iterdir())) == 1
    await here.sweep(3600)
    assert len(list((here.root / folder.HALF_DONE).iterdir())) == 1
    await here.sweep(-1)
    assert list((here.root / folder.HALF_DONE).iterdir()) == []


async def test_where_files_cannot_share_bytes_they_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    here, key = folder.opened(tmp_path / "files"), new_key()
    await here.put_file(key, file_with(tmp_path / "given", BODY), "text/plain")
    assert await read(here, key) == BODY


async def test_bytes_go_to_and_from_the_bucket_by_signed_urls(s3: str):
    there, key = bucket.opened(bucket_settings(s3)), new_key()
    put = there.signed_put(key, 5, 60)
    assert put is not None
    assert "X-Amz-SignedHeaders=content-length%3Bhost&" in put
    assert there.signed_put(key, 6, 60) != put
    async with httpx2.AsyncClient() as http:
        assert (await http.put(put, content=b"hello")).status_code == 200
        assert (await there.size(key), await read(there, key)) == (5, b"hello")
        get = there.signed_get(key, "text/plain", "attachment; filename*=UTF-8''a%20b%E2%82%AC.txt", 60)
        assert get is not None
        answer = await http.get(get, headers={"Range": "bytes=1-2"})
    assert (answer.status_code, answer.content) == (206, b"el")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a%20b%E2%82%AC.txt"
    assert answer.headers["content-type"] == "text/plain"
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("method", "query", "headers"),
    [
        ("GET", {}, {}),
        ("GET", {"response-content-disposition": "attachment; filename*=UTF-8''a%20b€~.txt"}, {}),
        ("PUT", {}, {"content-length": "2147483648"}),
    ],
)
def test_our_signatures_are_those_that_amazons_own_signer_makes(
    method: str, query: dict[str, str], headers: dict[str, str]
):
    credentials, url = presign.Credentials(ACCESS, SECRET, REGION), "https://s3.example/bucket/some/wh~re/a-b_c"
    ours = presign.signed(credentials, method, url, query, headers, 300, datetime.now(UTC))
    theirs = AWSRequest(method, url, headers=dict(headers), params=dict(query))
    signer = S3SigV4QueryAuth(BotoCredentials(ACCESS, SECRET), "s3", REGION, expires=300)
    when = parse_qs(urlsplit(ours).query)["X-Amz-Date"][0]
    theirs.context["timestamp"] = when
    signer._modify_request_before_signing(theirs)
    canonical = signer.canonical_request(theirs)
    expected = signer.signature(signer.string_to_sign(theirs, canonical), theirs)
    assert parse_qs(urlsplit(ours).query)["X-Amz-Signature"] == [expected]


def test_the_signed_size_is_a_part_of_what_is_signed():
    credentials, at = presign.Credentials(ACCESS, SECRET, REGION), datetime.now(UTC)
    urls = {
        presign.signed(credentials, "PUT", "https://s3.example/b/k", {}, {"content-length": n}, 9, at) for n in "12"
    }
    assert len(urls) == 2
    assert all("X-Amz-SignedHeaders=content-length%3Bhost" in url for url in urls)


async def test_a_bucket_that_is_away_is_a_lost_connection(tmp_path: Path):
    gone = bucket.opened(bucket_settings("http://127.0.0.1:9"))
    for act in (gone.size(new_key()), gone.remove(new_key()), read(gone, new_key())):
        with pytest.raises(ConnectionError):
            await act


@pytest.mark.parametrize(
    "given",
    [
        {"storage_url": "s3://"},
        {"storage_url": "gs://bucket"},
        {"storage_url": "/var/files"},
        {"s3_secret_key": None},
        {"s3_access_key": None},
    ],
)
def test_settings_that_name_no_bucket_are_refused(given: dict[str, object]):
    with pytest.raises(ValueError, match="STORAGE_URL"):
        bucket.opened(bucket_settings("http://127.0.0.1:9").model_copy(update=given))


async def test_the_process_storage_is_what_the_settings_say(tmp_path: Path, s3: str, database: Settings):
    storage.connect(database.model_copy(update={"data_dir": tmp_path}))
    assert storage.store() == Folder(tmp_path / "files")
    storage.connect(bucket_settings(s3))
    assert isinstance(storage.store(), Bucket)
    await storage.disconnect()
    with pytest.raises(RuntimeError):
        storage.store()
    storage.connect(database)


def test_processes_that_start_at_once_sign_with_the_same_secret(tmp_path: Path):
    program = "import sys; from pathlib import Path; from db.secrets import generated_in as g\n"
    program += "print(g(Path(sys.argv[1])).decode())"
    argv = [sys.executable, "-c", program, str(tmp_path / "data")]
    started = [subprocess.Popen(argv, env=path_to_us(), stdout=subprocess.PIPE, text=True) for _ in range(6)]
    told = {process.communicate()[0].strip() for process in started}
    assert len(told) == 1
    assert len(told.pop()) == 64
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret"]
    assert stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600


def test_a_secret_stays_what_it_was_first(tmp_path: Path):
    first = secrets.generated_in(tmp_path)
    secrets._propose(tmp_path / "secret")
    assert (tmp_path / "secret").read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_secret_of_the_settings_must_be_long(database: Settings):
    try:
        use(database.model_copy(update={"secret_key": "s" * 31}))
        with pytest.raises(ValueError, match="SECRET_KEY"):
            secrets.secret()
        use(database.model_copy(update={"secret_key": "s" * 32}))
        assert secrets.secret() == b"s" * 32
    finally:
        use(database)


async def test_parts_that_nobody_holds_are_swept_when_they_are_old(tmp_path: Path):
    kept, old, now = new_key(), new_key(), new_key()
    for key in (kept, old, now):
        async with parts.held(tmp_path, key) as part:
            await part.write(b"some")
    for key in (kept, old):
        os.utime(parts.path_of(tmp_path, key), (0, 0))
    async with parts.held(tmp_path, kept):
        assert await parts.sweep(tmp_path, 3600) == 1
    assert [await parts.offset_of(tmp_path, key) for key in (kept, old, now)] == [4, 0, 4]


async def test_a_part_is_held_by_one_and_a_dropped_one_by_nobody(tmp_path: Path):
    key = new_key()
    async with parts.held(tmp_path, key) as part:
        with pytest.raises(parts.Held):
            async with parts.held(tmp_path, key):
                pass
        await part.drop()
        async with parts.held(tmp_path, key) as next_part:
            assert next_part.offset == 0


async def test_a_file_that_was_dropped_or_made_anew_cannot_be_held_by_who_opened_the_old_one(tmp_path: Path):
    path = file_with(tmp_path / "some.part", b"old")
    opened = os.open(path, os.O_RDWR)
    path.unlink()
    with pytest.raises(parts.Held):
        parts._lock(opened, path)
    file_with(path, b"new")
    with pytest.raises(parts.Held):
        parts._lock(opened, path)
    os.close(opened)


def path_to_us() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
