"""What people set about mail to and from themselves, as only they are shown it."""

from __future__ import annotations

from datetime import datetime

import strawberry

from resolvers.mail_addresses import MailAddress as AddressFound
from resolvers.quiet_hours import QuietHours as HoursFound
from schema.ids import global_id


@strawberry.type(description="Hours of the viewer's own day in which no mail about rooms is sent.")
class QuietHours:
    """Quiet hours."""

    from_: str = strawberry.field(name="from", description="When they begin, as `22:00` in the viewer's time zone.")
    until: str = strawberry.field(description="When they end, as `07:00`; after midnight where it is the earlier.")

    @classmethod
    def of(cls, found: HoursFound) -> QuietHours:
        """The hours as the contract shows them."""
        return cls(from_=found.starts, until=found.ends)


@strawberry.type(description="A further address of the viewer's own: answers to mail are taken from it once confirmed.")
class MailAddress:
    """A further address."""

    id: strawberry.ID = strawberry.field(description="The address's global id.")
    address: str = strawberry.field(description="The email address.")
    added_at: datetime = strawberry.field(description="When the viewer added it.")
    confirmed_at: datetime | None = strawberry.field(
        description="When the link that was mailed to it was followed; null until then."
    )

    @classmethod
    def of(cls, found: AddressFound) -> MailAddress:
        """The address as the contract shows it."""
        key = global_id("MailAddress", found.id)
        return cls(id=key, address=found.address, added_at=found.added_at, confirmed_at=found.confirmed_at)
