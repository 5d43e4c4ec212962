"""The virus scanner: a conversation over a real connection, and every way in which it can end."""

from pathlib import Path

import pytest

from jobs import scanner
from jobs.scanner import Verdict
from tests.clamd import EICAR, scanning


def file_with(path: Path, body: bytes) -> Path:
    path.write_bytes(body)
    return path


@pytest.mark.parametrize("body", [b"", b"x", bytes(range(256)) * 2000], ids=["nothing", "byte", "many chunks"])
@pytest.mark.parametrize("kind", ["tcp", "unix"])
async def test_a_file_is_sent_whole_and_is_clean(tmp_path: Path, body: bytes, kind: str):
    async with scanning(str(tmp_path / "clamd.sock") if kind == "unix" else None) as clamd:
        assert await scanner.scan(clamd.url, file_with(tmp_path / "file", body)) is Verdict.CLEAN
        assert clamd.taken == [body]


async def test_a_virus_is_found_wherever_it_is(tmp_path: Path):
    async with scanning() as clamd:
        for body in (EICAR, bytes(65_500) + EICAR, EICAR + bytes(200_000)):
            assert await scanner.scan(clamd.url, file_with(tmp_path / "file", body)) is Verdict.FOUND


async def test_a_file_that_the_scanner_will_not_read_whole_is_too_long(tmp_path: Path):
    async with scanning() as clamd:
        clamd.limit = 100_000
        assert await scanner.scan(clamd.url, file_with(tmp_path / "file", bytes(5_000_000))) is Verdict.TOO_LONG


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: OK",
        b"stream: OK FOUND OK\0",
        b"UNKNOWN COMMAND\0",
        b"stream: Can't allocate memory ERROR\0",
        b"COMMAND READ TIMED OUT\0",
        b"x" * 9000,
    ],
)
async def test_an_answer_that_is_not_foreseen_says_nothing_about_the_file(tmp_path: Path, answer: bytes):
    async with scanning() as clamd:
        clamd.answer = answer
        with pytest.raises(ConnectionError):
            await scanner.scan(clamd.url, file_with(tmp_path / "file", b"x"))


async def test_a_scanner_that_is_away_is_known_to_be(tmp_path: Path):
    async with scanning() as clamd:
        assert await scanner.is_there(clamd.url)
    assert not await scanner.is_there(clamd.url)
    assert not await scanner.is_there(f"unix://{tmp_path}/nothing")
    assert not await scanner.is_there("http://127.0.0.1:1")
    with pytest.raises(OSError, match="onnect"):
        await scanner.scan(clamd.url, file_with(tmp_path / "file", b"x"))
