"""What is the team's is not there for a client: not its pages, not its code, not a word of it."""

from datetime import UTC, datetime

import pytest
from playwright.async_api import expect

from schema.ids import global_id
from tests.browser.conftest import Visit
from tests.cast import Firm, room_with, say

CHUNKS = ("TeamPane", "NewRoomPane", "RoomDetails", "SeeAsPane")
ASKED = ("heldMails", "people(", "portals {", "workspaceRooms", "roomAsSeenBy")


async def test_a_client_finds_no_page_of_the_team_and_is_sent_none_of_its_code(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    await say(firm.tess, room, "Hello", datetime.now(UTC))
    room_id = global_id("Room", room.id)
    cleo = await page_of(firm.cleo)
    fetched: list[str] = []
    cleo.page.on("request", lambda request: fetched.append(request.url + (request.post_data or "")))
    addresses = ["/new-room", f"/r/{room_id}?as={global_id('Person', firm.carl.id)}"]
    addresses += [f"/team/{section}" for section in ("people", "portals", "held", "rooms", "settings")]
    for address in addresses:
        await cleo.goes_to(address)
        await expect(cleo.page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    await cleo.goes_to(f"/r/{room_id}?details")
    await expect(cleo.page.get_by_role("log").get_by_text("Hello")).to_be_visible()
    await expect(cleo.page.get_by_role("region", name="Room details")).to_have_count(0)
    log, pane = [await cleo.page.locator(place).bounding_box() for place in (".timeline", ".shell-pane")]
    assert log and pane and log["width"] == pytest.approx(pane["width"], abs=2), "empty space where details would be"
    await cleo.page.get_by_role("button", name="Menu of Cleo").click()
    items = [await item.inner_text() for item in await cleo.page.get_by_role("menuitem").all()]
    assert not {"People", "Portals", "Held mail", "All rooms", "Firm settings"} & set(items), items
    assert [url for url in fetched if any(chunk in url for chunk in CHUNKS)] == []
    assert [told for told in fetched if "/graphql" in told and any(word in told for word in ASKED)] == []
