"""Account mail: written with the act, composed when sent, delivered once by a real conversation with a relay."""

import asyncio
import contextvars
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from db import redis, sql
from db.models import AccountMail, Person, Workspace
from db.settings import Settings
from db.vocabulary import MailKind, MailState, PersonStatus
from jobs import letters, smtp
from jobs.account_mail import send_due
from jobs.port import connect_queue
from jobs.wording import WORDING
from jobs.worker import close, worker_on
from resolvers import account_mail, accounts, invitations, people, queue
from resolvers.account_mail import Letter
from resolvers.queue import Work
from tests.cast import NOON, Firm
from tests.letters import PASSWORD, SOON, device, kept_mails, mailed_token
from tests.relay import Relay, listening
from tests.remains import rows_of

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest_asyncio.fixture
async def relay(database: Settings) -> AsyncIterator[Relay]:
    """A relay, and nothing due from other tests."""
    await send_due(database, lambda _: None, lambda: SOON + HOUR)
    async with listening() as found:
        yield found


async def deliver(settings: Settings, relay: Relay, now: datetime = SOON) -> None:
    await send_due(settings.model_copy(update={"smtp_url": relay.url}), lambda _: None, lambda: now)


async def mails_of(firm: Firm) -> list[AccountMail]:
    return await AccountMail.filter(workspace_id=firm.id)


async def test_an_invitation_reaches_its_reader_and_its_link_works(firm: Firm, database: Settings, relay: Relay):
    await Workspace.filter(id=firm.id).update(name="Lärche & <Partner>")
    await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    await deliver(database.model_copy(update={"mail_from": "Pörtal <portal@larch.example>"}), relay)
    [(recipient, message)] = relay.taken
    mail = (await mails_of(firm))[0]
    assert recipient == "ivy@client.example"
    assert {name: message[name] for name in message if name not in {"Content-Type", "MIME-Version", "Date"}} == {
        "From": "Pörtal <portal@larch.example>",
        "To": "ivy@client.example",
        "Subject": "Lärche & <Partner> invites you to its portal",
        "Message-ID": f"<account.{mail.id.hex}@larch.example>",
        "Content-Language": "en",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    text, html = (part.get_content() for part in message.iter_parts())
    [token] = re.findall(r"^http://parlour\.test/activate/(\S+)\r?$", text, re.MULTILINE)
    assert f'href="http://parlour.test/activate/{token}"' in html
    assert "Lärche &amp; &lt;Partner&gt;" in html
    assert "Your portal: Acorn" in text
    assert (mail.state, mail.attempts, mail.sent_at) == (MailState.SENT, 1, SOON)
    assert token not in str(await rows_of(firm.id))
    await accounts.activate_account(token, PASSWORD, None, device(), SOON)


async def test_a_link_is_made_only_when_its_mail_is_composed(firm: Firm):
    await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    assert await sql.rows("SELECT * FROM account_link WHERE workspace_id = $1", firm.id) == []


async def test_of_an_address_nobody_active_has_nothing_is_sent_and_nothing_remains(
    firm: Firm, database: Settings, relay: Relay
):
    await Person.filter(id=firm.carl.id).update(status=PersonStatus.DEACTIVATED)
    for address in ("nobody@client.example", "ivy@client.example", "carl@client.example"):
        await accounts.request_password_reset(firm.slug, address, device().client_ip, NOON)
    assert {mail.person_id for mail in await mails_of(firm)} == {None}
    await deliver(database, relay)
    assert (relay.taken, await mails_of(firm)) == ([], [])
    assert await sql.rows("SELECT * FROM account_link WHERE workspace_id = $1", firm.id) == []


async def test_asking_for_a_new_password_writes_the_same_for_every_address(firm: Firm):
    for address in ("cleo@client.example", "nobody@client.example"):
        await accounts.request_password_reset(firm.slug, address, device().client_ip, NOON)
    written = [
        re.sub(r"[0-9a-f-]{32,36}", "…", row).replace("nobody", "cleo")
        for row in (await rows_of(firm.id))["account_mail"]
    ]
    assert len(written) == 2
    assert written[0] == written[1]


async def test_a_reset_goes_to_the_address_as_the_person_wrote_it(firm: Firm, database: Settings, relay: Relay):
    await accounts.request_password_reset(firm.slug, "CLEO@CLIENT.example", device().client_ip, NOON)
    await deliver(database, relay)
    assert [recipient for recipient, _ in relay.taken] == ["cleo@client.example"]


async def test_somebody_deactivated_before_the_mail_went_gets_none(firm: Firm, database: Settings, relay: Relay):
    await accounts.request_password_reset(firm.slug, "cleo@client.example", device().client_ip, NOON)
    await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    for person_id in (firm.cleo.id, firm.ivy):
        await people.deactivate_person(firm.ada, person_id, NOON)
    await deliver(database, relay)
    assert (relay.taken, await mails_of(firm)) == ([], [])


async def test_a_recipient_refused_for_good_is_not_tried_again_and_others_get_theirs(
    firm: Firm, database: Settings, relay: Relay
):
    relay.refusals["ivy@client.example"] = "550 5.1.1 no such person"
    await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    await accounts.request_password_reset(firm.slug, "cleo@client.example", device().client_ip, NOON)
    await deliver(database, relay)
    await deliver(database, relay, SOON + HOUR)
    states = {mail.kind: (mail.state, mail.attempts) for mail in await mails_of(firm)}
    assert states == {MailKind.INVITATION: (MailState.FAILED, 1), MailKind.PASSWORD_RESET: (MailState.SENT, 1)}
    assert [recipient for recipient, _ in relay.taken] == ["cleo@client.example"]


async def test_a_recipient_refused_for_now_is_tried_again_later_and_in_the_end_given_up(
    firm: Firm, database: Settings, relay: Relay
):
    relay.refusals["ivy@client.example"] = "451 4.3.0 later"
    await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    now, waits = SOON, []
    while True:
        await deliver(database, relay, now)
        [mail] = await mails_of(firm)
        if mail.state is MailState.FAILED:
            break
        waits.append((mail.next_attempt_at - now) // MINUTE)
        now = mail.next_attempt_at
    assert waits == [1, 2, 4, 8, 16, 32, 64]
    assert (mail.attempts, mail.last_error is not None) == (8, True)


async def test_what_a_relay_that_is_away_did_not_take_is_delivered_when_it_is_back(firm: Firm, database: Settings):
    async with listening() as gone:
        pass
    await send_due(database, lambda _: None, lambda: SOON + HOUR)
    await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    await deliver(database, gone)
    [mail] = await mails_of(firm)
    assert (mail.state, mail.next_attempt_at) == (MailState.PENDING, SOON + MINUTE)
    async with listening() as relay:
        await deliver(database, relay)
        assert relay.taken == []
        await deliver(database, relay, SOON + MINUTE)
        assert [recipient for recipient, _ in relay.taken] == ["ivy@client.example"]
        await deliver(database, relay, SOON + 2 * HOUR)
        assert len(relay.taken) == 1


async def test_two_workers_never_take_the_same_mail_and_a_dead_ones_comes_back(firm: Firm, relay: Relay):
    for number in range(25):
        await invitations.invite_client(firm.tess, f"n{number}@client.example", "New", [firm.acorn], NOON)
    async with sql.transaction():
        first = await account_mail.claim_due(SOON)
        another = asyncio.create_task(account_mail.claim_due(SOON), context=contextvars.Context())
        async with asyncio.timeout(20):
            second = await another
    claimed = {mail.id for mail in first + second}
    assert (len(first), len(second), len(claimed)) == (20, 5, 25)
    assert await account_mail.claim_due(SOON + account_mail.LEASE - MINUTE) == []
    again = await account_mail.claim_due(SOON + account_mail.LEASE)
    again += await account_mail.claim_due(SOON + account_mail.LEASE)
    assert {mail.id for mail in again} == claimed
    assert relay.taken == []


async def test_mail_that_stays_here_is_shown_and_readable(firm: Firm, database: Settings):
    await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    shown: list[str] = []
    await send_due(database, shown.append, lambda: SOON)
    [mail] = await kept_mails(database, firm.id)
    assert any(mail["text"] in text for text in shown)
    assert mail["subject"] == "Larch & Partners invites you to its portal"
    assert mail["text"] in {kept.text for kept in await account_mail.find_kept()}
    await account_mail.forget_old(SOON + timedelta(days=8))
    assert await mails_of(firm) == []


async def test_rows_refuse_to_hold_the_text_of_mail_that_was_sent(firm: Firm, database: Settings):
    await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    await kept_mails(database, firm.id)
    with pytest.raises(Exception, match="account_mail_holds_no_link"):
        await AccountMail.filter(workspace_id=firm.id).update(state=MailState.SENT)


async def test_a_hint_wakes_the_worker_and_a_worker_without_one_looks_by_itself(firm: Firm, database: Settings):
    connect_queue()
    try:
        for expected in (1, 2):
            await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
            if expected == 2:
                queue.connect(None)
                await redis.client().flushdb()
            assert database.redis_url
            client = redis.new_client(database.redis_url)
            worker = worker_on(client, database, lambda _: None, burst=True)
            if expected == 1:
                worker.cron_jobs = []
            await worker.async_run()
            await close(worker, client)
            assert len(await mails_of(firm)) == expected
            assert {mail.state for mail in await mails_of(firm)} == {MailState.KEPT}
    finally:
        queue.connect(None)


async def test_a_hint_that_is_lost_fails_nothing(firm: Firm):
    async def broken(_: Work) -> None:
        raise ConnectionError("Redis is away")

    queue.connect(broken)
    try:
        await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    finally:
        queue.connect(None)
    assert [mail.state for mail in await mails_of(firm)] == [MailState.PENDING]


def a_letter(kind: MailKind, **changes: object) -> Letter:
    given: dict[str, object] = {
        "recipient": "ivy@client.example",
        "name": "Ivy",
        "locale": "en",
        "workspace_name": "Larch",
        "workspace_slug": "larch",
        "portal_names": ["Acorn"],
        "token": "prll_secret",
        "message_id": "account.1",
    }
    return Letter(kind=kind, **{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("locale", ["en", "fr", "fr-CH", "tlh"])
@pytest.mark.parametrize("kind", list(MailKind))
def test_text_and_html_say_the_same_in_every_language(kind: MailKind, locale: str):
    composed = letters.compose(a_letter(kind, locale=locale), "https://portal.example/")
    wording = WORDING[kind, "fr" if locale.startswith("fr") else "en"]
    said = [
        part.replace("{workspace}", "Larch").replace("{portals}", "Acorn").replace("{name}", "Ivy")
        for part in wording.before + wording.after
    ]
    for sentence in said:
        assert sentence in composed.text
        assert sentence.replace("'", "&#39;") in composed.html
    assert "{" not in composed.text + composed.subject
    assert len(re.findall(r"https://portal\.example/\S+", composed.text)) == 1


def test_names_cannot_break_out_of_a_mail():
    name = 'Eve\r\nBcc: all@example.com <b>"{token}{workspace}'
    letter = a_letter(MailKind.INVITATION, name=name, workspace_name="<script>")
    composed = letters.compose(letter, "https://portal.example")
    assert "<b>" not in composed.html
    assert "<script>" not in composed.html
    assert "{token}{workspace}" in composed.text


@pytest.mark.parametrize(
    ("url", "host", "port", "use_tls", "start_tls"),
    [
        ("smtp://relay", "relay", 25, False, None),
        ("smtp://me:s%40crt@relay:2525", "relay", 2525, False, True),
        ("smtp://me:secret@relay?tls=off", "relay", 587, False, False),
        ("smtp://relay?tls=required", "relay", 25, False, True),
        ("smtps://me:secret@relay", "relay", 465, True, False),
    ],
)
def test_the_relays_address_is_read_and_a_password_goes_out_encrypted_only(
    url: str, host: str, port: int, use_tls: bool, start_tls: bool | None
):
    relay = smtp.relay_of(url)
    assert (relay.host, relay.port, relay.use_tls, relay.start_tls) == (host, port, use_tls, start_tls)
    assert relay.password in {None, "s@crt", "secret"}


@pytest.mark.parametrize("url", ["http://relay", "smtp:///nowhere", "smtp://relay?tls=maybe", "smtp://relay?x=1"])
def test_an_address_of_a_relay_that_is_not_understood_is_refused(url: str):
    with pytest.raises(ValueError, match="SMTP_URL"):
        smtp.relay_of(url)


async def test_the_newest_invitation_replaces_one_that_has_not_been_sent(firm: Firm, database: Settings):
    for _ in range(3):
        await invitations.resend_invitation(firm.tess, firm.ivy, NOON)
    assert len(await kept_mails(database, firm.id)) == 1
    await accounts.activate_account(await mailed_token(database, firm.id), PASSWORD, None, device(), SOON)
