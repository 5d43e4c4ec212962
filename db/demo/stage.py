"""What a room of the demo is told with."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from db.vocabulary import RoomKind


@dataclass(frozen=True, slots=True)
class Line:
    """Something said: how many days ago, at what time, by whom, with which files, as an answer to which line.

    Of today it is said how long ago, as hours and minutes: less than a working day.
    """

    day: int
    clock: str
    who: str
    words: str
    files: tuple[str, ...] = ()
    answers: int | None = None

    def moment(self, now: datetime) -> datetime:
        """When it was said."""
        hours, minutes = (int(part) for part in self.clock.split(":"))
        if self.day == 0:
            return now - timedelta(hours=hours, minutes=minutes)
        return (now - timedelta(days=self.day)).replace(hour=hours, minute=minutes)


@dataclass(frozen=True, slots=True)
class Scene:
    """A room with its people, the manager first, and what was said. Everybody has read all but the last `unread`."""

    name: str
    kind: RoomKind
    people: tuple[str, ...]
    lines: tuple[Line, ...]
    portal: str | None = None
    expects: tuple[str, ...] = ()
    is_archived: bool = False
    unread: dict[str, int] = field(default_factory=dict)
