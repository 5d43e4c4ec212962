"""The mail doctor against a real relay, a real listener and a real name server: it says what is wrong."""

import asyncio
import os
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from dns.asyncresolver import Resolver

from db.settings import Settings
from jobs import inbound_smtp
from jobs.doctor import Finding, Verdict, findings
from tests.names import answering, deaf
from tests.relay import listening

Records = dict[tuple[str, str], str]


@pytest_asyncio.fixture
async def records() -> AsyncIterator[tuple[Records, Resolver]]:
    """What a name server tells, to be filled in, and who asks it."""
    async with answering() as found:
        found.resolver.cache = None
        yield found.records, found.resolver


def quiet(**changes: object) -> Settings:
    """Settings of which only these are set."""
    none = {"smtp_url": None, "inbound_domain": None, "dkim_keys": None, "mail_from": "Larch <notify@larch.example>"}
    return Settings().model_copy(update=none | changes)


async def test_what_is_not_set_is_told_and_is_no_fault():
    found = await findings(quiet(), deaf())
    assert [finding.verdict for finding in found] == [Verdict.UNTRIED] * 3
    assert [finding.said.partition(" ")[0] for finding in found] == ["SMTP_URL", "DKIM_KEYS", "INBOUND_DOMAIN"]


async def test_the_relay_is_asked_for_its_sign_in_and_our_sender():
    def known(_server: SMTP, _session: object, _envelope: object, _mechanism: str, given: LoginPassword) -> AuthResult:
        return AuthResult(success=given.password == b"right", handled=False)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(object(), authenticator=known, auth_require_tls=False), "127.0.0.1", 0
    )
    port = server.sockets[0].getsockname()[1]
    good, bad, plain = [
        (await findings(quiet(smtp_url=f"smtp://larch:{rest}"), deaf()))[0]
        for rest in (f"right@127.0.0.1:{port}?tls=off", f"wrong@127.0.0.1:{port}?tls=off", f"right@127.0.0.1:{port}")
    ]
    server.close()
    place = f"The relay 127.0.0.1:{port}"
    assert good == Finding(Verdict.GOOD, f"{place} takes mail from notify@larch.example, signed in as larch.")
    assert (bad.verdict, plain.verdict) == (Verdict.BAD, Verdict.BAD)
    assert bad.said.startswith(f"{place} refuses the name or password of SMTP_URL")
    assert plain.said.startswith(f"{place} cannot be used: ")
    assert "wrong" not in bad.said
    away = (await findings(quiet(smtp_url=f"smtp://127.0.0.1:{port}"), deaf()))[0]
    assert away.verdict is Verdict.BAD
    unread = (await findings(quiet(smtp_url="http://127.0.0.1"), deaf()))[0]
    assert unread.said.startswith("SMTP_URL must look like smtp://")


async def test_a_dkim_key_is_compared_with_what_is_published(tmp_path: Path, records: tuple[Records, Resolver]):
    known, resolver = records
    rsa_key, ed_key = rsa.generate_private_key(65537, 2048), ed25519.Ed25519PrivateKey.generate()
    for name, key in (("r", rsa_key), ("e", ed_key)):
        (tmp_path / name).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    settings = quiet(dkim_keys=f"one={tmp_path}/r,two={tmp_path}/e")
    rsa_data = b64encode(rsa_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    ed_data = b64encode(ed_key.public_key().public_bytes_raw()).decode()
    one, two = "one._domainkey.larch.example", "two._domainkey.larch.example"
    assert await verdicts(settings, resolver) == [
        (Verdict.BAD, f"There is no DKIM record at {one}: publish there, as TXT: v=DKIM1; k=rsa; p={rsa_data}"),
        (Verdict.BAD, f"There is no DKIM record at {two}: publish there, as TXT: v=DKIM1; k=ed25519; p={ed_data}"),
    ]
    known[one, "TXT"] = f'"v=DKIM1; k=rsa; p={rsa_data[:200]}" "{rsa_data[200:]}"'
    known[two, "TXT"] = f'"v=DKIM1; k=ed25519; p={ed_data[::-1]}"'
    assert await verdicts(settings, resolver) == [
        (Verdict.GOOD, f"The DKIM key one is the one that {one} tells."),
        (
            Verdict.BAD,
            f"The DKIM record at {two} is for another key: publish there, as TXT: v=DKIM1; k=ed25519; p={ed_data}",
        ),
    ]
    assert [verdict for verdict, _ in await verdicts(settings, deaf())] == [Verdict.UNTRIED] * 2
    [(verdict, said)] = await verdicts(quiet(dkim_keys=f"one={tmp_path}/none"), resolver)
    assert (verdict, said) == (Verdict.BAD, "The DKIM key of one cannot be read: FileNotFoundError.")


async def verdicts(settings: Settings, resolver: Resolver) -> list[tuple[Verdict, str]]:
    return [(finding.verdict, finding.said) for finding in (await findings(settings, resolver))[1:-1]]


async def test_the_way_in_is_the_listener_and_the_record_that_leads_there(
    here: Settings, records: tuple[Records, Resolver]
):
    known, resolver = records
    own = socket.create_server(("127.0.0.1", 0))
    port = own.getsockname()[1]
    settings = here.model_copy(update={"inbound_smtp_port": port, "inbound_dkim": True})
    assert here.inbound_domain
    known[here.inbound_domain, "MX"] = "10 mx.larch.example."
    server = await inbound_smtp.serve(settings, own)
    found = (await findings(settings, resolver))[2:]
    assert found == [
        Finding(Verdict.GOOD, "Mail for in.larch.example goes to mx.larch.example."),
        Finding(
            Verdict.GOOD, f"The listener at 127.0.0.1:{port} answers, and refuses addresses that nobody was given."
        ),
    ]
    server.close()
    await server.wait_closed()
    known.clear()
    missing, silent = (await findings(settings, resolver))[2:]
    assert (missing.verdict, silent.verdict) == (Verdict.BAD, Verdict.BAD)
    assert missing.said.startswith("in.larch.example has no MX record")
    assert silent.said.startswith(f"The listener at 127.0.0.1:{port} does not answer: ")
    assert silent.said.endswith(
        ". Run `parlour mail listen`, or set another way in: IMAP_URL, INBOUND_WEBHOOK_KEY, INBOUND_MAILGUN_KEY,"
        " INBOUND_POSTMARK_LOGIN or INBOUND_SES_TOPICS."
    )
    async with listening() as foreign:
        anybody = (await findings(settings.model_copy(update={"inbound_smtp_port": foreign.port}), resolver))[-1]
    assert anybody.verdict is Verdict.BAD
    assert anybody.said.endswith("takes mail to an address that nobody was given: is it Parlour's?")


@pytest.mark.parametrize(("url", "status"), [("", 0), ("smtp://127.0.0.1:1", 1)])
def test_the_command_tells_each_finding_and_fails_when_something_is_wrong(tmp_path: Path, url: str, status: int):
    names = {name.upper() for name in Settings.model_fields}
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    environment = inherited | {"PYTHONPATH": str(Path(__file__).parents[1])} | ({"SMTP_URL": url} if url else {})
    command = [sys.executable, "-P", "-m", "portal_web.cli", "mail", "check"]
    told = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == status
    marks = [line[0] for line in told.stdout.splitlines()]
    assert marks == ["✗" if status else "–", "–", "–"]
    assert ("1 of 3 checks of mail failed" in told.stderr) is bool(status)
