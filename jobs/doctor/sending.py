"""Whether mail goes out: the relay takes it, and what signs it is what is published."""

from base64 import b64encode
from email.utils import parseaddr
from typing import assert_never

from aiosmtplib import SMTPAuthenticationError, SMTPException, SMTPResponseException
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from dns.asyncresolver import Resolver

from db.settings import Settings
from jobs import names, smtp
from jobs.digests.dkim import Key
from jobs.digests.house import house_of
from jobs.doctor.finding import Finding, Verdict
from jobs.smtp import Relay


async def relay(settings: Settings) -> Finding:
    """Whether the relay lets us in, and would take mail of our sender. None is sent."""
    if not settings.smtp_url:
        return Finding(Verdict.UNTRIED, "SMTP_URL is not set: no mail leaves this machine.")
    try:
        found = smtp.relay_of(settings.smtp_url)
    except ValueError as problem:
        return Finding(Verdict.BAD, f"{problem}.")
    return await _signed_in(found, parseaddr(settings.mail_from)[1])


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


async def keys(settings: Settings, resolver: Resolver) -> list[Finding]:
    """Whether what signs is what is published."""
    try:
        found = house_of(settings).keys
    except ValueError as problem:
        return [Finding(Verdict.BAD, f"{problem}.")]
    if not found:
        return [Finding(Verdict.UNTRIED, "DKIM_KEYS is not set: mail is not signed, and some providers refuse it.")]
    return [await _key(key, resolver) for key in found]


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
