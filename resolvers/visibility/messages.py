"""Messages, and what they quote and carry, as each side sees them."""

from db.sql import Row
from db.vocabulary import AttachmentKind, AttachmentState, RenditionName, ScanState
from resolvers.viewer import Audience, Viewer
from resolvers.views import AttachmentView, EarlierTextView, MessageView, QuoteView, RenditionView
from resolvers.visibility.facets import Facet, sees
from resolvers.visibility.people import author_as_seen_by


def message_as_seen_by(audience: Audience | Viewer, row: Row) -> MessageView:
    """A message out of a row of `db.queries.messages`."""
    return MessageView(
        id=row["id"],
        room_id=row["room_id"],
        position=row["position"],
        client_message_id=row["client_message_id"],
        author=author_as_seen_by(audience, row),
        body=row["body"],
        sent_at=row["sent_at"],
        edited_at=row["edited_at"],
        deleted_at=row["deleted_at"],
        quote=_quote_as_seen_by(audience, row),
        attachment_count=row["attachment_count"],
    )


def _quote_as_seen_by(audience: Audience | Viewer, row: Row) -> QuoteView | None:
    if row["quote_id"] is None:
        return None
    return QuoteView(
        id=row["quote_id"],
        position=row["quote_position"],
        author=author_as_seen_by(audience, row, "quote_author_"),
        body=row["quote_body"],
        deleted_at=row["quote_deleted_at"],
    )


def attachment_as_seen_by(_audience: Audience | Viewer, row: Row) -> AttachmentView:
    """An attachment of a message that the audience reads; everybody in the room is shown the same."""
    return AttachmentView(
        id=row["id"],
        kind=AttachmentKind(row["kind"]),
        state=AttachmentState(row["state"]),
        scan=ScanState(row["scan"]),
        file_name=row["file_name"],
        size=row["size"],
        media_type=row["media_type"],
        width=row["width"],
        height=row["height"],
        is_animated=row["is_animated"],
        placeholder=row["placeholder"],
        refusal=row["refusal"],
        renditions=tuple(RenditionView(RenditionName(name), *rest) for name, *rest in row["renditions"]),
    )


def earlier_text_as_seen_by(audience: Audience | Viewer, row: Row) -> EarlierTextView | None:
    """What a message said before an edit; None for clients."""
    return EarlierTextView(row["body"], row["replaced_at"]) if sees(audience, Facet.EARLIER_TEXTS) else None
