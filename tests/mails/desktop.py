"""Answers written in Outlook, Apple Mail, Thunderbird and other programs on a computer."""

from tests.mails.building import GIF, HEAD, PDF, PNG, Written, b64, file_part, qp, raw

OUTLOOK_BODY_1 = qp(
    "Schöne Grüße – das passt.\n\nVon: Acme <@@REPLY>\nGesendet: Montag, 2. November 2026 10:31\n", "cp1252"
)
OUTLOOK_BODY_2 = qp(
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><div class="WordSection1"><p class="MsoNormal">'
    'Schöne Grüße – das passt.</p><img src="cid:image001.png@01DC4B82.7CD3F8C0"></div></body></html>',
    "cp1252",
)
OUTLOOK = f"""
{HEAD}Message-ID: <000001dc4b7a$1b2c3d40$5286b7c0$@client.example>
X-Mailer: Microsoft Outlook 16.0
Thread-Index: AQFzZ1
Content-Language: de
Content-Type: multipart/related; boundary="----=_NextPart_000_0001_01DC4B82.7CF1E2A0"

This is a multipart message in MIME format.

------=_NextPart_000_0001_01DC4B82.7CF1E2A0
Content-Type: multipart/alternative; boundary="----=_NextPart_001_0002_01DC4B82.7CF1E2A0"

------=_NextPart_001_0002_01DC4B82.7CF1E2A0
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

{OUTLOOK_BODY_1}
------=_NextPart_001_0002_01DC4B82.7CF1E2A0
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

{OUTLOOK_BODY_2}
------=_NextPart_001_0002_01DC4B82.7CF1E2A0--

------=_NextPart_000_0001_01DC4B82.7CF1E2A0
Content-Type: image/png; name="image001.png"
Content-Transfer-Encoding: base64
Content-ID: <image001.png@01DC4B82.7CD3F8C0>

{b64(PNG)}

------=_NextPart_000_0001_01DC4B82.7CF1E2A0--
"""

WINDOWS_PATH = file_part(r"..\\..\\plan.gif", "application/octet-stream", GIF)
OUTLOOK_FILES = f"""
{HEAD}Message-ID: <DB9PR01MB1@DB9PR01MB1.eurprd01.prod.exchangelabs.com>
X-MS-Has-Attach: yes
Content-Type: multipart/mixed; boundary="_004_DB9PR01MB1_"

--_004_DB9PR01MB1_
Content-Type: text/plain; charset="us-ascii"

Both files as promised.

--_004_DB9PR01MB1_
Content-Type: application/pdf; name="=?iso-8859-1?Q?Vertrag_f=FCr_M=FCller.pdf?="
Content-Description: =?iso-8859-1?Q?Vertrag_f=FCr_M=FCller.pdf?=
Content-Disposition: attachment;
\tfilename="=?iso-8859-1?Q?Vertrag_f=FCr_M=FCller.pdf?="; size=70;
\tcreation-date="Mon, 02 Nov 2026 10:00:00 GMT"
Content-Transfer-Encoding: base64

{b64(PDF)}
--_004_DB9PR01MB1_
{WINDOWS_PATH}
--_004_DB9PR01MB1_--
"""

APPLE = f"""
{HEAD}Message-Id: <5A1C2B3D-0001-4F00-9D00-8A1B2C3D4E5F@client.example>
Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3776.700.51.11.1\\))
X-Mailer: Apple Mail (2.3776.700.51.11.1)
Content-Type: multipart/mixed;
\tboundary="Apple-Mail=_7E0B4F3A-6D7C-4B0E-8E0E-1D2C3B4A5F60"


--Apple-Mail=_7E0B4F3A-6D7C-4B0E-8E0E-1D2C3B4A5F60
Content-Transfer-Encoding: 7bit
Content-Type: text/plain;
\tcharset=us-ascii

Before the picture.


--Apple-Mail=_7E0B4F3A-6D7C-4B0E-8E0E-1D2C3B4A5F60
Content-Disposition: inline;
\tfilename=photo.png
Content-Type: image/png;
\tx-unix-mode=0644;
\tname="photo.png"
Content-Transfer-Encoding: base64

{b64(PNG)}
--Apple-Mail=_7E0B4F3A-6D7C-4B0E-8E0E-1D2C3B4A5F60
Content-Transfer-Encoding: quoted-printable
Content-Type: text/plain;
\tcharset=utf-8

After the picture=E2=80=A6

> On 2 Nov 2026, at 10:31, Acme <@@REPLY> wrote:
>=20
> Could you

--Apple-Mail=_7E0B4F3A-6D7C-4B0E-8E0E-1D2C3B4A5F60--
"""

APPLE_RICH = f"""
{HEAD}Message-Id: <5A1C2B3D-0002@client.example>
X-Mailer: Apple Mail (2.3776.700.51.11.1)
Content-Type: multipart/alternative; boundary="Apple-Mail=_A"

--Apple-Mail=_A
Content-Type: text/plain; charset=us-ascii

One
Two

--Apple-Mail=_A
Content-Type: multipart/mixed; boundary="Apple-Mail=_B"

--Apple-Mail=_B
Content-Type: text/html; charset=us-ascii

<html><body>One</body></html>
--Apple-Mail=_B
Content-Disposition: inline; filename*=utf-8''Angebot%20%E2%80%93%20neu.pdf
Content-Type: application/pdf; x-unix-mode=0644; name*=utf-8''Angebot%20%E2%80%93%20neu.pdf
Content-Transfer-Encoding: base64

{b64(PDF)}
--Apple-Mail=_B
Content-Type: text/html; charset=us-ascii

<html><body>Two</body></html>
--Apple-Mail=_B--

--Apple-Mail=_A--
"""

THUNDERBIRD = f"""
{HEAD}Message-ID: <0d1e2f3a-4b5c-6d7e-8f90-a1b2c3d4e5f6@client.example>
User-Agent: Mozilla Thunderbird
Content-Language: en-US
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

On 02/11/2026 10:31, Acme wrote:
> This paragraph was long and so it was\x20
> set in two lines.

This answer is long too, so that it\x20
travels in two lines.
 From the start it was clear.

--\x20
Anna Klein
"""

DELSP = f"""
{HEAD}Message-ID: <delsp@client.example>
Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes
Content-Transfer-Encoding: 8bit

これは長い段落なので \n二行に分かれています。
"""

LATE_FOOTER = f"""
{HEAD}Message-ID: <footer@client.example>
Content-Type: multipart/mixed; boundary="mix"

--mix
Content-Type: text/html; charset=utf-8

<p>The words of the <b>author</b>.</p>
--mix
Content-Type: text/plain; charset=us-ascii

This e-mail is confidential.
--mix--
"""

MAILS = (
    Written(
        "outlook",
        raw(OUTLOOK, "cp1252"),
        text=("Schöne Grüße – das passt.",),
        page=("Schöne Grüße – das passt.", "WordSection1"),
        files=(("image001.png", "image/png"),),
    ),
    Written(
        "outlook with files",
        raw(OUTLOOK_FILES),
        text=("Both files as promised.",),
        files=(("Vertrag für Müller.pdf", "application/pdf"), ("plan.gif", "image/gif")),
    ),
    Written(
        "apple mail, picture between texts",
        raw(APPLE),
        text=("Before the picture.", "After the picture…"),
        files=(("photo.png", "image/png"),),
    ),
    Written(
        "apple mail, rich text around a file",
        raw(APPLE_RICH),
        whole_text="One\nTwo\n",
        page=("One", "Two"),
        files=(("Angebot – neu.pdf", "application/pdf"),),
    ),
    Written(
        "thunderbird, flowed",
        raw(THUNDERBIRD),
        text=(
            "> This paragraph was long and so it was set in two lines.",
            "This answer is long too, so that it travels in two lines.\nFrom the start it was clear.",
            "\n-- \nAnna Klein",
        ),
    ),
    Written("flowed with delsp", raw(DELSP), text=("これは長い段落なので二行に分かれています。",)),
    Written(
        "html, then a disclaimer as text",
        raw(LATE_FOOTER),
        text=("This e-mail is confidential.",),
        page=("The words of the <b>author</b>.", "This e-mail is confidential."),
        reads_as_html=True,
    ),
)
