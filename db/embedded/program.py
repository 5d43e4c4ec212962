"""What to run and how: the command line of a child whose life is tied to ours."""

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.embedded import launch

LAUNCH = launch.__file__


@dataclass(frozen=True, slots=True)
class Program:
    """What to run and how.

    It is given up after dying `tries` times at the start; once it was ready, it is always started again.
    `prepare` runs before each start; `ready` is asked about a pid until it says yes; `on_death` hears name and status.
    """

    name: str
    argv: Sequence[str]
    cwd: Path | None = None
    log: Path | None = None
    env: Mapping[str, str] | None = None
    identity: str = "self"
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    grace: float = 10.0
    tries: int = 5
    inherited: Sequence[int] = ()
    prepare: Callable[[], None] = lambda: None
    ready: Callable[[int], bool] = lambda _: True
    on_death: Callable[[str, int], None] = lambda _name, _status: None


def launched(argv: Sequence[str], identity: str, orphan_signal: signal.Signals) -> list[str]:
    """The command line that runs `argv` tied to this process."""
    return [sys.executable, "-I", "-S", LAUNCH, str(os.getpid()), str(int(orphan_signal)), identity, *argv]
