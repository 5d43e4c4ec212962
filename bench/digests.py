"""Measures digests: `python -m bench.digests [--unsigned]`. 10,000 people in 500 rooms whose clocks have all rung.

Prints mails a second and CPU ms for each mail, of the worker, of PostgreSQL, and how many statements planning took.
"""

import asyncio
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from db import embedded, sql
from db.connection import connected
from db.migrate import migrate
from db.settings import Settings
from jobs.digests.sending import send_due
from resolvers.digests import planning

PEOPLE, ROOMS, MESSAGES = 10_000, 500, 3
TICK = os.sysconf("SC_CLK_TCK")

PERSON = """
INSERT INTO person (id, workspace_id, role, is_administrator, status, name, email, locale, time_zone, event_seq,
    last_slot, created_at)
SELECT gen_random_uuid(), $1, $3, false, 'ACTIVE', $4 || n, lower($4) || n || '@' || lower($4) || n % 997 || '.example',
    CASE n % 3 WHEN 0 THEN 'fr' ELSE 'en' END, CASE n % 2 WHEN 0 THEN 'Europe/Paris' ELSE 'UTC' END, 0, 1, $2
FROM generate_series(1, $5::integer) n
"""
ROOM = """
INSERT INTO room (id, workspace_id, name, kind, manager_id, auto_join, mixed_portals, last_position, shared_seq,
    team_seq, membership_version, active_at, created_at, digest_due_at)
SELECT gen_random_uuid(), $1, 'Room ' || n, 'CONVERSATION', (SELECT id FROM person WHERE name = 'Team1'), false, false,
    $3, $3, $3, 0, $2, $2, $2
FROM generate_series(1, $4::integer) n
"""
PARTICIPATION = """
WITH room_n AS (SELECT id, row_number() OVER () AS n FROM room), person_n AS (
    SELECT id, row_number() OVER () AS n FROM person WHERE role = 'CLIENT')
INSERT INTO participation (id, workspace_id, room_id, person_id, slot, joined_at, joined_position, joined_shared_seq,
    read_position, mailed_position)
SELECT gen_random_uuid(), $1, room_n.id, person_n.id, 1, $2, 0, 0, 0, 0
FROM person_n JOIN room_n ON room_n.n = person_n.n % $3::integer + 1
"""
MESSAGE = """
INSERT INTO message (id, workspace_id, room_id, author_id, position, client_message_id, body, sent_at,
    attachment_count)
SELECT gen_random_uuid(), $1, room.id, (SELECT id FROM person WHERE name = 'Team1'), n, gen_random_uuid(),
    repeat('The accounts are ready, and we have a question. ', 6), $2, 0
FROM room CROSS JOIN generate_series(1, $3::integer) n
"""


@dataclass
class Sink(asyncio.Protocol):
    """A relay that takes everything and keeps nothing but counts: what is measured is us."""

    mails: Counter[bytes]
    text: bytes = b""
    in_mail: bool = False
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer every command, and every mail."""
        self.text += data
        while self._step():
            pass

    def _step(self) -> bool:
        end = b"\r\n.\r\n" if self.in_mail else b"\r\n"
        line, found, rest = self.text.partition(end)
        if not found:
            return False
        self.text = rest
        verb = b"" if self.in_mail else line[:4].upper()
        if verb == b"RCPT":
            self.mails[line] += 1
        self.in_mail = verb == b"DATA"
        assert self.transport is not None
        self.transport.write({b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(verb, b"250 OK\r\n"))
        return True


def sink(told: Connection) -> None:
    """The process of the relay: tells its port, and when asked, how many mails it took and for how many people."""

    async def serve() -> None:
        mails = Counter[bytes]()
        server = await asyncio.get_running_loop().create_server(lambda: Sink(mails), "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await asyncio.to_thread(told.recv)
        told.send((mails.total(), len(mails), max(mails.values())))

    asyncio.run(serve())


async def stage() -> None:
    """Write the firm's rows."""
    workspace_id, now = uuid4(), datetime.now(UTC) - timedelta(hours=1)
    await sql.execute(
        "INSERT INTO workspace (id, slug, name, digest_after_minutes, team_shown_as_firm, text_in_mail, created_at)"
        " VALUES ($1, 'bench', 'Larch & Partners', 30, false, true, $2)",
        workspace_id,
        now,
    )
    await sql.execute(PERSON, workspace_id, now, "TEAM", "Team", 1)
    await sql.execute(PERSON, workspace_id, now, "CLIENT", "Client", PEOPLE)
    await sql.execute(ROOM, workspace_id, now, MESSAGES, ROOMS)
    await sql.execute(PARTICIPATION, workspace_id, now, ROOMS)
    await sql.execute(MESSAGE, workspace_id, now, MESSAGES)
    await sql.execute("ANALYZE")


def database_seconds(folder: Path) -> float:
    """CPU time of PostgreSQL's processes, those that are there now (proc(5))."""
    postmaster = int(next(folder.rglob("postmaster.pid")).read_text().split()[0])
    found = 0.0
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if postmaster in {int(fields[1]), int(entry.name)}:
                found += (int(fields[11]) + int(fields[12])) / TICK
    return found


def key_in(folder: Path) -> str:
    """DKIM_KEYS with an RSA key of 2048 bits."""
    pem = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    return f"bench={folder / 'key.pem'}"


async def measure(settings: Settings, folder: Path) -> None:
    """Plan and send, and print what that took."""
    async with connected(settings):
        await stage()
        before = time.perf_counter()
        planned = await planning.plan_due("larch.example", datetime.now(UTC))
        print(f"planned {planned} mails in {time.perf_counter() - before:.2f} s")
        began, used, database = time.perf_counter(), time.process_time(), database_seconds(folder)
        sent = await send_due(settings, lambda: datetime.now(UTC))
        took, cpu = time.perf_counter() - began, time.process_time() - used
        database = database_seconds(folder) - database
        print(f"sent {sent} mails: {sent / took:.0f} a second, {1000 * cpu / sent:.2f} CPU ms each in the worker,")
        print(f"{1000 * database / sent:.2f} CPU ms each in PostgreSQL")


def main() -> None:
    """Run everything."""
    ours, theirs = multiprocessing.Pipe()
    relay = multiprocessing.get_context("spawn").Process(target=sink, args=(theirs,), daemon=True)
    relay.start()
    with tempfile.TemporaryDirectory() as place, embedded.running(Path(place), durable=True) as servers:
        settings = Settings(
            database_url=servers.database_url,
            redis_url=servers.redis_url,
            data_dir=Path(place) / "data",
            smtp_url=f"smtp://127.0.0.1:{ours.recv()}?tls=off",
            mail_from="Larch <notify@larch.example>",
            inbound_domain="in.larch.example",
            mail_per_domain=1000,
            dkim_keys=None if "--unsigned" in sys.argv else key_in(Path(place)),
        )
        asyncio.run(prepare_and_measure(settings, Path(place)))
    ours.send("done")
    print("mails, recipients, most mails of one recipient:", *ours.recv())
    relay.join()


async def prepare_and_measure(settings: Settings, folder: Path) -> None:
    """Bring the database into shape, then measure."""
    await migrate(settings.database_url or "", lambda _: None)
    await measure(settings, folder)


if __name__ == "__main__":
    main()
