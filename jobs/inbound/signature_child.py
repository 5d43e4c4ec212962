"""The checking child: `python -P -m jobs.inbound.signature_child BOUNDS PARENT KEYS`, a mail on standard input."""

import base64
import json
import sys

import dkim  # type: ignore[import-untyped]

from jobs.confinement import confine


def main(bounds: str, parent: str, keys: str) -> None:
    """Be confined, check, tell."""
    confine(bounds, parent)
    found = {int(at): base64.b64decode(key) for at, key in json.loads(keys).items()}
    raw = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps({at: _result(raw, at, key) for at, key in found.items()}))


def _result(raw: bytes, at: int, key: bytes) -> str:
    try:
        is_valid = dkim.DKIM(raw, minkey=1024).verify(at, dnsfunc=lambda name, timeout=5: key)
        return "PASS" if is_valid else "FAIL"
    except dkim.ValidationError:
        return "FAIL"
    except Exception:  # a stranger's signature and key: whatever is wrong with them, they prove nothing
        return "NONE"


if __name__ == "__main__":
    main(*sys.argv[1:])
