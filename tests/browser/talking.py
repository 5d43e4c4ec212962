"""What people do in front of the portal's page, and what they see there: rooms, messages, and what is unread."""

from playwright.async_api import Locator, Page, expect

from resolvers.views import RoomView
from schema.ids import global_id
from tests.browser.visitor import Visitor


def address_of(room: RoomView) -> str:
    """Where a room is on the page."""
    return f"/r/{global_id('Room', room.id)}"


async def opens(visitor: Visitor, room: RoomView) -> None:
    """Open a room by its address, and see that its messages are there and that it is listened to."""
    await visitor.goes_to(address_of(room))
    await listens(visitor)


async def listens(visitor: Visitor) -> None:
    """See that the room that is open has been loaded."""
    await expect(log_on(visitor.page).locator(".timeline-beginning, article").first).to_be_visible()


def log_on(page: Page) -> Locator:
    """The messages of the room that is open."""
    return page.get_by_role("log")


def message_on(page: Page, text: str) -> Locator:
    """The messages with this text."""
    return log_on(page).get_by_role("article").filter(has_text=text)


def composer_on(page: Page) -> Locator:
    """Where to write in the room that is open."""
    return page.locator("textarea.composer-field")


async def writes(visitor: Visitor, text: str) -> None:
    """Write a message and send it by the keyboard."""
    await composer_on(visitor.page).fill(text)
    await composer_on(visitor.page).press("Enter")


async def sends(visitor: Visitor, text: str) -> None:
    """Write a message and see that the server has it."""
    await writes(visitor, text)
    await expect(message_on(visitor.page, text).get_by_text("Sent", exact=True)).to_be_attached()


def row_on(page: Page, room: RoomView) -> Locator:
    """A room in the list."""
    return page.get_by_role("navigation").locator(f"[data-room='{global_id('Room', room.id)}']")


async def shown_on(page: Page) -> list[tuple[int, str]]:
    """The messages that stand on the page, by position, from top to bottom; none that is being measured."""
    found = (
        await log_on(page)
        .locator("article[data-position]")
        .evaluate_all(
            """(all) => all.filter((each) => getComputedStyle(each).visibility === "visible")
          .map((each) => [each.getBoundingClientRect().top, +each.dataset.position,
            each.querySelector(".text, .bubble-deleted")?.innerText ?? ""])
          .toSorted((one, other) => one[0] - other[0])
          .map(([_, position, text]) => [position, text])"""
        )
    )
    return [(position, text) for position, text in found]
