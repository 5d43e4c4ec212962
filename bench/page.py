"""Measures an open room in a real browser: `python -m bench.page [messages]`.

Prints a table of what the page costs a client: its first load, then opening a long room, scrolling back, jumping, and
a stream of new messages.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import httpx2
from playwright.async_api import Page

from bench.browser import LongTasks, Meter
from bench.deliveries import free_port, wait_for
from bench.scene import Scene, scene
from db import embedded, sql
from db.connection import connected
from db.embedded import Servers
from db.migrate import migrate
from db.settings import Settings
from portal_web.authentication import COOKIE
from schema.ids import global_id
from tests.browser.chromium import launched

MESSAGES = 100_000
BACK = 2_000  # messages to scroll up
RATE = 50  # messages a second that arrive
SECONDS = 10
STEP = 240  # pixels a frame, as a quick wheel does
LINES = """
INSERT INTO message (id, workspace_id, room_id, author_id, position, client_message_id, body, sent_at,
  attachment_count)
SELECT gen_random_uuid(), r.workspace_id, r.id, CASE WHEN number % 3 = 0 THEN r.manager_id ELSE $2::uuid END, number,
  gen_random_uuid(), 'Message ' || number || '. ' || repeat('Some words, as people write them. ', number % 7),
  now() - make_interval(secs => ($3::int - number) * 97), 0
FROM room r, generate_series(1, $3::int) AS number WHERE r.id = $1
"""
READ_ALL = "UPDATE participation SET read_position = $2, mailed_position = $2 WHERE room_id = $1"
SEND = "mutation ($input: SendMessageInput!) { sendMessage(input: $input) { userErrors { code } } }"

# Scrolls up by steps, one a picture, and watches that nothing moves but by the step.
SCROLL = """
([until, step]) => new Promise((done) => {
  const list = document.querySelector('[role=log]');
  const first = () => Math.min(...[...list.querySelectorAll('[data-position]')].map((each) => +each.dataset.position));
  const middle = () => [...list.querySelectorAll('[data-position]')].find(
    (each) => each.getBoundingClientRect().bottom > innerHeight / 2);
  const gaps = [];
  let last = null, held = null, jumps = 0, furthest = 0, waits = 0;
  const draw = (time) => {
    if (last !== null) gaps.push(time - last);
    last = time;
    if (held?.element.isConnected) {
      const moved = held.element.getBoundingClientRect().top - held.top;
      const off = Math.abs(moved - held.step);
      if (off > 2 && held.step) { jumps += 1; furthest = Math.max(furthest, off); }
    }
    if (first() <= until) {
      const sorted = gaps.toSorted((one, other) => one - other);
      return done({ frames: gaps.length, seconds: gaps.reduce((sum, gap) => sum + gap, 0) / 1000,
        median: sorted[Math.floor(sorted.length / 2)], p95: sorted[Math.floor(sorted.length * 0.95)],
        longest: sorted.at(-1), jumps, furthest, waits });
    }
    const element = middle(), before = list.scrollTop;
    const top = element?.getBoundingClientRect().top;
    list.scrollTop = before - step;
    if (list.scrollTop === 0) waits += 1;
    held = element ? { element, top, step: before - list.scrollTop } : null;
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
})
"""


@contextmanager
def web(servers: Servers) -> Iterator[str]:
    """A web process as `parlour web` runs it; where its pages are."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    found = {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url, "BASE_URL": url}
    command = [sys.executable, "-m", "portal_web.cli", "web", "--port", str(port)]
    process = subprocess.Popen(command, env=os.environ | found)
    try:
        wait_for(port)
        yield url
    finally:
        process.kill()
        process.wait()


async def long_room(messages: int) -> Scene:
    """A room of one of the team and one client, who have talked for years and read everything."""
    made = await scene(1)
    await sql.execute(LINES, made.room_id, made.clients[0].viewer.id, messages)
    await sql.execute(
        "UPDATE room SET last_position = $2, shared_seq = $2, team_seq = $2 WHERE id = $1", made.room_id, messages
    )
    await sql.execute(READ_ALL, made.room_id, messages)
    await sql.execute("VACUUM ANALYZE")
    return made


def told(what: str, figures: str) -> None:
    """Print a line of the table."""
    print(f"{what:<38} {figures}", flush=True)


async def first_load(page: Page, meter: Meter, made: Scene, url: str) -> None:
    """Open the list of rooms in a browser that has seen nothing of it."""
    await page.context.add_cookies([{"name": COOKIE, "value": made.clients[0].token, "url": url}])
    await page.goto(url)
    await page.wait_for_selector("[data-room]")
    rest, tasks = await meter.interactive(), await meter.long_tasks()
    told("first load: over the wire", f"{meter.transferred / 1000:.0f} kB in {len(meter.received)} answers")
    told("first load: shown and at rest after", f"{rest:.0f} ms, {long_tasks(tasks)}")
    told("first load: memory", f"{await meter.heap() / 1e6:.1f} MB, {await meter.nodes()} nodes")


async def opened(page: Page, meter: Meter, made: Scene, url: str, messages: int) -> None:
    """Open the room at its end, in a browser that has the page."""
    meter.received.clear()
    await page.goto(f"{url}/r/{global_id('Room', made.room_id)}")
    await page.wait_for_selector(f"[data-position='{messages}']")
    rest, tasks = await meter.interactive(), await meter.long_tasks()
    told(f"room of {messages:,}: opened after", f"{rest:.0f} ms, {long_tasks(tasks)}")
    told("  over the wire", f"{meter.transferred / 1000:.0f} kB")


async def scrolled_back(page: Page, meter: Meter, messages: int) -> None:
    """Scroll up and say what it was like."""
    before, nodes = await meter.heap(), await meter.nodes()
    await meter.begin()
    found = await page.evaluate(SCROLL, [messages - BACK, STEP])
    tasks = await meter.long_tasks()
    told(f"scrolled up {BACK:,} in", f"{found['seconds']:.1f} s, {long_tasks(tasks)}")
    rate = found["frames"] / found["seconds"]
    told("  frames", f"{rate:.0f} a second; {waited(found)}")
    told("  jumps", f"{found['jumps']}, of {found['furthest']:.0f} px at most")
    told("  frames at the end of what was loaded", f"{found['waits']}")
    told("  memory", f"{before / 1e6:.1f} MB before, {await meter.heap() / 1e6:.1f} MB after")
    told("  nodes", f"{nodes} before, {await meter.nodes()} after")


async def jumped(page: Page, meter: Meter, position: int) -> None:
    """Go to a position far away by its address, as a hit of a search does."""
    await meter.begin()
    begun = perf_counter()
    await page.evaluate("(position) => { location.hash = `#${position}`; }", position)
    await page.wait_for_selector(f"[data-position='{position}'][data-marked]")
    took = (perf_counter() - begun) * 1000
    told(f"jumped to message {position:,} in", f"{took:.0f} ms, {long_tasks(await meter.long_tasks())}")


async def flooded(page: Page, meter: Meter, made: Scene, url: str) -> None:
    """Let messages arrive while the end of the room is shown."""
    await page.click(".to-newest button")
    await page.wait_for_selector(".to-newest", state="detached")
    await meter.begin()
    sending = asyncio.create_task(send(made, url))
    frames = await meter.frames(SECONDS * 1000)
    tasks = await meter.long_tasks()
    last = await sending
    await page.wait_for_selector(f"text=Live message {last}.")
    told(f"{RATE} messages a second for {SECONDS} s", long_tasks(tasks))
    told("  frames", f"{frames.per_second:.0f} a second; the longest took {frames.longest:.0f} ms")


def long_tasks(tasks: LongTasks) -> str:
    """What kept the main thread for more than 50 ms at a stretch."""
    if not tasks.count:
        return "no long task"
    return f"{tasks.count} long tasks of {tasks.total:.0f} ms in all, {tasks.longest:.0f} ms at most"


def waited(found: dict[str, float]) -> str:
    """How long pictures took to come."""
    return f"median {found['median']:.1f} ms, p95 {found['p95']:.1f} ms, the longest {found['longest']:.0f} ms"


async def send(made: Scene, url: str) -> int:
    """Send messages at the rate, each without waiting for the one before; the number of the last."""
    headers = {"Authorization": f"Bearer {made.manager.token}"}
    begun = perf_counter()
    async with httpx2.AsyncClient(timeout=60, headers=headers) as client, asyncio.TaskGroup() as group:
        for number in range(RATE * SECONDS):
            await asyncio.sleep(max(0.0, begun + number / RATE - perf_counter()))
            body = f"Live message {number}. And some words after it."
            given = {"roomId": global_id("Room", made.room_id), "clientMessageId": str(uuid4()), "body": body}
            group.create_task(client.post(f"{url}/graphql", json={"query": SEND, "variables": {"input": given}}))
    return number


async def measure(servers: Servers, messages: int) -> None:
    """Make the room, open it, and go through it."""
    async with connected(Settings(database_url=servers.database_url, redis_url=servers.redis_url)):
        made = await long_room(messages)
    with web(servers) as url:
        async with launched() as browser:
            page = await (await browser.new_context(viewport={"width": 1280, "height": 800})).new_page()
            page.on("pageerror", lambda error: print(f"page error: {error}"))
            async with Meter.of(page, "[data-room]") as meter:
                await first_load(page, meter, made, url)
            async with Meter.of(page, "[data-position]") as meter:
                await opened(page, meter, made, url, messages)
                await scrolled_back(page, meter, messages)
                await jumped(page, meter, messages // 2)
                await flooded(page, meter, made, url)
                told("in the end", f"{await meter.heap() / 1e6:.1f} MB, {await meter.nodes()} nodes")


def main() -> None:
    """Run on servers of its own, and leave nothing behind."""
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    with tempfile.TemporaryDirectory() as folder, embedded.running(Path(folder)) as servers:
        asyncio.run(migrate(servers.database_url, lambda _: None))
        asyncio.run(measure(servers, messages))


if __name__ == "__main__":
    main()
