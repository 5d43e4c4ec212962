"""Where digests go when there is no relay: a sink that speaks SMTP and keeps each mail, for the developer to read."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from db.settings import Settings
from jobs.smtp import Relay, relay_of

KEPT = timedelta(days=7)
MOST_SHOWN = 100
LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class KeptDigest:
    """A digest as it would have travelled, and when it would have."""

    id: str
    kept_at: datetime
    mail: EmailMessage


class Sink:
    """What the conversation hands over."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where mails are kept; there are live links and reply addresses in them."""
        self.folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep a digest of ours; nothing else has a name here."""
        assert isinstance(envelope.content, bytes)
        mail_id = _mail(envelope.content).get("X-Parlour-Digest", "")
        if not _is_id(mail_id):
            return "554 5.6.0 This is no digest"
        await asyncio.to_thread(keep, self.folder, mail_id, envelope.content)
        return "250 2.0.0 Kept"


@asynccontextmanager
async def relay_for(settings: Settings) -> AsyncIterator[Relay | None]:
    """The relay of SMTP_URL; in development without it, a sink for the block; elsewhere None: mail waits.

    Raises ValueError for an SMTP_URL that is not understood.
    """
    if settings.smtp_url or not settings.development:
        yield relay_of(settings.smtp_url) if settings.smtp_url else None
        return
    sink = Sink(_folder(settings))
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(sink, data_size_limit=LARGEST, hostname="localhost", enable_SMTPUTF8=True), "127.0.0.1", 0
    )
    try:
        yield relay_of(f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}?tls=off")
    finally:
        server.close()


def kept_digests(settings: Settings) -> list[KeptDigest]:
    """The newest hundred, the newest first."""
    found = sorted(_folder(settings).glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [_read(path) for path in found[:MOST_SHOWN]]


def kept_digest(settings: Settings, mail_id: str) -> KeptDigest | None:
    """One of them; None where there is none of this name."""
    path = _folder(settings) / f"{mail_id}.eml"
    return _read(path) if _is_id(mail_id) and path.exists() else None


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "mail"


def _is_id(mail_id: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{32}", mail_id) is not None


def keep(folder: Path, mail_id: str, content: bytes) -> None:
    """Keep a mail, and forget those of more than a week ago."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    oldest = (datetime.now(UTC) - KEPT).timestamp()
    for path in folder.glob("*.eml"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
    unfinished = folder / f"{mail_id}.part"
    unfinished.write_bytes(content)
    unfinished.replace(folder / f"{mail_id}.eml")


def _read(path: Path) -> KeptDigest:
    kept_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return KeptDigest(path.stem, kept_at, _mail(path.read_bytes()))


def _mail(content: bytes) -> EmailMessage:
    return BytesParser(EmailMessage, policy=default).parsebytes(content)
