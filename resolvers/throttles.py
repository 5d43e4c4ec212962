"""Slows down guessing: attempts are counted before they are judged, so that many at once gain nothing."""

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from db import sql
from db.queries import throttles as queries
from resolvers.errors import DomainError, ErrorCode

LONGEST_WAIT = timedelta(minutes=15)
MEMORY = timedelta(hours=1)
"""How long without an attempt until earlier ones no longer count."""


class TooManyAttempts(DomainError):
    """RATE_LIMITED, with the seconds to wait before the next attempt will be looked at."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(ErrorCode.RATE_LIMITED, f"Too many attempts. Please try again in {_spoken(retry_after)}.")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that may be tried a few times freely and then ever more slowly: 2, 4, 8 … seconds, at most 15 minutes.

    Kept as a hash, since addresses that strangers typed are nobody's business.
    """

    key: bytes
    free: int


def at_account(act: str, account: str) -> Guess:
    """Attempts at one account: five are free. The account need not exist, and none can tell whether it does."""
    return Guess(_key(act, "account", account.casefold()), free=5)


def from_client(act: str, client_ip: str) -> Guess:
    """Attempts from one network address: thirty are free, since an office shares one. An IPv6 network counts as one."""
    return Guess(_key(act, "client", _network(client_ip)), free=30)


async def count(*guesses: Guess, now: datetime) -> None:
    """Count an attempt before judging it. Raises TooManyAttempts, and then counts nothing.

    Pass client before account, always: locks are taken in that order.
    """
    try:
        async with sql.transaction():
            for guess in guesses:
                if not await queries.count(guess.key, now, guess.free, LONGEST_WAIT, MEMORY):
                    raise _HeldBack(guess)
    except _HeldBack as refused:
        raise TooManyAttempts(await _seconds_left(refused.guess, now)) from None


async def succeeded(client: Guess, account: Guess, now: datetime) -> None:
    """The attempt was honest: the account's count starts anew, and the client gets this one back, not its others."""
    await queries.take_back(client.key, now)
    await queries.forget(account.key)


async def forget_old(now: datetime) -> int:
    """Drop what no longer counts; answers how many."""
    return await queries.forget_older(now - MEMORY)


class _HeldBack(Exception):
    """Undoes the counting of the other guesses."""

    def __init__(self, guess: Guess) -> None:
        super().__init__()
        self.guess = guess


async def _seconds_left(guess: Guess, now: datetime) -> int:
    until = await queries.blocked_until(guess.key) or now
    return max(1, math.ceil((until - now).total_seconds()))


def _key(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode()).digest()


def _network(client_ip: str) -> str:
    try:
        address = ip_address(client_ip)
    except ValueError:
        return client_ip
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return address.exploded[:19]
    return str(address)


def _spoken(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} second" + "s" * (seconds != 1)
    return f"{math.ceil(seconds / 60)} minutes"
