"""The bounds of the children that decode images, and what is made of it when one does not come back."""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from jobs import bounded
from jobs.images import child, processing
from jobs.images.outcomes import Interrupted, NotAnImage, Reason
from tests import pictures
from tests.pictures import encoded, placed, quarters
from tests.uploads import LIMITS, left, processed

ROOT = Path(__file__).parent.parent


async def test_memory_and_processor_time_beyond_the_bounds_are_the_images_fault(tmp_path: Path):
    photo = encoded(quarters(6000, 4000), "PNG")
    assert await processed(photo, tmp_path, limits=replace(LIMITS, data_bytes=70_000_000)) == NotAnImage(Reason.MEMORY)
    assert await processed(pictures.long_webp(90), tmp_path, limits=replace(LIMITS, cpu_seconds=1)) == NotAnImage(
        Reason.TIME
    )
    assert left(tmp_path) == []


async def test_renditions_cannot_fill_the_disk(tmp_path: Path):
    data = pictures.laden_png()
    assert await processed(data, tmp_path, limits=replace(LIMITS, file_bytes=500)) == NotAnImage(Reason.BROKEN)
    assert left(tmp_path) == []


async def test_a_killed_child_is_the_machines_trouble_until_the_last_try(tmp_path: Path):
    for attempt, expected in ((1, Interrupted("SIGKILL")), (LIMITS.tries, NotAnImage(Reason.INTERRUPTED))):
        work = asyncio.create_task(processed(pictures.long_webp(90), tmp_path, attempt=attempt))
        os.kill(await child_of(os.getpid()), signal.SIGKILL)
        assert await work == expected
    assert left(tmp_path) == []


async def test_a_crash_is_the_images_fault_and_a_full_disk_the_machines(tmp_path: Path):
    work = asyncio.create_task(processed(pictures.long_webp(90), tmp_path))
    os.kill(await child_of(os.getpid()), signal.SIGSEGV)
    assert await work == NotAnImage(Reason.CRASHED)
    answer = child._answer(tmp_path / "gone", tmp_path, tmp_path, LIMITS)
    assert answer == {"outcome": "Interrupted", "trouble": "ENOENT"}


async def test_a_child_that_does_not_get_to_run_is_ended_and_tried_again(tmp_path: Path):
    outcome = await processed(pictures.long_webp(90), tmp_path, limits=replace(LIMITS, wall_seconds=0.3))
    assert outcome == Interrupted("not done in time")
    assert (children_of(os.getpid()), left(tmp_path)) == (set(), [])


async def test_work_that_is_cancelled_leaves_no_child_and_no_file(tmp_path: Path):
    work = asyncio.create_task(processed(pictures.long_webp(90), tmp_path))
    await child_of(os.getpid())
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert (children_of(os.getpid()), left(tmp_path)) == (set(), [])


async def test_a_child_dies_with_its_worker(tmp_path: Path):
    source = placed(tmp_path, pictures.long_webp(90))
    code = "import asyncio, sys; from pathlib import Path; from jobs.images.processing import process;"
    code += "asyncio.run(process(Path(sys.argv[1]), Path(sys.argv[2])))"
    worker = await asyncio.create_subprocess_exec(sys.executable, "-c", code, source, tmp_path, cwd=ROOT)
    found = await child_of(worker.pid)
    worker.kill()
    await worker.wait()
    while is_running(found):
        await asyncio.sleep(0.02)
    assert not (tmp_path / "SCREEN").exists(), "it did not die but finish"


def test_a_child_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SECRET_KEY", "hidden")
    known = {"PATH", "LC_ALL", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_"}
    assert set(bounded._environment()) == known


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no JSON",
        b"[]",
        b'{"outcome": "ImageResult", "renditions": []}',
        b'{"outcome": "TooLarge", "measure": "PATIENCE", "limit": 1}',
    ],
)
def test_a_child_that_answers_nonsense_is_not_believed(answer: bytes, tmp_path: Path):
    assert processing._judged(bounded.Answered(answer), tmp_path) == NotAnImage(Reason.CRASHED)


def test_a_rendition_that_is_none_or_lies_elsewhere_is_not_believed(tmp_path: Path):
    told = {"name": "ORIGINAL", "media_type": "image/jpeg", "width": 1, "height": 1}
    placed(tmp_path, b"<script>alert(1)</script>", "ORIGINAL")
    with pytest.raises(ValueError, match="not what it is said to be"):
        processing._rendition(told, tmp_path)
    placed(tmp_path, pictures.phone_photo(), "elsewhere")
    (tmp_path / "ORIGINAL").unlink()
    (tmp_path / "ORIGINAL").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ValueError, match="not what it is said to be"):
        processing._rendition(told, tmp_path)


def children_of(pid: int) -> set[int]:
    """Decoding children of a process, by whichever of its threads they were started."""
    found: set[int] = set()
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        found |= {int(child) for child in path.read_text().split()}
    return {found_pid for found_pid in found if "jobs.images.child" in command_of(found_pid)}


def command_of(pid: int) -> str:
    """What a process was started as."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\x00", b" ").decode()
    except FileNotFoundError:
        return ""


def is_running(pid: int) -> bool:
    """Whether a process is more than a name in the table."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except FileNotFoundError:
        return False


def is_confined(pid: int) -> bool:
    """Whether the child has taken on its bounds."""
    return "Max core file size        0                    0" in Path(f"/proc/{pid}/limits").read_text()


async def child_of(pid: int) -> int:
    """The decoding child of a process, once it is confined and at work."""
    while True:
        for found in children_of(pid):
            if is_confined(found):
                return found
        await asyncio.sleep(0.01)
