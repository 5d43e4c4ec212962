"""Nothing that a client's browser receives tells of silent participants: no name, id, mail or number."""

import asyncio
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import expect

from db import sql
from db.models import Person
from db.vocabulary import Role, RoomKind
from resolvers import marks, participants, rooms
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from tests.browser.conftest import Visit
from tests.browser.mailbox import opened_digest
from tests.browser.talking import address_of, listens, log_on, message_on, row_on, sends, writes
from tests.browser.transcript import Somebody, Transcript, traces_of
from tests.browser.visitor import Visitor
from tests.cast import Firm, open_firm, room_with, say
from tests.letters import PASSWORD, with_password
from tests.pictures import quarters
from tests.survivors import until

HISTORY = 121  # so that the last word is the team's, and there is something to mail
RENAME = "UPDATE person SET name = $2, email = $3 WHERE id = $1"
BEHIND = """
SELECT 1 FROM participation p JOIN room r ON r.id = p.room_id
WHERE p.person_id = $1 AND p.left_at IS NULL AND p.read_position < r.last_position
"""
WALK = "(path) => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }"
"""Goes elsewhere within the page: with another document, the browser forgets what it has not handed on yet."""
FILES = "/files/"
NOBODYS = {"participants", "readBy", "mailedCount", "invitations", "reachability", "earlierTexts", "mixedPortals"}
"""Fields that are null for clients, in whatever question they are asked for."""
PASSING = {"readPosition", "unreadCount", "lastPosition"}
"""Numbers that depend on the moment of asking: all that counts is where they end."""


@dataclass(frozen=True, slots=True)
class World:
    """A firm with a room of one who writes for the team and one client, and silent ones beside them."""

    firm: Firm
    room: RoomView
    news: RoomView
    silent: list[Viewer]

    async def somebodies(self) -> list[Somebody]:
        """The silent ones, as traces of them are looked for."""
        found = [await Person.get(id=viewer.id) for viewer in self.silent]
        return [Somebody(each.id, each.name, each.email) for each in found]


async def world_with(*names: str) -> World:
    """A world in which these of the cast are silent; their names are like no other text."""
    firm, now = await open_firm(), datetime.now(UTC)
    silent: list[Viewer] = [getattr(firm, name) for name in names]
    for name, viewer in zip(names, silent, strict=True):
        await sql.execute(RENAME, viewer.id, f"{name.title()} Zwölfling-Öhm", f"{name}.zwoelfling@hush.example")
    room = await room_with(firm.tess, firm.cleo, *silent)
    news = await room_with(firm.tess, firm.cleo, *silent, name="News", kind=RoomKind.ANNOUNCEMENT)
    for number in range(1, HISTORY + 1):
        await say(firm.tess if number % 2 else firm.cleo, room, f"Line {number}", now)
    return World(firm, room, news, silent)


async def are_restless(world: World) -> None:
    """All that silent ones can do without a word: read, type, mute, leave and come back."""
    now = datetime.now(UTC)
    for viewer in world.silent:
        await marks.mark_room_read(viewer, world.room.id, HISTORY, now)
        await marks.mute_room(viewer, world.room.id, now)
        if viewer.role is Role.CLIENT:
            await marks.show_typing(viewer, world.room.id, now)
        await participants.remove_participants(world.firm.tess, world.room.id, [viewer.id], now)
        await participants.add_participants(world.firm.tess, world.room.id, [viewer.id], True, now)


async def a_whole_session(world: World, reader: Viewer, visitor: Visit, mail: bool) -> tuple[Visitor, bytes]:
    """Everything that somebody of the room receives who does all there is to do on the page, while others do, too."""
    firm, room, news, now = world.firm, world.room, world.news, datetime.now(UTC)
    told = await read_in_mail(world, reader, await visitor("Mail")) if mail else b""
    await say(firm.tess, news, "We move house", now)
    reading = await visitor("Reader")
    page = reading.page
    await with_password(reader.id)
    await reading.signs_in(firm.slug, (await Person.get(id=reader.id)).email, PASSWORD)
    await expect(row_on(page, news)).to_contain_text("We move house")
    await row_on(page, room).click()
    await listens(reading)
    await are_restless(world)
    await scrolls_to_the_beginning(reading)
    await page.get_by_role("button", name="Go to the newest message").click()
    await sends(reading, "Sent from the page")
    await writes(reading, "Chnaged")
    await expect(message_on(page, "Chnaged").get_by_text("Sent", exact=True)).to_be_attached()
    await page.locator("textarea").press("ArrowUp")
    await writes(reading, "Changed")
    await expect(message_on(page, "Changed").get_by_text("edited")).to_be_visible()
    await page.set_input_files("input[type=file]", {"name": "plan.png", "mimeType": "image/png", "buffer": picture()})
    await expect(page.locator(".chip[data-state=there]")).to_be_visible()
    await sends(reading, "With a picture")
    await expect(message_on(page, "With a picture").locator("img").first).to_be_visible()

    await say(firm.tess, room, "Said meanwhile", now)
    await say(firm.cleo, room, "Answered meanwhile", now)
    await rooms.rename_room(firm.tess, room.id, "Balances", now)
    await are_restless(world)
    await expect(message_on(page, "Answered meanwhile")).to_be_visible()
    await expect(page.get_by_role("heading", name="Balances")).to_be_visible()
    await row_on(page, news).click()
    await expect(message_on(page, "We move house")).to_be_visible()
    for path, shown in (
        ("/search?q=meanwhile", "Answered meanwhile"),
        ("/profile", "Your profile"),
        ("/team/people", ""),
        (f"{address_of(room)}?details", "Answered meanwhile"),
    ):
        await page.evaluate(WALK, path)
        await expect(page.get_by_role("main")).to_contain_text(shown)
        await expect(page.locator(".spinner:not(.timeline *)")).to_have_count(0)
    await until(lambda: "inboxEvents" in str(reading.transcript.parts))
    await has_read_all(reader)
    await reading.transcript.complete()
    await page.reload()  # the sender's own copy of the picture goes, the kept one comes
    kept = message_on(page, "With a picture").locator(f"img[src*='{FILES}']")
    await kept.evaluate("(image) => image.decode()")  # it has its place on the page before it has its bytes
    await reading.transcript.complete()
    assert reading.transcript.missed == []
    return reading, await reading.transcript.complete() + told


async def has_read_all(reader: Viewer) -> None:
    """Wait until somebody is known to have seen the last message of each room: else numbers depend on the moment."""
    async with asyncio.timeout(20):
        while await sql.rows(BEHIND, reader.id):
            await asyncio.sleep(0.05)


async def read_in_mail(world: World, reader: Viewer, mail: Visitor) -> bytes:
    """The digest that waited for somebody, in both its forms, with its headers."""
    await opened_digest(world.firm, reader, mail)
    frame = mail.page.frame_locator("iframe")
    await expect(frame.get_by_text(f"Line {HISTORY}", exact=True).first).to_be_attached()
    href = await frame.get_by_role("link").first.get_attribute("href")
    return "\n".join([href or "", await mail.page.content(), await frame.locator("html").inner_html()]).encode()


async def scrolls_to_the_beginning(visitor: Visitor) -> None:
    await log_on(visitor.page).hover()
    first = log_on(visitor.page).locator("[data-position='1']")
    while not await first.count():
        await visitor.page.mouse.wheel(0, -2000)


def picture() -> bytes:
    out = io.BytesIO()
    quarters().save(out, "PNG")
    return out.getvalue()


def answers_in(transcript: Transcript) -> Iterator[Any]:
    """All that the contract answered, by HTTP and by socket."""
    for where, part in transcript.parts:
        if where == "frame" or where.endswith("/graphql"):
            with suppress(ValueError):
                yield json.loads(part)


def fields_of(answer: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every field of an answer by its path, without its place in lists."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            yield from fields_of(value, f"{path}.{name}")
    elif isinstance(answer, list):
        for value in answer:
            yield from fields_of(value, path)
    else:
        yield path, answer


def figures_in(transcript: Transcript) -> dict[str, list[Any]]:
    """Every number, truth and nothing that was answered by the field it stood in, and how long cursors were.

    What is known of a file is left out, since it depends on how soon the worker has looked at it.
    """
    found: defaultdict[str, set[Any]] = defaultdict(set)
    for answer in answers_in(transcript):
        for path, value in fields_of(answer):
            name = path.rpartition(".")[2]
            if name.lower().endswith("cursor") and isinstance(value, str):
                found[path].add(len(value))
            elif not isinstance(value, str) and ".attachments." not in path:
                found[path].add(value)
    for path in [path for path in found if path.rpartition(".")[2] in PASSING]:
        found[path.rpartition(".")[2]] |= found.pop(path)  # which answer tells of the end depends on the moment, too
    return {path: ended(path.rpartition(".")[2], values) for path, values in sorted(found.items())}


def ended(name: str, values: Iterable[Any]) -> list[Any]:
    """The values of a field, or the last one where those before depend on the moment."""
    ordered = sorted(values, key=lambda value: (value is None, value or 0))
    return ordered[-1:] if name in PASSING or name.lower().endswith("cursor") else ordered


async def test_no_client_receives_a_trace_of_silent_participants_nor_can_tell_how_many_there_are(visitor: Visit):
    figures = []
    for names in (("theo", "carl"), ("theo", "tara", "carl", "bea", "ben")):
        world = await world_with(*names)
        cleo, received = await a_whole_session(world, world.firm.cleo, visitor, True)
        assert traces_of(await world.somebodies(), received) == []
        assert is_whole(received) == []
        figures.append(figures_in(cleo.transcript))
        shown = {path: values for path, values in figures[-1].items() if path.rpartition(".")[2] in NOBODYS}
        assert set(map(repr, shown.values())) == {"[None]"}
        assert any(path.endswith(".participants") for path in shown)
    assert figures[0] == figures[1]


async def test_the_same_look_finds_them_all_in_what_the_team_receives(visitor: Visit):
    world = await world_with("theo", "carl", "ben")
    tess, received = await a_whole_session(world, world.firm.tess, visitor, False)
    assert is_whole(received) == []
    for somebody in await world.somebodies():
        kinds = {kind for _, kind in traces_of([somebody], received)}
        assert kinds >= {"name", "email", "bytes"}, somebody.name
    figures = figures_in(tess.transcript)
    assert not any(values == [None] for path, values in figures.items() if path.endswith(".participants"))


def is_whole(received: bytes) -> list[bytes]:
    """What a whole session shows that is missing in what was received."""
    shown = (b'Line 1"', b"Said meanwhile", b"With a picture", b"Balances", b"We move house", b"Tess", b"WEBPVP8")
    return [each for each in shown if each not in received]
