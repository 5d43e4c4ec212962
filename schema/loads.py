"""Loads for many objects at once what each of them is asked for: one statement per field, however long the list."""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from resolvers import attachments, marks, messages, original_mails, participants, portals, rooms, suppressions
from resolvers.digests.reachability import Pair, reachability
from resolvers.errors import DomainError, ErrorCode
from resolvers.mail_views import OriginalMailView, PersonMailView
from resolvers.pages import Page, Window
from resolvers.viewer import Viewer
from resolvers.views import (
    AttachmentView,
    EarlierTextView,
    InvitationView,
    MessageView,
    ParticipantView,
    PortalView,
    ReachabilityView,
    ReceiptView,
    RoomView,
)

Start = tuple[int, str | None]
"""How many, and after which cursor."""

A = TypeVar("A", bound=Hashable)
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Loads:
    """The loaders of one operation. Each key holds the field's arguments and the object it is asked of."""

    def __init__(self, viewer: Viewer | None, clock: Callable[[], datetime]) -> None:
        """For one viewer; nothing can be loaded without one."""
        self._viewer = viewer
        self._clock = clock
        self.newest: DataLoader[RoomView, MessageView | None] = DataLoader(self._newest)
        self.messages: DataLoader[tuple[Window, RoomView], Page[MessageView]] = DataLoader(self._messages)
        self.participants: DataLoader[tuple[Start, RoomView], Page[ParticipantView] | None] = DataLoader(
            self._participants
        )
        self.online: DataLoader[UUID, datetime | None] = DataLoader(self._online)
        self.invitations: DataLoader[RoomView, list[InvitationView] | None] = DataLoader(self._invitations)
        self.receipts: DataLoader[tuple[Start, UUID], Page[ReceiptView] | None] = DataLoader(self._receipts)
        self.mailed_counts: DataLoader[UUID, int | None] = DataLoader(self._mailed_counts)
        self.attachments: DataLoader[UUID, list[AttachmentView]] = DataLoader(self._attachments)
        self.earlier_texts: DataLoader[UUID, list[EarlierTextView]] = DataLoader(self._earlier_texts)
        self.reachability: DataLoader[Pair, ReachabilityView | None] = DataLoader(self._reachability)
        self.person_mail: DataLoader[UUID, PersonMailView | None] = DataLoader(self._person_mail)
        self.original_mails: DataLoader[UUID, OriginalMailView | None] = DataLoader(self._original_mails)
        self.portals: DataLoader[UUID, list[PortalView] | None] = DataLoader(self._portals)

    @property
    def viewer(self) -> Viewer:
        """Who asks. Raises UNAUTHENTICATED."""
        if self._viewer is None:
            raise DomainError(ErrorCode.UNAUTHENTICATED, "Sign in first.")
        return self._viewer

    async def _newest(self, keys: list[RoomView]) -> list[MessageView | None]:
        found = await rooms.newest_messages(self.viewer, keys)
        return [found.get(room.id) for room in keys]

    async def _messages(self, keys: list[tuple[Window, RoomView]]) -> list[Page[MessageView]]:
        async def load(window: Window, asked: Sequence[RoomView]) -> Mapping[UUID, Page[MessageView]]:
            return await messages.page_messages(self.viewer, asked, window)

        return await _by_arguments(keys, load, _room_id)

    async def _participants(self, keys: list[tuple[Start, RoomView]]) -> list[Page[ParticipantView] | None]:
        async def load(start: Start, asked: Sequence[RoomView]) -> Mapping[UUID, Page[ParticipantView] | None]:
            return await participants.page_participants(self.viewer, asked, *start)

        return await _by_arguments(keys, load, _room_id)

    async def _online(self, keys: list[UUID]) -> list[datetime | None]:
        found = await participants.online_until(self.viewer, keys, self._clock())
        return [found.get(person_id) for person_id in keys]

    async def _invitations(self, keys: list[RoomView]) -> list[list[InvitationView] | None]:
        found = await participants.invitations(self.viewer, keys)
        return [found[room.id] for room in keys]

    async def _receipts(self, keys: list[tuple[Start, UUID]]) -> list[Page[ReceiptView] | None]:
        async def load(start: Start, asked: Sequence[UUID]) -> Mapping[UUID, Page[ReceiptView] | None]:
            return await marks.page_receipts(self.viewer, asked, *start)

        return await _by_arguments(keys, load, _itself)

    async def _mailed_counts(self, keys: list[UUID]) -> list[int | None]:
        found = await marks.mailed_counts(self.viewer, keys)
        return [found[message_id] for message_id in keys]

    async def _attachments(self, keys: list[UUID]) -> list[list[AttachmentView]]:
        found = await attachments.attachments_of(self.viewer, keys)
        return [found[message_id] for message_id in keys]

    async def _earlier_texts(self, keys: list[UUID]) -> list[list[EarlierTextView]]:
        found = await messages.earlier_texts(self.viewer, keys)
        return [found[message_id] for message_id in keys]

    async def _reachability(self, keys: list[Pair]) -> list[ReachabilityView | None]:
        found = await reachability(self.viewer, keys, self._clock())
        return [found[key] for key in keys]

    async def _person_mail(self, keys: list[UUID]) -> list[PersonMailView | None]:
        found = await suppressions.mail_of(self.viewer, keys)
        return [found[person_id] for person_id in keys]

    async def _original_mails(self, keys: list[UUID]) -> list[OriginalMailView | None]:
        found = await original_mails.original_mails(self.viewer, keys)
        return [found.get(message_id) for message_id in keys]

    async def _portals(self, keys: list[UUID]) -> list[list[PortalView] | None]:
        found = await portals.portals_of(self.viewer, keys)
        return [found[person_id] for person_id in keys]


def _room_id(room: RoomView) -> UUID:
    return room.id


def _itself(key: UUID) -> UUID:
    return key


async def _by_arguments(
    keys: Sequence[tuple[A, K]],
    load: Callable[[A, Sequence[K]], Awaitable[Mapping[UUID, V]]],
    id_of: Callable[[K], UUID],
) -> list[V]:
    """One statement for each set of arguments: a list asks all its objects with the same."""
    asked: dict[A, list[K]] = {}
    for arguments, key in keys:
        asked.setdefault(arguments, []).append(key)
    found = {arguments: await load(arguments, objects) for arguments, objects in asked.items()}
    return [found[arguments][id_of(key)] for arguments, key in keys]
