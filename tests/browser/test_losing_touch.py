"""What the page makes of lost connections, restarted servers, reloads and sessions that end."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from playwright.async_api import Page, Request, Route, WebSocketRoute, expect

from resolvers import marks, sessions
from schema.ids import global_id
from tests.browser.conftest import Visit
from tests.browser.talking import (
    composer_on,
    listens,
    log_on,
    message_on,
    opens,
    row_on,
    sends,
    shown_on,
    writes,
)
from tests.browser.visitor import Visitor
from tests.cast import Firm, room_with, say
from tests.processes import kill
from tests.replying import said_in

OFFLINE = "No connection. What you write is sent as soon as it is back."
CUT = "net::ERR_INTERNET_DISCONNECTED POST .*/graphql"
SOCKET = "error WebSocket connection to .* failed|socket "
"""What is heard of sockets while they cannot be opened; whether there is anything depends on the moment."""


async def goes_offline(visitor: Visitor) -> None:
    """Lose the network, as in a tunnel."""
    await visitor.context.set_offline(True)
    await expect(visitor.page.get_by_text(OFFLINE)).to_be_visible()


def may_hear(visitor: Visitor, *patterns: str) -> None:
    """Forget what went wrong for a reason, if it did."""
    visitor.faults[:] = [each for each in visitor.faults if not any(re.search(one, each) for one in patterns)]


async def test_what_is_written_offline_waits_and_arrives_exactly_once(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    tess, cleo = await page_of(firm.tess), await page_of(firm.cleo)
    cleo.expects(CUT)
    await opens(tess, room)
    await opens(cleo, room)
    await goes_offline(cleo)
    await writes(cleo, "From the tunnel")
    await writes(cleo, "And more")
    waiting = message_on(cleo.page, "From the tunnel")
    await expect(waiting.get_by_text("Is sent when you are connected again")).to_be_attached()
    await sends(tess, "Are you there?")
    assert await said_in(room) == [("Tess", "Are you there?")]

    await cleo.context.set_offline(False)

    expected = [(1, "Are you there?"), (2, "From the tunnel"), (3, "And more")]
    for each in (cleo, tess):
        await expect(message_on(each.page, "And more").and_(each.page.locator("[data-position='3']"))).to_be_visible()
        assert await shown_on(each.page) == expected
    await expect(message_on(cleo.page, "And more").get_by_text("Sent", exact=True)).to_be_attached()
    await expect(cleo.page.get_by_text(OFFLINE)).to_have_count(0)
    await expect(log_on(cleo.page).get_by_role("article")).to_have_count(3)
    may_hear(cleo, SOCKET)


async def test_what_was_written_offline_outlives_the_page(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo = await page_of(firm.cleo)
    cleo.expects(CUT)
    await opens(cleo, room)
    await goes_offline(cleo)
    await writes(cleo, "Kept in the browser")
    await expect(message_on(cleo.page, "Kept in the browser").get_by_text("Is sent when")).to_be_attached()
    await cleo.page.close()
    await cleo.context.set_offline(False)
    assert await said_in(room) == []

    cleo.page = await cleo.context.new_page()
    await cleo.goes_to("/")  # another page than the room's
    await expect(row_on(cleo.page, room)).to_contain_text("You: Kept in the browser")
    await opens(cleo, room)
    assert await shown_on(cleo.page) == [(1, "Kept in the browser")]
    await cleo.page.reload()
    await listens(cleo)
    assert await said_in(room) == [("Cleo", "Kept in the browser")]
    may_hear(cleo, SOCKET)


async def test_an_answer_that_is_lost_on_its_way_sends_nothing_twice(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo = await page_of(firm.cleo)
    await opens(cleo, room)
    lost = []

    async def loses(route: Route) -> None:
        if not lost and sends_a_message(route.request):
            lost.append(await route.fetch())  # the server does it, and nobody hears of it
            await route.abort("connectionreset")
        else:
            await route.continue_()

    await cleo.page.route("**/graphql", loses)
    cleo.expects("net::ERR_CONNECTION_RESET POST")
    async with cleo.page.expect_response(lambda answer: sends_a_message(answer.request)) as second:
        await sends(cleo, "Once, please")
    assert (await (await second.value).json()) == await lost[0].json()
    assert await said_in(room) == [("Cleo", "Once, please")]
    await expect(log_on(cleo.page).get_by_role("article")).to_have_count(1)
    assert await shown_on(cleo.page) == [(1, "Once, please")]


def sends_a_message(request: Request) -> bool:
    return "sendMessage" in (request.post_data or "")


async def test_a_server_that_is_killed_leaves_no_gap_and_doubles_nothing(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo, tess = await page_of(firm.cleo), await page_of(firm.tess)
    for each in (cleo, tess):
        await opens(each, room)
    site = cleo.site
    for number in range(1, 31):
        await say(firm.tess, room, f"Line {number}", datetime.now(UTC))
        if number in {10, 20}:
            deaths = kill(site.web)
            await writes(cleo, f"Meanwhile {number}")
            async with asyncio.timeout(60):
                while site.web.deaths < deaths or not site.web.is_ready():
                    await asyncio.sleep(0.01)
    for each in (cleo, tess):
        for text in ("Line 30", "Meanwhile 10", "Meanwhile 20"):
            await expect(message_on(each.page, text).and_(each.page.locator("[data-position]"))).to_be_attached()
    said = [(position, text) for position, (_, text) in enumerate(await said_in(room), start=1)]
    assert len(said) == 32
    for each in (cleo, tess):
        assert await whole(each.page) == said
        await expect(row_on(each.page, room)).to_contain_text(said[-1][1])
        may_hear(
            each, SOCKET, "ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE|ERR_CONTENT_LENGTH_MISMATCH|ERR_SOCKET"
        )


async def test_who_is_at_the_end_stays_there_however_late_it_comes_what_was_missed(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    for number in range(1, 41):
        await say(firm.tess, room, f"Line {number}", datetime.now(UTC))
    await marks.mark_room_read(firm.cleo, room.id, 40, datetime.now(UTC))
    cleo = await page_of(firm.cleo)
    line = await held_up(cleo)
    await opens(cleo, room)
    await expect(message_on(cleo.page, "Line 40")).to_be_in_viewport()
    line.is_held = True
    for number in range(41, 161):
        await say(firm.tess, room, f"Line {number}", datetime.now(UTC))
    await writes(cleo, "Mine")  # is answered, while nothing tells of what came before it
    mine = message_on(cleo.page, "Mine")
    await expect(mine.and_(cleo.page.locator("[data-position='161']"))).to_be_in_viewport()
    line.go_on()
    await say(firm.tess, room, "And now live", datetime.now(UTC))
    await expect(message_on(cleo.page, "And now live")).to_be_in_viewport()
    await expect(cleo.page.get_by_role("button", name="Go to the newest message")).to_have_count(0)
    assert await whole(cleo.page) == [(place, text) for place, (_, text) in enumerate(await said_in(room), start=1)]


@dataclass
class Line:
    """What sockets tell a page, which can be held up on its way."""

    is_held: bool = False
    waiting: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)

    def carry(self, socket: WebSocketRoute) -> None:
        def tell(frame: str | bytes) -> None:
            if self.is_held:
                self.waiting.append((socket, frame))
            else:
                socket.send(frame)

        socket.connect_to_server().on_message(tell)

    def go_on(self) -> None:
        self.is_held = False
        for socket, frame in self.waiting:
            socket.send(frame)


async def held_up(visitor: Visitor) -> Line:
    """The line that the sockets of the visitor's next pages go through."""
    line = Line()
    await visitor.page.route_web_socket("**/graphql", line.carry)
    return line


async def whole(page: Page) -> list[tuple[int, str]]:
    """All messages of a room, in their order, as they are scrolled past."""
    found: dict[int, str] = {}
    await log_on(page).hover()
    while 1 not in found:
        shown = await shown_on(page)
        assert [position for position, _ in shown] == list(range(shown[0][0], shown[-1][0] + 1))
        found |= dict(shown)
        await page.mouse.wheel(0, -300)
        await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    return sorted(found.items())


async def test_a_part_of_the_page_that_could_not_be_fetched_is_there_when_it_is_wanted(firm: Firm, page_of: Visit):
    cleo = await page_of(firm.cleo)
    cleo.expects("net::ERR_FAILED GET .*/SearchPane-.*css")
    await cleo.page.route("**/SearchPane-*.css", lambda route: route.abort())
    async with cleo.page.expect_event("requestfailed", lambda request: "SearchPane" in request.url):
        await cleo.page.reload()
    await cleo.page.unroute("**/SearchPane-*.css")
    await cleo.page.keyboard.press("Control+k")
    field = cleo.page.get_by_role("searchbox")
    await expect(field).to_be_focused()
    await expect(cleo.page.locator(".search-bar")).to_have_css("display", "flex")


async def test_a_draft_is_there_again_after_a_reload_and_gone_once_sent(firm: Firm, page_of: Visit):
    room, other = await room_with(firm.tess, firm.cleo), await room_with(firm.tess, firm.cleo, name="Other")
    await say(firm.tess, room, "Well?")
    cleo = await page_of(firm.cleo)
    await opens(cleo, room)
    await message_on(cleo.page, "Well?").hover()
    await cleo.page.get_by_role("button", name="Reply").click()
    await composer_on(cleo.page).fill("Let me th")
    await cleo.page.reload()
    await expect(composer_on(cleo.page)).to_have_value("Let me th")
    await expect(cleo.page.get_by_text("Reply to Tess")).to_be_visible()
    await row_on(cleo.page, other).click()
    await expect(cleo.page.get_by_role("heading", name="Other")).to_be_visible()
    await expect(composer_on(cleo.page)).to_have_value("")
    await row_on(cleo.page, room).click()
    await expect(composer_on(cleo.page)).to_have_value("Let me th")
    await sends(cleo, "Let me think")
    await cleo.page.reload()
    await expect(message_on(cleo.page, "Let me think")).to_contain_text("Well?")
    await expect(composer_on(cleo.page)).to_have_value("")


async def test_a_session_that_is_ended_elsewhere_leaves_for_the_door_and_comes_back(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Confidential")
    cleo = await page_of(firm.cleo)
    await opens(cleo, room)
    await expect(message_on(cleo.page, "Confidential")).to_be_visible()

    await sessions.revoke_other_sessions(firm.cleo, datetime.now(UTC))

    await cleo.page.wait_for_url(re.compile(r"/sign-in\?next="))
    await expect(cleo.page.get_by_role("status")).to_be_visible()
    assert "Confidential" not in await cleo.page.content()
    assert global_id("Room", room.id) in cleo.page.url
    await say(firm.tess, room, "Said to nobody")
    assert b"Said to nobody" not in await cleo.transcript.complete()
