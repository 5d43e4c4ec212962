"""What a raw mail says, as facts: the types that parsing gives and everything after it reads."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why a mail could not be read."""

    TOO_LARGE = "TOO_LARGE"  # the whole of it
    HEADER_TOO_LARGE = "HEADER_TOO_LARGE"
    TOO_MANY_HEADERS = "TOO_MANY_HEADERS"
    TOO_DEEP = "TOO_DEEP"  # parts within parts
    TOO_MANY_PARTS = "TOO_MANY_PARTS"
    BROKEN = "BROKEN"  # reading it failed in a way that nobody foresaw
    CRASHED = "CRASHED"
    MEMORY = "MEMORY"
    TIME = "TIME"
    INTERRUPTED = "INTERRUPTED"  # the machine's trouble, which says nothing about the mail: to be tried again


class ReportKind(StrEnum):
    """What a report is about (RFC 6522)."""

    DELIVERY = "DELIVERY"  # RFC 3464
    DISPOSITION = "DISPOSITION"  # RFC 8098: read receipts
    FEEDBACK = "FEEDBACK"  # RFC 5965: complaints
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a mail may be: bytes, header lines, parts."""

    bytes: int = 35_000_000
    header_bytes: int = 256_000
    header_lines: int = 1_000
    depth: int = 20
    parts: int = 200
    text_characters: int = 1_000_000  # far above any message; the raw mail is kept
    html_characters: int = 4_000_000


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the mail. `cid` is its Content-ID without brackets; `is_inline`: shown within the text, by its sender.

    `media_type` is what the content says, `declared_type` what the mail says.
    """

    name: str
    media_type: str
    declared_type: str
    cid: str | None
    is_inline: bool
    is_referenced: bool
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReportedRecipient:
    """What became of one recipient (RFC 3464). Action in lower case; status like 5.1.1; empty where not told."""

    address: str
    action: str
    status: str
    diagnostic: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a machine reports about a mail of ours. `original_ids`: Message-IDs found in what it returned of it."""

    kind: ReportKind
    recipients: tuple[ReportedRecipient, ...]
    feedback_type: str
    original_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a mail says. Everything in it is its sender's word, and proves nothing.

    `headers`: names in lower case and unfolded values, in the order of the mail, encoded words left as they are.
    `from_address` is None where there is not exactly one. Ids are without angle brackets. `text` is the text of a mail
    whose HTML says the same; `reads_as_html`: what its author wrote is in `html` alone.
    """

    headers: tuple[tuple[str, str], ...]
    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    from_address: str | None
    from_name: str
    subject: str
    date: datetime | None
    text: str
    html: str | None
    reads_as_html: bool
    attachments: tuple[Attachment, ...]
    report: Report | None
    calendar_method: str | None
    is_encrypted: bool
    is_cut: bool
    cpu_seconds: float
    peak_bytes: int

    def all_of(self, name: str) -> tuple[str, ...]:
        """Every value of a header, given in lower case, topmost first."""
        return tuple(value for key, value in self.headers if key == name)

    def first_of(self, name: str) -> str:
        """The topmost value of a header, given in lower case; empty where there is none."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class Unparseable:
    """The raw mail is to be kept for people to look at."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was said in the SMTP dialogue. `sender` is empty for bounces, None where the way in does not tell."""

    sender: str | None
    recipients: tuple[str, ...]


class RefusedError(Exception):
    """Ends the reading of a mail."""

    def __init__(self, reason: Reason) -> None:
        """`reason` is the whole message."""
        super().__init__(reason)
        self.reason = reason
