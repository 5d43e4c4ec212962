"""The door for mail: its bytes lie in the storage and its rows are committed before anybody says 250 or 2xx."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID, uuid4

from db import sql, storage
from db.queries import attachments as blobs
from db.queries import inbound_mail as queries
from db.settings import current
from db.vocabulary import MailSource
from resolvers import queue
from resolvers.digests import trials
from resolvers.queue import Work

RESERVED = timedelta(hours=1)
"""After which bytes that no row refers to are removed."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail as it came. `sender` and `recipients` are those of the envelope; None and none where nobody told.

    `checks` are (method, result, domain) that a provider found which took the mail in for us. `source_key` names
    a mail of a mailbox, which is kept once.
    """

    source: MailSource
    sender: str | None
    recipients: tuple[str, ...]
    raw: bytes
    checks: tuple[tuple[str, str, str], ...] = ()
    source_key: str | None = None


async def is_known(token_hash: bytes) -> bool:
    """Whether a mail of ours carried this token, whatever became of it since."""
    return await queries.is_known(token_hash) or await trials.expected([token_hash]) is not None


async def is_fetched(source_key: str) -> bool:
    """Whether this mail of a mailbox is kept already."""
    return await queries.is_fetched(source_key)


async def store(arrival: Arrival, now: datetime) -> list[UUID]:
    """Keep a mail, once for each recipient, so that every answer in it is decided alone. Answers their ids.

    Raises OSError and what `db.sql.UNREACHABLE` names; then nothing of it was kept, and the sender has to try again.
    """
    deliveries: list[tuple[str, ...]] = [(recipient,) for recipient in arrival.recipients] or [()]
    keys = [storage.new_key() for _ in deliveries]
    await blobs.reserve(keys, now + RESERVED)
    await _put(arrival.raw, keys)
    async with sql.transaction():
        added = [await _added(arrival, recipients, key, now) for recipients, key in zip(deliveries, keys, strict=True)]
    await queue.hint(Work.PROCESS_INBOUND_MAIL)
    return [mail_id for mail_id in added if mail_id]


async def _added(arrival: Arrival, recipients: tuple[str, ...], key: str, now: datetime) -> UUID | None:
    mail_id, raw = uuid4(), arrival.raw
    # PostgreSQL refuses NUL; no address has one.
    addresses = [recipient.replace("\0", "") for recipient in recipients]
    # Nobody's is written <> by some, and empty by others.
    sender = arrival.sender.replace("\0", "").strip("<> ") if arrival.sender is not None else None
    checks = json.dumps(arrival.checks)
    told = (now, arrival.source.value, sender, addresses, key, len(raw), hashlib.sha256(raw).digest(), checks)
    added = await sql.row(queries.STORE, mail_id, *told, arrival.source_key)
    if added is not None:
        await blobs.keep([key])
    return mail_id if added else None


async def _put(raw: bytes, keys: list[str]) -> None:
    """Every key has a file of its own: the storage may share what it is given with the file it came from."""
    for key in keys:
        path = await asyncio.to_thread(_written, current().data_dir / "work", raw)
        try:
            await storage.store().put_file(key, path, "message/rfc822")
        finally:
            await asyncio.to_thread(_removed, path)


def _written(parent: Path, raw: bytes) -> Path:
    # On the disk of the data, where sharing costs nothing; what a dead process leaves is swept with the attachments'.
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = Path(mkdtemp(dir=parent)) / "mail"
    path.write_bytes(raw)
    return path


def _removed(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.rmdir()
