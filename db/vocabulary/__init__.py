"""The product's words: every enumeration is defined here once and used by rows, rules, schema and pages."""

from db.vocabulary.files import AttachmentKind, AttachmentState, RenditionName, ScanState, UploadPurpose
from db.vocabulary.mail import (
    AnswerPolicy,
    BounceKind,
    DigestState,
    HeldReason,
    InboundState,
    MailKind,
    MailSource,
    MailState,
    NoMail,
    RefusedReason,
)
from db.vocabulary.people import LinkPurpose, PersonStatus, Role, SessionKind
from db.vocabulary.rooms import SHARED_EVENTS, AuditAction, EventKind, PersonEventKind, RoomKind, SignalKind

__all__ = [
    "SHARED_EVENTS",
    "AnswerPolicy",
    "AttachmentKind",
    "AttachmentState",
    "AuditAction",
    "BounceKind",
    "DigestState",
    "EventKind",
    "HeldReason",
    "InboundState",
    "LinkPurpose",
    "MailKind",
    "MailSource",
    "MailState",
    "NoMail",
    "PersonEventKind",
    "PersonStatus",
    "RefusedReason",
    "RenditionName",
    "Role",
    "RoomKind",
    "ScanState",
    "SessionKind",
    "SignalKind",
    "UploadPurpose",
]
