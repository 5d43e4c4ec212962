"""Images and files."""

from enum import StrEnum


class AttachmentKind(StrEnum):
    """Whether an attachment is shown as an image or offered as a file."""

    FILE = "FILE"
    IMAGE = "IMAGE"


class UploadPurpose(StrEnum):
    """What an upload is for: a message, or to show somebody or the firm by."""

    MESSAGE = "MESSAGE"
    PICTURE = "PICTURE"
    LOGO = "LOGO"


class AttachmentState(StrEnum):
    """Where an attachment stands between the first byte and being ready for readers."""

    UPLOADING = "UPLOADING"
    RECEIVED = "RECEIVED"
    READY = "READY"
    REFUSED = "REFUSED"


class ScanState(StrEnum):
    """What the virus scanner says, where there is one."""

    NOT_SCANNED = "NOT_SCANNED"
    PENDING = "PENDING"
    CLEAN = "CLEAN"
    BLOCKED = "BLOCKED"


class RenditionName(StrEnum):
    """A form in which an image is kept: all its pixels, the size of a screen, or small."""

    ORIGINAL = "ORIGINAL"
    SCREEN = "SCREEN"
    THUMBNAIL = "THUMBNAIL"
