"""Keeps bytes in a bucket that speaks S3. Uploads and downloads go there by signed URLs, past our processes."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from db.settings import Settings
from db.storage import presign
from db.storage.keys import place_of
from db.storage.presign import Credentials

CHUNK = 256 * 1024  # bytes held for one reader
PART = 8 * 1024 * 1024
PARTS_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket, and what its URLs are signed with."""

    objects: S3Store
    url: str
    credentials: Credentials

    async def put_file(self, key: str, path: Path, media_type: str) -> None:
        """Keep a file's bytes, large ones sent in parts: whole or not at all."""
        attributes = {"Content-Type": media_type}
        with _reaching():
            await obstore.put_async(
                self.objects, place_of(key), path, attributes=attributes, chunk_size=PART, max_concurrency=PARTS_AT_ONCE
            )

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `start` up to, not including, `end`, in chunks of some 256 KiB. Raises FileNotFoundError."""
        found = await self.size(key)
        if found is None:
            raise FileNotFoundError(key)
        end = found if end is None else min(end, found)
        if start >= end:  # S3 has no empty ranges
            return
        with _reaching():
            answer = await obstore.get_async(self.objects, place_of(key), options={"range": (start, end)})
            async for chunk in answer.stream(min_chunk_size=CHUNK):
                yield bytes(chunk)

    async def size(self, key: str) -> int | None:
        """How many bytes are under a key; None where there is nothing."""
        with suppress(FileNotFoundError), _reaching():
            return (await obstore.head_async(self.objects, place_of(key)))["size"]
        return None

    async def fetch(self, key: str, path: Path) -> None:
        """Copy the bytes into a new local file. Raises FileNotFoundError."""
        with path.open("xb") as file:
            async for chunk in self.read(key):
                await asyncio.to_thread(file.write, chunk)

    async def remove(self, key: str) -> None:
        """Remove what is under a key, if anything is."""
        with suppress(FileNotFoundError), _reaching():
            await obstore.delete_async(self.objects, place_of(key))

    async def sweep(self, seconds: float) -> None:
        """Nothing: a lifecycle rule of the bucket ends uploads in parts that were never completed."""

    def signed_put(self, key: str, size: int, seconds: int) -> str | None:
        """A URL to which exactly `size` bytes can be PUT until it expires."""
        return self._signed("PUT", key, {}, {"content-length": str(size)}, seconds)

    def signed_get(self, key: str, media_type: str, disposition: str, seconds: int) -> str | None:
        """A URL that answers GET with these headers until it expires, and is kept in no shared cache."""
        answer = {
            "response-cache-control": "private, no-cache",
            "response-content-disposition": disposition,
            "response-content-type": media_type,
        }
        return self._signed("GET", key, answer, {}, seconds)

    def _signed(self, method: str, key: str, query: dict[str, str], headers: dict[str, str], seconds: int) -> str:
        # The bucket looks at its own clock, so the rules' `now`, which tests set, is not what to sign with.
        url = f"{self.url}/{place_of(key)}"
        return presign.signed(self.credentials, method, url, query, headers, seconds, datetime.now(UTC))


@contextmanager
def _reaching() -> Iterator[None]:
    """Raise ConnectionError for a bucket that is away or does not let us in."""
    try:
        yield
    except BaseError as error:
        raise ConnectionError(str(error)) from error


def opened(settings: Settings) -> Bucket:
    """The bucket that the settings name. Nothing is asked of it yet. Raises ValueError."""
    named = urlsplit(settings.storage_url or "")
    if named.scheme != "s3" or not named.netloc:
        raise ValueError("STORAGE_URL must be s3://bucket or s3://bucket/prefix")
    if not settings.s3_access_key or not settings.s3_secret_key:
        raise ValueError("STORAGE_URL needs S3_ACCESS_KEY and S3_SECRET_KEY")
    endpoint = (settings.s3_endpoint or f"https://s3.{settings.s3_region}.amazonaws.com").rstrip("/")
    prefix = named.path.strip("/")
    return Bucket(
        objects=_objects(settings, named.netloc, prefix, endpoint),
        url="/".join(filter(None, (endpoint, named.netloc, prefix))),
        credentials=Credentials(settings.s3_access_key, settings.s3_secret_key, settings.s3_region),
    )


def _objects(settings: Settings, name: str, prefix: str, endpoint: str) -> S3Store:
    return S3Store(
        name,
        prefix=prefix or None,
        endpoint=endpoint,
        region=settings.s3_region,
        access_key_id=settings.s3_access_key,
        secret_access_key=settings.s3_secret_key,
        client_options={"allow_http": endpoint.startswith("http://"), "timeout": timedelta(minutes=30)},
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=30)},
    )
