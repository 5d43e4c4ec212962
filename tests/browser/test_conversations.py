"""Clients and team in their rooms, each in a browser of their own: what one does, the other sees."""

from datetime import UTC, datetime

from playwright.async_api import expect

from db.vocabulary import RoomKind
from resolvers import invitations, participants
from tests.browser.conftest import Visit
from tests.browser.mailbox import account_mail_to, answered_by_mail, opened_digest, opened_mail
from tests.browser.talking import (
    address_of,
    composer_on,
    log_on,
    message_on,
    opens,
    row_on,
    sends,
    shown_on,
    writes,
)
from tests.cast import Firm, room_with, say
from tests.letters import PASSWORD
from tests.replying import said_in


async def test_an_invitation_by_mail_ends_in_a_first_message(firm: Firm, visitor: Visit, page_of: Visit):
    now, address = datetime.now(UTC), f"nora@{firm.slug}.example"
    room = await room_with(firm.tess)
    invited = await invitations.invite_client(firm.tess, address, "Nora", [firm.acorn], now)
    await participants.invite_to_room(firm.tess, room.id, [invited.id], False, now)
    await say(firm.tess, room, "Welcome, Nora!", now)
    tess, nora = await page_of(firm.tess), await visitor("Nora")
    await opens(tess, room)

    await opened_mail(await account_mail_to(nora, address), nora)
    await nora.page.get_by_role("link", name="Activate my account").click()
    await nora.page.get_by_label("Password").fill(PASSWORD)
    await nora.page.get_by_role("button", name="Activate my account").click()
    await expect(row_on(nora.page, room)).to_contain_text("Tess: Welcome, Nora!")
    await row_on(nora.page, room).click()
    await expect(message_on(nora.page, "Welcome, Nora!")).to_be_visible()
    await sends(nora, "Thank you, I am in.")

    await expect(message_on(tess.page, "Thank you, I am in.")).to_be_visible()
    assert await said_in(room) == [("Tess", "Welcome, Nora!"), ("Nora", "Thank you, I am in.")]


async def test_client_and_team_talk_live_and_the_team_alone_sees_who_is_typing(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    tess, cleo, carl = [await page_of(who) for who in (firm.tess, firm.cleo, firm.carl)]
    for each in (tess, cleo, carl):
        await opens(each, room)

    await composer_on(cleo.page).press_sequentially("When")
    await expect(tess.page.get_by_text("Cleo is typing…")).to_be_visible()
    await sends(cleo, "When do we meet?")
    await expect(tess.page.get_by_text("Cleo is typing…")).to_have_count(0)
    for each in (tess, carl):
        await expect(message_on(each.page, "When do we meet?")).to_be_visible()
    await sends(tess, "Tomorrow at nine.")
    for each in (cleo, carl):
        await expect(message_on(each.page, "Tomorrow at nine.")).to_be_visible()
        assert await each.page.get_by_text("typing").count() == 0
        assert b'"__typename":"ClientTyping"' not in await each.transcript.complete()
    # Whoever of the team wrote it sees when clients have read it; clients see that it was sent.
    await expect(message_on(tess.page, "Tomorrow at nine.").get_by_text("Read by 2 clients")).to_be_attached()
    expected = [(1, "When do we meet?"), (2, "Tomorrow at nine.")]
    assert [await shown_on(each.page) for each in (tess, cleo, carl)] == [expected] * 3


async def test_what_is_deleted_disappears_on_the_other_side(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Not for you")
    tess, cleo = await page_of(firm.tess), await page_of(firm.cleo)
    await opens(tess, room)
    await opens(cleo, room)
    await expect(message_on(cleo.page, "Not for you")).to_be_visible()
    await expect(row_on(cleo.page, room)).to_contain_text("Not for you")

    await message_on(tess.page, "Not for you").hover()
    await tess.page.get_by_role("button", name="Delete").click()
    await tess.page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    for each in (cleo, tess):
        await expect(message_on(each.page, "This message was deleted")).to_be_visible()
        await expect(row_on(each.page, room)).to_contain_text("Message deleted")
        await expect(each.page.get_by_role("dialog")).to_have_count(0)
        assert "Not for you" not in await each.page.content()
    # The focus is where the message stands, not lost with its buttons.
    await expect(message_on(tess.page, "This message was deleted")).to_be_focused()


async def test_what_is_edited_changes_on_the_other_side(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    tess, cleo = await page_of(firm.tess), await page_of(firm.cleo)
    await opens(tess, room)
    await opens(cleo, room)
    await sends(cleo, "At nien")
    await expect(message_on(tess.page, "At nien")).to_be_visible()

    await composer_on(cleo.page).press("ArrowUp")
    await expect(composer_on(cleo.page)).to_have_value("At nien")
    await writes(cleo, "At nine")
    for each in (tess, cleo):
        await expect(message_on(each.page, "At nine").get_by_text("edited")).to_be_visible()
        assert await shown_on(each.page) == [(1, "At nine")]

    await message_on(tess.page, "At nine").hover()
    await tess.page.get_by_role("button", name="What to do with this message").click()
    await tess.page.get_by_role("menuitem", name="Earlier versions").click()
    await expect(tess.page.get_by_role("dialog").get_by_text("At nien")).to_be_visible()
    await message_on(cleo.page, "At nine").hover()
    await cleo.page.get_by_role("button", name="What to do with this message").click()
    await expect(cleo.page.get_by_role("menuitem")).to_have_text(["Copy text", "Edit"])


async def test_an_answer_leads_back_to_what_it_answers(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Which day?")
    for number in range(60):
        await say(firm.tess, room, f"Line {number}")
    tess, cleo = await page_of(firm.tess), await page_of(firm.cleo)
    await opens(tess, room)
    await cleo.goes_to(f"{address_of(room)}#1")
    await message_on(cleo.page, "Which day?").hover()
    await cleo.page.get_by_role("button", name="Reply").click()
    await expect(cleo.page.get_by_text("Reply to Tess")).to_be_visible()
    await sends(cleo, "Monday")
    quoting = message_on(tess.page, "Monday")
    await expect(quoting).to_contain_text("Which day?")
    await quoting.get_by_role("button", name="Go to the message of Tess: Which day?").click()
    await expect(log_on(tess.page).locator("article[data-position='1']")).to_be_in_viewport()


async def test_a_participant_who_is_removed_sees_the_room_close_and_nothing_of_it_stays(firm: Firm, page_of: Visit):
    room, other = await room_with(firm.tess, firm.cleo, name="Merger"), await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "The secret plan")
    await say(firm.tess, other, "Harmless")
    cleo = await page_of(firm.cleo)
    await opens(cleo, room)
    await expect(message_on(cleo.page, "The secret plan")).to_be_visible()
    await composer_on(cleo.page).fill("I beg to dif")

    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], datetime.now(UTC))

    await expect(cleo.page.get_by_role("alert")).to_contain_text("You no longer take part in this conversation")
    await expect(row_on(cleo.page, other)).to_contain_text("Harmless")
    await expect(row_on(cleo.page, room)).to_have_count(0)
    content = await cleo.page.content()
    assert [secret for secret in ("The secret plan", "Merger", "I beg") if secret in content] == []
    await expect(cleo.page).to_have_title("(1) You no longer take part in this conversation · Larch & Partners")
    await expect(cleo.page.get_by_role("alert")).to_be_focused()
    await say(firm.tess, room, "After the fact")
    await say(firm.tess, other, "Still here")
    await expect(row_on(cleo.page, other)).to_contain_text("Still here")
    assert b"After the fact" not in await cleo.transcript.complete()
    await cleo.page.reload()
    await expect(cleo.page.get_by_role("alert")).to_contain_text("You no longer take part in this conversation")


async def test_an_answer_by_mail_appears_in_the_open_room(firm: Firm, visitor: Visit, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?", datetime.now(UTC))
    tess, mail = await page_of(firm.tess), await visitor("Mail")
    await opens(tess, room)
    await opened_digest(firm, firm.cleo, mail)
    await answered_by_mail(mail, "Yes, é!")
    await expect(message_on(tess.page, "Yes, é!")).to_be_visible()
    await expect(message_on(tess.page, "Yes, é!")).to_contain_text("Cleo")
    await expect(row_on(tess.page, room)).to_contain_text("Cleo: Yes, é!")
    assert await shown_on(tess.page) == [(1, "Shall we begin?"), (2, "Yes, é!")]


async def test_in_an_announcement_room_clients_read_and_are_told_why_they_do_not_write(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo, name="News", kind=RoomKind.ANNOUNCEMENT)
    tess, cleo = await page_of(firm.tess), await page_of(firm.cleo)
    await opens(tess, room)
    await opens(cleo, room)
    await expect(cleo.page.get_by_text("Only the team writes here. To reach us,")).to_be_visible()
    assert await cleo.page.locator("textarea, input[type=file], form").count() == 0
    await sends(tess, "We move house")
    await expect(message_on(cleo.page, "We move house")).to_be_visible()
    await message_on(cleo.page, "We move house").hover()
    await expect(cleo.page.get_by_role("button", name="What to do with this message")).to_be_visible()
    assert await cleo.page.get_by_role("button", name="Reply").count() == 0
