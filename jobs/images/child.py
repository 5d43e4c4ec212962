"""The decoding child: `python -P -m jobs.images.child BOUNDS PARENT SOURCE OUT SCRATCH LIMITS`, one image, then gone.

Answers with one line of JSON on standard output. What it writes and answers is judged by the worker.
"""

import errno
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jobs.bounds import Bounds
from jobs.confinement import confine_to, spent
from jobs.images.outcomes import ImageLimits, NotAnImage, Reason, RefusedError, TooLarge
from jobs.images.reading import open_image
from jobs.images.renditions import make

# The disk is full, the file is gone: nothing that an image could do. EINVAL and ENOMEM are what images do.
MACHINES_TROUBLE = frozenset({
    errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENOENT, errno.EACCES, errno.EPERM,
    errno.EMFILE, errno.ENFILE, errno.ESTALE,
})  # fmt: skip


def main(bounds: str, parent: str, source: str, out: str, scratch: str, limits: str) -> None:
    """Be confined, make the renditions, tell."""
    # What is too large for a file raises here, and is the image's fault.
    confine_to(Bounds(**json.loads(bounds)), int(parent))
    answer = _answer(Path(source), Path(out), Path(scratch), ImageLimits(**json.loads(limits)))
    seconds, peak = spent()
    sys.stdout.write(json.dumps(answer | {"cpu_seconds": seconds, "peak_bytes": peak}))


def _answer(source: Path, out: Path, scratch: Path, limits: ImageLimits) -> dict[str, Any]:
    try:
        return _made(source, out, scratch, limits)
    except RefusedError as refused:
        return _told(refused.outcome)
    except MemoryError:
        return _told(NotAnImage(Reason.MEMORY))
    except Exception as broken:  # on hostile bytes a decoder may raise anything at all
        if isinstance(broken, OSError) and broken.errno in MACHINES_TROUBLE:
            return {"outcome": "Interrupted", "trouble": errno.errorcode[broken.errno]}
        return _told(NotAnImage(Reason.MEMORY if _wants_memory(broken) else Reason.BROKEN))


def _wants_memory(broken: Exception) -> bool:
    return isinstance(broken, OSError) and broken.errno == errno.ENOMEM


def _made(source: Path, out: Path, scratch: Path, limits: ImageLimits) -> dict[str, Any]:
    opened = open_image(source, limits)
    made = make(opened, out, scratch, limits)
    return {
        "outcome": "ImageResult",
        "media_type": opened.media_type,
        "is_animated": opened.frames > 1,
        "is_truncated": made.is_truncated,
        "placeholder": made.placeholder,
        "renditions": [asdict(rendition) for rendition in made.renditions],
    }


def _told(outcome: NotAnImage | TooLarge) -> dict[str, Any]:
    return {"outcome": type(outcome).__name__, **asdict(outcome)}


if __name__ == "__main__":
    main(*sys.argv[1:])
