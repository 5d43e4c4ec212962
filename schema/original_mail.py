"""The mail that a message came by, as the team is shown it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from resolvers import original_mails
from resolvers.mail_views import OriginalMailView
from schema.context import Info


@strawberry.type(description="The mail that a message came by. Only the team is shown it; the words are its sender's.")
class MessageMail:
    """An answer by mail, behind its message."""

    key: strawberry.Private[UUID]
    is_kept: strawberry.Private[bool]
    sender_is_verified: bool = strawberry.field(description="Whether a mail server confirmed who sent it.")
    from_address: str | None = strawberry.field(description="The address it says it is from.")
    subject: str = strawberry.field(description="Its subject.")
    whole_text: str | None = strawberry.field(
        description="Its text with quotes and signature; null where it came before these were kept."
    )
    file_names: list[str] = strawberry.field(description="The names of all files in it, logos too.")
    received_at: datetime = strawberry.field(description="When it came.")

    @classmethod
    def of(cls, view: OriginalMailView) -> MessageMail:
        """The view as the contract shows it."""
        return cls(
            key=view.id,
            is_kept=view.is_kept,
            sender_is_verified=view.is_verified,
            from_address=view.from_address,
            subject=view.subject,
            whole_text=view.whole_text,
            file_names=list(view.file_names),
            received_at=view.received_at,
        )

    @strawberry.field(
        description="Where to save the mail as it came, for minutes, with the viewer's cookie or bearer token;"
        " null once its bytes are forgotten."
    )
    def original_url(self, info: Info) -> str | None:
        """The same for everybody; who may follow it is asked when it is followed."""
        return original_mails.link_for(self.key, info.context.now) if self.is_kept else None
