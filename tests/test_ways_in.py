"""What the mail doctor finds of a real mailbox and of real web processes, without sending a mail."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
import uvicorn

from db.settings import Settings
from jobs.doctor import Finding, Verdict, mailbox, receiving, webhooks
from portal_web.app import app_with
from tests.cast import NOON
from tests.dovecot import PASSWORD, Dovecot, serving
from tests.names import deaf
from tests.processes import free_port

WEBHOOKS: dict[str, str | None] = {
    "inbound_webhook_key": "a key of thirty-two characters, at least",
    "inbound_mailgun_key": "a key of mailgun's",
    "inbound_postmark_login": "parlour:a password of many characters",
    "inbound_ses_topics": "arn:aws:sns:eu-west-1:123456789012:answers",
}
PATHS = ("/inbound/raw", "/inbound/mailgun/mime", "/inbound/postmark", "/inbound/ses")


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with serving() as found:
        yield found


def fetching(settings: Settings, url: str) -> Settings:
    return settings.model_copy(update={"imap_url": url})


async def test_a_mailbox_is_signed_in_to_and_its_folders_looked_for(here: Settings, dovecot: Dovecot):
    place = f"The mailbox at 127.0.0.1:{dovecot.port}"
    host = f"127.0.0.1:{dovecot.port}"
    for url, expected in {
        dovecot.url: Finding(Verdict.GOOD, f"{place} lets us read INBOX."),
        f"imap://larch:wrong@{host}/INBOX?tls=off": Finding(
            Verdict.BAD,
            f"{place} refuses the name or password of IMAP_URL: [AUTHENTICATIONFAILED] Authentication failed.",
        ),
        f"imap://larch:{PASSWORD}@{host}/Answers?tls=off": Finding(
            Verdict.BAD,
            f"{place} has no folder Answers: name the folder of incoming mail at the end of IMAP_URL.",
        ),
        f"imap://larch:{PASSWORD}@{host}/INBOX?tls=off&processed=a/../b": Finding(
            Verdict.BAD,
            f"{place} lets nobody make the folder a/../b, where fetched mails go: name another by ?processed=.",
        ),
        "imap://larch@x?tls=perhaps": Finding(
            Verdict.BAD, "IMAP_URL must look like imaps://user:password@host:993/INBOX?processed=Processed."
        ),
    }.items():
        assert await mailbox.findings(fetching(here, url)) == [expected]
    port = free_port()
    [away] = await mailbox.findings(fetching(here, f"imap://larch:x@127.0.0.1:{port}/INBOX?tls=off"))
    assert away == Finding(
        Verdict.BAD, f"The mailbox at 127.0.0.1:{port} cannot be reached: [Errno 111] Connection refused."
    )
    assert await mailbox.findings(here) == []


@asynccontextmanager
async def web(settings: Settings) -> AsyncIterator[str]:
    """A web server with these settings; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app_with(settings, lambda: NOON), lifespan="off", log_level="error"))
        running = asyncio.create_task(server.serve([listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await running


async def test_each_webhook_that_is_set_refuses_what_is_not_signed(here: Settings):
    settings = here.model_copy(update=WEBHOOKS)
    async with web(settings) as url:
        found = await webhooks.findings(settings.model_copy(update={"base_url": url}))
    assert found == [Finding(Verdict.GOOD, f"{url}{path} answers, and refuses what is not signed.") for path in PATHS]
    assert await webhooks.findings(here) == []


async def test_a_web_process_that_was_started_without_the_secret_is_told_of(here: Settings):
    async with web(here) as url:
        found = await webhooks.findings(here.model_copy(update=WEBHOOKS | {"base_url": url}))
    assert found == [
        Finding(Verdict.BAD, f"{url}{path} is not there: start `parlour web` with {name.upper()}.")
        for path, name in zip(PATHS, WEBHOOKS, strict=True)
    ]


async def test_a_web_process_that_is_away_is_told_of(here: Settings):
    url = f"http://127.0.0.1:{free_port()}"
    settings = here.model_copy(update={"base_url": url, "inbound_webhook_key": WEBHOOKS["inbound_webhook_key"]})
    assert await webhooks.findings(settings) == [
        Finding(
            Verdict.BAD,
            f"{url}/inbound/raw cannot be reached: [Errno 111] Connection refused. Does `parlour web` run, and is"
            " BASE_URL right?",
        )
    ]


async def test_a_silent_listener_is_no_fault_beside_another_way_and_unknown_senders_are_told_of(
    here: Settings, dovecot: Dovecot
):
    settings = fetching(here, dovecot.url).model_copy(update={"inbound_smtp_port": free_port()})
    assert await receiving.ways(settings, deaf()) == [
        Finding(Verdict.UNTRIED, "No DNS answers about the MX record of in.larch.example."),
        Finding(Verdict.GOOD, f"The mailbox at 127.0.0.1:{dovecot.port} lets us read INBOX."),
        Finding(
            Verdict.UNTRIED,
            f"The listener at 127.0.0.1:{settings.inbound_smtp_port} does not answer: no mail comes in that way.",
        ),
        Finding(
            Verdict.UNTRIED,
            "Whoever knows a reply address can write in its person's name: set INBOUND_AUTHSERV_IDS or INBOUND_DKIM.",
        ),
    ]
