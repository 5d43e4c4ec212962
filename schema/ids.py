"""Global ids: opaque texts that name a type and a random id, and tell nothing else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

import strawberry

from resolvers.errors import not_found


def global_id(typename: str, key: UUID) -> strawberry.ID:
    """The id by which the contract names an object."""
    return strawberry.ID(urlsafe_b64encode(typename.encode() + b":" + key.bytes).rstrip(b"=").decode())


def opened(text: str) -> tuple[str, UUID] | None:
    """The type and key of a global id; None for any other text."""
    try:
        typename, _, key = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).partition(b":")
        return typename.decode("ascii"), UUID(bytes=key)
    except ValueError:
        return None


def key_of(typename: str, text: str, *field: str) -> UUID:
    """The key of an id of this type. Raises the one NOT_FOUND for every other text."""
    found = opened(text)
    if found is None or found[0] != typename:
        raise not_found(typename, *field)
    return found[1]
