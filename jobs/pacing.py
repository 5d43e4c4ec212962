"""How fast mail may go out, agreed among all workers by Redis. Who cannot reach it keeps to what it knows itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import structlog
from redis.exceptions import RedisError

from db import redis

PAUSE_SECONDS = 300.0
"""How long a relay is left alone that asked for it (421, or an enhanced code of 4.7)."""

ALONE_SECONDS = 30.0
"""How long Redis is not asked after it did not answer: each mail would wait for it again."""

# By the server's own clock, so that workers need not agree on the time. Both keys vanish by themselves.
TURN = """
local quiet = redis.call('PTTL', KEYS[1])
if quiet > 0 then return {quiet, 0} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local turn = math.max(now, tonumber(redis.call('GET', KEYS[2]) or '0'))
local after = turn + tonumber(ARGV[1])
if after > now then redis.call('SET', KEYS[2], string.format('%d', after), 'PX', after - now) end
return {0, turn - now}
"""

log = structlog.get_logger()


@dataclass(slots=True)
class Pace:
    """The pace of mail to one relay: `per_domain` mails a second for one domain, none while it is to be left alone."""

    relay: str
    per_domain: float
    clock: Callable[[], float] = monotonic
    _quiet_until: float = 0.0
    _alone_until: float = 0.0
    _next: dict[str, float] = field(default_factory=dict)

    async def turn(self, domain: str) -> float | None:
        """Seconds until it is this domain's turn, which is taken; None while the relay is to be left alone."""
        if self.is_quiet_here():
            return None
        if self.clock() >= self._alone_until:
            keys, apart = (self._quiet_key(), f"mail:turn:{self.relay}:{domain}"), round(1000 / self.per_domain)
            try:
                quiet, wait = await redis.client().register_script(TURN)(keys=keys, args=[apart])
            except (RedisError, OSError) as error:
                self._go_on_alone(error)
            else:
                return None if quiet else wait / 1000
        return self._own_turn(domain)

    async def hush(self) -> None:
        """The relay has asked to be left alone for a while, by all."""
        self._quiet_until = self.clock() + PAUSE_SECONDS
        try:
            await redis.client().set(self._quiet_key(), "1", ex=round(PAUSE_SECONDS))
        except (RedisError, OSError) as error:
            self._go_on_alone(error)

    async def is_quiet(self) -> bool:
        """Whether the relay is to be left alone, as far as is known."""
        if self.is_quiet_here() or self.clock() < self._alone_until:
            return self.is_quiet_here()
        try:
            return bool(await redis.client().exists(self._quiet_key()))
        except (RedisError, OSError) as error:
            self._go_on_alone(error)
            return False

    def is_quiet_here(self) -> bool:
        """Whether this very process was asked to leave the relay alone."""
        return self.clock() < self._quiet_until

    def _quiet_key(self) -> str:
        return f"mail:quiet:{self.relay}"

    def _go_on_alone(self, error: Exception) -> None:
        log.warning("pace not shared", kind=type(error).__name__)
        self._alone_until = self.clock() + ALONE_SECONDS

    def _own_turn(self, domain: str) -> float:
        """As if there were no other worker. Turns long past are forgotten."""
        now = self.clock()
        if len(self._next) > 10_000:
            self._next = {name: turn for name, turn in self._next.items() if turn > now}
        turn = max(now, self._next.get(domain, 0.0))
        self._next[domain] = turn + 1 / self.per_domain
        return turn - now
