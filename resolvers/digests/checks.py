"""What has been tried and found to work: until answers are known to arrive, nobody is invited to answer."""

from datetime import datetime

from db.queries import mail_checks as queries


async def answers_arrive(inbound_domain: str | None) -> bool:
    """Whether a digest sent to ourselves was answered through this domain and arrived."""
    return inbound_domain is not None and await queries.passed(_name(inbound_domain)) is not None


async def record_arrival(inbound_domain: str, now: datetime) -> None:
    """Say that answers through this domain arrive."""
    await queries.record(_name(inbound_domain), now)


async def forget_arrival(inbound_domain: str) -> None:
    """Say that they no longer do."""
    await queries.forget(_name(inbound_domain))


def _name(inbound_domain: str) -> str:
    return f"inbound:{inbound_domain.lower()}"
