"""Answers written on phones."""

from tests.mails.building import GIF, HEAD, Written, b64, raw

IPHONE = f"""
{HEAD}Message-Id: <7C0D1E2F-AAAA-4BBB-8CCC-DDDDEEEEFFFF@client.example>
Mime-Version: 1.0 (1.0)
X-Mailer: iPhone Mail (21F90)
Content-Type: multipart/alternative; boundary=Apple-Mail-0D1E2F3A-4B5C-6D7E-8F90-A1B2C3D4E5F6
Content-Transfer-Encoding: 7bit

--Apple-Mail-0D1E2F3A-4B5C-6D7E-8F90-A1B2C3D4E5F6
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

On my way=2E

Sent from my iPhone

> On 2 Nov 2026, at 10:31, Acme <@@REPLY> wrote:
>=20
> =EF=BB=BFCould you

--Apple-Mail-0D1E2F3A-4B5C-6D7E-8F90-A1B2C3D4E5F6
Content-Type: text/html; charset=utf-8

<html><body dir="auto">On my way.<br><br><div dir="ltr">Sent from my iPhone</div>
<blockquote type="cite">On 2 Nov</blockquote></body></html>
--Apple-Mail-0D1E2F3A-4B5C-6D7E-8F90-A1B2C3D4E5F6--
"""

IPHONE_PHOTO = f"""
{HEAD}Message-Id: <7C0D1E2F-2@client.example>
X-Mailer: iPhone Mail (21F90)
Content-Type: multipart/mixed; boundary=Apple-Mail-1

--Apple-Mail-1
Content-Type: image/gif; name=IMG_0042.gif; x-apple-part-url=1B2C
Content-Disposition: inline; filename=IMG_0042.gif; x-apple-content-length=42
Content-Transfer-Encoding: base64

{b64(GIF)}

--Apple-Mail-1
Content-Type: text/plain; charset=us-ascii
Content-Transfer-Encoding: 7bit



Sent from my iPhone
--Apple-Mail-1--
"""

ANDROID_GMAIL_BODY_1 = b64("👍 perfect\n\nAcme <x@y.example> schrieb am Mo., 2. Nov. 2026, 10:31:\n\n> Could you\n")
ANDROID_GMAIL_BODY_2 = b64('<div dir="auto">👍 perfect</div><br><div class="gmail_quote">')
ANDROID_GMAIL = f"""
{HEAD}Message-ID: <CAKx1=f2@mail.gmail.com>
Content-Type: multipart/alternative; boundary="000000000000beef"

--000000000000beef
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: base64

{ANDROID_GMAIL_BODY_1}
--000000000000beef
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: base64

{ANDROID_GMAIL_BODY_2}
--000000000000beef--
"""

SAMSUNG_BODY_1 = b64(
    "Ok, am Freitag.\n\n\n\nVon meinem Galaxy gesendet\n\n\n-------- Ursprüngliche Nachricht --------\nVon: Acme\n"
)
SAMSUNG_BODY_2 = b64(
    '<html><body dir="auto">Ok, am Freitag.<div id="composer_signature">Von meinem Galaxy gesendet</div></body></html>'
)
SAMSUNG = f"""
{HEAD}Message-ID: <k9x2d1b0.1793613852000@email.android.com>
Importance: normal
Content-Type: multipart/alternative; boundary="--_com.samsung.android.email_123456789"

----_com.samsung.android.email_123456789
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

{SAMSUNG_BODY_1}

----_com.samsung.android.email_123456789
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

{SAMSUNG_BODY_2}

----_com.samsung.android.email_123456789--

"""

OUTLOOK_IOS_BODY_1 = b64(
    "Fine by me\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Acme\n"
)
OUTLOOK_IOS_BODY_2 = b64(
    '<html><body><div>Fine by me</div><div id="ms-outlook-mobile-signature">Get</div></body></html>'
)
OUTLOOK_IOS = f"""
{HEAD}Message-ID: <VI1PR01MB9@VI1PR01MB9.eurprd01.prod.exchangelabs.com>
Content-Type: multipart/alternative; boundary="_000_VI1PR01MB9_"

--_000_VI1PR01MB9_
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

{OUTLOOK_IOS_BODY_1}
--_000_VI1PR01MB9_
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

{OUTLOOK_IOS_BODY_2}
--_000_VI1PR01MB9_--
"""

K9 = f"""
{HEAD}Message-ID: <8F1A2B3C@client.example>
User-Agent: K-9 Mail for Android
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Short and sweet=2E

On November 2, 2026 10:31:05 AM GMT+01:00, Acme <@@REPLY> wrote:
>Could you
--=20
Sent from my Android device with K-9 Mail=2E Please excuse my brevity=2E
"""

MAILS = (
    Written("iphone", raw(IPHONE), text=("On my way.", "Sent from my iPhone", "> Could you"), page=("On my way.",)),
    Written(
        "iphone, a photo and no word",
        raw(IPHONE_PHOTO),
        text=("Sent from my iPhone",),
        files=(("IMG_0042.gif", "image/gif"),),
    ),
    Written("gmail on android", raw(ANDROID_GMAIL), text=("👍 perfect",), page=("👍 perfect",)),
    Written("samsung", raw(SAMSUNG), text=("Ok, am Freitag.",), page=("composer_signature",)),
    Written("outlook on ios", raw(OUTLOOK_IOS), text=("Fine by me",), page=("Fine by me",)),
    Written("k-9", raw(K9), text=("Short and sweet.", "\n-- \nSent from")),
)
