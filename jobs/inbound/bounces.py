"""What a bounce says: of which mail, to whom, and whether for good."""

import re
from dataclasses import dataclass

from jobs.inbound import phrases
from jobs.inbound.addresses import AddressForm, Purpose, addressed
from jobs.inbound.mails import Envelope, Parsed, ReportedRecipient
from jobs.inbound.reports import STATUS

# For what no machine wrote: qmail's `#5.1.1`, Exim's and others' `550 5.1.1` or bare `550`.
REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d[ :-](?=\D)")
ADDRESS = re.compile(r"<([^\s<>@]{1,64}@[^\s<>@]{1,250})>")
READ_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """`token`: that of our mail, by its envelope sender. `status` like 5.1.1, empty where only the kind is known."""

    is_permanent: bool
    status: str
    recipient: str
    token: str | None
    diagnostic: str


def bounce_of(mail: Parsed, envelope: Envelope, form: AddressForm) -> Bounce:
    """What a mail of class BOUNCE says. What is not clear is taken for transient: that stops nobody's mail."""
    token = next((each.token for each in addressed(mail, envelope, form) if each.purpose is Purpose.BOUNCE), None)
    worst = _worst(mail.report.recipients if mail.report else ())
    if worst is None:
        return _by_text(mail, token)
    is_permanent = worst.status.startswith("5") and worst.action in ("failed", "")
    return Bounce(is_permanent, worst.status, worst.address, token, worst.diagnostic)


def _worst(recipients: tuple[ReportedRecipient, ...]) -> ReportedRecipient | None:
    return max(recipients, key=lambda each: (each.action == "failed", each.status), default=None)


def _by_text(mail: Parsed, token: str | None) -> Bounce:
    text = (mail.text or mail.html or "")[:READ_CHARACTERS]
    is_delay = phrases.is_delay(mail.subject) or phrases.is_delay(text[:2_000])
    status = STATUS.search(text)
    code = REPLY_CODE.search(text)
    found = status[0] if status else ""
    is_permanent = (found or (code[1] if code else "")).startswith("5") and not is_delay
    return Bounce(is_permanent, found, _failed_recipient(mail, text), token, mail.subject[:500])


def _failed_recipient(mail: Parsed, text: str) -> str:
    told = mail.first_of("x-failed-recipients").partition(",")[0].strip()
    match = ADDRESS.search(text)
    return (told or (match[1] if match else "")).lower()
