"""Hours in which somebody gets no mail about rooms, set by themselves, in their own time zone."""

import re
from dataclasses import dataclass

from db.queries import people as queries
from resolvers.errors import invalid
from resolvers.viewer import Viewer

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Two times of a day, as `22:00`."""

    starts: str
    ends: str


def quiet_hours_of(starts: int | None, ends: int | None) -> QuietHours | None:
    """Quiet hours out of the minutes of a day that rows hold."""
    return None if starts is None or ends is None else QuietHours(_spoken(starts), _spoken(ends))


async def set_quiet_hours(viewer: Viewer, starts: str, ends: str) -> None:
    """Keep mail about rooms away between two times of the viewer's day. Raises INVALID for what is no time."""
    begins, over = _minute(starts, "from"), _minute(ends, "until")
    if begins == over:
        raise invalid("Quiet hours begin and end at different times.", "until")
    await queries.set_quiet_hours(viewer.workspace_id, viewer.id, begins, over)


async def clear_quiet_hours(viewer: Viewer) -> None:
    """Let mail about rooms come at all hours."""
    await queries.set_quiet_hours(viewer.workspace_id, viewer.id, None, None)


def _minute(text: str, *field: str) -> int:
    found = _TIME.fullmatch(text)
    if found is None:
        raise invalid("Write a time as 22:00.", *field)
    return int(found[1]) * 60 + int(found[2])


def _spoken(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
