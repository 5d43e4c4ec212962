"""Passwords and mail of the cast: what tests about accounts need beside the firm."""

import re
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

from db import sql
from db.models import Person
from db.settings import Settings
from db.vocabulary import SessionKind
from jobs.account_mail import send_due
from resolvers.passwords import _argon2id
from resolvers.sessions import Device
from tests.cast import NOON

PASSWORD = "correct horse battery"
SOON = NOON + timedelta(seconds=30)


@cache
def hash_of_password() -> str:
    """PASSWORD as it is kept; made once, since it is meant to be slow."""
    return _argon2id.hash(PASSWORD)


async def with_password(*person_ids: UUID) -> None:
    """Let these people sign in with PASSWORD."""
    await Person.filter(id__in=person_ids).update(password_hash=hash_of_password())


def device(kind: SessionKind = SessionKind.BEARER) -> Device:
    """A program at an address from which nobody has guessed yet."""
    return Device(kind, "tests", f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1")


async def kept_mails(settings: Settings, firm_id: UUID, now: datetime = SOON) -> list[sql.Row]:
    """Have due mail kept, and read all of the firm's, the oldest first."""
    shown: list[str] = []
    await send_due(settings.model_copy(update={"smtp_url": None}), shown.append, lambda: now)
    return await sql.rows(
        "SELECT recipient, kind, subject, text, html FROM account_mail WHERE workspace_id = $1 AND state = 'KEPT' "
        "ORDER BY created_at, id",
        firm_id,
    )


async def mailed_token(settings: Settings, firm_id: UUID, now: datetime = SOON) -> str:
    """The token of the link in the newest mail of the firm."""
    mail = (await kept_mails(settings, firm_id, now))[-1]
    found = re.search(r"/(?:activate|reset|address)/(\S+)", mail["text"])
    assert found is not None
    return found[1]
