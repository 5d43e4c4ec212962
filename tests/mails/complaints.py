"""Complaints and read receipts about mails of ours."""

from jobs.inbound.classifier import MailClass
from jobs.inbound.mails import Envelope
from tests.mails.bounces import RETURNED, WHO
from tests.mails.building import BOUNCE, REPLY, Written, raw

COMPLAINT = """
From: <feedback@provider.example>
To: <abuse@mail.acme.example>
Subject: FW: New messages in Website
Date: Mon, 2 Nov 2026 12:00:00 -0500
Message-ID: <arf1@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part1_13d.2e68ed54_boundary"

--part1_13d.2e68ed54_boundary
Content-Type: text/plain; charset="US-ASCII"

Somebody called this spam.
--part1_13d.2e68ed54_boundary
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <@@BOUNCE>
Original-Rcpt-To: <anna@client.example>

--part1_13d.2e68ed54_boundary
Content-Type: message/rfc822

@RETURNED
--part1_13d.2e68ed54_boundary--
""".replace("@RETURNED", RETURNED)

RECEIPT = """
From: Anna Klein <anna@client.example>
To: @@REPLY
Subject: Read: New messages in Website
Message-ID: <mdn1@client.example>
In-Reply-To: <@@DIGEST>
Content-Type: multipart/report; report-type=disposition-notification; boundary="mdn"

--mdn
Content-Type: text/plain

It was displayed.
--mdn
Content-Type: message/disposition-notification

Reporting-UA: client.example; Outlook
Final-Recipient: rfc822;anna@client.example
Original-Message-ID: <@@DIGEST>
Disposition: manual-action/MDN-sent-manually; displayed

--mdn--
"""

MAILS = (
    Written(
        "a complaint",
        raw(COMPLAINT),
        MailClass.COMPLAINT,
        1,
        False,
        envelope=Envelope(None, (BOUNCE,)),
        author="feedback@provider.example",
    ),
    Written("a read receipt", raw(RECEIPT), MailClass.RECEIPT, 2, False, envelope=Envelope(WHO, (REPLY,))),
)
