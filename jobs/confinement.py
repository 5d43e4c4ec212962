"""Bounds that a child lays on itself before it looks at what a stranger sent."""

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path

from jobs.bounds import Bounds

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_NO_NEW_PRIVS = 38


def confine(bounds: str, parent: str) -> None:
    """As `confine_to`, by bounds as JSON; who writes more than it may ends at once. Raises OSError, SystemExit."""
    # Python would rather raise than die of it: what is half written is no answer.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    confine_to(Bounds(**json.loads(bounds)), int(parent))


def confine_to(limits: Bounds, parent: int) -> None:
    """Bound this process for good, and let it die with `parent`. Raises OSError, SystemExit."""
    _die_with(parent)
    for kind, bound in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_DATA, limits.data_bytes),
        (resource.RLIMIT_AS, limits.address_space),
    ):
        _bound(kind, bound, bound)
    # The soft bound ends the process by SIGXCPU, which is how the parent knows; the hard one would by SIGKILL.
    _bound(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 5)
    os.nice(5)
    _silence()


def spent() -> tuple[float, int]:
    """What this process has used: seconds of processor time, bytes of memory at its peak."""
    # Not ru_maxrss, which counts what the parent held when it forked.
    status = Path("/proc/self/status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    times = os.times()
    return times.user + times.system, int(peak.split()[1]) * 1024


def _die_with(parent: int) -> None:
    _control(PR_SET_NO_NEW_PRIVS, 1)
    _control(PR_SET_DUMPABLE, 0)
    _control(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the worker is gone")


def _control(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def _bound(kind: int, soft: int, hard: int) -> None:
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))


def _silence() -> None:
    # Until here standard error is the worker's, for what is wrong with us; from here strangers' bytes would fill it.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
