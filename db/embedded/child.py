"""A child process under supervision: started, restarted when it dies, and never outliving us."""

import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from db.embedded.errors import EmbeddedError, StartFailed
from db.embedded.leftovers import is_alive
from db.embedded.program import Program, launched

FIRST_PAUSE = 0.05
LONGEST_PAUSE = 5.0
HEALTHY_AFTER = 10.0
POLL = 0.01


class Child:
    """One supervised program. A thread of its own starts it and waits for it.

    The thread lives as long as the child may, because the kernel's parent-death signal follows the thread that forked.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        self._stopping = threading.Event()
        self._starting = threading.Lock()
        self._problem: OSError | EmbeddedError | None = None
        self._thread = threading.Thread(target=self._supervise, name=f"supervise-{program.name}", daemon=True)

    @property
    def pid(self) -> int:
        """The process id of the present incarnation."""
        if self.process is None:
            raise StartFailed(f"{self.program.name} has not started")
        return self.process.pid

    def start(self, within: float) -> None:
        """Start, and return once ready. Raises StartFailed after `within` seconds or when it keeps dying."""
        self._thread.start()
        until = time.monotonic() + within
        while not self.is_ready():
            if self._problem or self.deaths >= self.program.tries or time.monotonic() > until:
                raise StartFailed(f"{self.program.name} did not start: {self._last_words()}")
            time.sleep(POLL)

    def is_ready(self) -> bool:
        """Whether the present incarnation runs and says it is ready."""
        process = self.process
        return process is not None and is_alive(process.pid) and self.program.ready(process.pid)

    def stop(self) -> None:
        """Ask it to end, insist after its grace, and return when it is gone."""
        with self._starting:
            self._stopping.set()
            process = self.process
        if process is not None:
            _end(process, self.program.stop_signal, self.program.grace)
        if self._thread.ident is not None:
            self._thread.join()

    def _supervise(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.wait(pause if self.deaths else 0):
            began = time.monotonic()
            try:
                status = self._live_once()
            except (OSError, EmbeddedError) as problem:
                self._problem, status = problem, -1
            if self._stopping.is_set():
                return
            self.deaths += 1
            pause = FIRST_PAUSE if time.monotonic() - began > HEALTHY_AFTER else min(pause * 2, LONGEST_PAUSE)
            self.program.on_death(self.program.name, status)

    def _live_once(self) -> int:
        self.program.prepare()
        with self._starting:
            if self._stopping.is_set():
                return 0
            self.process = self._spawn()
        return self.process.wait()

    def _spawn(self) -> subprocess.Popen[bytes]:
        program = self.program
        with ExitStack() as files:
            output = files.enter_context(program.log.open("ab")) if program.log else None
            return subprocess.Popen(
                launched(program.argv, program.identity, program.orphan_signal),
                cwd=program.cwd,
                env=program.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                pass_fds=program.inherited,
                process_group=0,
            )

    def _last_words(self) -> str:
        if self._problem:
            return str(self._problem)
        return last_lines(self.program.log) or ("it ended" if self.deaths else "it is not ready")


@contextmanager
def supervised(program: Program, within: float = 60.0) -> Iterator[Child]:
    """Run a program under supervision for the time of the block. Raises StartFailed."""
    child = Child(program)
    try:
        child.start(within)
        yield child
    finally:
        child.stop()


def last_lines(log: Path | None, count: int = 3) -> str:
    """The end of a log on one line, for an error message."""
    if log is None or not log.exists():
        return ""
    with log.open(errors="replace") as lines:
        return _joined(lines, count)


def _joined(lines: IO[str], count: int) -> str:
    return " / ".join(line.strip() for line in deque(lines, count))


def _end(process: subprocess.Popen[bytes], polite: signal.Signals, grace: float) -> None:
    process.send_signal(polite)
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
