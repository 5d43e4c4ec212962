"""The outbox of digests: claimed with a lease, begun at the last moment, done with once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from db.queries import digests as queries
from db.queries.digests import Night
from db.vocabulary import DigestState, NoMail
from resolvers.digests.digest import Digest
from resolvers.digests.nights import over_at

LEASE = timedelta(minutes=10)
"""How long a worker may take until what it had not begun to hand over is taken by another."""

DOUBT = timedelta(minutes=15)
"""How long a relay that has not said whether it took a mail is left alone."""

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
GIVES_UP = timedelta(days=2)
KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A due mail that one worker has taken. `attempt` tells this taking from earlier and later ones."""

    id: UUID
    workspace_id: UUID
    room_id: UUID
    person_id: UUID
    from_position: int
    to_position: int
    message_id: str
    attempt: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Ready:
    """A mail that can be composed, and what must still hold when it leaves."""

    claimed: Claimed
    digest: Digest
    read_position: int
    team_seq: int
    night: Night


async def claim_due(now: datetime, most: int) -> list[Claimed]:
    """Take what is due; two workers never take the same. What was in doubt twice is left alone, and says so."""
    await queries.give_up_unconfirmed(now)
    rows = await queries.claim(now, now + LEASE, most)
    return [Claimed(**{("attempt" if name == "attempts" else name): row[name] for name in row}) for row in rows]


async def begin(ready: Ready, now: datetime) -> bool:
    """The last question before the mail's bytes leave: False where what was composed no longer holds.

    From here on the mail counts as perhaps delivered, even if nothing more is heard of this process.
    """
    if over_at(*ready.night, now):
        return False
    mail, email = ready.claimed, ready.digest.reader.email
    return await queries.begin(
        mail.id, mail.attempt, now, now + DOUBT, ready.read_position, email, ready.team_seq, ready.night
    )


async def mark_sent(mail: Claimed, now: datetime) -> None:
    """The relay has taken the mail."""
    await queries.sent(mail.id, mail.attempt, now)


async def mark_unknown(mail: Claimed, error: str) -> None:
    """The relay went silent after the last byte: the mail is handed over once more later, under its Message-ID."""
    await queries.unknown(mail.id, mail.attempt, error[:500])


async def mark_stale(mail: Claimed, now: datetime) -> None:
    """What the mail was composed from has changed: compose it again at once."""
    await queries.again(mail.id, mail.attempt, now, None)


async def mark_undelivered(mail: Claimed, error: str, now: datetime) -> None:
    """The relay has not taken the mail, for now: try after 1, 5, 15 and every 60 minutes, for two days."""
    if now - mail.created_at > GIVES_UP:
        await queries.over(mail.id, mail.attempt, DigestState.FAILED, NoMail.GIVEN_UP, now, error[:500])
        return
    wait = WAITS[min(mail.attempt, len(WAITS)) - 1]
    await queries.again(mail.id, mail.attempt, now + wait, error[:500])


async def mark_refused(mail: Claimed, error: str, now: datetime) -> None:
    """The relay will never take this mail."""
    await queries.over(mail.id, mail.attempt, DigestState.FAILED, NoMail.REFUSED, now, error[:500])


async def forget_old(now: datetime) -> int:
    """Drop mails of more than a year ago by which nothing can be done any more; answers how many."""
    return await queries.forget_older(now - KEPT, now)
