"""Embedded servers in a process of their own, to be killed; and what tests say to servers."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import redis

from db.embedded import Servers, leftovers

HOST = """
import sys
from pathlib import Path
from db.embedded import running
with running(Path(sys.argv[1])) as servers:
    print(servers.postgresql.child.pid, servers.valkey.child.pid, servers.database_url, servers.redis_url, flush=True)
    sys.stdin.read()
"""


def start_host(data_dir: Path, python: str = sys.executable, **options: object) -> "subprocess.Popen[str]":
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([python, "-c", HOST, str(data_dir)], **pipes, **options)  # type: ignore[call-overload]


@contextmanager
def host(data_dir: Path, python: str = sys.executable, **options: object) -> Iterator["subprocess.Popen[str]"]:
    """A process of its own that runs the servers; its line is still to be read."""
    with start_host(data_dir, python, **options) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout
    return process.stdout.readline().split()


def rights(folder: Path) -> tuple[int, int, int]:
    status = folder.stat()
    return status.st_mode, status.st_uid, status.st_gid


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    until(lambda: not leftovers.is_alive(pid))


def until(happened: Callable[[], object], patience: float = 30) -> None:
    deadline = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def nothing_runs_in(data_dir: Path) -> bool:
    return not leftovers.at_work("postgres", data_dir / "postgres") + leftovers.at_work(
        "valkey-server", data_dir / "valkey"
    )


async def told(database_url: str, statement: str) -> tuple[object, ...]:
    connection = await asyncpg.connect(database_url)
    try:
        return tuple(await connection.fetchrow(statement) or ())
    finally:
        await connection.close()


def ask(servers: Servers, statement: str) -> tuple[object, ...]:
    return asyncio.run(told(servers.database_url, statement))


def remember(servers: Servers, number: int) -> None:
    ask(servers, "CREATE TABLE IF NOT EXISTS kept (number int)")
    ask(servers, f"INSERT INTO kept VALUES ({number})")
    with redis.Redis.from_url(servers.redis_url) as client:
        client.set("kept", number)


def remembered(servers: Servers) -> tuple[object, object]:
    (numbers,) = ask(servers, "SELECT array_agg(number ORDER BY number) FROM kept")
    with redis.Redis.from_url(servers.redis_url) as client:
        return numbers, client.get("kept")
