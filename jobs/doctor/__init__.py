"""The mail doctor: tries what is configured for mail, and says in words what is wrong."""

from dns.asyncresolver import Resolver

from db.settings import Settings
from jobs.doctor import receiving, sending
from jobs.doctor.finding import Finding, Verdict
from jobs.doctor.round_trip import there_and_back

__all__ = ["Finding", "Verdict", "findings", "there_and_back"]


async def findings(settings: Settings, resolver: Resolver) -> list[Finding]:
    """Everything that can be told without sending a mail."""
    going_out = [await sending.relay(settings), *await sending.keys(settings, resolver)]
    return [*going_out, *await receiving.ways(settings, resolver)]
