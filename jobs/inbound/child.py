"""The reading child: `python -P -m jobs.inbound.child BOUNDS PARENT LIMITS`, one mail on standard input, then gone."""

import json
import sys
from dataclasses import replace

from jobs.confinement import confine, spent
from jobs.inbound.mails import Limits, Reason, RefusedError
from jobs.inbound.reading import read
from jobs.inbound.wire import refusal, written


def main(bounds: str, parent: str, limits: str) -> None:
    """Be confined, read, tell."""
    confine(bounds, parent)
    for piece in _told(Limits(**json.loads(limits))):
        sys.stdout.buffer.write(piece)


def _told(limits: Limits) -> list[bytes]:
    try:
        mail = read(sys.stdin.buffer.read(), limits)
        seconds, peak = spent()
        return list(written(replace(mail, cpu_seconds=seconds, peak_bytes=peak)))
    except RefusedError as refused:
        return list(refusal(refused.reason))
    except MemoryError:
        return list(refusal(Reason.MEMORY))
    except Exception:  # nobody has yet seen every mail there is
        return list(refusal(Reason.BROKEN))


if __name__ == "__main__":
    main(*sys.argv[1:])
