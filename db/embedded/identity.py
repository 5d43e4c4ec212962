"""Whom PostgreSQL runs as: it refuses to be root, and we refuse to change the machine for its sake."""

import os
import pwd
import signal
import subprocess
from pathlib import Path

from db.embedded.errors import EmbeddedError
from db.embedded.program import launched

OURSELVES = "self"
MAPPED = "mapped"


def for_folder(folder: Path, program: str) -> str:
    """The identity for a server on this data: that of the data's owner, or a new choice when there is none yet."""
    if os.geteuid() != 0:
        return OURSELVES
    if not folder.exists():
        return MAPPED if _can_map(program, folder.parent) else _dropped("postgres", "nobody")
    owner = folder.stat()
    return MAPPED if owner.st_uid == 0 else f"{owner.st_uid}:{owner.st_gid}"


def hand_over(folder: Path, identity: str) -> None:
    """Give a folder of ours to the identity that will work in it, where that is another user."""
    if identity not in (OURSELVES, MAPPED):
        uid, gid = identity.split(":")
        os.chown(folder, int(uid), int(gid))


def _can_map(program: str, parent: Path) -> bool:
    # A mapped root is no longer above other users' rights, so a folder inside theirs may be out of its reach.
    attempt = ["/bin/sh", "-c", 'test -w "$1" && exec "$0" --version', program, str(parent)]
    command = launched(attempt, MAPPED, signal.SIGKILL)
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _dropped(*names: str) -> str:
    for entry in pwd.getpwall():
        if entry.pw_name in names:
            return f"{entry.pw_uid}:{entry.pw_gid}"
    raise EmbeddedError("PostgreSQL refuses to run as root here: start as an ordinary user, or set DATABASE_URL")
