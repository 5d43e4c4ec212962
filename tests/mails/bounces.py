"""Mails of ours that came back: from the servers that most people have."""

from jobs.inbound.classifier import MailClass
from tests.mails.building import NULL, Written, raw

RETURNED = """Message-ID: <@@DIGEST>
From: Acme <notify@mail.acme.example>
To: anna@client.example
Subject: New messages in Website
X-Parlour-Digest: 4f2a9c1e77
"""

POSTFIX = """
Return-Path: <>
Date: Mon,  2 Nov 2026 10:31:09 +0100 (CET)
From: MAILER-DAEMON@mx.client.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: @@BOUNCE
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4C1D2E3F40.1793611869/mx.client.example"
Content-Transfer-Encoding: 8bit
Message-Id: <20261102093109.5A6B7C8D90@mx.client.example>

This is a MIME-encapsulated message.

--4C1D2E3F40.1793611869/mx.client.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

Your message went nowhere.

--4C1D2E3F40.1793611869/mx.client.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.client.example
X-Postfix-Queue-ID: 4C1D2E3F40
X-Postfix-Sender: rfc822; @@BOUNCE
Arrival-Date: Mon,  2 Nov 2026 10:31:08 +0100 (CET)

Final-Recipient: rfc822; anna@client.example
Original-Recipient: rfc822;anna@client.example
Action: @ACTION
Status: @STATUS
Remote-MTA: dns; mx2.client.example
Diagnostic-Code: smtp; @CODE @STATUS <anna@client.example>: Recipient address
    rejected: User unknown

--4C1D2E3F40.1793611869/mx.client.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

@RETURNED
--4C1D2E3F40.1793611869/mx.client.example--
"""


def _postfix(action: str, status: str) -> bytes:
    text = POSTFIX.replace("@ACTION", action).replace("@STATUS", status).replace("@CODE", f"{status[0]}50")
    return raw(text.replace("@RETURNED", RETURNED))


EXIM = """
Return-path: <>
X-Failed-Recipients: anna@client.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.client.example>
To: @@BOUNCE
Content-Type: multipart/report; report-type=delivery-status; boundary=1793611869-eximdsn-12345
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1vFpXr-0001Ab-2C@mx.client.example>

--1793611869-eximdsn-12345
Content-type: text/plain; charset=us-ascii

Nobody of that name here.

--1793611869-eximdsn-12345
Content-type: message/delivery-status

Reporting-MTA: dns; mx.client.example

Action: failed
Final-Recipient: rfc822;anna@client.example
Status: 5.0.0
Remote-MTA: dns; mx2.client.example
Diagnostic-Code: smtp; 550 No such user

--1793611869-eximdsn-12345
Content-type: message/rfc822

@RETURNED

The text that went out.
--1793611869-eximdsn-12345--
""".replace("@RETURNED", RETURNED.strip())

EXCHANGE = """
From: Microsoft Outlook
\t<MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>
To: <@@BOUNCE>
Date: Mon, 2 Nov 2026 09:31:10 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="c0ffee01-0000-4000-8000-000000000000"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: de-DE
Message-ID: <[c0ffee01-0000-4000-8000-000000000000]@client.example>
In-Reply-To: <@@DIGEST>
Subject: Unzustellbar: New messages in Website
Auto-Submitted: auto-replied
MIME-Version: 1.0

--c0ffee01-0000-4000-8000-000000000000
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="c0ffee02-0000-4000-8000-000000000000"

--c0ffee02-0000-4000-8000-000000000000
Content-Type: text/plain; charset="us-ascii"

Mailbox not found.

--c0ffee02-0000-4000-8000-000000000000
Content-Type: text/html; charset="us-ascii"

<html><body>Mailbox not found.</body></html>
--c0ffee02-0000-4000-8000-000000000000--

--c0ffee01-0000-4000-8000-000000000000
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR04MB1234.eurprd04.prod.outlook.com
Received-From-MTA: dns;mail.acme.example
Arrival-Date: Mon, 2 Nov 2026 09:31:09 +0000

Final-Recipient: rfc822;anna@client.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup

--c0ffee01-0000-4000-8000-000000000000
Content-Type: message/rfc822

@RETURNED
--c0ffee01-0000-4000-8000-000000000000--
""".replace("@RETURNED", RETURNED)

GMAIL = """
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: @@BOUNCE
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <@@DIGEST>
In-Reply-To: <@@DIGEST>
X-Failed-Recipients: anna@client.example
Message-ID: <6727f1c2.050a0220.1a2b3c@mx.google.com>
Content-Type: multipart/report; boundary="000000000000face"; report-type=delivery-status

--000000000000face
Content-Type: multipart/related; boundary="000000000000fad0"

--000000000000fad0
Content-Type: multipart/alternative; boundary="000000000000fad1"

--000000000000fad1
Content-Type: text/plain; charset="UTF-8"

** No such address **

--000000000000fad1--
--000000000000fad0
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--000000000000fad0--
--000000000000face
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Mon, 02 Nov 2026 01:31:09 -0800 (PST)
X-Original-Message-ID: <@@DIGEST>

Final-Recipient: rfc822; anna@client.example
Action: failed
Status: 4.4.1
Diagnostic-Code: smtp; The recipient server did not accept our requests to connect.
Last-Attempt-Date: Mon, 02 Nov 2026 01:31:10 -0800 (PST)

--000000000000face
Content-Type: message/rfc822

@RETURNED
--000000000000face--
""".replace("@RETURNED", RETURNED)


def bounce(name: str, mail: bytes, rule: int, author: str | None, told: tuple[bool, str, str]) -> Written:
    """A mail of ours come back, to the address that knows which."""
    kind = MailClass.BOUNCE
    files = (("icon.png", "image/png"),) if name == "gmail" else ()
    return Written(f"bounce: {name}", mail, kind, rule, False, files=files, envelope=NULL, author=author, bounce=told)


DAEMON = "MAILER-DAEMON@mx.client.example"
WHO = "anna@client.example"
EXCHANGE_ROBOT = "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example"
MAILS = (
    bounce("postfix", _postfix("failed", "5.1.1"), 3, DAEMON, (True, "5.1.1", WHO)),
    bounce("postfix, delayed", _postfix("delayed", "4.4.1"), 3, DAEMON, (False, "4.4.1", WHO)),
    bounce("postfix, delayed with a final code", _postfix("delayed", "5.2.2"), 3, DAEMON, (False, "5.2.2", WHO)),
    bounce("exim", raw(EXIM), 3, "Mailer-Daemon@mx.client.example", (True, "5.0.0", WHO)),
    bounce("exchange, german", raw(EXCHANGE), 3, EXCHANGE_ROBOT, (True, "5.1.10", WHO)),
    bounce("gmail", raw(GMAIL), 3, "mailer-daemon@googlemail.com", (False, "4.4.1", WHO)),
    Written(
        "postfix, delivered", _postfix("relayed", "2.1.5"), MailClass.DELIVERED, 3, False, envelope=NULL, author=DAEMON
    ),
)  # fmt: skip
