"""Bounces and complaints: which addresses get no more digests."""

import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from db import sql
from db.queries import bounces as queries
from db.vocabulary import BounceKind
from resolvers.digests.tokens import hash_of_mailed

PERMANENT_DAYS, PERMANENT_MOST = timedelta(days=7), 3
TRANSIENT_DAYS, TRANSIENT_MOST = timedelta(days=14), 5
AT_ONCE = re.compile(r"5\.[17]\.")
"""Permanent for the address itself, or by its owner's rules (RFC 3463, 3.2 and 3.8): once is enough."""

NO_SUCH_ADDRESS = re.compile(r"5\.1\.")


async def bounced(token: str, kind: BounceKind, status: str, now: datetime) -> bool:
    """A server, or a reader, has something against the mail of this bounce address; answers whether there is one."""
    found = await queries.of_token(hash_of_mailed(token))
    if found is None:
        return False
    at_once = kind is BounceKind.COMPLAINT or (kind is BounceKind.PERMANENT and AT_ONCE.match(status) is not None)
    await _record(found["id"], found["email"], kind, status, at_once, now)
    return True


async def refused(digest_id: UUID, address: str, said: str, now: datetime) -> None:
    """Our own relay has refused the address. That it refuses us (5.7) is nothing about the address."""
    status = said.split(maxsplit=1)[0] if re.match(r"5\.\d+\.\d+", said) else "5.0.0"
    await _record(digest_id, address, BounceKind.PERMANENT, status, NO_SUCH_ADDRESS.match(status) is not None, now)


async def _record(digest_id: UUID, address: str, kind: BounceKind, status: str, at_once: bool, now: datetime) -> None:
    async with sql.transaction():
        workspace_id = await queries.record(uuid4(), digest_id, address, kind, status, now)
        if workspace_id and (at_once or await _is_too_often(workspace_id, address, now)):
            await queries.suppress(workspace_id, address, kind, status, now)


async def _is_too_often(workspace_id: UUID, address: str, now: datetime) -> bool:
    found = await queries.counts(workspace_id, address, now - PERMANENT_DAYS, now - TRANSIENT_DAYS)
    return bool(found["permanent"] >= PERMANENT_MOST or found["transient"] >= TRANSIENT_MOST)
