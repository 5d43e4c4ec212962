"""What was found in a mail, as the rules need it; and what the token in its address is bound to."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.queries import inbound_mail as queries
from db.sql import Row
from db.vocabulary import AnswerPolicy, HeldReason, InboundState, PersonStatus, Role
from resolvers import mail_settings
from resolvers.viewer import Viewer

# What the sender's proof amounts to, given the addresses of the token's person: why the mail is held, or whether
# the sender is verified.
Judge = Callable[[Sequence[str]], HeldReason | bool]


@dataclass(frozen=True, slots=True)
class Said:
    """What a mail says of itself, for the team to read; nothing of it is proven."""

    from_address: str | None
    from_name: str
    subject: str


@dataclass(frozen=True, slots=True)
class Other:
    """A mail that is no answer to be posted: what becomes of it, and why."""

    state: InboundState
    reason: str
    said: Said | None = None
    bound: "Bound | None" = None
    notice_to: "NoticeTo | None" = None
    effect: "Effect | None" = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a mail that is no message does, once for all its deliveries, in the transaction that decides it."""

    message_key: str
    content_digest: bytes
    act: Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class NoticeTo:
    """Where a notice may go, and which mail it answers. Made only for senders that nothing forbids to answer."""

    address: str
    in_reply_to: str | None


@dataclass(frozen=True, slots=True)
class Bound:
    """What a reply token is bound to, its person as they are now, and what the firm asks answers to prove."""

    token_hash: bytes
    workspace_id: UUID
    room_id: UUID
    person_id: UUID
    viewer: Viewer
    addresses: tuple[str, ...]
    policy: AnswerPolicy
    is_active: bool
    expires_at: datetime
    revoked_at: datetime | None
    read_up_to: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's answer: the text without quotes, files as the person's uploads, and by what deliveries are known.

    `whole_text` has the quotes and the signature; `file_names` are of all files, also of those that are not logged.
    `small_pictures`: SHA-256 of images within the text that may be a logo.
    """

    bound: Bound
    said: Said
    body: str
    whole_text: str
    file_names: tuple[str, ...]
    upload_ids: tuple[UUID, ...]
    message_key: str
    content_digest: bytes
    judge: Judge
    notice_to: NoticeTo | None
    message_id: str | None = None
    small_pictures: tuple[bytes, ...] = ()


Finding = Answer | Other


async def bound_by(token_hashes: Sequence[bytes], from_address: str | None) -> Bound | None:
    """What the first known token is bound to, the sender's own before others; None where all are unknown."""
    rows = await queries.bound(list(token_hashes))
    found = [_bound(rows[token_hash]) for token_hash in token_hashes if token_hash in rows]
    sender = (from_address or "").casefold()
    own = (each for each in found if sender in (address.casefold() for address in each.addresses))
    return next(own, found[0] if found else None)


def _bound(row: Row) -> Bound:
    viewer = Viewer(
        id=row["person_id"],
        workspace_id=row["workspace_id"],
        role=Role(row["role"]),
        is_administrator=row["is_administrator"],
        session_id=row["person_id"],  # nobody is signed in: rules about rooms do not look at it
    )
    return Bound(
        token_hash=bytes(row["hash"]),
        workspace_id=row["workspace_id"],
        room_id=row["room_id"],
        person_id=row["person_id"],
        viewer=viewer,
        addresses=tuple(row["addresses"]),
        policy=mail_settings.policy_of(row["answer_policy"]),
        is_active=row["status"] == PersonStatus.ACTIVE,
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
        read_up_to=row["to_position"],
    )
