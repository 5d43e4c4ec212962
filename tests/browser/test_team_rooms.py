"""Rooms as the team looks after them, in real browsers: made, opened to people, closed to them, seen as they do."""

from datetime import UTC, datetime

from playwright.async_api import Page, expect

from db import sql
from db.vocabulary import AuditAction
from resolvers import marks, messages
from resolvers.views import RoomView
from schema.ids import global_id
from tests.browser.conftest import Visit
from tests.browser.mailbox import account_mail_to, opened_mail
from tests.browser.visitor import PHONE
from tests.cast import Firm, room_with, say
from tests.letters import PASSWORD


async def pressed(page: Page, name: str, **how: object) -> None:
    """Press a button by its name."""
    await page.get_by_role("button", name=name, exact=True, **how).first.click()  # type: ignore[arg-type]


async def chosen(page: Page, person: str, what: str) -> None:
    """Choose something from the menu of a participant."""
    await pressed(page, f"What to do about {person}")
    await page.get_by_role("menuitem", name=what).click()


def path_of(room: RoomView, query: str = "") -> str:
    return f"/r/{global_id('Room', room.id)}{query}"


async def test_a_room_for_clients_of_two_portals_is_meant_seen_at_once_and_closed_to_who_is_removed(
    firm: Firm, page_of: Visit
):
    tess, cleo = await page_of(firm.tess), await page_of(firm.cleo, viewport=PHONE)
    await pressed(tess.page, "New room")
    await tess.page.get_by_label("Name").fill("Tax 2026")
    await tess.page.get_by_label("Find people").fill("cle")
    await expect(tess.page.get_by_role("checkbox")).to_have_count(1)
    await tess.page.get_by_role("checkbox", name="Cleo").check()
    await tess.page.get_by_label("Find people").fill("")
    await tess.page.get_by_role("checkbox", name="Bea").check()
    await pressed(tess.page, "Create room")
    await expect(tess.page.get_by_role("alert")).to_have_text("Please confirm this first.")
    await tess.page.get_by_role("checkbox", name="Yes, put clients of different portals").check()
    await pressed(tess.page, "Create room")
    await expect(tess.page.get_by_role("heading", name="Tax 2026")).to_be_focused()

    await cleo.page.get_by_role("link", name="Tax 2026").click()
    await expect(cleo.page.get_by_role("log")).to_be_visible()
    await expect(cleo.page.get_by_role("button", name="Room details")).to_have_count(0)

    await pressed(tess.page, "Room details")
    people = tess.page.get_by_role("list", name="participants").get_by_role("listitem")
    await expect(people).to_have_count(3)
    await chosen(tess.page, "Cleo", "Remove from the room")
    await tess.page.get_by_role("dialog").get_by_role("button", name="Remove from the room").click()
    await expect(cleo.page.get_by_text("You no longer take part")).to_be_visible()
    await expect(people).to_have_count(2)
    await tess.page.keyboard.press("Escape")
    await expect(tess.page.get_by_role("region", name="Room details")).to_have_count(0)
    await expect(tess.page.get_by_role("button", name="Room details")).to_be_focused()


async def test_somebody_invited_into_a_room_joins_it_by_activating_from_the_mail(
    firm: Firm, page_of: Visit, visitor: Visit
):
    room = await room_with(firm.tess, firm.cleo, name="Annual accounts")
    await say(firm.tess, room, "Here is the draft.", datetime.now(UTC))
    address = f"nora@{firm.slug}.example"
    tess = await page_of(firm.tess)
    await tess.goes_to("/team/people")
    await pressed(tess.page, "Invite client")
    dialog = tess.page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Nora Niels")
    await dialog.get_by_label("Email address").fill("nora")
    await dialog.get_by_role("button", name="Send invitation").click()
    await expect(dialog.get_by_role("alert")).to_have_text("Choose at least one portal.")
    await dialog.get_by_role("checkbox", name="Acorn").check()
    await dialog.get_by_role("button", name="Send invitation").click()
    await expect(dialog.get_by_label("Email address")).to_have_attribute("aria-invalid", "true")
    await dialog.get_by_label("Email address").fill(address)
    await dialog.get_by_role("checkbox", name="Annual accounts").check()
    await dialog.get_by_role("button", name="Send invitation").click()
    await expect(dialog).to_have_count(0)
    await expect(tess.page.get_by_role("list", name="People of the firm").get_by_text("Nora Niels")).to_be_visible()

    await tess.goes_to(path_of(room, "?details"))
    await expect(tess.page.get_by_role("list", name="Expected").get_by_text("Nora Niels")).to_be_visible()
    nora = await visitor("Nora")
    await opened_mail(await account_mail_to(nora, address), nora)
    await nora.page.get_by_role("link", name="Activate my account").click()
    await nora.page.get_by_label("Password").fill(PASSWORD)
    await nora.page.get_by_role("button", name="Activate my account").click()
    await nora.page.get_by_role("link", name="Annual accounts").click()
    await expect(nora.page.get_by_role("log").get_by_text("Here is the draft.")).to_be_visible()
    await expect(tess.page.get_by_role("list", name="Expected")).to_have_count(0)
    await expect(tess.page.get_by_role("list", name="3 participants").get_by_text("Online")).to_have_count(1)


async def test_a_room_is_seen_as_its_client_sees_it_without_a_trace_for_the_client(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.theo, firm.cleo, firm.carl)
    first = await say(firm.tess, room, "For everybody", datetime.now(UTC))
    await say(firm.cleo, room, "From Cleo herself", datetime.now(UTC))
    await messages.edit_message(firm.tess, first.id, "For you all", datetime.now(UTC))
    await marks.mark_room_read(firm.carl, room.id, 1, datetime.now(UTC))
    await say(firm.tess, room, "Not read yet", datetime.now(UTC))
    tess = await page_of(firm.tess)
    await tess.goes_to(path_of(room, "?details"))
    await chosen(tess.page, "Cleo", "See the room as they see it")
    log = tess.page.get_by_role("log")
    await expect(tess.page.get_by_text("exactly as Cleo sees it")).to_be_visible()
    own = log.get_by_role("article", name="You").filter(has_text="From Cleo herself")
    await expect(own).to_have_attribute("data-own", "true")
    await expect(log.get_by_role("article", name="Tess").filter(has_text="Not read yet")).to_be_visible()
    await expect(tess.page.get_by_role("textbox", name="Message to")).to_have_count(0)
    await own.hover()
    for name in ("Reply", "Delete", "Room details"):
        await expect(tess.page.get_by_role("button", name=name)).to_have_count(0)
    read = await sql.row("SELECT read_position FROM participation WHERE person_id = $1", firm.cleo.id)
    assert read and read["read_position"] == 2
    looked = "SELECT person_id FROM audit_entry WHERE action = $1 AND actor_id = $2"
    seen = await sql.rows(looked, AuditAction.ROOM_SEEN_AS, firm.tess.id)
    assert {row["person_id"] for row in seen} == {firm.cleo.id}
    await pressed(tess.page, "Back to my view")
    await expect(tess.page.get_by_role("region", name="Room details")).to_be_visible()


async def test_who_has_read_a_message_and_who_has_not_is_told(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    await say(firm.tess, room, "Please read this", datetime.now(UTC))
    await marks.mark_room_read(firm.carl, room.id, 1, datetime.now(UTC))
    tess = await page_of(firm.tess)
    await tess.goes_to(path_of(room))
    message = tess.page.get_by_role("article", name="Please read this")
    await message.focus()
    await pressed(tess.page, "What to do with this message")
    await tess.page.get_by_role("menuitem", name="Read by").click()
    dialog = tess.page.get_by_role("dialog")
    await expect(dialog.get_by_role("list", name="Read by 1 client", exact=True).get_by_text("Carl")).to_be_visible()
    await expect(dialog.get_by_role("list", name="Not read by 1 client").get_by_text("Cleo")).to_be_visible()
    await tess.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
