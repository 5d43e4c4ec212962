"""Single-use links to an account: made when their mail is composed, kept as hashes only."""

from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID, uuid4

from db.queries import links as queries
from db.sql import Row
from db.vocabulary import LinkPurpose
from resolvers import tokens
from resolvers.errors import DomainError, ErrorCode


def life_of(purpose: LinkPurpose) -> timedelta:
    """How long a link may be used."""
    match purpose:
        case LinkPurpose.ACTIVATION:
            return timedelta(days=7)
        case LinkPurpose.PASSWORD_RESET:
            return timedelta(hours=1)
        case LinkPurpose.ADDRESS:
            return timedelta(days=2)
        case _:
            assert_never(purpose)


async def issue(
    workspace_id: UUID, person_id: UUID, purpose: LinkPurpose, now: datetime, address_id: UUID | None
) -> str:
    """A new link's token, which is shown this once. Earlier links of the person live on.

    `address_id`: the further address that a link confirms, None for links to the account itself.
    """
    token = tokens.new_token(tokens.LINK)
    expires_at = now + life_of(purpose)
    await queries.issue(uuid4(), workspace_id, person_id, purpose, tokens.hash_of(token), now, expires_at, address_id)
    return token


async def person_for(token: str, purpose: LinkPurpose, now: datetime) -> Row:
    """The person that a live link is for. Looking changes nothing. Raises LINK_INVALID."""
    found = await queries.find(tokens.hash_of(token), purpose, now)
    if found is None:
        raise link_invalid()
    return found


async def use(token: str, purpose: LinkPurpose, now: datetime) -> UUID:
    """Use a link up and answer whose it was. Call it inside the act's transaction. Raises LINK_INVALID."""
    person_id = await queries.use(tokens.hash_of(token), purpose, now)
    if person_id is None:
        raise link_invalid()
    return person_id


async def revoke(workspace_id: UUID, person_id: UUID, now: datetime, *purposes: LinkPurpose) -> None:
    """End a person's links for these purposes."""
    await queries.revoke(workspace_id, person_id, list(purposes), now)


async def forget_old(now: datetime) -> int:
    """Drop links that expired a month ago; answers how many."""
    return await queries.forget_older(now - timedelta(days=30))


def link_invalid() -> DomainError:
    """The one answer to a link that was used, has expired, was replaced or never was."""
    return DomainError(
        ErrorCode.LINK_INVALID, "This link has been used already, has expired or is incomplete.", ("token",)
    )
