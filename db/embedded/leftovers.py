"""What an earlier run, killed without warning, may have left: processes that still work in our folder."""

import os
import signal
import time
from pathlib import Path

from db.embedded.errors import StartFailed

PATIENCE = 10.0


def is_alive(pid: int) -> bool:
    """Whether the process exists and is no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def works_in(pid: int, program: str, folder: Path) -> bool:
    """Whether a process is this program at work in this folder: both servers make their folder the current one."""
    try:
        name = Path(f"/proc/{pid}/exe").readlink().name.removesuffix(" (deleted)")
        return name == program and Path(f"/proc/{pid}/cwd").readlink() == folder
    except OSError:
        return False


def at_work(program: str, folder: Path) -> list[int]:
    """The processes of this program that work in this folder."""
    everyone = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in everyone if works_in(pid, program, folder)]


def end(program: str, folder: Path, polite: signal.Signals) -> None:
    """Stop what still works in the folder, first politely. Raises StartFailed when something will not go."""
    if _end_with(polite, program, folder) or _end_with(signal.SIGKILL, program, folder):
        raise StartFailed(f"an earlier {program} of {folder} does not end")


def _end_with(number: signal.Signals, program: str, folder: Path) -> list[int]:
    for pid in at_work(program, folder):
        _send(pid, number)
    until = time.monotonic() + PATIENCE
    while (left := at_work(program, folder)) and time.monotonic() < until:
        time.sleep(0.02)
    return left


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
