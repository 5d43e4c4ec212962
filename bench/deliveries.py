"""Measures live delivery on one web process: `python -m bench.deliveries [--per-subscriber]`.

Prints deliveries per CPU-second of the web process, and what an idle connection costs it in memory.
"""

import asyncio
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from socket import create_connection, socket
from uuid import uuid4

from bench.listening import Listening, Tally
from bench.scene import Scene, scene
from db import embedded
from db.connection import connected
from db.migrate import migrate
from db.settings import Settings
from resolvers import messages
from schema.ids import global_id

SUBSCRIBERS = 200
MESSAGES = 300
IDLE = 2_000
TARGETS = {"deliveries per CPU-second": 25_000, "KiB per idle connection": 40}
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def cpu_seconds(pid: int) -> float:
    """User and system time that a process has used (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def resident_kib(pid: int) -> float:
    """Memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1024


def free_port() -> int:
    """A port that nobody listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def web(settings: Settings, *arguments: str) -> Iterator[tuple[int, int]]:
    """A web process; its pid and port."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": str(settings.database_url),
        "REDIS_URL": str(settings.redis_url),
    }
    process = subprocess.Popen([sys.executable, "-m", "bench.live_web", str(port), *arguments], env=environment)
    try:
        wait_for(port)
        yield process.pid, port
    finally:
        process.kill()
        process.wait()


def wait_for(port: int) -> None:
    """Until somebody listens."""
    for _ in range(200):
        try:
            create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port}")


def listen(port: int, tokens: list[str], room_id: str, pipe: Connection) -> None:
    """A process full of listeners: says when they are ready, and how many frames they have got when asked."""
    asyncio.run(listening(port, tokens, room_id, pipe))


async def listening(port: int, tokens: list[str], room_id: str, pipe: Connection) -> None:
    """Open one connection per token and count."""
    tally = Tally()
    kept = [await connected_listener(port, token, room_id, tally) for token in tokens]
    await asyncio.sleep(0.5)
    pipe.send("ready")
    while await asyncio.to_thread(pipe.recv) != "end":
        pipe.send(tally.frames)
    for transport in kept:
        transport.close()


async def connected_listener(port: int, token: str, room_id: str, tally: Tally) -> asyncio.BaseTransport:
    """One listener that has subscribed."""
    loop = asyncio.get_running_loop()
    ready = loop.create_future()
    transport, _ = await loop.create_connection(lambda: Listening(token, room_id, tally, ready), "127.0.0.1", port)
    await ready
    return transport


@contextmanager
def listeners(port: int, tokens: list[str], room_id: str) -> Iterator[Connection]:
    """A process of listeners, ready."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=listen, args=(port, tokens, room_id, theirs))
    process.start()
    try:
        assert ours.recv() == "ready"
        yield ours
    finally:
        ours.send("end")
        process.join()


async def deliveries(settings: Settings, made: Scene, *arguments: str) -> float:
    """Deliveries per CPU-second of the web process."""
    tokens = [client.token for client in made.clients[:SUBSCRIBERS]]
    with web(settings, *arguments) as (pid, port), listeners(port, tokens, global_id("Room", made.room_id)) as pipe:
        await send(made, 20)
        warm = await settled(pipe, SUBSCRIBERS * 20)
        before = cpu_seconds(pid)
        await send(made, MESSAGES)
        got = await settled(pipe, warm + SUBSCRIBERS * MESSAGES) - warm
        return got / (cpu_seconds(pid) - before)


async def settled(pipe: Connection, expected: int) -> int:
    """How many frames arrived, once it is as many as expected."""
    for _ in range(2400):
        pipe.send("count")
        got: int = await asyncio.to_thread(pipe.recv)
        if got >= expected:
            return got
        await asyncio.sleep(0.05)
    raise TimeoutError(f"{got} of {expected} frames arrived")


async def send(made: Scene, count: int) -> None:
    """Send messages one after the other, as a person's acknowledged sends would come."""
    for number in range(count):
        text = f"Message {number} of some length, as people write them to each other."
        await messages.send_message(made.manager.viewer, made.room_id, uuid4(), text, None, datetime.now(UTC))
        await asyncio.sleep(0.005)


async def idle(settings: Settings, made: Scene) -> float:
    """KiB per idle, subscribed connection."""
    tokens = [client.token for client in made.clients[:IDLE]]
    room_id = global_id("Room", made.room_id)
    with web(settings) as (pid, port):
        with listeners(port, tokens[:100], room_id):
            pass  # what is made once is made now
        await asyncio.sleep(1)
        before = resident_kib(pid)
        with listeners(port, tokens, room_id):
            return (resident_kib(pid) - before) / len(tokens)


async def measure(settings: Settings, *, per_subscriber: bool) -> None:
    """Everything, printed as it comes."""
    async with connected(settings):
        made = await scene(IDLE)
        shared = await deliveries(settings, made)
        print(f"deliveries per CPU-second: {shared:,.0f} ({SUBSCRIBERS} subscribers, once per event)", flush=True)
        if per_subscriber:
            each = await deliveries(settings, made, "--per-subscriber")
            print(
                f"deliveries per CPU-second: {each:,.0f} (once per subscriber), ratio {shared / each:.1f}", flush=True
            )
        print(f"KiB per idle connection: {await idle(settings, made):.1f} ({IDLE:,} connections)", flush=True)
        print("targets:", ", ".join(f"{name} {value:,}" for name, value in TARGETS.items()))


def main() -> None:
    """Run on servers of its own, and leave nothing behind."""
    with tempfile.TemporaryDirectory() as folder, embedded.running(Path(folder)) as servers:
        settings = Settings(database_url=servers.database_url, redis_url=servers.redis_url)
        asyncio.run(migrate(servers.database_url, lambda _: None))
        asyncio.run(measure(settings, per_subscriber="--per-subscriber" in sys.argv))


if __name__ == "__main__":
    main()
