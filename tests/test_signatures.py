"""DKIM signatures are checked by a child, and prove only what they cover."""

from collections.abc import Callable
from functools import cache

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from jobs.inbound.mails import Limits, Parsed
from jobs.inbound.reading import read
from jobs.inbound.senders import Verdict, is_aligned, verdict_of_signatures
from jobs.inbound.signatures import Signature, SignatureResult, signatures_of
from tests.mails.building import ANNA, HEAD, raw

ANYBODY: Callable[[str], bool] = lambda _: True  # noqa: E731


def _read(source: bytes) -> Parsed:
    return read(source, Limits())


@cache
def _keys() -> tuple[bytes, bytes]:
    key = rsa.generate_private_key(65537, 2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private, b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])


def _signed(source: bytes, domain: bytes = b"client.example", length: bool = False) -> bytes:
    header: bytes = dkim.sign(source, b"s1", domain, _keys()[0], canonicalize=(b"relaxed", b"relaxed"), length=length)
    return header + source


async def _lookup(name: str) -> bytes | None:
    return _keys()[1] if name.startswith("s1._domainkey.") else None


async def _nobody_answers(name: str) -> bytes | None:
    raise TimeoutError(name)


async def _absent(_: str) -> bytes | None:
    return None


SOURCE = raw(f"{HEAD}Message-ID: <dkim1@client.example>\n\nHello.\n")


async def test_a_good_signature_of_the_domain_of_from_passes() -> None:
    mail = _signed(SOURCE)
    found = await signatures_of(mail, _read(mail), _lookup, ANYBODY)
    assert found == (Signature("client.example", SignatureResult.PASS),)
    assert verdict_of_signatures(found, ANNA) is Verdict.PASS
    assert verdict_of_signatures(found, "eve@evil.example") is Verdict.NONE


@pytest.mark.parametrize(
    "change",
    [
        (b"Hello.", b"Hullo."),
        (b"From: Anna Klein", b"From: Bob Klein"),
        (b"Subject: Re:", b"Subject: No:"),
    ],
)
async def test_a_changed_mail_fails(change: tuple[bytes, bytes]) -> None:
    mail = _signed(SOURCE).replace(*change)
    found = await signatures_of(mail, _read(mail), _lookup, ANYBODY)
    assert verdict_of_signatures(found, ANNA) is Verdict.FAIL


async def test_a_signature_over_a_part_of_the_text_proves_nothing() -> None:
    mail = _signed(SOURCE, length=True) + b"And pay the bill at evil.example.\r\n"
    found = await signatures_of(mail, _read(mail), _lookup, ANYBODY)
    assert found == (Signature("client.example", SignatureResult.NONE),)
    assert verdict_of_signatures(found, ANNA) is Verdict.NONE


@pytest.mark.parametrize("lookup", [_nobody_answers, _absent])
async def test_a_key_that_cannot_be_had_proves_nothing(lookup: Callable[[str], object]) -> None:
    mail = _signed(SOURCE)
    found = await signatures_of(mail, _read(mail), lookup, ANYBODY)  # type: ignore[arg-type]
    assert verdict_of_signatures(found, ANNA) is Verdict.NONE


async def test_only_signatures_that_matter_are_looked_up() -> None:
    asked: list[str] = []

    async def lookup(name: str) -> bytes | None:
        asked.append(name)
        return await _lookup(name)

    mail = _signed(_signed(SOURCE), b"relay.example")
    found = await signatures_of(mail, _read(mail), lookup, lambda domain: is_aligned(domain, "client.example"))
    assert asked == ["s1._domainkey.client.example"]
    assert verdict_of_signatures(found, ANNA) is Verdict.PASS


async def test_a_hundred_signatures_cost_a_few_questions() -> None:
    asked: list[str] = []

    async def lookup(name: str) -> bytes | None:
        asked.append(name)
        return None

    head = "".join(f"DKIM-Signature: v=1; d=client.example; s=s{number}\n" for number in range(100))
    mail = raw(f"{head}DKIM-Signature: d=..%00; s=x y\n{HEAD}\nHello.\n")
    await signatures_of(mail, _read(mail), lookup, ANYBODY)
    assert len(asked) == 5


@pytest.mark.parametrize(
    "key", [b"", b"v=DKIM1; p=", b"v=DKIM1; k=rsa; p=AAAA", b"\xff\x00", b"v=DKIM1; k=ed25519; p=AA"]
)
async def test_a_strangers_key_harms_nobody(key: bytes) -> None:
    async def lookup(_: str) -> bytes | None:
        return key

    mail = _signed(SOURCE)
    found = await signatures_of(mail, _read(mail), lookup, ANYBODY)
    assert verdict_of_signatures(found, ANNA) is not Verdict.PASS


async def test_a_second_from_breaks_the_signature_or_has_no_author() -> None:
    mail = b"From: eve@evil.example\r\n" + _signed(SOURCE)
    read_mail = _read(mail)
    found = await signatures_of(mail, read_mail, _lookup, ANYBODY)
    assert read_mail.from_address is None
    assert verdict_of_signatures(found, read_mail.from_address) is Verdict.NONE
