"""What mail leads to, in a real browser: a digest as its reader sees it, muted and answered from there."""

from datetime import UTC, datetime

from playwright.async_api import expect

from db import sql
from resolvers.views import RoomView
from tests.browser.conftest import Visit
from tests.browser.mailbox import answered_by_mail, opened_digest
from tests.browser.visitor import Visitor
from tests.cast import Firm, room_with, say
from tests.replying import said_in

MUTED = (
    "SELECT participation.muted_at IS NOT NULL AS room, person.email_muted_at IS NOT NULL AS everything"
    " FROM participation JOIN person ON person.id = person_id WHERE person_id = $1"
)


async def digest_of_cleo(firm: Firm, visitor: Visitor) -> RoomView:
    """Have Cleo get a digest, and open it."""
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?", datetime.now(UTC))
    await opened_digest(firm, firm.cleo, visitor)
    return room


async def muted(firm: Firm) -> tuple[bool, bool]:
    """Whether Cleo has muted her room, and all mail."""
    [row] = await sql.rows(MUTED, firm.cleo.id)
    return row["room"], row["everything"]


async def test_a_room_is_muted_from_its_mail(firm: Firm, visitor: Visit):
    cleo = await visitor("Cleo")
    await digest_of_cleo(firm, cleo)
    await cleo.page.frame_locator("iframe").get_by_role("link", name="Mute this room").click()
    await expect(cleo.page.get_by_role("heading")).to_contain_text(f"Mail to {firm.cleo.id.hex}@")
    assert await muted(firm) == (False, False)
    await cleo.page.get_by_role("button", name="Mute this room").click()
    await expect(cleo.page.get_by_role("status")).to_contain_text("Done")
    assert await muted(firm) == (True, False)
    await cleo.page.get_by_role("button", name="Stop mail about all rooms").click()
    await expect(cleo.page.get_by_text("You get no mail about any room.")).to_be_visible()
    assert await muted(firm) == (True, True)


async def test_a_digest_is_answered_and_the_answer_lands_in_the_room(firm: Firm, visitor: Visit):
    cleo = await visitor("Cleo")
    room = await digest_of_cleo(firm, cleo)
    await expect(cleo.page.frame_locator("iframe").get_by_text("Shall we begin?").last).to_be_visible()
    await answered_by_mail(cleo, "Yes, é!")
    while (said := await said_in(room)) == [("Tess", "Shall we begin?")]:
        await cleo.page.reload()
    assert said == [("Tess", "Shall we begin?"), ("Cleo", "Yes, é!")]
