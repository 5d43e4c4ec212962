"""Files in a conversation: pasted, dropped, cut off, given up, and looked at large by keys alone."""

import asyncio
import io
import os
from base64 import b64encode
from uuid import UUID

from playwright.async_api import Page, expect

from db import sql, storage
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.browser.axe import axe_violations, overflow
from tests.browser.conftest import Visit
from tests.browser.visitor import DESKTOP, NARROW, Visitor
from tests.cast import Firm, room_with
from tests.pictures import quarters
from tests.survivors import until

FIELD, ROOM = ".composer-field", ".room-body"
GIVE = """([kind, target, files]) => {
  const data = new DataTransfer();
  for (const { name, type, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  const place = document.querySelector(target);
  const how = { bubbles: true, cancelable: true };
  if (kind === "paste") place.dispatchEvent(new ClipboardEvent("paste", { ...how, clipboardData: data }));
  else place.dispatchEvent(new DragEvent(kind, { ...how, dataTransfer: data }));
}"""
CUT = """
const send = XMLHttpRequest.prototype.send;
let isCut = false;
XMLHttpRequest.prototype.send = function (body) {
  if (isCut || !(body instanceof Blob)) return send.call(this, body);
  isCut = true;
  this.setRequestHeader("Content-Range", `bytes 0-199999/${body.size}`);
  this.onload = this.onerror;
  send.call(this, body.slice(0, 200000));
};
"""
"""The first upload loses its connection after 200,000 bytes."""
SLOW = 60_000
"""Bytes a second, so that an upload can be watched."""


async def in_room(page_of: Visit, who: Viewer, room_id: UUID, **how: object) -> Visitor:
    """Somebody with the room open."""
    visitor = await page_of(who, **how)
    await visitor.goes_to(f"/r/{global_id('Room', room_id)}")
    await expect(visitor.page.locator(FIELD)).to_be_visible()
    return visitor


def image(name: str = "screenshot.png", width: int = 640, height: int = 400) -> dict[str, str]:
    """A picture as a browser is given it."""
    out = io.BytesIO()
    quarters(width, height).save(out, "PNG")
    return file(name, "image/png", out.getvalue())


def file(name: str, media_type: str, body: bytes) -> dict[str, str]:
    return {"name": name, "type": media_type, "base64": b64encode(body).decode()}


async def give(page: Page, kind: str, target: str, *files: dict[str, str]) -> None:
    """Paste or drag files onto an element."""
    await page.evaluate(GIVE, [kind, target, list(files)])


async def slow_down(page: Page) -> None:
    """Have uploads take their time."""
    protocol = await page.context.new_cdp_session(page)
    limits = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": SLOW}
    await protocol.send("Network.emulateNetworkConditions", limits)


async def uploads_of(who: Viewer) -> list[tuple[str, str]]:
    rows = await sql.rows("SELECT file_name, state FROM attachment WHERE owner_id = $1 ORDER BY file_name", who.id)
    return [(row["file_name"], row["state"]) for row in rows]


def parts_of(visitor: Visitor) -> list[str]:
    return [path.name for path in (visitor.site.settings.data_dir / "uploads").glob("*.part")]


async def test_a_pasted_image_appears_on_the_other_side_and_a_dropped_file_can_be_saved(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo, tess = await in_room(page_of, firm.cleo, room.id), await in_room(page_of, firm.tess, room.id)
    await give(cleo.page, "paste", FIELD, image())
    await expect(cleo.page.locator(".chip[data-state=there] img")).to_be_visible()
    await give(cleo.page, "dragenter", ROOM, file("notes.txt", "text/plain", b"hello"))
    await expect(cleo.page.get_by_text("Drop files to attach them")).to_be_visible()
    await give(cleo.page, "drop", ROOM, file("notes.txt", "text/plain", b"hello"))
    await expect(cleo.page.locator(".chip[data-state=there]")).to_have_count(2)
    for width, height in (DESKTOP, NARROW):
        await cleo.page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            await cleo.page.emulate_media(color_scheme=scheme)
            assert await axe_violations(cleo.page) + await overflow(cleo.page) == []
    await cleo.page.locator(FIELD).fill("What I see")
    await cleo.page.keyboard.press("Enter")
    await expect(cleo.page.locator(".chip")).to_have_count(0)
    shown = tess.page.get_by_role("button", name="Open screenshot.png")
    await expect(shown.locator("img")).to_have_js_property("complete", True)
    assert await shown.locator("img").evaluate("(image) => image.naturalWidth") == 640
    async with tess.page.expect_download() as saving:
        await tess.page.get_by_role("link", name="Download notes.txt, 5").click()
    saved = await saving.value
    assert saved.suggested_filename == "notes.txt"
    assert (await saved.path()).read_bytes() == b"hello"


async def test_an_upload_that_is_cancelled_leaves_nothing_anywhere(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo = await in_room(page_of, firm.cleo, room.id)
    before = parts_of(cleo)
    await slow_down(cleo.page)
    await give(cleo.page, "paste", FIELD, file("long.bin", "", os.urandom(600_000)))
    await until(lambda: len(parts_of(cleo)) > len(before))
    assert await uploads_of(firm.cleo) == [("long.bin", "UPLOADING")]
    await cleo.page.locator(FIELD).fill("With a file")
    await cleo.page.get_by_role("button", name="Send").click()
    await expect(cleo.page.get_by_text("Is sent as soon as the files are uploaded.")).to_be_visible()
    await cleo.page.get_by_role("button", name="Do not send yet").click()
    await cleo.page.get_by_role("button", name="Cancel long.bin").click()
    await expect(cleo.page.locator(".chip")).to_have_count(0)
    await until_nothing(cleo, firm.cleo, before)
    await give(cleo.page, "paste", FIELD, file("short.txt", "text/plain", b"short"))
    await cleo.page.get_by_role("button", name="Remove short.txt").click()
    await until_nothing(cleo, firm.cleo, before)
    assert await sql.rows("SELECT 1 FROM message WHERE room_id = $1", room.id) == []


async def until_nothing(visitor: Visitor, who: Viewer, before: list[str]) -> None:
    async with asyncio.timeout(30):
        while await uploads_of(who) or parts_of(visitor) != before:
            await asyncio.sleep(0.05)


async def test_an_upload_that_is_cut_off_goes_on_and_its_message_waits_for_it(firm: Firm, page_of: Visit):
    room, body = await room_with(firm.tess, firm.cleo), os.urandom(600_000)
    cleo = await page_of(firm.cleo)
    await cleo.page.add_init_script(CUT)
    await cleo.goes_to(f"/r/{global_id('Room', room.id)}")
    spans: list[str | None] = []
    cleo.page.on("request", lambda request: spans.append(request.headers.get("content-range")))
    await cleo.page.locator(FIELD).fill("Waits")
    await give(cleo.page, "paste", FIELD, file("long.bin", "", body))
    await cleo.page.keyboard.press("Enter")
    await expect(cleo.page.get_by_role("link", name="Download long.bin, 600 kB")).to_be_visible()
    assert "bytes 200000-599999/600000" in spans
    [row] = await sql.rows("SELECT storage_key FROM attachment WHERE owner_id = $1", firm.cleo.id)
    assert b"".join([chunk async for chunk in storage.store().read(row["storage_key"])]) == body


async def test_images_are_looked_at_large_by_keys_and_the_focus_comes_back(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo = await in_room(page_of, firm.cleo, room.id)
    await give(cleo.page, "paste", FIELD, image("one.png"), image("two.png", 300, 500), image("three.png", 900, 200))
    await expect(cleo.page.locator(".chip[data-state=there]")).to_have_count(3)
    await cleo.page.locator(FIELD).press("Enter")
    first = cleo.page.get_by_role("button", name="Open one.png")
    await first.focus()
    await cleo.page.keyboard.press("Enter")
    box = cleo.page.get_by_role("dialog", name="one.png")
    await expect(box.get_by_text("1 of 3")).to_be_visible()
    for width, height in (DESKTOP, NARROW):
        await cleo.page.set_viewport_size({"width": width, "height": height})
        assert await axe_violations(cleo.page) + await overflow(cleo.page) == []
    await cleo.page.keyboard.press("ArrowRight")
    large = cleo.page.get_by_role("dialog", name="two.png").get_by_role("img")
    assert "two.png, sent by Cleo" in (await large.get_attribute("alt") or "")
    await cleo.page.keyboard.press("End")
    await expect(cleo.page.get_by_text("3 of 3")).to_be_visible()
    await cleo.page.keyboard.press("+")
    await expect(cleo.page.get_by_role("button", name="Zoom out")).to_be_visible()
    await cleo.page.keyboard.press("Escape")
    await expect(cleo.page.get_by_role("dialog")).to_have_count(0)
    await expect(first).to_be_focused()
    assert "file=" not in cleo.page.url


async def test_an_old_link_is_exchanged_when_the_image_is_seen(firm: Firm, page_of: Visit):
    room = await room_with(firm.tess, firm.cleo)
    cleo = await in_room(page_of, firm.cleo, room.id)
    await give(cleo.page, "paste", FIELD, image("one.png"))
    await expect(cleo.page.locator(".chip[data-state=there]")).to_have_count(1)
    await cleo.page.locator(FIELD).press("Enter")
    await expect(cleo.page.get_by_role("button", name="Open one.png")).to_be_visible()
    tess, refused = await page_of(firm.tess), list[str]()
    tess.expects("404 GET .*/files/")

    async def too_old(route: object) -> None:
        refused.append("once")
        await route.fulfill(status=404)  # type: ignore[attr-defined]

    await tess.page.route("**/files/**", too_old, times=1)
    await tess.goes_to(f"/r/{global_id('Room', room.id)}")
    shown = tess.page.get_by_role("button", name="Open one.png").locator("img")
    await until(lambda: len(refused) == 1)
    await tess.page.wait_for_function("() => document.querySelector('.picture img')?.naturalWidth === 640")
    await expect(shown).to_be_visible()
