"""Measures search among a million messages for somebody in 300 rooms: `python -m bench.search [messages] [folder]`.

Prints p50 and p95 of wall milliseconds and CPU milliseconds of this process and PostgreSQL, per kind of question, as
`resolvers.search` answers it with room views and snippets; beside ILIKE with the same rights in the same run. Then
what PostgreSQL does for it, what it takes on disk, and what it adds to a send. A folder is kept, and used again.
"""

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

from bench.deliveries import TICK
from bench.search_scene import library, vocabulary
from db import embedded, sql
from db.connection import connected
from db.embedded import Servers
from db.migrate import migrate
from db.queries import search as queries
from db.settings import Settings
from db.vocabulary import Role, RoomKind
from resolvers import messages
from resolvers.search import indexing
from resolvers.search.messages import ENOUGH, Asked, search_messages
from resolvers.viewer import Viewer

RUNS = 200
PEER_RUNS = 5
SENDS = 300
TARGET = 100  # ms at p95
LATE = timedelta(days=90)
NOTHING = {"entries_of": lambda *_: "'~a'", "vocabulary_of": lambda _: []}

READER = """
SELECT p.person_id, p.workspace_id, count(*) AS rooms, sum(r.last_position)::bigint AS messages
FROM participation p JOIN room r ON r.id = p.room_id WHERE p.left_at IS NULL GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 1
"""
# What a peer without an index of words does: the reader's rooms, the newest first.
ILIKE = """
SELECT m.id FROM participation p JOIN message m ON m.room_id = p.room_id
WHERE p.person_id = $1 AND p.left_at IS NULL AND m.deleted_at IS NULL AND m.body ILIKE '%' || $2 || '%'
ORDER BY m.sent_at DESC LIMIT 20
"""
SIZES = """
SELECT pg_size_pretty(pg_total_relation_size('message')) AS messages,
    pg_size_pretty(pg_total_relation_size('message_search') - pg_relation_size('message_search_words')) AS entries,
    pg_size_pretty(pg_relation_size('message_search_words')) AS index
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A kind of question: how it is asked the n-th time, and the word a peer would look for."""

    asked: Callable[[int], Asked]
    peer: str | None = None
    pages: int = 1


def questions(words: list[str], now: datetime) -> dict[str, Question]:
    """Kinds of questions; most ask for another word each time."""
    rare = words[20_000:]
    return {
        "rare word": Question(lambda n: Asked(rare[n * 7]), rare[7]),
        "medium word": Question(lambda n: Asked(f"{words[500 + n]} ")),
        "the most frequent word": Question(lambda n: Asked("the "), "the"),
        "the same, three pages": Question(lambda n: Asked("the "), None, 3),
        "two frequent words": Question(lambda n: Asked("invoice payment ")),
        "beginning of three letters": Question(lambda n: Asked(words[100 + n][:3])),
        "beginning of one letter": Question(lambda n: Asked("bcdfghklm"[n % 9])),
        "phrase": Question(lambda n: Asked('"please and"')),
        "slip in a rare word": Question(lambda n: Asked(slipped(rare[n * 7 + 1]))),
        "slip in a frequent word": Question(lambda n: Asked("invioce")),
        "author and frequent word": Question(lambda n: Asked("guest the ")),
        "since three months": Question(lambda n: Asked(words[50 + n], since=now - LATE)),
        "until a year ago": Question(lambda n: Asked(words[50 + n], until=now - 4 * LATE)),
        "announcements": Question(lambda n: Asked("the", kind=RoomKind.ANNOUNCEMENT)),
        "with an image": Question(lambda n: Asked(words[50 + n], has_image=True)),
        "nothing there": Question(lambda n: Asked("qqxxyy zzvvww")),
    }


def slipped(word: str) -> str:
    """The word with two letters in the wrong order."""
    return word[:2] + word[3] + word[2] + word[4:]


def cpu_of(pids: list[int]) -> float:
    """Milliseconds of CPU of these processes and of PostgreSQL's living children (proc(5))."""
    return sum(int(ticks) for pid in pids for ticks in _stat(pid)[11:13]) / TICK * 1000


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def pids_of(servers: Servers) -> list[int]:
    """This process and PostgreSQL's."""
    pid = servers.postgresql.child.pid
    return [os.getpid(), *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


async def timed(act: Callable[[int], Awaitable[object]], runs: int) -> list[float]:
    """Wall milliseconds of each run."""
    found = []
    for number in range(runs):
        began = time.perf_counter()
        await act(number)
        found.append((time.perf_counter() - began) * 1000)
    return found


async def ask(viewer: Viewer, question: Question, number: int, now: datetime) -> int:
    """Ask for as many pages as the question has; answers how many hits the last one holds."""
    after, page = None, None
    for _ in range(question.pages):
        page = await search_messages(viewer, question.asked(number), 20, after, now)
        after = page.cursors[-1] if page.cursors else None
    return len(page.items) if page else 0


async def measure(servers: Servers, viewer: Viewer, now: datetime) -> None:
    """Ask every kind of question, and the peer."""
    for name, question in questions(vocabulary(random.Random(7)), now).items():

        async def act(number: int, asked: Question = question) -> int:
            return await ask(viewer, asked, number, now)

        hits = [await act(number) for number in range(3)]
        pids = pids_of(servers)
        before = cpu_of(pids)
        found = await timed(act, RUNS)
        cpu = (cpu_of(pids) - before) / RUNS
        p50, p95 = statistics.median(found), statistics.quantiles(found, n=20)[-1]
        line = (
            f"{name:31} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms (at most {TARGET})  CPU {cpu:6.1f} ms  hits {max(hits):3}"
        )
        print(line + await beside(viewer, question, p50), flush=True)


async def beside(viewer: Viewer, question: Question, ours: float) -> str:
    """How much longer ILIKE takes."""
    if question.peer is None:
        return ""
    found = await timed(lambda _: sql.rows(ILIKE, viewer.id, question.peer), PEER_RUNS)
    theirs = statistics.median(found)
    return f"  ILIKE {theirs:8.1f} ms, {theirs / ours:.1f} times ours"


async def explain(viewer: Viewer, word: str, now: datetime) -> None:
    """The lines of PostgreSQL's plan that say what is looked through."""
    place = queries.Place(viewer.id, viewer.workspace_id, None, None, None, now)
    values = (*place, f"'~{word}'", ENOUGH, None, False, now, None, None, 21)
    plan = [row["QUERY PLAN"] for row in await sql.rows("EXPLAIN (ANALYZE, TIMING OFF) " + queries.SEARCH, *values)]
    kept = [line for line in plan if "message_search" in line or "Execution Time" in line or "search_stretch" in line]
    print(f"plan for `{word}`:", *(line.replace("(cost", "\n      (cost") for line in kept), sep="\n  ")


async def sending(servers: Servers, viewer: Viewer, now: datetime) -> None:
    """What finding adds to a send: CPU of both sides, with and without entries, in turns."""
    room = (await sql.rows("SELECT room_id FROM participation WHERE person_id = $1 LIMIT 1", viewer.id))[0]["room_id"]
    words, chance = vocabulary(random.Random(7)), random.Random(1)
    costs: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(6):
        for entered, found in costs.items():
            bodies = [" ".join(chance.choices(words[:3000], k=14)) for _ in range(SENDS // 6)]
            with nullcontext() if entered else patch.multiple(indexing, **NOTHING):
                before = cpu_of(pids := pids_of(servers))
                for body in bodies:
                    await messages.send_message(viewer, room, uuid4(), body, None, now)
                found.append((cpu_of(pids) - before) / len(bodies))
    with_, without = (statistics.median(costs[entered]) for entered in (True, False))
    print(f"a send takes {with_:.2f} ms of CPU, {without:.2f} without entries: {with_ / without:.2f} times")


async def run(servers: Servers, count: int) -> None:
    """Write the firm unless the folder has it, and measure."""
    await migrate(servers.database_url, lambda _: None)
    async with connected(Settings(database_url=servers.database_url, redis_url=servers.redis_url)):
        if not await sql.rows("SELECT FROM message LIMIT 1"):
            await library(servers.database_url, count)
        reader = (await sql.rows(READER))[0]
        viewer = Viewer(reader["person_id"], reader["workspace_id"], Role.TEAM, False, uuid4())
        total = (await sql.rows("SELECT count(*) AS n FROM message"))[0]["n"]
        print(f"{total:,} messages, of which the reader has {reader['messages']:,} in {reader['rooms']} rooms")
        now = datetime.now(UTC)
        await measure(servers, viewer, now)
        for word in ("the", vocabulary(random.Random(7))[20_007]):
            await explain(viewer, word, now)
        print(", ".join(f"{name} {size}" for name, size in (await sql.rows(SIZES))[0].items()))
        await sending(servers, viewer, now)


def main() -> None:
    """Run on servers of its own; without a folder nothing is left behind."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        data = Path(sys.argv[2] if len(sys.argv) > 2 else folder)
        with embedded.running(data) as servers:
            asyncio.run(run(servers, count))


if __name__ == "__main__":
    main()
