"""Quiet hours: minutes of a person's own day in which no mail is sent."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = 24 * 60


def over_at(time_zone: str, quiet_from: int | None, quiet_until: int | None, now: datetime) -> datetime | None:
    """When the night that it is now ends, in UTC; None while it is day, or who has none. A night may pass midnight."""
    if quiet_from is None or quiet_until is None:
        return None
    local = now.astimezone(zone_of(time_zone))
    minute = local.hour * 60 + local.minute
    length, passed = (quiet_until - quiet_from) % DAY, (minute - quiet_from) % DAY
    if passed >= length:
        return None
    is_tomorrow = quiet_until <= minute
    return _at(local.date() + timedelta(days=is_tomorrow), quiet_until, time_zone)


def _at(day: date, minute: int, time_zone: str) -> datetime:
    """Clocks that are put forward skip times; such a time is as long after midnight as it would have been."""
    return datetime.combine(day, time(minute // 60, minute % 60), zone_of(time_zone)).astimezone(UTC)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """A zone by its name, UTC where there is none: one person's odd zone must not stop other people's mail."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
