"""Run as a script between the supervisor and a child: tie its life to ours, settle whom it runs as, become it.

Usage: launch.py PARENT ORPHAN_SIGNAL IDENTITY PROGRAM [ARGUMENT ...], IDENTITY being `self`, `mapped` or `UID:GID`.
A script of its own because running Python between fork and exec is unsafe in a process with threads.
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522
NOBODY = 65534

libc = ctypes.CDLL(None, use_errno=True)


def checked(call: str, *arguments: object) -> None:
    """Call libc; raises OSError naming the call."""
    if getattr(libc, call)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), f"{call}: {os.strerror(ctypes.get_errno())}")


def map_root_to_nobody() -> None:
    """Look like `nobody` to ourselves and stay root to the files: PostgreSQL refuses uid 0, and nothing is chowned."""
    checked("unshare", CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} 0 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} 0 1")


def drop_to(uid: int, gid: int) -> None:
    """Become another user who can still walk through our private folders, and has no other power of root."""
    checked("prctl", PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    only = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    checked("capset", header, (ctypes.c_uint32 * 6)(only, only, only, 0, 0, 0))
    checked("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def take_identity(identity: str) -> None:
    """Settle whom the program runs as."""
    if identity == "mapped":
        map_root_to_nobody()
    elif identity != "self":
        uid, gid = identity.split(":")
        drop_to(int(uid), int(gid))


def die_with(parent: int, orphan_signal: int) -> None:
    """Ask the kernel for a signal when our parent dies; a change of identity would forget it, so this comes after."""
    checked("prctl", PR_SET_PDEATHSIG, orphan_signal, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the supervisor is gone")


def main(parent: str, orphan_signal: str, identity: str, *program: str) -> None:
    """Become the program; ends with a line on standard error when that cannot be."""
    try:
        take_identity(identity)
        die_with(int(parent), int(orphan_signal))
        os.execv(program[0], program)  # noqa: S606 - becoming the program is this script's whole purpose
    except OSError as problem:
        sys.exit(f"cannot start {program[0]} as {identity}: {problem}")


if __name__ == "__main__":
    main(*sys.argv[1:])
