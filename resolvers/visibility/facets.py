"""Which side of the firm sees which facets: the law of what is shown."""

from enum import StrEnum

from db.vocabulary import Role
from resolvers.viewer import Audience, Viewer


class Facet(StrEnum):
    """A kind of knowledge that one side has and the other may lack."""

    PEOPLE = "PEOPLE"
    PARTICIPANTS = "PARTICIPANTS"
    RECEIPTS = "RECEIPTS"
    EARLIER_TEXTS = "EARLIER_TEXTS"
    PRESENCE = "PRESENCE"
    REACHABILITY = "REACHABILITY"
    ADMINISTRATION = "ADMINISTRATION"
    AUTHORS_UNMASKED = "AUTHORS_UNMASKED"
    TEAM_EVENTS = "TEAM_EVENTS"
    HELD_MAILS = "HELD_MAILS"
    ORIGINAL_MAILS = "ORIGINAL_MAILS"


SEES: dict[Role, frozenset[Facet]] = {
    Role.TEAM: frozenset(Facet),
    Role.CLIENT: frozenset(),
}
"""The law of what is shown. A client has no facet at all: messages, their authors' names, and nothing about anybody."""


def sees(audience: Audience | Viewer, facet: Facet) -> bool:
    """Whether this side of the firm is shown the facet."""
    return facet in SEES[audience.role]
