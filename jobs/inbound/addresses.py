"""The addresses that answers, bounces and unsubscriptions come back to, and the secrets in them."""

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from jobs.inbound.mails import Envelope, Parsed

TOKEN_BYTES = 16
SHAPE = "[a-z2-7]{26}"
# Where the address we gave out is to be found when nobody tells the envelope, surest first.
PLACES = (
    "x-gm-original-to", "x-original-to", "delivered-to", "envelope-to", "x-envelope-to", "x-forwarded-to",
    "resent-to", "to", "cc", "references",
)  # fmt: skip
MOST_ADDRESSES = 500


class Purpose(StrEnum):
    """What an address of ours is for."""

    REPLY = "REPLY"
    BOUNCE = "BOUNCE"  # the envelope sender of a mail (VERP)
    UNSUBSCRIBE = "UNSUBSCRIBE"


@dataclass(frozen=True, slots=True)
class AddressForm:
    """How our addresses look: `reply+TOKEN@domain`, or, with `is_catch_all`, `TOKEN@domain` for replies too."""

    domain: str
    separator: str = "+"
    is_catch_all: bool = False
    reply: str = "reply"
    bounce: str = "bounce"
    unsubscribe: str = "unsub"


@dataclass(frozen=True, slots=True)
class Addressed:
    """A token found in an address: lower case, of that purpose. `is_envelope`: it says where the mail went."""

    purpose: Purpose
    token: str
    is_envelope: bool


def new_token(randomness: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """128 random bits in 26 letters that survive relays which change the case of an address."""
    return base64.b32encode(randomness(TOKEN_BYTES)).decode().rstrip("=").lower()


def token_hash(token: str) -> bytes:
    """What is stored of a token: its SHA-256."""
    return hashlib.sha256(token.lower().encode()).digest()


def address_of(purpose: Purpose, token: str, form: AddressForm) -> str:
    """The address that carries the token."""
    if purpose is Purpose.REPLY and form.is_catch_all:
        return f"{token}@{form.domain}"
    return f"{_word(purpose, form)}{form.separator}{token}@{form.domain}"


def addressed_by(address: str, form: AddressForm, is_envelope: bool = True) -> Addressed | None:
    """What one address means to us; None where it is none of ours. Both forms are understood, whichever is used."""
    return next(_found(address.strip("<> "), form, is_envelope), None)


def is_without_token(address: str, form: AddressForm) -> bool:
    """Whether it is an address of ours that lost what makes it somebody's."""
    return address.strip("<> ").lower() in {f"{_word(purpose, form)}@{form.domain}".lower() for purpose in Purpose}


def addressed(mail: Parsed, envelope: Envelope, form: AddressForm) -> tuple[Addressed, ...]:
    """All tokens that the mail was sent to: of its envelope, else of the first header that has any.

    Several may name one room; the caller posts at most once. None of them is more than a claim.
    """
    by_envelope = _all_in(envelope.recipients, form, True)
    if by_envelope or envelope.recipients:
        return by_envelope
    return next(filter(None, (_all_in(mail.all_of(place), form, False) for place in PLACES)), ())


def without_secrets(text: str, form: AddressForm, base_url: str) -> str:
    """The text without our tokens: of addresses, and of links to us, also where another program wrapped them.

    For what is logged or shown to others: a quoted digest holds its reader's reply address.
    """
    # Anywhere, even within a word: `mailto%3Areply%2Btoken`.
    hidden = re.compile(_own_address(form), re.IGNORECASE).sub(
        lambda match: match[0].replace(match["token"], "…"), text
    )
    return _own_link(base_url).sub(lambda match: f"{match['before']}…", hidden)


def _word(purpose: Purpose, form: AddressForm) -> str:
    match purpose:
        case Purpose.REPLY:
            return form.reply
        case Purpose.BOUNCE:
            return form.bounce
        case Purpose.UNSUBSCRIBE:
            return form.unsubscribe


def _all_in(values: Iterable[str], form: AddressForm, is_envelope: bool) -> tuple[Addressed, ...]:
    found = (each for value in values for each in _found(value, form, is_envelope))
    return tuple(dict.fromkeys(each for each, _ in zip(found, range(MOST_ADDRESSES), strict=False)))


def _found(text: str, form: AddressForm, is_envelope: bool) -> Iterator[Addressed]:
    purposes = {_word(purpose, form).lower(): purpose for purpose in Purpose}
    for match in re.finditer(rf"(?<![\w.+-]){_own_address(form)}", text, re.IGNORECASE):
        purpose = purposes[match["word"].lower()] if match["word"] else Purpose.REPLY
        yield Addressed(purpose, match["token"].lower(), is_envelope)


def _own_address(form: AddressForm) -> str:
    words = "|".join(re.escape(_word(purpose, form)) for purpose in Purpose)
    # In links an address is written with %-codes; in text some programs turn @ into %40.
    separator = f"(?:{re.escape(form.separator)}|%{ord(form.separator):02x})"
    domain = re.escape(form.domain)
    return rf"(?:(?P<word>{words}){separator})?(?P<token>{SHAPE})(?:@|%40){domain}(?![\w-]|\.\w)"


def _own_link(base_url: str) -> re.Pattern[str]:
    host = re.escape(base_url.partition("://")[2].partition("/")[0]).replace(":", "(?::|%3a)")
    return re.compile(rf"(?P<before>{host}[^\s<>\"]{{0,120}}?(?:/|=|%2f|%3d)){SHAPE}(?![a-z2-7])", re.IGNORECASE)
