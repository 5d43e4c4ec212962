"""Times and sizes as a reader writes them."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_name
from babel.numbers import format_decimal


@lru_cache(maxsize=4096)
def told(minute: datetime, time_zone: str, locale: str) -> str:
    """A moment in a zone: "21 November 2026, 13:05"."""
    zone, found = zone_of(time_zone), locale_of(locale)
    local = minute.astimezone(zone)
    day = format_date(local, "long", locale=found)
    time = format_time(local, "short", tzinfo=zone, locale=found)
    return f"{day}, {time}"


@lru_cache(maxsize=4096)
def zone_told(minute: datetime, time_zone: str, locale: str) -> str:
    """The zone's name at a moment: "Central European Standard Time"."""
    return str(get_timezone_name(minute.astimezone(zone_of(time_zone)), locale=locale_of(locale)))


def size_of(count: int, units: Sequence[str], locale: str) -> str:
    """Bytes as a round number: "1.2 MB". `units` are a thousand times as large from one to the next."""
    size, unit = float(count), units[0]
    for larger in units[1:]:
        if size < 1000:
            break
        size, unit = size / 1000, larger
    digits = "0" if unit == units[0] or size >= 100 else "0.#"
    return f"{format_decimal(size, digits, locale=locale_of(locale))} {unit}"


@lru_cache(maxsize=64)
def locale_of(locale: str) -> Locale:
    """Babel's locale, English where it knows none."""
    try:
        return Locale.parse(locale.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """A zone by its name, UTC where there is none: a mail with the wrong hour says so, one not sent says nothing."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
