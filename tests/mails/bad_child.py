"""A child that does what bounds are for; what it does is its argument."""

import os
import signal
import sys
import time
from pathlib import Path

from jobs.confinement import confine


def main(deed: str, place: str = "") -> None:
    """Do it."""
    match deed:
        case "answer":
            sys.stdout.write(sys.stdin.read())
        case "write":
            sys.stdout.write("x" * 2_000_000)
        case "spin":
            while True:
                pass
        case "crash":
            os.abort()
        case "be killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "fail":
            raise ValueError("ours")
        case "allocate":
            sys.stdout.write("no memory" if _raises(MemoryError, lambda: bytearray(400_000_000)) else "memory")
        case "open":
            sys.stdout.write("too many files" if _raises(OSError, _open_many) else "files")
        case "environment":
            sys.stdout.write(str([name for name in os.environ if "SECRET" in name]))
        case "sleep":
            Path(place).write_text(str(os.getpid()))
            time.sleep(60)


def _raises(kind: type[BaseException], deed) -> bool:
    try:
        deed()
    except kind:
        return True
    return False


def _open_many() -> None:
    _ = [os.open("/dev/null", os.O_RDONLY) for _ in range(100)]


if __name__ == "__main__":
    confine(*sys.argv[1:3])
    main(*sys.argv[3:])
