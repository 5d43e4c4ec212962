"""What counts as an email address, a language, a time zone and a firm's short name."""

import re
from zoneinfo import available_timezones

from resolvers.errors import DomainError, invalid

LONGEST = 254  # RFC 5321, 4.5.3.1.3: a path of 256 with its brackets

# The dot-atoms of RFC 5322, in ASCII: what every relay carries. No quotes, comments or brackets, so that an address
# can stand in a header without escaping.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?P<local>{_ATOM}(?:\.{_ATOM})*)@(?P<domain>{_LABEL}(?:\.{_LABEL})*)")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
LOCALES = ("en", "fr")
"""The languages that mail is written in."""


def email_of(text: str, *field: str) -> str:
    """An email address as it will be kept, the domain in small letters. Raises INVALID."""
    found = _EMAIL.fullmatch(text.strip())
    if found is None or len(found["local"]) > 64 or len(found[0]) > LONGEST:
        raise invalid("This is not an email address.", *field)
    return f"{found['local']}@{found['domain'].lower()}"


def find_email(text: str) -> str | None:
    """As `email_of`, with None for what is not an address."""
    try:
        return email_of(text)
    except DomainError:
        return None


def slug_of(text: str, *field: str) -> str:
    """A firm's short name in addresses: small letters, digits and hyphens, at most 63. Raises INVALID."""
    if not _SLUG.fullmatch(text):
        raise invalid("Use small letters, digits and hyphens.", *field)
    return text


def is_slug(text: str) -> bool:
    """Whether a firm could have this short name."""
    return _SLUG.fullmatch(text) is not None


def locale_of(text: str, *field: str) -> str:
    """One of the languages that mail is written in. Raises INVALID."""
    if text not in LOCALES:
        raise invalid(f"Choose one of {', '.join(LOCALES)}.", *field)
    return text


def time_zone_of(text: str, *field: str) -> str:
    """A time zone of the IANA database. Raises INVALID."""
    if text not in available_timezones():
        raise invalid("This is not a time zone, such as Europe/Paris.", *field)
    return text
