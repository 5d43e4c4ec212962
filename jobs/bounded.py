"""Has hostile bytes read by a child of its own, which may take so much and no more, and fail alone."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from jobs.bounds import Bounds


@dataclass(frozen=True, slots=True)
class Answered:
    """The child ended well. What it says is to be judged: it may have been taken over by what it read."""

    answer: bytes


@dataclass(frozen=True, slots=True)
class Died:
    """The child died by what it was given: of a bound, or in a crash."""

    signal: signal.Signals


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The machine's trouble, which says nothing about what was given: to be tried again later."""

    trouble: str


# What a reader dies of by what it reads. SIGKILL is not among them: the machine was short of memory, or somebody
# killed it.
ITS_OWN_FAULT = frozenset({
    signal.SIGXCPU, signal.SIGXFSZ, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL,
    signal.SIGTRAP, signal.SIGSYS,
})  # fmt: skip


async def run_bounded(
    module: str, bounds: Bounds, given: bytes = b"", arguments: tuple[str, ...] = ()
) -> Answered | Died | Interrupted:
    """Run `python -m module BOUNDS PARENT *arguments`: `given` is its standard input, its output the answer.

    The module calls `confinement.confine(*sys.argv[1:3])` before it looks at anything. Raises OSError where no
    child starts.
    """
    with _memory("given") as source, _memory("answer") as target:
        _fill(source, given)
        child = await asyncio.create_subprocess_exec(
            *_command(module, bounds, arguments),
            stdin=source,
            stdout=target,
            cwd="/",
            env=_environment(),
            start_new_session=True,
        )
        code = await _ended(child, bounds.wall_seconds)
        return _judged(code, target, bounds.answer_bytes)


@contextmanager
def _memory(name: str) -> Iterator[int]:
    # Not a pipe: nothing waits for the other side, and RLIMIT_FSIZE bounds what the child writes into it.
    place = os.memfd_create(name)
    try:
        yield place
    finally:
        os.close(place)


def _fill(place: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(place, view) :]
    os.lseek(place, 0, os.SEEK_SET)


def _content(place: int, most: int | None) -> bytes:
    os.lseek(place, 0, os.SEEK_SET)
    with os.fdopen(place, "rb", closefd=False) as file:
        return file.read(most)


def _command(module: str, bounds: Bounds, arguments: tuple[str, ...]) -> list[str]:
    # -P: a folder of our name where the worker stands is not our code.
    return [sys.executable, "-P", "-m", module, json.dumps(asdict(bounds)), str(os.getpid()), *arguments]


def _environment() -> dict[str, str]:
    """Nothing of ours: settings hold secrets. Large pieces of memory go back to the machine at once."""
    return {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(str(Path(place).absolute()) for place in sys.path if place),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "1",
        "MALLOC_MMAP_THRESHOLD_": "262144",
    }


async def _ended(child: Process, seconds: float) -> int | None:
    try:
        async with asyncio.timeout(seconds):
            return await child.wait()
    except TimeoutError:
        return None
    finally:
        await _end(child)


async def _end(child: Process) -> None:
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


def _judged(code: int | None, target: int, most: int | None) -> Answered | Died | Interrupted:
    if code == 0:
        return Answered(_content(target, most))
    if code is None:
        # Its processor time is bounded by less: it did not get to run.
        return Interrupted("not done in time")
    if code > 0:
        return Interrupted(f"the child ended with {code}")
    fault = signal.Signals(-code)
    return Died(fault) if fault in ITS_OWN_FAULT else Interrupted(fault.name)
