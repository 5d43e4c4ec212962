"""Whether a mail is from whom it says: by what our own server found, or by its signature; and what follows from it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import authres  # type: ignore[import-untyped]
from authres import dmarc
from publicsuffixlist import PublicSuffixList

from db.vocabulary import AnswerPolicy
from jobs.inbound.mails import Parsed
from jobs.inbound.signatures import Signature, SignatureResult

FIELD_LENGTH = 8_000
FEATURES = authres.FeatureContext(dmarc)
WITHOUT_ID = re.compile(r"\s*(?:spf|dkim|dmarc|arc|compauth)\s*=", re.IGNORECASE)
SUFFIXES = PublicSuffixList()


class Verdict(StrEnum):
    """Whether the domain of From answers for the mail. NONE: nobody knows."""

    PASS = "PASS"  # noqa: S105 - no password
    FAIL = "FAIL"
    NONE = "NONE"


class Decision(StrEnum):
    """What is done with an answer whose token is good."""

    ACCEPT = "ACCEPT"
    ACCEPT_UNVERIFIED = "ACCEPT_UNVERIFIED"  # with a mark that the team sees
    HOLD_OTHER_SENDER = "HOLD_OTHER_SENDER"
    HOLD_UNAUTHENTICATED = "HOLD_UNAUTHENTICATED"


# (policy, From is an address of the token's person, verdict): who may read it, without reading code.
DECISIONS = {
    (AnswerPolicy.FROM_MATCH, True, Verdict.PASS): Decision.ACCEPT,
    (AnswerPolicy.FROM_MATCH, True, Verdict.NONE): Decision.ACCEPT_UNVERIFIED,
    (AnswerPolicy.FROM_MATCH, True, Verdict.FAIL): Decision.HOLD_UNAUTHENTICATED,
    (AnswerPolicy.FROM_MATCH, False, Verdict.PASS): Decision.HOLD_OTHER_SENDER,
    (AnswerPolicy.FROM_MATCH, False, Verdict.NONE): Decision.HOLD_OTHER_SENDER,
    (AnswerPolicy.FROM_MATCH, False, Verdict.FAIL): Decision.HOLD_OTHER_SENDER,
    (AnswerPolicy.STRICT, True, Verdict.PASS): Decision.ACCEPT,
    (AnswerPolicy.STRICT, True, Verdict.NONE): Decision.HOLD_UNAUTHENTICATED,
    (AnswerPolicy.STRICT, True, Verdict.FAIL): Decision.HOLD_UNAUTHENTICATED,
    (AnswerPolicy.STRICT, False, Verdict.PASS): Decision.HOLD_OTHER_SENDER,
    (AnswerPolicy.STRICT, False, Verdict.NONE): Decision.HOLD_OTHER_SENDER,
    (AnswerPolicy.STRICT, False, Verdict.FAIL): Decision.HOLD_OTHER_SENDER,
    (AnswerPolicy.TOKEN_ONLY, True, Verdict.PASS): Decision.ACCEPT,
    (AnswerPolicy.TOKEN_ONLY, True, Verdict.NONE): Decision.ACCEPT_UNVERIFIED,
    (AnswerPolicy.TOKEN_ONLY, True, Verdict.FAIL): Decision.ACCEPT_UNVERIFIED,
    (AnswerPolicy.TOKEN_ONLY, False, Verdict.PASS): Decision.ACCEPT_UNVERIFIED,
    (AnswerPolicy.TOKEN_ONLY, False, Verdict.NONE): Decision.ACCEPT_UNVERIFIED,
    (AnswerPolicy.TOKEN_ONLY, False, Verdict.FAIL): Decision.ACCEPT_UNVERIFIED,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One check that a server made: method dmarc, dkim or spf, its result, and the domain that it is about."""

    method: str
    result: str
    domain: str


def decision(policy: AnswerPolicy, mail: Parsed, addresses: Collection[str], verdict: Verdict) -> Decision:
    """What follows for an answer with a good token; `addresses` are those of the token's person."""
    return DECISIONS[policy, is_one_of(mail.from_address, addresses), verdict]


def is_one_of(address: str | None, addresses: Collection[str]) -> bool:
    """Whether it is one of them, whatever the case of the letters."""
    return address is not None and address.casefold() in {each.casefold() for each in addresses}


def checks_of(mail: Parsed, authserv_ids: Collection[str]) -> tuple[Checked, ...]:
    """What our own server found: the topmost Authentication-Results of one of the given ids (RFC 8601), no other.

    Every sender can write such a header; ours stands above what came with the mail. Exchange Online writes no id at
    all, and puts other people's aside: trust that by an empty id, and only behind it.
    """
    ours = {each.lower() for each in authserv_ids}
    for value in mail.all_of("authentication-results"):
        is_unnamed = WITHOUT_ID.match(value) is not None
        header = _header(f"-; {value}" if is_unnamed else value)
        if header is not None and ("" if is_unnamed else str(header.authserv_id).lower()) in ours:
            return tuple(check for result in header.results if (check := _check(result)))
    return ()


def verdict_by(checks: tuple[Checked, ...], from_address: str | None) -> Verdict:
    """What checks of our server, or of a provider that took the mail in for us, say of the domain of From."""
    domain = domain_of(from_address)
    results = {(check.method, check.result) for check in checks if _counts(check, domain)}
    # Its owner may ask for more than alignment: then DMARC fails although SPF or DKIM pass.
    if ("dmarc", "fail") in results:
        return Verdict.FAIL
    if any(result == "pass" for _, result in results):
        return Verdict.PASS
    return Verdict.FAIL if any(result == "fail" for _, result in results) else Verdict.NONE


def verdict_of_signatures(signatures: tuple[Signature, ...], from_address: str | None) -> Verdict:
    """What our own check of signatures says of the domain of From."""
    domain = domain_of(from_address)
    results = {each.result for each in signatures if is_aligned(each.domain, domain)}
    if SignatureResult.PASS in results:
        return Verdict.PASS
    return Verdict.FAIL if SignatureResult.FAIL in results else Verdict.NONE


def is_aligned(domain: str, from_domain: str) -> bool:
    """Whether both belong to one organisation (relaxed alignment, RFC 7489, 3.1)."""
    return bool(domain) and bool(from_domain) and organisation_of(domain) == organisation_of(from_domain)


def organisation_of(domain: str) -> str:
    """What was registered under a public suffix: `example.co.uk` of `mail.example.co.uk`. A suffix is its own."""
    name = _ascii(domain)
    found: str | None = SUFFIXES.privatesuffix(name)
    return found or name


def domain_of(address: str | None) -> str:
    """The domain of an address, in lower case; empty where there is none."""
    return (address or "").rpartition("@")[2].lower()


def _counts(check: Checked, domain: str) -> bool:
    if check.method == "dmarc":
        # DMARC is about the very domain of From; a pass of another one is no pass.
        return bool(domain) and _ascii(check.domain) == _ascii(domain)
    return check.method in ("dkim", "spf") and is_aligned(check.domain, domain)


def _header(value: str) -> authres.AuthenticationResultsHeader | None:
    try:
        return FEATURES.parse(f"Authentication-Results: {value[:FIELD_LENGTH]}")
    except Exception:  # a stranger's header; and what cannot be read proves nothing
        return None


def _check(result: object) -> Checked | None:
    method = str(getattr(result, "method", "")).lower()
    names = {"dmarc": "header_from", "dkim": "header_d", "spf": "smtp_mailfrom"}
    if method not in names:
        return None
    found = getattr(result, names[method], None) or (getattr(result, "header_i", None) if method == "dkim" else None)
    return Checked(method, str(getattr(result, "result", "")).lower(), domain_of(str(found or "").strip("<>")))


def _ascii(domain: str) -> str:
    try:
        return domain.strip(".").lower().encode("idna").decode()
    except UnicodeError:
        return domain.strip(".").lower()
