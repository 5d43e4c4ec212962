"""Answers written in Gmail, Outlook on the web, Yahoo and Proton Mail."""

from tests.mails.building import GIF, HEAD, Written, b64, qp, raw

QUOTE = "> Could you look at the\n> second draft?\n"
GMAIL_HTML = """<div dir="ltr">Looks good, go ahead.</div><br><div class="gmail_quote gmail_quote_container">
<div dir="ltr" class="gmail_attr">On Mon, Acme &lt;<a href="mailto:@@REPLY">@@REPLY</a>&gt; wrote:<br></div>
<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)">Could you look
</blockquote></div>"""

GMAIL = f"""
Received: by mail-ej1-f41.google.com with SMTP id a640c23a62f3a-b6d345d7c2bso1; Mon, 02 Nov 2026 02:04:12 -0800
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=client.example; s=google; h=to:subject:from; bh=x; b=y
X-Gm-Message-State: AOJu0YzY
{HEAD}Message-ID: <CAFq2b8c+Vq3Gz=2bK@mail.gmail.com>
Content-Type: multipart/alternative; boundary="0000000000009c1d9f0629d5c1a2"

--0000000000009c1d9f0629d5c1a2
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

Looks good, go ahead=2E

On Mon, Nov 2, 2026 at 10:31=E2=80=AFAM Acme <@@REPLY> wrote:

{QUOTE}
--0000000000009c1d9f0629d5c1a2
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

{qp(GMAIL_HTML)}
--0000000000009c1d9f0629d5c1a2--
"""

GMAIL_IMAGE = f"""
{HEAD}Message-ID: <CAFq2b8d@mail.gmail.com>
Content-Type: multipart/related; boundary="000000000000aa01"

--000000000000aa01
Content-Type: multipart/alternative; boundary="000000000000aa02"

--000000000000aa02
Content-Type: text/plain; charset="UTF-8"

See here:
[image: Screenshot.gif]
Thanks

--000000000000aa02
Content-Type: text/html; charset="UTF-8"

<div dir="ltr">See here:<div><img src="cid:ii_m9x1" alt="Screenshot.gif" width="1"></div>Thanks</div>
<div class="gmail_quote"><blockquote class="gmail_quote"><img src="cid:ii_old"></blockquote></div>

--000000000000aa02--
--000000000000aa01
Content-Type: image/gif; name="Screenshot.gif"
Content-Disposition: inline; filename="Screenshot.gif"
Content-Transfer-Encoding: base64
Content-ID: <ii_m9x1>
X-Attachment-Id: ii_m9x1

{b64(GIF)}
--000000000000aa01--
"""

GMAIL_INLINE = f"""
{HEAD}Message-ID: <CAFq2b8e@mail.gmail.com>
Content-Type: text/plain; charset="UTF-8"

On Mon, Nov 2, 2026 at 10:31 Acme <@@REPLY> wrote:

> Which colour?

The blue one.

> And when?

Friday.
"""

OUTLOOK_WEB_TEXT = """Dear Bob,

the façade is fine for us.

Best regards
Anna
________________________________
From: Acme <@@REPLY>
Sent: Monday, November 2, 2026 10:31
To: Anna Klein <anna@client.example>
Subject: New messages in Website

Could you look at the second draft?
"""
OUTLOOK_WEB_BODY_1 = qp(
    '<html><body><div class="elementToProof">the façade is fine</div><div id="divRplyFwdMsg">From</div></body></html>',
    "iso-8859-1",
)
OUTLOOK_WEB = f"""
{HEAD}Message-ID: <AM0PR04MB12345A6B7@AM0PR04MB1234.eurprd04.prod.outlook.com>
Thread-Topic: New messages in Website
Thread-Index: AQHbLMabc12345
Accept-Language: en-GB, de-DE
Content-Language: en-GB
X-MS-Has-Attach:
X-MS-TNEF-Correlator:
msip_labels:
x-ms-exchange-senderadcheck: 1
Content-Type: multipart/alternative; boundary="_000_AM0PR04MB12345A6B7AM0PR04MB1234eurp_"

--_000_AM0PR04MB12345A6B7AM0PR04MB1234eurp_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

{qp(OUTLOOK_WEB_TEXT, "iso-8859-1")}
--_000_AM0PR04MB12345A6B7AM0PR04MB1234eurp_
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

{OUTLOOK_WEB_BODY_1}
--_000_AM0PR04MB12345A6B7AM0PR04MB1234eurp_--
"""

YAHOO = f"""
{HEAD}Message-ID: <1234567890.1234567.1793613852000@mail.yahoo.com>
X-Mailer: WebService/1.1.24425 YMailNorrin
Content-Type: multipart/alternative; boundary="----=_Part_1234567_1234567890.1793613851999"

------=_Part_1234567_1234567890.1793613851999
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: quoted-printable

 Yes, please.
    On Monday, November 2, 2026 at 10:31:05 AM GMT+1, Acme <@@REPLY> wrote:=
 =20
=20
 Could you look at the second draft?  =20

------=_Part_1234567_1234567890.1793613851999
Content-Type: text/html; charset=UTF-8

<html><body><div class="ydp1yahoo-style-wrap"><div>Yes, please.</div></div><div id="yahoo_quoted_1"
 class="yahoo_quoted"><div>On Monday</div></div></body></html>
------=_Part_1234567_1234567890.1793613851999--
"""

PROTON_BODY_1 = b64(
    "Ça marche, merci !\n\nSent with Proton Mail secure email.\n\nOn Monday, Acme wrote:\n\n> Could you"
)
PROTON_BODY_2 = b64('<div>Ça marche, merci !</div><div class="protonmail_quote">On Monday</div>')
PROTON = f"""
{HEAD}Message-ID: <Zk3Hq8w5@protonmail.com>
Feedback-ID: 12345678:user:proton
X-Pm-Message-ID: 0a1b2c3d
Content-Type: multipart/alternative; boundary="b1_Zk3Hq8w5"

This is a multi-part message in MIME format.

--b1_Zk3Hq8w5
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

{PROTON_BODY_1}
--b1_Zk3Hq8w5
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

{PROTON_BODY_2}

--b1_Zk3Hq8w5--
"""

MAILS = (
    Written("gmail", raw(GMAIL), text=("Looks good, go ahead.", "> second draft?"), page=("gmail_quote",)),
    Written(
        "gmail with an image in the text",
        raw(GMAIL_IMAGE),
        text=("[image: Screenshot.gif]",),
        page=("cid:ii_m9x1",),
        files=(("Screenshot.gif", "image/gif"),),
    ),
    Written("gmail, answers between the lines", raw(GMAIL_INLINE), text=("The blue one.", "Friday.")),
    Written(
        "outlook on the web",
        raw(OUTLOOK_WEB),
        text=("the façade is fine for us.", "From: Acme"),
        page=("façade", "divRplyFwdMsg"),
    ),
    Written("yahoo", raw(YAHOO), text=("Yes, please.",), page=("yahoo_quoted",)),
    Written("proton mail", raw(PROTON), text=("Ça marche, merci !",), page=("protonmail_quote",)),
)
