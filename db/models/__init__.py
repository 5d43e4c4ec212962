"""The rows that Parlour remembers, as Tortoise models; logs without a model are in the migrations."""

from db.models.attachments import Attachment
from db.models.people import (
    AccountLink,
    AccountMail,
    AuditEntry,
    Person,
    Portal,
    PortalMember,
    Session,
    Workspace,
)
from db.models.rooms import Message, MessageEdit, Participation, Room, RoomInvitation

__all__ = [
    "AccountLink",
    "AccountMail",
    "Attachment",
    "AuditEntry",
    "Message",
    "MessageEdit",
    "Participation",
    "Person",
    "Portal",
    "PortalMember",
    "Room",
    "RoomInvitation",
    "Session",
    "Workspace",
]
