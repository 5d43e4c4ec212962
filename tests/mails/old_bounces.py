"""Mails of ours that came back with no report that a machine could read."""

from tests.mails.bounces import RETURNED, WHO, bounce
from tests.mails.building import raw

YAHOO = """
From: MAILER-DAEMON@yahoo.com
To: @@BOUNCE
Subject: Failure Notice
Date: Mon, 2 Nov 2026 09:31:09 +0000
Message-ID: <1793611869.yahoo@mta1.mail.yahoo.com>
Content-Type: text/plain; charset=utf-8

Not possible to deliver to the following address.

<anna@client.example>:
554: delivery error: dd Mailbox unavailable - mta4012.mail.example

--- Below this line is a copy of the message.

Message-ID: <@@DIGEST>
"""

QMAIL = """
From: MAILER-DAEMON@old.client.example
To: @@BOUNCE
Subject: failure notice
Message-ID: <qmail1@old.client.example>

<anna@client.example>:
No mailbox of that name. (#5.1.1)
"""

EXIM_DELAY = """
From: Mail Delivery System <Mailer-Daemon@mx.client.example>
To: @@BOUNCE
Subject: Warning: message 1vFpXr-0001Ab-2C delayed 24 hours
Auto-Submitted: auto-replied
Message-Id: <E1vFpXs@mx.client.example>

The message has not yet been delivered to <anna@client.example>, 550 or not.
"""

OLD_EXIM = """
X-Failed-Recipients: anna@client.example
From: Mail Delivery System <Mailer-Daemon@old.client.example>
To: @@BOUNCE
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1vFpXt@old.client.example>

This address had a permanent error:

  anna@client.example
    SMTP error from remote mail server after RCPT TO: 550 5.7.1 go away
"""

EMPTY_REPORT = """
From: Some Gateway <gateway@client.example>
To: @@BOUNCE
Subject: Information
Message-ID: <gw1@client.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="gw"

--gw
Content-Type: text/plain

452 4.2.2 <anna@client.example>: mailbox full
--gw
Content-Type: text/rfc822-headers

@RETURNED
--gw--
""".replace("@RETURNED", RETURNED)

MAILS = (
    bounce("yahoo", raw(YAHOO), 7, "MAILER-DAEMON@yahoo.com", (True, "", WHO)),
    bounce("qmail", raw(QMAIL), 7, "MAILER-DAEMON@old.client.example", (True, "5.1.1", WHO)),
    bounce("exim, delayed", raw(EXIM_DELAY), 7, "Mailer-Daemon@mx.client.example", (False, "", WHO)),
    bounce("old exim", raw(OLD_EXIM), 5, "Mailer-Daemon@old.client.example", (True, "5.7.1", WHO)),
    bounce("a report without a report", raw(EMPTY_REPORT), 4, "gateway@client.example", (False, "4.2.2", WHO)),
)
