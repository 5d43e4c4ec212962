"""By what settings say: how our addresses look, what mail of ours is known by, and whom we believe about senders."""

from email.utils import parseaddr

from db.settings import Settings
from jobs.inbound.addresses import AddressForm
from jobs.inbound.classifier import Own

NOWHERE = "nowhere.invalid"
"""Stands for the domain of mail that comes in where none is set: nothing was ever sent to it."""


def form_of(settings: Settings) -> AddressForm:
    """How the addresses look that answers come to."""
    return AddressForm((settings.inbound_domain or NOWHERE).lower(), settings.inbound_separator)


def own_of(settings: Settings) -> Own:
    """By what our own mails are known."""
    address = parseaddr(settings.mail_from)[1].lower()
    domain = address.rpartition("@")[2]
    return Own(
        addresses=frozenset({address}),
        domains=frozenset({domain, (settings.inbound_domain or NOWHERE).lower()}),
        id_domains=frozenset({domain}),
    )


def authserv_ids_of(settings: Settings) -> frozenset[str]:
    """The names of servers whose Authentication-Results count."""
    return frozenset(name.strip() for name in (settings.inbound_authserv_ids or "").split(",") if name.strip())
