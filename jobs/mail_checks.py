"""The mail doctor: tries what is configured for mail, and says in words what is wrong."""

from base64 import b64encode
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from typing import assert_never

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPResponseException
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from dns.asyncresolver import Resolver
from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer

from db.settings import Settings
from jobs import names, smtp
from jobs.digests.dkim import Key
from jobs.digests.house import house_of
from jobs.inbound.addresses import Purpose, address_of, new_token
from jobs.inbound_house import form_of
from jobs.smtp import Relay


class Verdict(StrEnum):
    """What a check has shown. UNTRIED: nothing, for it is not set up or nobody answered who could know."""

    GOOD = "GOOD"
    BAD = "BAD"
    UNTRIED = "UNTRIED"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried, in words for whoever can put it right."""

    verdict: Verdict
    said: str


async def findings(settings: Settings, resolver: Resolver) -> list[Finding]:
    """Everything that can be tried from here. No mail is sent, and nothing is changed."""
    return [await _relay(settings), *await _keys(settings, resolver), *await _inbound(settings, resolver)]


async def _relay(settings: Settings) -> Finding:
    if not settings.smtp_url:
        return Finding(Verdict.UNTRIED, "SMTP_URL is not set: no mail leaves this machine.")
    try:
        relay = smtp.relay_of(settings.smtp_url)
    except ValueError as problem:
        return Finding(Verdict.BAD, f"{problem}.")
    return await _signed_in(relay, parseaddr(settings.mail_from)[1])


async def _signed_in(relay: Relay, sender: str) -> Finding:
    """Sign in, and ask whether mail of our sender would be taken, without sending one."""
    place = f"The relay {relay.host}:{relay.port}"
    try:
        async with smtp.conversation_with(relay) as conversation:
            await conversation.mail(sender)
            await conversation.rset()
    except SMTPAuthenticationError as refused:
        return Finding(Verdict.BAD, f"{place} refuses the name or password of SMTP_URL: {refused.message}")
    except SMTPResponseException as refused:
        return Finding(Verdict.BAD, f"{place} refuses mail from {sender}: {refused.code} {refused.message}")
    except (SMTPException, OSError) as error:
        return Finding(Verdict.BAD, f"{place} cannot be used: {error}")
    signed_in = f", signed in as {relay.username}" if relay.username else ""
    return Finding(Verdict.GOOD, f"{place} takes mail from {sender}{signed_in}.")


async def _keys(settings: Settings, resolver: Resolver) -> list[Finding]:
    try:
        keys = house_of(settings).keys
    except ValueError as problem:
        return [Finding(Verdict.BAD, f"{problem}.")]
    if not keys:
        return [Finding(Verdict.UNTRIED, "DKIM_KEYS is not set: mail is not signed, and some providers refuse it.")]
    return [await _key(key, resolver) for key in keys]


async def _key(key: Key, resolver: Resolver) -> Finding:
    """Whether what is published is the public half of what signs (RFC 6376, 3.6.1)."""
    name = f"{key.selector}._domainkey.{key.domain}"
    kind, published = _public(key)
    wanted = f"publish there, as TXT: v=DKIM1; k={kind}; p={published}"
    try:
        records = await names.texts_of(resolver, name)
    except OSError:
        return Finding(Verdict.UNTRIED, f"The DKIM key {key.selector} can be read, but no DNS answers about {name}.")
    if not records:
        return Finding(Verdict.BAD, f"There is no DKIM record at {name}: {wanted}")
    if not any(_tags(record).get("p") == published for record in records):
        return Finding(Verdict.BAD, f"The DKIM record at {name} is for another key: {wanted}")
    return Finding(Verdict.GOOD, f"The DKIM key {key.selector} is the one that {name} tells.")


def _public(key: Key) -> tuple[str, str]:
    """Type and data of a record (RFC 6376, 3.6.1; RFC 8463, 4.2)."""
    match key.private:
        case RSAPrivateKey():
            whole = key.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            return "rsa", b64encode(whole).decode()
        case Ed25519PrivateKey():
            return "ed25519", b64encode(key.private.public_key().public_bytes_raw()).decode()
        case _:
            assert_never(key.private)


def _tags(record: bytes) -> dict[str, str]:
    pairs = (tag.partition("=") for tag in record.decode("ascii", "replace").split(";"))
    return {name.strip(): "".join(value.split()) for name, _, value in pairs}


async def _inbound(settings: Settings, resolver: Resolver) -> list[Finding]:
    if settings.inbound_domain is None:
        return [Finding(Verdict.UNTRIED, "INBOUND_DOMAIN is not set: nobody can answer by mail, and bounces are lost.")]
    return [await _mail_exchanger(settings.inbound_domain, resolver), await _listener(settings)]


async def _mail_exchanger(domain: str, resolver: Resolver) -> Finding:
    """Whether the world knows where mail for the domain goes (RFC 5321, 5.1)."""
    try:
        found = await resolver.resolve(domain, "MX", lifetime=names.SECONDS, search=False)
    except (NXDOMAIN, NoAnswer):
        return Finding(Verdict.BAD, f"{domain} has no MX record: publish one that names the server of its mail.")
    except DNSException:
        return Finding(Verdict.UNTRIED, f"No DNS answers about the MX record of {domain}.")
    hosts = ", ".join(sorted(str(record.exchange).rstrip(".") for record in found))
    return Finding(Verdict.GOOD, f"Mail for {domain} goes to {hosts}.")


async def _listener(settings: Settings) -> Finding:
    """Whether `parlour mail listen` answers, and asks its database: it refuses an address that nobody was given."""
    place = f"The listener at {settings.inbound_smtp_host}:{settings.inbound_smtp_port}"
    stranger = address_of(Purpose.REPLY, new_token(), form_of(settings))
    relay = Relay(settings.inbound_smtp_host, settings.inbound_smtp_port, None, None, use_tls=False, start_tls=False)
    try:
        async with smtp.conversation_with(relay) as conversation:
            code = await _code_for(conversation, stranger)
    except (SMTPException, OSError) as error:
        if settings.imap_url or settings.inbound_webhook_key:
            return Finding(Verdict.UNTRIED, f"{place} does not answer; the other way in that is set was not tried.")
        return Finding(Verdict.BAD, f"{place} does not answer: {error}. Does `parlour mail listen` run?")
    if code == 550:
        return Finding(Verdict.GOOD, f"{place} answers, and refuses addresses that nobody was given.")
    if code < 400:
        return Finding(Verdict.BAD, f"{place} takes mail to an address that nobody was given: is it Parlour's?")
    return Finding(Verdict.BAD, f"{place} cannot say which addresses it knows ({code}): is its database away?")


async def _code_for(conversation: SMTP, address: str) -> int:
    await conversation.mail("")
    try:
        return (await conversation.rcpt(address)).code
    except SMTPResponseException as refused:
        return refused.code
