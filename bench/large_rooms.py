"""Measures what sending costs in a small and in a very large room: `python -m bench.large_rooms`.

Prints CPU milliseconds of web, PostgreSQL and Redis together, and wall milliseconds, for one sendMessage over HTTP.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx2

from bench.deliveries import TICK, free_port, wait_for
from bench.scene import Scene, scene
from db import embedded, sql
from db.connection import connected
from db.embedded import Servers
from db.migrate import migrate
from db.settings import Settings
from schema.ids import global_id

SIZES = (3, 50_000)
ROUNDS = 10
MESSAGES = 100  # of one round in one room
WARM_UP = 200
TARGET = 1.15  # what noise of the machine may make of a ratio of 1
SEND = """
mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { id position body author { name } } userErrors { code } }
}
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one message cost, in milliseconds."""

    cpu: float
    wall: float


def cpu_of_tree(pid: int) -> float:
    """Seconds of CPU of a process and of all below it, those that have ended too (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICK + sum(cpu_of_tree(int(child)) for child in children)


@contextmanager
def web(servers: Servers) -> Iterator[tuple[int, str]]:
    """A web process as `parlour web` runs it; its pid and where it answers."""
    port = free_port()
    env = os.environ | {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
    process = subprocess.Popen([sys.executable, "-m", "portal_web.cli", "web", "--port", str(port)], env=env)
    try:
        wait_for(port)
        yield process.pid, f"http://127.0.0.1:{port}/graphql"
    finally:
        process.kill()
        process.wait()


async def send(client: httpx2.AsyncClient, url: str, made: Scene, count: int) -> None:
    """Send messages one after the other, each acknowledged before the next."""
    headers = {"Authorization": f"Bearer {made.manager.token}"}
    for number in range(count):
        text = f"Message {number} of some length, as people write them to each other."
        given = {"roomId": global_id("Room", made.room_id), "clientMessageId": str(uuid4()), "body": text}
        answer = await client.post(url, json={"query": SEND, "variables": {"input": given}}, headers=headers)
        assert answer.json()["data"]["sendMessage"]["userErrors"] == [], answer.text


async def cost(client: httpx2.AsyncClient, url: str, made: Scene, pids: list[int]) -> Cost:
    """What a message costs in this room now."""
    cpu, wall = sum(map(cpu_of_tree, pids)), time.perf_counter()
    await send(client, url, made, MESSAGES)
    spent = time.perf_counter() - wall
    return Cost((sum(map(cpu_of_tree, pids)) - cpu) / MESSAGES * 1000, spent / MESSAGES * 1000)


async def measure(servers: Servers) -> None:
    """Take turns between the rooms, so that both meet the same moments of the machine, and print the medians."""
    async with connected(Settings(database_url=servers.database_url, redis_url=servers.redis_url)):
        rooms = {size: await scene(size - 1) for size in SIZES}
        await sql.execute("VACUUM ANALYZE")
    found: dict[int, list[Cost]] = {size: [] for size in SIZES}
    with web(servers) as (pid, url):
        pids = [pid, servers.postgresql.child.pid, servers.valkey.child.pid]
        async with httpx2.AsyncClient(timeout=60) as client:
            for made in rooms.values():
                await send(client, url, made, WARM_UP)
            for _ in range(ROUNDS):
                for size, made in rooms.items():
                    found[size].append(await cost(client, url, made, pids))
    tell(found)


def tell(found: dict[int, list[Cost]]) -> None:
    """Print what was found."""
    cpu, wall = (
        {size: statistics.median(getattr(one, kind) for one in costs) for size, costs in found.items()}
        for kind in ("cpu", "wall")
    )
    for size in found:
        print(f"a room of {size:,}: {cpu[size]:.2f} ms CPU and {wall[size]:.2f} ms of time for a message sent")
    small, large = SIZES
    print(f"ratio: {cpu[large] / cpu[small]:.2f} CPU, {wall[large] / wall[small]:.2f} time (target: under {TARGET})")


def main() -> None:
    """Run on servers of its own, and leave nothing behind."""
    with tempfile.TemporaryDirectory() as folder, embedded.running(Path(folder)) as servers:
        asyncio.run(migrate(servers.database_url, lambda _: None))
        asyncio.run(measure(servers))


if __name__ == "__main__":
    main()
