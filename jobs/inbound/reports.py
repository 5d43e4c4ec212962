"""Reports of machines about our mails: deliveries (RFC 3464), complaints (RFC 5965), receipts (RFC 8098)."""

import re

from jobs.inbound.headers import Fields, decoded, fields_of, first, message_ids
from jobs.inbound.mails import Report, ReportedRecipient, ReportKind
from jobs.inbound.parts import Part

KINDS = {
    "message/feedback-report": ReportKind.FEEDBACK,
    "message/disposition-notification": ReportKind.DISPOSITION,
    "message/delivery-status": ReportKind.DELIVERY,
    "message/global-delivery-status": ReportKind.DELIVERY,
    "message/global-disposition-notification": ReportKind.DISPOSITION,
}
ORIGINALS = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"})
GROUPS = re.compile(rb"(?:\r?\n[ \t]*){2,}")
STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
MOST_RECIPIENTS = 100


def report_of(mail: Part, parts: tuple[Part, ...]) -> Report | None:
    """What the mail reports, `parts` being all its leaves; None where it is no report."""
    found = next((part for kind in KINDS for part in parts if part.type == kind), None)
    if found is None and mail.type != "multipart/report":
        return None
    groups = tuple(map(fields_of, GROUPS.split(found.content().strip()))) if found else ()
    kind = KINDS[found.type] if found else ReportKind.OTHER
    return Report(
        kind=kind,
        recipients=tuple(filter(None, map(_recipient, groups)))[:MOST_RECIPIENTS],
        feedback_type=decoded(_any(groups, "feedback-type")).lower(),
        original_ids=_original_ids(parts, groups),
    )


def _recipient(group: Fields) -> ReportedRecipient | None:
    address = first(group, "final-recipient") or first(group, "original-recipient")
    # Complaints name whom the mail went to when it was delivered.
    address = address or first(group, "original-rcpt-to")
    if not address:
        return None
    status = STATUS.search(decoded(first(group, "status")))
    diagnostic = decoded(first(group, "diagnostic-code"))
    return ReportedRecipient(
        address=_plain_address(decoded(address)),
        action=decoded(first(group, "action")).lower().partition(" ")[0],
        status=status[0] if status else "",
        diagnostic=diagnostic[:500],
    )


def _plain_address(text: str) -> str:
    """`rfc822; name@domain` without its type."""
    return text.rpartition(";")[2].strip(" <>").lower()


def _any(groups: tuple[Fields, ...], name: str) -> bytes:
    return next((value for group in groups if (value := first(group, name))), b"")


def _original_ids(parts: tuple[Part, ...], groups: tuple[Fields, ...]) -> tuple[str, ...]:
    originals = [fields_of(part.content()[:64_000]) for part in parts if part.type in ORIGINALS]
    values = [_any(tuple(originals), "message-id"), _any(groups, "original-message-id")]
    return tuple(dict.fromkeys(found for value in values for found in message_ids(value)))
