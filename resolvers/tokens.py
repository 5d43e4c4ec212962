"""Makes secrets that are shown once, and the hashes under which they are kept."""

import hashlib
import secrets

SESSION = "prls_"
LINK = "prll_"


def new_token(prefix: str) -> str:
    """256 random bits as URL-safe text behind a prefix by which secret scanners recognise what leaked."""
    return prefix + secrets.token_urlsafe(32)


def hash_of(token: str) -> bytes:
    """What is kept of a token. Plain SHA-256 is enough, since nobody can go through 256 random bits."""
    return hashlib.sha256(token.encode(errors="replace")).digest()
