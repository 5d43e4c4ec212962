"""The demo firm is a believable place to click through."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from db import demo, sql
from db.settings import Settings
from db.vocabulary import SessionKind
from jobs import attachments as job
from resolvers import sessions
from resolvers.demo import open_demo_firm
from resolvers.sessions import Device
from tests.asking import ask

DEVICE = Device(SessionKind.BEARER, "tests", "127.0.0.1")
INBOX = """
{ viewer { workspace { accentColor logoUrl } author { avatarUrl } }
  rooms { nodes { name unreadCount lastMessage { body }
    messages(last: 100) { nodes { sentAt quote { position } attachments { fileName state kind } } } } } }
"""


async def inbox_of(key: str, now: datetime) -> dict[str, Any]:
    """What one of the cast finds on signing in."""
    [actor] = [actor for actor in demo.CAST if actor.key == key]
    signed_in = await sessions.sign_in(demo.SLUG, actor.email, demo.PASSWORD, DEVICE, now)
    reply = await ask(signed_in.viewer, INBOX, now=now)
    assert reply.codes == []
    return reply.data


def unread_in(inbox: dict[str, Any]) -> list[tuple[str, int]]:
    return [(room["name"], room["unreadCount"]) for room in inbox["rooms"]["nodes"]]


async def test_everybody_active_can_sign_in_and_finds_rooms(database: Settings):
    now = datetime.now(UTC)
    assert await open_demo_firm(now)
    inboxes = {actor.key: await inbox_of(actor.key, now) for actor in demo.CAST if not actor.is_invited}
    assert unread_in(inboxes["marta"]) == [
        ("Harbour Bakery – year end", 2),
        ("Harbour Bakery – payroll", 1),
        ("News from Larkspur & Finch", 1),
    ]
    assert unread_in(inboxes["noor"]) == [
        ("Mill Street Studio", 0),
        ("News from Larkspur & Finch", 1),
        ("Mill Street Studio – kiln grant", 0),
    ]
    assert {name for name, _ in unread_in(inboxes["jonah"])} == {
        "Team kitchen",
        "News from Larkspur & Finch",
        "Harbour Bakery – payroll",
        "Moving to Canal Row",
    }
    assert len(await sql.rows("SELECT 1 FROM account_mail WHERE recipient = 'wren@client.example'")) == 1
    with_picture = {key for key, inbox in inboxes.items() if inbox["viewer"]["author"]["avatarUrl"]}
    assert with_picture == {"agnes", "ines", "jonah", "marta", "noor", "pascal"}
    workspace = inboxes["eli"]["viewer"]["workspace"]
    assert (workspace["accentColor"], workspace["logoUrl"] is not None) == (demo.COLOR, True)


async def test_its_pictures_and_papers_are_what_they_seem(database: Settings):
    now = datetime.now(UTC)
    await open_demo_firm(now)
    await job.process_due(database, lambda: now)
    rooms = [room for key in ("agnes", "ines", "marta") for room in (await inbox_of(key, now))["rooms"]["nodes"]]
    files = {
        (file["fileName"], file["state"], file["kind"])
        for room in rooms
        for message in room["messages"]["nodes"]
        for file in message["attachments"]
    }
    assert files == {
        ("year-end-checklist.pdf", "READY", "FILE"),
        ("till-2026-07.csv", "READY", "FILE"),
        ("takings-2026.png", "READY", "IMAGE"),
        ("oven-repair-march.jpg", "READY", "IMAGE"),
        ("first-glaze-firing.jpg", "READY", "IMAGE"),
        ("canal-row-4.jpg", "READY", "IMAGE"),
    }


@pytest.mark.parametrize("clock", ["00:00", "06:59", "12:00", "23:59"])
def test_at_any_hour_its_lines_are_in_order_and_in_the_past(clock: str):
    now = datetime.fromisoformat(f"2026-11-21T{clock}:00+00:00")
    for scene in demo.SCENES:
        moments = [line.moment(now) for line in scene.lines]
        assert moments == sorted(moments) and moments[-1] < now - timedelta(minutes=30)
        assert {line.who for line in scene.lines} <= set(scene.people)


async def test_setting_it_up_again_changes_nothing(database: Settings):
    await open_demo_firm(datetime.now(UTC))
    assert not await open_demo_firm(datetime.now(UTC))
