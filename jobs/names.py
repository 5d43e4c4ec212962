"""Asks DNS: for a few seconds, and within a record's life only once."""

from functools import cache

from dns.asyncresolver import Resolver
from dns.exception import DNSException
from dns.name import EmptyLabel, LabelTooLong, NameTooLong
from dns.rdtypes.ANY.TXT import TXT
from dns.resolver import NXDOMAIN, LRUCache, NoAnswer, NoResolverConfiguration

SECONDS = 5.0
REMEMBERED = 1_000
NO_NAME = (EmptyLabel, LabelTooLong, NameTooLong, UnicodeError)
_given: Resolver | None = None


def use(resolver: Resolver | None) -> None:
    """Have this process ask another resolver than the machine's own; None: the machine's own again."""
    global _given  # noqa: PLW0603  one resolver for a process
    _given = resolver


@cache
def own_resolver() -> Resolver:
    """The machine's own, with a memory; one that knows no server where none is configured."""
    try:
        made = Resolver()
    except NoResolverConfiguration:
        made = Resolver(configure=False)
    made.cache = LRUCache(REMEMBERED)
    return made


async def key_of(name: str) -> bytes | None:
    """The DKIM key that a name tells (RFC 6376, 3.6.2); None where it tells none. Raises OSError: nobody answers."""
    records = await texts_of(_given or own_resolver(), name)
    return next((record for record in records if b"p=" in record), None)


async def texts_of(resolver: Resolver, name: str) -> list[bytes]:
    """The TXT records of a name. Raises OSError where nobody answers."""
    try:
        found = await resolver.resolve(name, "TXT", lifetime=SECONDS, search=False)
    except (NXDOMAIN, NoAnswer, *NO_NAME):
        return []
    except DNSException as error:
        raise OSError(type(error).__name__) from error
    return [b"".join(record.strings) for record in found if isinstance(record, TXT)]
