"""Facts on their way to people: published on Redis as wake-ups, read from the logs, shown per audience."""

from resolvers.events.follow import Follower
from resolvers.events.logs import (
    Membership,
    PersonFact,
    RoomFact,
    Signal,
    membership,
    membership_version,
    people_now,
    person_facts,
    room_facts,
    rooms_now,
    rooms_of,
    sessions_ended,
)
from resolvers.events.places import InboxPlace, RoomPlace, inbox_cursor, inbox_place, joined_places, room_place
from resolvers.events.presence import online_until, presence_changed
from resolvers.events.publish import (
    ENDED,
    Fact,
    person_changed,
    person_channel,
    person_ended,
    room_changed,
    room_channel,
    room_signal,
    session_ended,
)
from resolvers.events.shown import Shown, person_events_shown, room_events_shown, signal_shown

__all__ = [
    "ENDED",
    "Fact",
    "Follower",
    "InboxPlace",
    "Membership",
    "PersonFact",
    "RoomFact",
    "RoomPlace",
    "Shown",
    "Signal",
    "inbox_cursor",
    "inbox_place",
    "joined_places",
    "membership",
    "membership_version",
    "online_until",
    "people_now",
    "person_changed",
    "person_channel",
    "person_ended",
    "person_events_shown",
    "person_facts",
    "presence_changed",
    "room_changed",
    "room_channel",
    "room_events_shown",
    "room_facts",
    "room_place",
    "room_signal",
    "rooms_now",
    "rooms_of",
    "session_ended",
    "sessions_ended",
    "signal_shown",
]
