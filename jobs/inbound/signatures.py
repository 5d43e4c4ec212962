"""DKIM signatures (RFC 6376) of a mail checked by a child of its own, with keys that were looked up before."""

import base64
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from jobs.bounded import Answered, run_bounded
from jobs.bounds import Bounds
from jobs.inbound.mails import Parsed

# Name without a last dot to the TXT record, joined; None where there is none. Raises OSError where nobody answers.
Lookup = Callable[[str], Awaitable[bytes | None]]
BOUNDS = Bounds(
    wall_seconds=60, cpu_seconds=10, address_space=512_000_000, data_bytes=512_000_000, file_bytes=1_000_000
)
MOST_SIGNATURES = 5
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,62}\.)*[a-z0-9_-]{1,62}", re.IGNORECASE)


class SignatureResult(StrEnum):
    """What a signature proves. NONE: nothing, for it covers too little or its key could not be had."""

    PASS = "PASS"  # noqa: S105 - no password
    FAIL = "FAIL"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature, by whose domain, and what it proves."""

    domain: str
    result: SignatureResult


async def signatures_of(
    raw: bytes, mail: Parsed, lookup: Lookup, wanted: Callable[[str], bool]
) -> tuple[Signature, ...]:
    """The signatures of domains that are `wanted`, checked. A key that cannot be looked up now proves nothing."""
    tags = [_tags(value) for value in mail.all_of("dkim-signature")]
    chosen = [(at, each) for at, each in enumerate(tags) if _is_usable(each) and wanted(each["d"].lower())]
    chosen = chosen[:MOST_SIGNATURES]
    names = {at: f"{each['s']}._domainkey.{each['d']}".lower() for at, each in chosen}
    keys = {at: await _key(name, lookup) for at, name in names.items()}
    results = await _checked(raw, {at: key for at, key in keys.items() if key})
    return tuple(
        Signature(each["d"].lower(), _of_scope(each, results.get(at, SignatureResult.NONE))) for at, each in chosen
    )


def _tags(value: str) -> dict[str, str]:
    pairs = (tag.partition("=") for tag in value.split(";"))
    return {name.strip().lower(): "".join(content.split()) for name, _, content in pairs}


def _is_usable(tags: dict[str, str]) -> bool:
    return all(HOST.fullmatch(tags.get(name, "")) for name in ("d", "s"))


def _of_scope(tags: dict[str, str], result: SignatureResult) -> SignatureResult:
    # `l=` leaves the end of the text to anybody: what was signed is no longer what is read.
    return SignatureResult.NONE if "l" in tags else result


async def _key(name: str, lookup: Lookup) -> bytes | None:
    try:
        return await lookup(name)
    except OSError:
        return None


async def _checked(raw: bytes, keys: dict[int, bytes]) -> dict[int, SignatureResult]:
    if not keys:
        return {}
    told = json.dumps({at: base64.b64encode(key).decode() for at, key in keys.items()})
    ended = await run_bounded("jobs.inbound.signature_child", BOUNDS, raw, (told,))
    if not isinstance(ended, Answered):
        return {}
    return _judged(ended.answer)


def _judged(answer: bytes) -> dict[int, SignatureResult]:
    try:
        return {int(at): SignatureResult(result) for at, result in json.loads(answer).items()}
    except (ValueError, AttributeError, TypeError):
        return {}
