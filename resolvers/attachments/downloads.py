"""Links to bytes: short-lived, and authorised again at every download, for the person and now."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from uuid import UUID

from db.queries import attachments as queries
from db.settings import current
from db.vocabulary import AttachmentKind, RenditionName
from resolvers.attachments import tickets
from resolvers.errors import not_found
from resolvers.viewer import Viewer

GRID = 300
"""Seconds: links made within one stretch are the same, so that browsers keep what they have loaded."""

WHOLE_FILE = 0
NUMBERS: dict[RenditionName, int] = {name: number for number, name in enumerate(RenditionName, start=1)}
NAMES = {number: name for name, number in NUMBERS.items()}


@dataclass(frozen=True, slots=True)
class Served:
    """What to send. `inline` is for our own renditions alone: what people uploaded is only ever saved.

    `is_mail`: a mail as it came in, which is told to be one.
    """

    storage_key: str
    media_type: str
    file_name: str
    size: int
    inline: bool
    is_mail: bool = False


def link_for(
    attachment_id: UUID, rendition: RenditionName | None, file_name: str, owner: Viewer | None, now: datetime
) -> str:
    """A link that is good for five to ten minutes.

    Without `owner` whoever follows it must be signed in there; with `owner` it is good for that session alone, and
    works where no cookie or header can be sent.
    """
    stretch = int(now.timestamp()) // GRID
    expires_at = datetime.fromtimestamp((stretch + 2) * GRID, UTC)
    owners = (owner.id, owner.session_id) if owner else ()
    number = NUMBERS[rendition] if rendition else WHOLE_FILE
    ticket = tickets.seal(tickets.DOWNLOAD, attachment_id, expires_at, number, owners)
    return f"{current().base_url}/files/{ticket}/{quote(file_name, safe='')}"


async def file_for(ticket: str, viewer: Viewer | None, now: datetime) -> Served:
    """What a link leads to, for whoever may have it now.

    Raises the one NOT_FOUND: for guessed, expired and foreign links, after removal from the room or deletion of the
    message, while a scanner has not spoken, and when nobody is signed in.
    """
    attachment_id, number, owners = tickets.opened(tickets.DOWNLOAD, ticket, now)
    asks = owners or ((viewer.id, viewer.session_id) if viewer else ())
    if len(asks) != 2 or number not in {WHOLE_FILE, *NAMES}:
        raise not_found("File")
    rendition = NAMES.get(number)
    row = await queries.served(attachment_id, asks[0], asks[1], rendition, now)
    if row is None:
        raise not_found("File")
    return Served(
        storage_key=row["storage_key"],
        media_type=row["media_type"] or "application/octet-stream",
        file_name=row["file_name"],
        size=row["size"],
        inline=row["kind"] == AttachmentKind.IMAGE,
    )


LIFE = timedelta(seconds=2 * GRID)
"""The longest that a link is good."""
