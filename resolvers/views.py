"""What a viewer may read, as plain frozen values. Only visibility/ makes them; what a view lacks cannot leak."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.vocabulary import (
    AttachmentKind,
    AttachmentState,
    DigestState,
    EventKind,
    HeldReason,
    NoMail,
    PersonEventKind,
    PersonStatus,
    RenditionName,
    Role,
    RoomKind,
    ScanState,
    SignalKind,
)
from resolvers.access import Action


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person, as the team sees people and as everybody sees themselves."""

    id: UUID
    role: Role
    is_administrator: bool
    status: PersonStatus
    name: str
    email: str
    picture_id: UUID | None


@dataclass(frozen=True, slots=True)
class AuthorView:
    """Who wrote a message. Towards clients the team may stand under the firm's name; `person` is for the team."""

    id: UUID
    name: str
    role: Role
    person: PersonView | None
    picture_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PortalView:
    """A client company's portal, for the team."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """What one viewer has done and may do in a room; never part of what an audience shares."""

    read_position: int
    muted_at: datetime | None
    may: frozenset[Action]


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room. The fields after `mine` are the team's alone and None for a client."""

    id: UUID
    name: str
    kind: RoomKind
    created_at: datetime
    archived_at: datetime | None
    last_position: int
    cursor: str
    mine: OwnMarks | None
    manager: PersonView | None
    portal: PortalView | None
    auto_join: bool | None
    mixed_portals: bool | None

    @property
    def unread_count(self) -> int:
        """Messages after the viewer's read mark: a subtraction, never a count."""
        return self.last_position - self.mine.read_position if self.mine else 0


@dataclass(frozen=True, slots=True)
class QuoteView:
    """The message that a message answers, as it is now; blank once deleted."""

    id: UUID
    position: int
    author: AuthorView
    body: str
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message; a deleted one has an empty body and keeps author, time and position."""

    id: UUID
    room_id: UUID
    position: int
    client_message_id: UUID
    author: AuthorView
    body: str
    sent_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    quote: QuoteView | None
    attachment_count: int


@dataclass(frozen=True, slots=True)
class RenditionView:
    """A form in which an image is kept."""

    name: RenditionName
    media_type: str
    width: int
    height: int
    size: int


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An image or file of a message. Nothing here says where it came from but its name."""

    id: UUID
    kind: AttachmentKind
    state: AttachmentState
    scan: ScanState
    file_name: str
    size: int
    media_type: str | None
    width: int | None
    height: int | None
    is_animated: bool
    placeholder: str | None
    refusal: str | None
    renditions: tuple[RenditionView, ...]

    @property
    def is_served(self) -> bool:
        """Whether its bytes may be had."""
        return self.state is AttachmentState.READY and self.scan not in {ScanState.PENDING, ScanState.BLOCKED}


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """Somebody's part in a room, for the team."""

    person: PersonView
    joined_at: datetime
    read_position: int


@dataclass(frozen=True, slots=True)
class InvitationView:
    """The wish that somebody not yet active joins a room, for the team."""

    person: PersonView
    invited_at: datetime


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """That a client has read a message, and when; for the team."""

    person: PersonView
    read_at: datetime


@dataclass(frozen=True, slots=True)
class ReachabilityView:
    """Whether mail about a room reaches somebody, for the team. `reason` is why not now, `last_reason` why not last.

    `next_mail_at` is None where nothing waits to be mailed.
    """

    reason: NoMail | None
    next_mail_at: datetime | None
    mailed_at: datetime | None
    last_state: DigestState | None
    last_reason: NoMail | None


@dataclass(frozen=True, slots=True)
class EarlierTextView:
    """What an edited message said before, for the team."""

    body: str
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class HeldMailView:
    """An answer by mail that waits for the team; `person` is as whom it would be posted. The rest is claimed."""

    id: UUID
    room_id: UUID
    room_name: str
    person: PersonView
    reason: HeldReason
    from_address: str | None
    from_name: str
    subject: str
    body: str
    whole_text: str | None
    file_names: tuple[str, ...]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class EventView:
    """A fact about a room as one audience sees it. `cursor` holds that audience's own number and nothing else."""

    kind: EventKind | PersonEventKind | SignalKind
    cursor: str
    occurred_at: datetime
    room: RoomView | None
    room_id: UUID | None
    message: MessageView | None
    person: PersonView | None
    position: int | None
    until: datetime | None
