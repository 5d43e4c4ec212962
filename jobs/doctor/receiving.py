"""Whether mail could come in: the domain's MX record, and each way that is set."""

from aiosmtplib import SMTP, SMTPException, SMTPResponseException
from dns.asyncresolver import Resolver
from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer

from db.settings import Settings
from jobs import names, smtp
from jobs.doctor import mailbox, webhooks
from jobs.doctor.finding import Finding, Verdict
from jobs.inbound.addresses import Purpose, address_of, new_token
from jobs.inbound_house import form_of
from jobs.smtp import Relay


async def ways(settings: Settings, resolver: Resolver) -> list[Finding]:
    """What is found of the ways in. No mail is sent."""
    if settings.inbound_domain is None:
        return [Finding(Verdict.UNTRIED, "INBOUND_DOMAIN is not set: nobody can answer by mail, and bounces are lost.")]
    others = [*await mailbox.findings(settings), *await webhooks.findings(settings)]
    exchanger = await _mail_exchanger(settings.inbound_domain, resolver)
    return [exchanger, *others, await _listener(settings), *_senders(settings)]


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


def has_other_ways(settings: Settings) -> bool:
    """Whether mail comes in without our own listener."""
    keys = (settings.inbound_webhook_key, settings.inbound_mailgun_key, settings.inbound_postmark_login)
    return any((settings.imap_url, settings.inbound_ses_topics, *keys))


def listener_of(settings: Settings) -> Relay:
    """Our own listener, as a sender sees it."""
    host = settings.inbound_smtp_host
    return Relay(host, settings.inbound_smtp_port, None, None, use_tls=False, start_tls=False)


async def _listener(settings: Settings) -> Finding:
    """Whether `parlour mail listen` answers, and asks its database: it refuses an address that nobody was given."""
    place = f"The listener at {settings.inbound_smtp_host}:{settings.inbound_smtp_port}"
    stranger = address_of(Purpose.REPLY, new_token(), form_of(settings))
    try:
        async with smtp.conversation_with(listener_of(settings)) as conversation:
            code = await _code_for(conversation, stranger)
    except (SMTPException, OSError) as error:
        return _silent(place, error, has_others=has_other_ways(settings))
    if code == 550:
        return Finding(Verdict.GOOD, f"{place} answers, and refuses addresses that nobody was given.")
    if code < 400:
        return Finding(Verdict.BAD, f"{place} takes mail to an address that nobody was given: is it Parlour's?")
    return Finding(Verdict.BAD, f"{place} cannot say which addresses it knows ({code}): is its database away?")


def _silent(place: str, error: Exception, *, has_others: bool) -> Finding:
    if has_others:
        return Finding(Verdict.UNTRIED, f"{place} does not answer: no mail comes in that way.")
    advice = (
        "Run `parlour mail listen`, or set another way in: IMAP_URL, INBOUND_WEBHOOK_KEY, INBOUND_MAILGUN_KEY, "
        "INBOUND_POSTMARK_LOGIN or INBOUND_SES_TOPICS."
    )
    return Finding(Verdict.BAD, f"{place} does not answer: {error}. {advice}")


async def _code_for(conversation: SMTP, address: str) -> int:
    await conversation.mail("")
    try:
        return (await conversation.rcpt(address)).code
    except SMTPResponseException as refused:
        return refused.code


def _senders(settings: Settings) -> list[Finding]:
    """Whether anybody looks who wrote an answer."""
    if settings.inbound_authserv_ids or settings.inbound_dkim:
        return []
    said = "Whoever knows a reply address can write in its person's name: set INBOUND_AUTHSERV_IDS or INBOUND_DKIM."
    return [Finding(Verdict.UNTRIED, said)]
