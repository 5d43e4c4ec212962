"""Names of stored bytes: random, so that nothing can be read from one or guessed from another."""

import re
import secrets

SHAPE = re.compile(r"[0-9A-Za-z_-]{20,64}")


def new_key() -> str:
    """256 random bits, in letters that file systems without capitals tell apart too."""
    return secrets.token_hex(32)


def place_of(key: str) -> str:
    """Where a key's bytes are, in one of many subfolders. Raises ValueError for what is no key of ours."""
    if not SHAPE.fullmatch(key):
        raise ValueError("not a storage key")
    return f"{key[:2]}/{key}"
