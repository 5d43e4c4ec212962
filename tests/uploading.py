"""A real web server on loopback for tests of uploads and downloads, and clients that hang up in the middle."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import httpx2
import uvicorn
from starlette.applications import Starlette

from db.settings import Settings
from portal_web import files, uploads
from resolvers import attachments
from resolvers.viewer import Viewer
from tests.cast import NOON
from tests.lines import PATIENCE, Server


@dataclass(frozen=True, slots=True)
class Site:
    """A running server: a client that speaks to it, and where what comes is gathered."""

    http: httpx2.AsyncClient
    port: int
    data_dir: Path

    def parts(self) -> list[Path]:
        """The files of uploads under way."""
        return sorted((self.data_dir / "uploads").glob("*.part"))


@contextlib.asynccontextmanager
async def site(settings: Settings) -> AsyncIterator[Site]:
    """Serve uploads and files; it is always noon there."""
    app = Starlette(routes=[*uploads.routes, *files.routes])
    app.state.settings, app.state.clock = settings, lambda: NOON
    server = Server(uvicorn.Config(app, port=0, log_level="error", access_log=False, lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as http:
        yield Site(http, port, settings.data_dir)
    server.should_exit = True
    await task


async def promised(owner: Viewer, body: bytes, name: str = "notes.txt", *, checked: bool = True) -> tuple[UUID, str]:
    """A promise of these bytes: its id, and the path to bring them to."""
    checksum = hashlib.sha256(body).digest() if checked else None
    upload = await attachments.create_upload(owner, name, len(body), checksum, NOON)
    return upload.id, urlsplit(upload.url).path


async def cut_off(site: Site, path: str, total: int, body: bytes, start: int = 0) -> None:
    """Bring some bytes of a PUT that promises all that are left, then break the connection without a word."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    lines = [
        f"PUT {path} HTTP/1.1",
        "Host: parlour.test",
        f"Content-Length: {total - start}",
        *([f"Content-Range: bytes {start}-{total - 1}/{total}"] if start else []),
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    await writer.drain()
    writer.transport.abort()
    del reader


async def has_come(site: Site, path: str, offset: int) -> None:
    """Wait until as many bytes of an upload are there."""
    async with asyncio.timeout(PATIENCE):
        while (await site.http.head(path)).headers.get("upload-offset") != str(offset):
            await asyncio.sleep(0.01)


async def go_on(site: Site, path: str, body: bytes, start: int) -> httpx2.Response:
    """Bring the rest, again and again while a connection that broke is still taken for the upload's."""
    rest = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
    async with asyncio.timeout(PATIENCE):
        while "retry-after" in (answer := await site.http.put(path, content=body[start:], headers=rest)).headers:
            await asyncio.sleep(0.01)
    return answer
