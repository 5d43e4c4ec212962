"""Knows the mail doctor's own mails when they come in, before anything else looks at them: they become nothing."""

from jobs.inbound.addresses import AddressForm, Purpose, addressed, token_hash
from jobs.inbound.mails import Envelope, Parsed
from resolvers.digests import trials
from resolvers.digests.trials import Came, Heard
from resolvers.replies import Claimed

HEADER = "X-Parlour-Check"
"""Carries the token too, so that a mail is known whose address lost it on the way."""


async def is_trial(mail: Parsed, claimed: Claimed, form: AddressForm) -> bool:
    """Whether the mail is one of the doctor's; then the doctor has been told. Raises RedisError where it could not."""
    envelope = Envelope(claimed.sender, claimed.recipients)
    found = {token_hash(each.token): each.purpose for each in addressed(mail, envelope, form)}
    hidden = token_hash(mail.first_of(HEADER.lower()).strip())
    known = await trials.expected([*found, hidden])
    if known is None:
        return False
    came = _came(found.get(known))
    recipients = claimed.recipients or mail.all_of("delivered-to") or mail.all_of("to")
    said = mail.text[:2_000] if came is Came.BOUNCED else ""
    await trials.tell(known, Heard(came, claimed.source, recipients[:5], mail.first_of("reply-to")[:500], said))
    return True


def _came(purpose: Purpose | None) -> Came:
    match purpose:
        case Purpose.REPLY:
            return Came.AS_SENT
        case Purpose.BOUNCE:
            return Came.BOUNCED
        case _:
            return Came.WITHOUT_TOKEN
