"""Measures uploads at once on the local folder: `python -m bench.uploads [files] [megabytes]`.

Prints MB a second, CPU-seconds and the most memory of the web process, beside a bare Starlette endpoint that writes
what comes to a file and neither locks, hashes, flushes nor knows whose it is.
"""

import asyncio
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.deliveries import cpu_seconds, free_port, wait_for
from bench.scene import scene
from db.connection import connected
from db.embedded import running
from db.migrate import migrate
from db.settings import Settings
from resolvers import attachments
from resolvers.viewer import Viewer

FILES, MEGABYTES, ROUNDS = 100, 5, 3
MB = 1_000_000
TARGETS = {"errors": 0, "MB of memory": 300}


def peer(folder: Path) -> Starlette:
    """The least that takes an upload."""

    async def put(request: Request) -> Response:
        with (folder / request.path_params["name"]).open("wb") as file:
            async for chunk in request.stream():
                file.write(chunk)
        return Response(status_code=201)

    return Starlette(routes=[Route("/{name}", put, methods=["PUT"])])


@contextmanager
def process(argv: list[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    """A web process; its pid."""
    started = subprocess.Popen([sys.executable, "-m", *argv], env=os.environ | environment)
    try:
        wait_for(port)
        yield started.pid
    finally:
        started.kill()
        started.wait()


async def put(port: int, path: str, body: bytes) -> int:
    """Bring one file; the status of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"PUT {path} HTTP/1.1\r\nHost: bench\r\nContent-Length: {len(body)}\r\n\r\n".encode())
    view = memoryview(body)
    for start in range(0, len(body), 1 << 18):
        writer.write(view[start : start + (1 << 18)])
        await writer.drain()
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status


async def measured(name: str, pid: int, port: int, paths: list[str], body: bytes) -> int:
    """Bring all files at once and print what it took; how many were not taken."""
    busy, begun = cpu_seconds(pid), time.perf_counter()
    statuses = await asyncio.gather(*(put(port, path, body) for path in paths))
    took, busy = time.perf_counter() - begun, cpu_seconds(pid) - busy
    errors = sum(status != 201 for status in statuses)
    megabytes = len(body) * len(paths) / MB
    print(
        f"{name:30} {megabytes / took:6.0f} MB/s {busy:6.2f} CPU-s {megabytes / busy:6.0f} MB/CPU-s"
        f" {most_memory(pid):5.0f} MB memory {errors} errors"
    )
    return errors


def most_memory(pid: int) -> float:
    """The most megabytes that a process has held (proc(5))."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024 / MB


async def promised(owner: Viewer, body: bytes, files: int, checksum: bytes | None) -> list[str]:
    """The paths of so many promised uploads."""
    now = datetime.now(UTC)
    made = [await attachments.create_upload(owner, "bench.bin", len(body), checksum, now) for _ in range(files)]
    return [urlsplit(upload.url).path for upload in made]


async def compare(settings: Settings, folder: Path, files: int, body: bytes) -> int:
    """Rounds of both, in turn; errors altogether."""
    errors, ours, theirs = 0, free_port(), free_port()
    environment = {"DATABASE_URL": str(settings.database_url), "REDIS_URL": str(settings.redis_url)}
    environment |= {"DATA_DIR": str(settings.data_dir), "PORT": str(ours)}
    web = process(["portal_web.cli", "web", "--port", str(ours)], ours, environment)
    bare = process(["bench.uploads", "peer", str(theirs), str(folder)], theirs, {})
    async with connected(settings):
        owner = (await scene(1)).manager.viewer
        with web as web_pid, bare as bare_pid:
            for number in range(ROUNDS):
                checked = await promised(owner, body, files, hashlib.sha256(body).digest())
                errors += await measured("parlour, checksum compared", web_pid, ours, checked, body)
                errors += await measured("parlour", web_pid, ours, await promised(owner, body, files, None), body)
                names = [f"/{number}-{each}" for each in range(files)]
                errors += await measured("bare Starlette", bare_pid, theirs, names, body)
    return errors


def main(files: int, megabytes: int) -> None:
    """Measure, on servers of our own."""
    with tempfile.TemporaryDirectory() as made, running(Path(made) / "data", durable=True) as servers:
        settings = Settings(
            database_url=servers.database_url, redis_url=servers.redis_url, data_dir=Path(made) / "data"
        )
        asyncio.run(migrate(servers.database_url, lambda _: None))
        errors = asyncio.run(compare(settings, Path(made), files, os.urandom(megabytes * MB)))
        print(f"errors: {errors} (at most {TARGETS['errors']}); memory at most {TARGETS['MB of memory']} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["peer"]:
        uvicorn.run(peer(Path(sys.argv[3])), port=int(sys.argv[2]), log_level="warning", access_log=False)
    else:
        given = [int(number) for number in sys.argv[1:]]
        main(*(given + [FILES, MEGABYTES][len(given) :]))
