"""Whether a mail is from whom it says: our own servers' findings, else the signatures, checked here if that is set."""

from db.settings import Settings
from jobs import names
from jobs.inbound import senders
from jobs.inbound.mails import Parsed
from jobs.inbound.senders import Checked, Verdict
from jobs.inbound.signatures import signatures_of
from jobs.inbound_house import authserv_ids_of

Told = tuple[tuple[str, str, str], ...]


async def verdict_of(settings: Settings, raw: bytes, mail: Parsed, told: Told) -> Verdict:
    """What is known of the domain of From. `told` is what a provider found that took the mail in for us.

    Signatures are checked only where nobody of ours has checked anything: a forwarder breaks them, and our server saw
    the mail before. A signature of another domain proves nothing, so its key is not asked for.
    """
    checks = (*(Checked(*check) for check in told), *senders.checks_of(mail, authserv_ids_of(settings)))
    if checks or not settings.inbound_dkim or mail.from_address is None:
        return senders.verdict_by(checks, mail.from_address)
    domain = senders.domain_of(mail.from_address)
    found = await signatures_of(raw, mail, names.key_of, lambda signer: senders.is_aligned(signer, domain))
    return senders.verdict_of_signatures(found, mail.from_address)
