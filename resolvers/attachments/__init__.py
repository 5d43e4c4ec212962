"""Images and files: uploaded by tickets, sent with messages, shown to who is in the room, gone with the message."""

from resolvers.attachments.downloads import Served, file_for, link_for
from resolvers.attachments.processing import (
    Claimed,
    FileOutcome,
    ImageOutcome,
    NewRendition,
    RefusedOutcome,
    claim_due,
    due_removals,
    postpone_removal,
    processed,
    removed,
    reserve_keys,
    sweep_unused,
)
from resolvers.attachments.sending import MOST_FILES, attach, attachments_of, forget_of_message, require_few
from resolvers.attachments.uploads import (
    Incoming,
    Upload,
    complete_upload,
    create_upload,
    forget_upload,
    incoming_for,
    promised_by_mail,
    received,
)

__all__ = [
    "MOST_FILES",
    "Claimed",
    "FileOutcome",
    "ImageOutcome",
    "Incoming",
    "NewRendition",
    "RefusedOutcome",
    "Served",
    "Upload",
    "attach",
    "attachments_of",
    "claim_due",
    "complete_upload",
    "create_upload",
    "due_removals",
    "file_for",
    "forget_of_message",
    "forget_upload",
    "incoming_for",
    "link_for",
    "postpone_removal",
    "processed",
    "promised_by_mail",
    "received",
    "removed",
    "require_few",
    "reserve_keys",
    "sweep_unused",
]
