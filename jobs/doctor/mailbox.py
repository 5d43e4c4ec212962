"""Whether the mailbox of IMAP_URL can be read, and its mails moved away."""

import asyncio
import imaplib

from db.settings import Settings
from jobs import inbound_imap
from jobs.doctor.finding import Finding, Verdict
from jobs.inbound_imap import Mailbox, mailbox_of


async def findings(settings: Settings) -> list[Finding]:
    """What is found of it; nothing where none is set. No mail is touched; the folder of what was fetched is made."""
    if settings.imap_url is None:
        return []
    try:
        mailbox = mailbox_of(settings.imap_url)
    except ValueError as problem:
        return [Finding(Verdict.BAD, f"{problem}.")]
    wrong = await asyncio.to_thread(_wrong, mailbox)
    if wrong:
        return [Finding(Verdict.BAD, f"The mailbox at {mailbox.host}:{mailbox.port} {wrong}")]
    return [Finding(Verdict.GOOD, f"The mailbox at {mailbox.host}:{mailbox.port} lets us read {mailbox.folder}.")]


def _wrong(mailbox: Mailbox) -> str | None:
    try:
        connection = inbound_imap.connected_to(mailbox)
    except (imaplib.IMAP4.error, OSError) as error:
        return f"cannot be reached: {_words(error)}"
    try:
        return _wrong_inside(mailbox, connection)
    except (imaplib.IMAP4.error, OSError) as error:
        return f"cannot be used: {_words(error)}"
    finally:
        inbound_imap.closed(connection)


def _wrong_inside(mailbox: Mailbox, connection: imaplib.IMAP4) -> str | None:
    try:
        connection.login(mailbox.username, mailbox.password)
    except imaplib.IMAP4.error as error:
        return f"refuses the name or password of IMAP_URL: {_words(error)}"
    if connection.select(inbound_imap.quoted(mailbox.folder))[0] != "OK":
        return f"has no folder {mailbox.folder}: name the folder of incoming mail at the end of IMAP_URL."
    processed = inbound_imap.quoted(mailbox.processed)
    connection.create(processed)
    if connection.status(processed, "(MESSAGES)")[0] != "OK":
        return f"lets nobody make the folder {mailbox.processed}, where fetched mails go: name another by ?processed=."
    return None


def _words(error: Exception) -> str:
    """imaplib passes on what the server said as bytes."""
    said = error.args[0] if error.args else ""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(error)
    return text.rstrip(".") + "."
