"""Fetches answers from a mailbox by IMAP (RFC 3501): kept here first, then moved away there; flags say nothing."""

import asyncio
import hashlib
import imaplib
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

import structlog

from db.settings import Settings
from db.vocabulary import MailSource
from jobs.inbound.parsing import LIMITS
from resolvers import replies
from resolvers.replies import Arrival

SECONDS = 30
"""How long the server may be silent."""

AT_ONCE = 200
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where mail is fetched from, and the folder that it is moved to."""

    host: str
    port: int
    username: str
    password: str
    use_tls: bool
    start_tls: bool
    folder: str
    processed: str

    def key_of(self, validity: str, uid: str) -> str:
        """What names a mail of the mailbox for ever (RFC 3501, 2.3.1.1), and tells nobody whose it is."""
        told = "\0".join((self.host, str(self.port), self.username, self.folder, validity, uid))
        return hashlib.sha256(told.encode()).hexdigest()


def mailbox_of(imap_url: str) -> Mailbox:
    """Read `imaps://user:password@host:port/INBOX?processed=Processed`, or `imap://…?tls=off`. Raises ValueError."""
    url = urlsplit(imap_url)
    query = dict(parse_qsl(url.query))
    processed, tls = query.pop("processed", "Processed"), query.pop("tls", "required")
    is_understood = url.scheme in {"imap", "imaps"} and url.hostname and url.username and tls in {"required", "off"}
    if not is_understood or query:
        raise ValueError("IMAP_URL must look like imaps://user:password@host:993/INBOX?processed=Processed")
    use_tls = url.scheme == "imaps"
    return Mailbox(
        host=url.hostname or "",
        port=url.port or (993 if use_tls else 143),
        username=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_tls=use_tls,
        start_tls=not use_tls and tls == "required",
        folder=unquote(url.path.strip("/")) or "INBOX",
        processed=processed,
    )


async def fetch(settings: Settings, clock: Callable[[], datetime]) -> int:
    """Keep all mail of the mailbox, and move it away; answers how many were kept. Whatever fails is tried again."""
    if settings.imap_url is None:
        return 0
    mailbox = mailbox_of(settings.imap_url)
    try:
        connection, validity = await asyncio.to_thread(_opened, mailbox)
    except (imaplib.IMAP4.error, OSError) as error:
        log.warning("mailbox away", kind=type(error).__name__)
        return 0
    try:
        return await _kept(mailbox, connection, validity, clock)
    except (imaplib.IMAP4.error, OSError) as error:
        log.warning("mailbox lost", kind=type(error).__name__)
        return 0
    finally:
        await asyncio.to_thread(closed, connection)


async def _kept(mailbox: Mailbox, connection: imaplib.IMAP4, validity: str, clock: Callable[[], datetime]) -> int:
    count = 0
    for uid in (await asyncio.to_thread(_uids, connection))[:AT_ONCE]:
        key = mailbox.key_of(validity, uid)
        if not await replies.is_fetched(key):
            raw = await asyncio.to_thread(_read, connection, uid)
            if raw is None:
                continue
            await replies.store(Arrival(MailSource.IMAP, None, (), raw, source_key=key), clock())
            count += 1
        await asyncio.to_thread(_moved, connection, uid, mailbox.processed)
    return count


def _opened(mailbox: Mailbox) -> tuple[imaplib.IMAP4, str]:
    connection = connected_to(mailbox)
    try:
        connection.login(mailbox.username, mailbox.password)
        # imaplib remembers what was offered before signing in, which is less.
        told = _checked(connection.capability())
        connection.capabilities = tuple(told[-1].decode().upper().split())
        connection.create(quoted(mailbox.processed))  # refused where it is there already
        _checked(connection.select(quoted(mailbox.folder)))
        validity = connection.response("UIDVALIDITY")[1]
        return connection, str(int(validity[0] or 0)) if validity and validity[0] else "0"
    except BaseException:
        closed(connection)
        raise


def connected_to(mailbox: Mailbox) -> imaplib.IMAP4:
    """A connection, encrypted as asked for, that is not signed in yet. Raises OSError, imaplib's errors."""
    context = ssl.create_default_context()
    if mailbox.use_tls:
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=SECONDS)
    connection = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    if mailbox.start_tls:
        connection.starttls(context)
    return connection


def closed(connection: imaplib.IMAP4) -> None:
    """End a connection, whatever state it is in."""
    try:
        connection.logout()
    except (imaplib.IMAP4.error, OSError):
        connection.shutdown()


def _uids(connection: imaplib.IMAP4) -> list[str]:
    found = _checked(connection.uid("SEARCH", "UNDELETED"))
    return [uid.decode() for uid in (found[0] or b"").split()]


def _read(connection: imaplib.IMAP4, uid: str) -> bytes | None:
    """The mail's bytes, its flags left alone; None where it is gone, or so large that it is left where it is."""
    told = _checked(connection.uid("FETCH", uid, "(RFC822.SIZE)"))
    size = re.search(rb"RFC822\.SIZE (\d+)", told[0] or b"") if isinstance(told[0], bytes) else None
    if size is None or int(size[1]) > LIMITS.bytes:
        log.warning("mail left in the mailbox", uid=uid)
        return None
    parts = _checked(connection.uid("FETCH", uid, "(BODY.PEEK[])"))
    return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), None)


def _moved(connection: imaplib.IMAP4, uid: str, folder: str) -> None:
    if "MOVE" in connection.capabilities:  # RFC 6851
        _checked(connection.uid("MOVE", uid, quoted(folder)))
        return
    _checked(connection.uid("COPY", uid, quoted(folder)))
    _checked(connection.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
    if "UIDPLUS" in connection.capabilities:
        _checked(connection.uid("EXPUNGE", uid))


def _checked(answer: tuple[str, list[bytes | None]] | tuple[str, list]) -> list:  # type: ignore[type-arg]
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(status)
    return data


def quoted(folder: str) -> str:
    """A folder's name as commands have it (RFC 3501, 4.3)."""
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
