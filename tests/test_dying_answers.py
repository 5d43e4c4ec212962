"""A worker that is killed at any step of an answer leaves a room in which it will stand once."""

import asyncio
import signal
from subprocess import PIPE

import pytest

from db import sql
from db.settings import Settings
from jobs import inbound_mail
from tests import dying
from tests.cast import NOON, Firm, room_with, say
from tests.replying import MINUTE, arrive, digest_to, fates, mail, said_in, with_file

ASKED, ANSWERED = ("Tess", "Shall we begin?"), ("Cleo", "Yes, please.")
UNCOMMITTED = [
    ("resolvers.replies:claim_due", "after"),
    ("jobs.inbound_mail:parsed", "after"),
    ("resolvers.attachments:promised_by_mail", "after"),
    ("resolvers.attachments:received", "after"),
    ("db.queries.inbound_mail:hold", "after"),
    ("db.queries.inbound_mail:place", "after"),
    ("db.queries.messages:send", "after"),
    ("db.queries.inbound_mail:decide", "after"),
]


async def killed(settings: Settings, where: str, moment: str) -> None:
    """Run the worker's part in a process of its own until it dies there."""
    argv, environment = dying.command("inbound", settings, NOON, where, moment, 1)
    process = await asyncio.create_subprocess_exec(*argv, env=environment, stdout=PIPE, stderr=PIPE)
    _, told = await process.communicate()
    assert process.returncode == -signal.SIGKILL, told.decode()
    await dying.buried()


async def work_of_the_next(settings: Settings) -> None:
    """What another worker does when the lease is over, and once more."""
    for minutes in (6, 12):
        now = NOON + minutes * MINUTE
        await inbound_mail.process_due(settings, lambda now=now: now)


@pytest.mark.parametrize(("where", "moment"), UNCOMMITTED, ids=lambda told: str(told).rpartition(":")[2])
async def test_who_dies_before_the_commit_leaves_all_to_the_next(here: Settings, firm: Firm, where: str, moment: str):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    await arrive(token, with_file(mail(token)))
    await killed(here, where, moment)
    assert await said_in(room) == [ASKED]
    await work_of_the_next(here)
    assert (await said_in(room), await fates(room)) == ([ASKED, ANSWERED], [("LOGGED", None)])
    files = await sql.rows("SELECT file_name FROM attachment WHERE room_id = $1", room.id)
    assert files == [{"file_name": "list.txt"}]


async def test_who_dies_after_the_commit_has_done_all(here: Settings, firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    await arrive(token, mail(token))
    await killed(here, "resolvers.facts:publish", "before")
    assert (await said_in(room), await fates(room)) == ([ASKED, ANSWERED], [("LOGGED", None)])
    await work_of_the_next(here)
    assert await said_in(room) == [ASKED, ANSWERED]


async def test_two_workers_at_once_post_every_answer_once(here: Settings, firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    raws = [mail(token, f"Answer {number}.") for number in range(4)]
    for raw in raws * 3:
        await arrive(token, raw)
    await asyncio.gather(*(inbound_mail.process_due(here, lambda: NOON) for _ in range(2)))
    assert sorted(await said_in(room)) == sorted([ASKED, *(("Cleo", f"Answer {number}.") for number in range(4))])
