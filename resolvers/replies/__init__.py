"""Answers by mail: kept raw before they are acknowledged, decided once, held for the team where in doubt."""

from resolvers.replies.answers import Answer, Bound, Finding, Other, bound_by
from resolvers.replies.claims import Claimed, claim_due, postpone
from resolvers.replies.deciding import assessed, decide
from resolvers.replies.door import Arrival, is_fetched, is_known, store
from resolvers.replies.pictures import known_of

__all__ = [
    "Answer",
    "Arrival",
    "Bound",
    "Claimed",
    "Finding",
    "Other",
    "assessed",
    "bound_by",
    "claim_due",
    "decide",
    "is_fetched",
    "is_known",
    "known_of",
    "postpone",
    "store",
]
