"""All that one digest is composed from: views of what its reader sees, and secrets that are in the mail alone."""

from dataclasses import dataclass
from uuid import UUID

from resolvers.views import AttachmentView, MessageView, RoomView


@dataclass(frozen=True, slots=True)
class Reader:
    """Who the mail is for: where it goes, in which language, and in which zone its times are told."""

    email: str
    locale: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An image small enough to travel inside the mail."""

    attachment_id: UUID
    media_type: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A message with its images and files."""

    message: MessageView
    attachments: tuple[AttachmentView, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Secrets of one mail. Whoever holds one may answer, or mute, or report a bounce, and nothing else."""

    reply: str
    mute: str
    bounce: str


@dataclass(frozen=True, slots=True)
class Thread:
    """How mail programs put the mails of one reader about one room together. Ids are without their brackets."""

    message_id: str
    root_id: str
    earlier_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """One mail to one reader about one room.

    `count` is how many messages it is about, `entries` the newest of them; none where the firm keeps text out of mail.
    `accent_color` is the firm's, as it was chosen.
    """

    id: UUID
    workspace_name: str
    accent_color: str | None
    room: RoomView
    reader: Reader
    entries: tuple[Entry, ...]
    count: int
    shows_text: bool
    takes_answers: bool
    tokens: Tokens
    thread: Thread
