"""What all digests of one installation have in common: addresses, links and keys."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from email.utils import parseaddr
from uuid import UUID

from db.settings import Settings
from jobs.digests.dkim import Key, keys_of


@dataclass(frozen=True, slots=True)
class House:
    """Where links lead, who sends, where answers and bounces come back, and what signs."""

    base_url: str
    sender: str
    inbound_domain: str | None
    separator: str
    keys: tuple[Key, ...]

    @property
    def domain(self) -> str:
        """The domain that sends, in ids and signatures."""
        return self.sender.rpartition("@")[2] or "localhost"

    def address_for(self, purpose: str, token: str) -> str | None:
        """Where mail for a token arrives; None where nothing comes in."""
        return f"{purpose}{self.separator}{token}@{self.inbound_domain}" if self.inbound_domain else None

    def room_url(self, room_id: UUID, position: int | None = None) -> str:
        """Where a room opens on the web, at a message: the page asks for the room by the id in its address."""
        place = urlsafe_b64encode(b"Room:" + room_id.bytes).rstrip(b"=").decode()
        return f"{self.base_url}/r/{place}" + (f"?at={position}" if position else "")

    def mute_url(self, token: str) -> str:
        """Where mail is stopped without signing in."""
        return f"{self.base_url}/u/{token}"


def house_of(settings: Settings) -> House:
    """The house that settings describe. Raises ValueError for a DKIM key that cannot be read."""
    _, sender = parseaddr(settings.mail_from)
    domain = settings.dkim_domain or sender.rpartition("@")[2]
    return House(
        base_url=settings.base_url.rstrip("/"),
        sender=sender,
        inbound_domain=settings.inbound_domain,
        separator=settings.inbound_separator,
        keys=keys_of(settings.dkim_keys, domain),
    )
