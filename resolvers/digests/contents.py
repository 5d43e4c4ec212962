"""Reads what claimed mails are composed from, as their readers see it at this moment, for many mails at once."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from db import storage
from db.queries import digest_contents as queries
from db.queries import digests, pictures
from db.queries.digests import Night
from db.sql import Row
from db.vocabulary import Role
from resolvers import access, visibility
from resolvers.access import Action
from resolvers.digests.digest import Digest, Entry, Picture, Reader, Thread
from resolvers.digests.nights import over_at
from resolvers.digests.outbox import Claimed, Ready
from resolvers.digests.tokens import hash_of_mailed, thread_of, tokens_of
from resolvers.viewer import Audience, Viewer

MOST_MESSAGES = 30
MOST_PICTURES = 3
LARGEST_PICTURE = 60_000
REPLY_LIFE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the installation can do: whether answers arrive, and the domain of its ids."""

    domain: str
    takes_answers: bool


async def ready_for(mails: Sequence[Claimed], terms: Terms, now: datetime) -> list[Ready]:
    """Those of the mails that have to be sent now. Others are cancelled, each with its reason; who sleeps gets theirs
    in the morning.
    """
    claimed = {mail.id: mail for mail in mails}
    rows = await queries.standing(list(claimed))
    if over := {row["digest_id"]: row["reason"] for row in rows if row["reason"]}:
        await digests.cancel(over, now)
    left = await _awake([row for row in rows if not row["reason"]], now)
    entries = await _entries(left)
    ready = [_ready(claimed[row["digest_id"]], row, entries[row["digest_id"]], terms) for row in left]
    await _keep_tokens(ready, now)
    await _keep_pictures(ready)
    return ready


async def _awake(rows: list[Row], now: datetime) -> list[Row]:
    """Those whose readers get mail at this hour; the mails of the others are put off."""
    ends = {row["digest_id"]: over_at(*_night(row), now) for row in rows}
    if asleep := {mail_id: until for mail_id, until in ends.items() if until}:
        await digests.put_off(asleep)
    return [row for row in rows if row["digest_id"] not in asleep]


def _ready(mail: Claimed, row: Row, entries: list[Entry], terms: Terms) -> Ready:
    digest = Digest(
        id=mail.id,
        workspace_name=row["workspace_name"],
        accent_color=row["accent_color"],
        room=visibility.room_as_seen_by(_audience(row), row, None),
        reader=Reader(row["reader_email"], row["reader_locale"], row["reader_time_zone"]),
        entries=tuple(entries) if row["text_in_mail"] else (),
        count=row["unread_count"],
        shows_text=row["text_in_mail"],
        takes_answers=terms.takes_answers
        and row["text_in_mail"]
        and Action.POST in access.may(_viewer(mail, row), row),
        tokens=tokens_of(mail.id),
        thread=_thread(mail, row, terms.domain),
    )
    return Ready(mail, digest, row["read_position"], row["team_seq"], _night(row))


def _night(row: Row) -> Night:
    return Night(row["reader_time_zone"], row["reader_quiet_from"], row["reader_quiet_until"])


def _audience(row: Row) -> Audience:
    return Audience(row["workspace_id"], Role(row["reader_role"]))


def _viewer(mail: Claimed, row: Row) -> Viewer:
    """The reader as somebody who asks. There is no session behind it, and the rules do not look for one."""
    return Viewer(mail.person_id, mail.workspace_id, Role(row["reader_role"]), row["reader_is_administrator"], mail.id)


def _thread(mail: Claimed, row: Row, domain: str) -> Thread:
    root = f"r.{thread_of(mail.room_id, mail.person_id)}@{domain}"
    return Thread(mail.message_id, root, tuple(row["earlier_ids"] or ()))


async def _entries(rows: list[Row]) -> dict[UUID, list[Entry]]:
    """The messages of each mail, as its reader's side of the firm sees them."""
    told = {row["digest_id"]: row for row in rows if row["text_in_mail"]}
    messages = await queries.unread_messages(list(told), MOST_MESSAGES) if told else []
    files = await _files({message["id"] for message in messages if message["attachment_count"]})
    entries: dict[UUID, list[Entry]] = defaultdict(list)
    for message in messages:
        mail = told[message["digest_id"]]
        room_left = MOST_PICTURES - sum(len(entry.pictures) for entry in entries[mail["digest_id"]])
        most = room_left if mail["images_in_mail"] else 0
        entries[mail["digest_id"]].append(await _entry(_audience(mail), message, files[message["id"]], most))
    return entries


async def _entry(audience: Audience, message: Row, files: list[Row], most_pictures: int) -> Entry:
    views = [visibility.attachment_as_seen_by(audience, row) for row in files]
    small = [row for row, view in zip(files, views, strict=True) if view.is_served and _is_small(row)]
    return Entry(
        message=visibility.message_as_seen_by(audience, message),
        attachments=tuple(views),
        pictures=tuple([found for row in small[:most_pictures] if (found := await _picture(row))]),
    )


def _is_small(row: Row) -> bool:
    return row["small_key"] is not None and row["small_size"] <= LARGEST_PICTURE


async def _files(message_ids: set[UUID]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in await queries.attachments(list(message_ids)) if message_ids else ():
        found[row["message_id"]].append({**row, "renditions": json.loads(row["renditions"])})
    return found


async def _picture(row: Row) -> Picture | None:
    """The small form of an image; None where it went with its message a moment ago."""
    try:
        content = b"".join([chunk async for chunk in storage.store().read(row["small_key"])])
    except FileNotFoundError:
        return None
    return Picture(row["id"], row["small_type"], row["small_width"], row["small_height"], content)


async def _keep_tokens(ready: list[Ready], now: datetime) -> None:
    hashes = [
        (
            one.claimed.id,
            hash_of_mailed(one.digest.tokens.reply) if one.digest.takes_answers else None,
            hash_of_mailed(one.digest.tokens.mute),
            hash_of_mailed(one.digest.tokens.bounce),
        )
        for one in ready
    ]
    if hashes:
        await queries.keep_tokens(hashes, now, now + REPLY_LIFE)


async def _keep_pictures(ready: list[Ready]) -> None:
    """What travels inside the mails, so that it is known again when it comes back with an answer."""
    mailed = [
        (one.claimed.id, hashlib.sha256(picture.content).digest())
        for one in ready
        for entry in one.digest.entries
        for picture in entry.pictures
    ]
    if mailed:
        await pictures.mailed(mailed)
