"""An answer's DKIM signature, with its key from a real name server: what it proves, and when nobody is asked."""

from collections.abc import AsyncIterator
from functools import cache

import dkim
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from db import sql
from db.settings import Settings
from jobs import names
from tests.cast import Firm, room_with, say
from tests.names import Names, answering, deaf
from tests.replying import answer, digest_to, fates, mail

KEY = ("s1._domainkey.client.example", "TXT")


@cache
def keys() -> tuple[bytes, str]:
    """A private key, and the record of its public half, cut in two as long records are."""
    key = rsa.generate_private_key(65537, 2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    record = "v=DKIM1; k=rsa; p=" + "".join(public.splitlines()[1:-1])
    return private, f'"{record[:200]}" "{record[200:]}"'


def signed(raw: bytes, domain: bytes = b"client.example") -> bytes:
    header: bytes = dkim.sign(raw, b"s1", domain, keys()[0], canonicalize=(b"relaxed", b"relaxed"))
    return header + raw


@pytest_asyncio.fixture
async def known() -> AsyncIterator[Names]:
    """The name server that this process asks; it knows the key of client.example."""
    async with answering() as server:
        server.records[KEY] = keys()[1]
        names.use(server.resolver)
        yield server
        names.use(None)


async def become_of(settings: Settings, firm: Firm, raw: bytes) -> tuple[str, str | None, bool | None]:
    """What becomes of a client's answer: where it stands, why, and whether its sender is known."""
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    await answer(settings, await digest_to(firm.cleo, room), raw)
    [(state, reason)] = await fates(room)
    row = await sql.row("SELECT is_verified FROM inbound_mail WHERE room_id = $1", room.id)
    assert row
    return state, reason, row["is_verified"]


@pytest.mark.parametrize(
    ("raw", "expected", "questions"),
    [
        (signed(mail("t")), ("LOGGED", None, True), 1),
        (signed(mail("t"), b"mail.client.example"), ("LOGGED", None, True), 1),
        (mail("t"), ("LOGGED", None, False), 0),
        (signed(mail("t"), b"other.example"), ("LOGGED", None, False), 0),
        (signed(mail("t")).replace(b"Yes, please.", b"No, thanks!!"), ("HELD", "UNAUTHENTICATED", None), 1),
        (signed(mail("t")).replace(b"s=s1", b"s=s9"), ("LOGGED", None, False), 1),
    ],
    ids=["signed", "by a name below", "not signed", "by somebody else", "changed on its way", "without a record"],
)
async def test_a_signature_proves_whose_domain_sent_an_answer(
    here: Settings, firm: Firm, known: Names, raw: bytes, expected: tuple[str, str | None, bool | None], questions: int
):
    known.records["s1._domainkey.mail.client.example", "TXT"] = keys()[1]
    settings = here.model_copy(update={"inbound_dkim": True})
    assert await become_of(settings, firm, raw) == expected
    assert len(known.asked) == questions


async def test_a_key_is_asked_for_once_within_its_life(here: Settings, firm: Firm, known: Names):
    settings = here.model_copy(update={"inbound_dkim": True})
    for number in range(3):
        assert (await become_of(settings, firm, signed(mail("t", f"Yes, {number}."))))[2] is True
    assert known.asked == [KEY]


async def test_without_the_setting_or_beside_a_finding_of_our_own_nobody_is_asked(
    here: Settings, firm: Firm, known: Names
):
    assert await become_of(here, firm, signed(mail("t"))) == ("LOGGED", None, False)
    settings = here.model_copy(update={"inbound_dkim": True, "inbound_authserv_ids": "mx.larch.example"})
    found = b"Authentication-Results: mx.larch.example; dmarc=fail header.from=client.example\r\n"
    assert await become_of(settings, firm, found + signed(mail("t"))) == ("HELD", "UNAUTHENTICATED", None)
    assert known.asked == []


async def test_where_no_name_server_answers_nothing_is_proven_and_nothing_is_lost(
    here: Settings, firm: Firm, known: Names, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(names, "SECONDS", 0.3)
    names.use(deaf())
    settings = here.model_copy(update={"inbound_dkim": True})
    assert await become_of(settings, firm, signed(mail("t"))) == ("LOGGED", None, False)
