"""What the mail doctor has to say."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a check has shown. UNTRIED: nothing, for it is not set up or nobody answered who could know."""

    GOOD = "GOOD"
    BAD = "BAD"
    UNTRIED = "UNTRIED"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried, in words for whoever can put it right."""

    verdict: Verdict
    said: str
