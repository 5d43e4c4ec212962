"""What machines send to a reply address, and what only looks as if a machine had sent it."""

from jobs.inbound.classifier import MailClass
from jobs.inbound.mails import Envelope
from tests.mails.building import ANNA, HEAD, REPLY, Written, raw

PLAIN = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"


def _mail(head: str, body: str = "Yes.") -> bytes:
    return raw(f"{HEAD}Message-ID: <1@client.example>\n{head}{PLAIN}\n{body}\n")


def _subject(subject: str, head: str = "") -> bytes:
    return _mail(head).replace(b"Subject: Re: New messages in Website", f"Subject: {subject}".encode())


def _automatic(name: str, subject: str, head: str = "", rule: int = 6) -> Written:
    return Written(f"automatic: {name}", _subject(subject, head), MailClass.AUTOMATIC, rule, may_answer=False)


EXCHANGE_HEAD = """X-MS-Exchange-Inbox-Rules-Loop: anna@client.example
X-Auto-Response-Suppress: All
Auto-Submitted: auto-generated
"""
OUT_OF_OFFICE = (
    _automatic("exchange, english", "Automatic reply: New messages in Website", EXCHANGE_HEAD),
    _automatic("exchange, german", "Automatische Antwort: New messages in Website", EXCHANGE_HEAD),
    _automatic("exchange, french", "=?iso-8859-1?Q?R=E9ponse_automatique_=3A_New_messages?=", EXCHANGE_HEAD),
    _automatic("exchange, spanish", "=?utf-8?Q?Respuesta_autom=C3=A1tica=3A_New?="),
    _automatic("exchange, japanese", "=?iso-2022-jp?B?GyRCPCtGMDF+RXobKEI6IE5ldw==?="),
    _automatic("exchange, chinese", "=?utf-8?B?6Ieq5Yqo562U5aSNOiBOZXc=?="),
    _automatic("exchange, polish", "Automatyczna odpowiedź: New messages"),
    _automatic("exchange, russian", "Автоматический ответ: New messages"),
    _automatic("old outlook", "Out of Office AutoReply: New messages in Website"),
    _automatic("notes", "Anna Klein is out of the office (returning 11/09/2026)"),
    _automatic("dutch", "Afwezig: New messages"),
    _automatic("gmail", "Holiday Re: New messages", "Precedence: bulk\nAuto-Submitted: auto-replied\n", 10),
    _automatic("sieve", "Auto: New messages", "Auto-Submitted: auto-replied (vacation)\n", 10),
    _automatic("cpanel", "I have left", "X-Autoreply: yes\n", 11),
    _automatic("exim", "Thank you", "X-Autorespond: New messages\n", 11),
)

MAILS = (
    *OUT_OF_OFFICE,
    Written(
        "a ticket system that knows nothing of us",
        _mail("Precedence: auto_reply\n").replace(b"@mail.acme.example", b"@elsewhere.example"),
        MailClass.AUTOMATIC,
        13,
        may_answer=False,
    ),
    Written(
        "nobody as envelope sender",
        _mail("X-Mailer: Robot\n"),
        MailClass.AUTOMATIC,
        12,
        may_answer=False,
        envelope=Envelope("", (REPLY,)),
    ),
    Written("return path of nobody", _mail("Return-Path: <>\n"), MailClass.AUTOMATIC, 12, may_answer=False),
    Written(
        "a list",
        _mail("List-Id: Users <users.lists.example>\nPrecedence: list\n"),
        MailClass.LIST,
        9,
        may_answer=False,
    ),
    Written(
        "our digest, redirected back to us",
        _mail("X-Parlour-Digest: 4f2a9c1e77\nResent-From: anna@client.example\n"),
        MailClass.LOOP,
        8,
        may_answer=False,
    ),
    Written(
        "our own address",
        _mail("").replace(b"<anna@client.example>", b"<Notify@mail.acme.example>"),
        MailClass.LOOP,
        8,
        may_answer=False,
        author="Notify@mail.acme.example",
    ),
    Written(
        "our own message id",
        _mail("").replace(b"<1@client.example>", b"<d.99@mail.acme.example>"),
        MailClass.LOOP,
        8,
        may_answer=False,
    ),
    # A person's, although something in it looks otherwise.
    Written("a forwarder added Precedence: bulk", _mail("Precedence: bulk\n"), may_answer=False, text=("Yes.",)),
    Written(
        "a customer system adds List-Unsubscribe",
        _mail("List-Unsubscribe: <https://crm.example/u>\n"),
        may_answer=False,
    ),
    Written(
        "exchange asks for no automatic answers", _mail("X-Auto-Response-Suppress: OOF, AutoReply\n"), may_answer=False
    ),
    Written("exchange asks for nothing of ours", _mail("X-Auto-Response-Suppress: None\n")),
    Written("auto-submitted: no", _mail("Auto-Submitted: No\n")),
    Written("auto-submitted: no, with a comment", _mail("Auto-Submitted: no(by hand)\n")),
    Written("no automatic answer, says a program", _mail("X-Autoreply: no\n")),
    Written(
        "somebody else at our domain",
        _mail("").replace(ANNA.encode(), b"someone@in.acme.example"),
        may_answer=False,
        author="someone@in.acme.example",
    ),
    Written("an answer about somebody out of office", _subject("Re: Out of office next week?"), text=("Yes.",)),
    Written("a person's own subject", _subject("Out of office chairs to order"), text=("Yes.",)),
    Written("a person's answer about a bounce", _subject("Re: Undelivered Mail Returned to Sender"), text=("Yes.",)),
    Written(
        "an address that says it does not read",
        _mail("").replace(ANNA.encode(), b"no-reply@client.example"),
        may_answer=False,
        author="no-reply@client.example",
    ),
    Written(
        "a forward to the reply address",
        _subject("Fwd: contract"),
        text=("Yes.",),
    ),
)
