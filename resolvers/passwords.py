"""Judges, hashes and verifies passwords by argon2id, a few at a time and off the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from resolvers.errors import DomainError, ErrorCode

SHORTEST = 10
LONGEST = 200
THREADS = 2
WAITING = 24
"""Most hashings begun or waiting in one process, about four seconds of work; whoever comes later is asked to wait."""

# The second recommended option of RFC 9106: 64 MiB, three passes, four lanes.
_argon2id = PasswordHash((Argon2Hasher(time_cost=3, memory_cost=65536, parallelism=4),))
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$/DFQu46kh/I9bVulyxBP7Q$U1kE8sJiEeLAHTxkH7G8uqESGXCXuSy792auG6WBWo4"
"""A hash nobody has the password of: what is verified where there is no account, so that it costs the same."""

# fmt: off
OBVIOUS = frozenset((
    "1234567890", "12345678910", "0123456789", "0987654321", "9876543210", "1q2w3e4r5t", "1qaz2wsx3edc", "qwertyuiop",
    "qwertzuiop", "azertyuiop", "qwerty12345", "qwerty123456", "password12", "password123", "password1234",
    "password12345", "passw0rd123", "p@ssw0rd123", "motdepasse", "motdepasse1", "motdepasse123", "changeme123",
    "letmein123", "iloveyou123", "administrator", "administrateur", "welcome123", "welcome1234", "bienvenue123",
    "bonjour123", "abcdefghij", "abcd123456", "abc1234567", "parlour123", "parlourparlour",
))
# fmt: on

_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2id")
_room = BoundedSemaphore(WAITING)
T = TypeVar("T")


def refuse_weak(password: str, email: str, name: str, *field: str) -> None:
    """Hold a new password to the rules: 10 to 200 characters, not the person's own name or address, not an obvious one.

    Raises WEAK_PASSWORD with a sentence that says what to do.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise _weak(f"Please choose a password of {SHORTEST} to {LONGEST} characters.", field)
    plain = password.casefold().strip()
    if plain in {email.casefold(), email.casefold().partition("@")[0], name.casefold().strip()}:
        raise _weak("Please choose a password that is not your name or email address.", field)
    if plain in OBVIOUS or len(set(plain)) < 4:
        raise _weak("This password is easy to guess. Please choose another.", field)


async def hashed(password: str) -> str:
    """The argon2id hash of a password, about 150 ms of work. Raises UNAVAILABLE when too many are waiting."""
    return await _in_thread(lambda: _argon2id.hash(_bytes(password)))


async def verified(password: str, password_hash: str | None) -> tuple[bool, str | None]:
    """Whether the password is right, and a fresh hash when the kept one is of older parameters.

    Without a hash the same work is done for nothing, so that the time says nothing either. Raises UNAVAILABLE when
    too many are waiting.
    """
    if len(password) > LONGEST:
        password, password_hash = password[:LONGEST], None
    right, fresh = await _in_thread(lambda: _argon2id.verify_and_update(_bytes(password), password_hash or NOBODYS))
    return right and password_hash is not None, fresh


async def _in_thread(work: Callable[[], T]) -> T:
    if not _room.acquire(blocking=False):
        raise DomainError(ErrorCode.UNAVAILABLE, "Too many people are signing in. Please try again in a few seconds.")
    future: Future[T] = _pool.submit(work)
    # Freed when the thread is done, not when the asker has gone: an abandoned hashing still costs its time.
    future.add_done_callback(lambda _: _room.release())
    return await asyncio.wrap_future(future)


def _bytes(password: str) -> bytes:
    return password.encode(errors="surrogatepass")


def _weak(message: str, field: tuple[str, ...]) -> DomainError:
    return DomainError(ErrorCode.WEAK_PASSWORD, message, field)
