"""The secret with which signed links are made: SECRET_KEY, or one that this installation thinks up once."""

import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from db.settings import current

SHORTEST = 32


def secret() -> bytes:
    """What every process of an installation signs with. Raises ValueError where SECRET_KEY is too short."""
    settings = current()
    if settings.secret_key is None:
        return generated_in(settings.data_dir.absolute())
    if len(settings.secret_key) < SHORTEST:
        raise ValueError(f"SECRET_KEY must have at least {SHORTEST} characters")
    return settings.secret_key.encode()


@cache
def generated_in(folder: Path) -> bytes:
    """The secret kept in a folder; who comes first thinks it up, and everybody gets the same."""
    kept = folder / "secret"
    with suppress(FileNotFoundError):
        return kept.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    _propose(kept)
    return kept.read_bytes()


def _propose(kept: Path) -> None:
    """Write a secret whole under a name of its own, and give it the real name unless that is taken."""
    proposal = kept.with_name(f"secret.{secrets.token_hex(8)}")
    try:
        file = os.open(proposal, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(file, "wb") as written:
            written.write(secrets.token_hex(32).encode())
            written.flush()
            os.fsync(written.fileno())
        with suppress(FileExistsError):
            os.link(proposal, kept)
    finally:
        proposal.unlink(missing_ok=True)
