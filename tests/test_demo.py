"""The demo firm is a believable place to click through."""

from datetime import UTC, datetime

from db import demo, sql
from db.settings import Settings
from db.vocabulary import SessionKind
from resolvers import rooms, sessions
from resolvers.demo import open_demo_firm
from resolvers.sessions import Device

DEVICE = Device(SessionKind.BEARER, "tests", "127.0.0.1")


async def test_everybody_active_can_sign_in_and_finds_rooms(database: Settings):
    now = datetime.now(UTC)
    assert await open_demo_firm(now)
    seen = {}
    for actor in demo.CAST:
        if not actor.is_invited:
            signed_in = await sessions.sign_in(demo.SLUG, actor.email, demo.PASSWORD, DEVICE, now)
            page = await rooms.page_rooms(signed_in.viewer, False, 30, None)
            seen[actor.key] = [(room.name, room.unread_count) for room in page.items]
    assert seen["marta"] == [("Harbour Bakery – year end", 1), ("News from Larkspur & Finch", 1)]
    assert seen["noor"] == [("Mill Street Studio", 0), ("News from Larkspur & Finch", 1)]
    assert [name for name, _ in seen["jonah"]] == ["Team kitchen", "News from Larkspur & Finch"]
    assert len(await sql.rows("SELECT 1 FROM account_mail WHERE recipient = 'wren@client.example'")) == 1


async def test_setting_it_up_again_changes_nothing(database: Settings):
    await open_demo_firm(datetime.now(UTC))
    assert not await open_demo_firm(datetime.now(UTC))
