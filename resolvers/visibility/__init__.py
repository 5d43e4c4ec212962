"""The eyes: which side of the firm sees which facets, and the only functions that make views of rows."""

from resolvers.visibility.facets import SEES, Facet, sees
from resolvers.visibility.mail import (
    held_mail_as_seen_by,
    mail_settings_as_seen_by,
    original_mail_as_seen_by,
    person_mail_as_seen_by,
    reachability_as_seen_by,
    suppression_of,
)
from resolvers.visibility.messages import attachment_as_seen_by, earlier_text_as_seen_by, message_as_seen_by
from resolvers.visibility.people import (
    author_as_seen_by,
    invitation_as_seen_by,
    oneself,
    participant_as_seen_by,
    person_as_seen_by,
    receipt_as_seen_by,
)
from resolvers.visibility.rooms import own_room_as_seen_by, room_as_seen_by, room_cursor

__all__ = [
    "SEES",
    "Facet",
    "attachment_as_seen_by",
    "author_as_seen_by",
    "earlier_text_as_seen_by",
    "held_mail_as_seen_by",
    "invitation_as_seen_by",
    "mail_settings_as_seen_by",
    "message_as_seen_by",
    "oneself",
    "original_mail_as_seen_by",
    "own_room_as_seen_by",
    "participant_as_seen_by",
    "person_as_seen_by",
    "person_mail_as_seen_by",
    "reachability_as_seen_by",
    "receipt_as_seen_by",
    "room_as_seen_by",
    "room_cursor",
    "sees",
    "suppression_of",
]
