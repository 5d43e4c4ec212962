"""Makes the pictures in the README anew: `python -m bench.screenshots`, with the demo firm in servers of its own."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page

from bench.deliveries import free_port
from db.demo.cast import PASSWORD, SLUG
from tests.browser.chromium import launched

PICTURES = Path(__file__).parents[1] / ".github"
QUALITY = 82
ROOM = "Harbour Bakery – year end"
BACK = 330  # pixels up to a picture
STILL = 1_500  # milliseconds in which pictures come and what moves comes to rest


@contextmanager
def site() -> Iterator[str]:
    """The demo firm as `parlour up` makes it, in a folder that is thrown away; where its pages are."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    with tempfile.TemporaryDirectory() as folder:
        own = {"DATA_DIR": folder, "PORT": str(port), "BASE_URL": url}
        command = [sys.executable, "-m", "portal_web.cli", "up"]
        process = subprocess.Popen(command, env=os.environ | own, stdout=subprocess.PIPE, text=True)
        try:
            # It is ready once it says how to stop it.
            if not any("Ctrl-C" in line for line in process.stdout or ()):
                raise RuntimeError("The demo firm did not start.")
            yield url
        finally:
            process.terminate()
            process.wait()


@asynccontextmanager
async def signed_in(
    browser: Browser, url: str, email: str, size: tuple[int, int], scheme: str, scale: float, *, touch: bool = False
) -> AsyncIterator[Page]:
    """The list of rooms of somebody of the demo firm."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        device_scale_factor=scale,
        has_touch=touch,
        is_mobile=touch,
        locale="en-GB",
    )
    async with context:
        page = await context.new_page()
        await page.goto(f"{url}/w/{SLUG}/sign-in")
        await page.fill("input[name=email]", email)
        await page.fill("input[name=password]", PASSWORD)
        await page.click("form button")
        await page.get_by_role("link", name=ROOM).first.wait_for()
        yield page


async def taken(page: Page, name: str) -> None:
    """Keep what is shown, once the worker has made its pictures."""
    await page.get_by_text("Being prepared…").first.wait_for(state="hidden")
    await page.wait_for_timeout(STILL)
    picture = Image.open(BytesIO(await page.screenshot()))
    path = PICTURES / f"{name}.webp"
    picture.convert("RGB").save(path, quality=QUALITY, method=6)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


async def take(browser: Browser, url: str) -> None:
    """The team at a desk, a client on a phone, and a search."""
    async with signed_in(browser, url, "tomas@larkspur.example", (1360, 850), "light", 1.25) as page:
        await page.get_by_role("link", name=ROOM).click()
        await page.get_by_role("article").last.wait_for()
        await page.get_by_role("button", name="Room details").click()
        await taken(page, "team")
        await page.keyboard.press("Control+k")
        await page.get_by_role("searchbox").fill("till")
        await page.locator("mark").first.wait_for()
        await taken(page, "search")
    async with signed_in(browser, url, "marta@client.example", (390, 760), "dark", 2, touch=True) as page:
        await page.get_by_role("link", name=ROOM).tap()
        await page.get_by_role("article").last.wait_for()
        await page.get_by_role("log").evaluate("(log, by) => log.scrollBy(0, -by)", BACK)
        await taken(page, "client")


async def main() -> None:
    """Make all of them."""
    PICTURES.mkdir(exist_ok=True)
    with site() as url:
        async with launched() as browser:
            await take(browser, url)


if __name__ == "__main__":
    asyncio.run(main())
