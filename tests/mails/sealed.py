"""Signed and encrypted mails, invitations, mails within mails, and what Outlook wraps for its own kind."""

import struct

from jobs.inbound.classifier import MailClass
from tests.mails.building import GIF, HEAD, PDF, Written, b64, file_part, raw

PGP = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

- - a point
Signed by hand.
-----BEGIN PGP SIGNATURE-----

iQIzBAEBCgAdFiEE
-----END PGP SIGNATURE-----
"""


def _with(content_type: str, body: str) -> bytes:
    return raw(f"{HEAD}Message-ID: <s1@client.example>\nContent-Type: {content_type}\n\n{body}\n")


def _signed(protocol: str, signature: str) -> bytes:
    return _with(
        f'multipart/signed; protocol="{protocol}"; micalg=sha-256; boundary="sig"',
        f"--sig\nContent-Type: text/plain; charset=utf-8\n\nSigned words.\n\n--sig\n{signature}\n--sig--",
    )


def _calendar(method: str, text: str) -> bytes:
    return _with(
        'multipart/alternative; boundary="cal"',
        f'--cal\nContent-Type: text/plain; charset="utf-8"\n\n{text}\n'
        f'--cal\nContent-Type: text/calendar; charset="utf-8"; method={method}\n\n'
        f"BEGIN:VCALENDAR\nMETHOD:{method}\nEND:VCALENDAR\n--cal--",
    )


def _tnef_object(level: int, name: int, kind: int, content: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)


def winmail(text: bytes, file_name: bytes, content: bytes) -> bytes:
    """A winmail.dat (MS-OXTNEF) with a text and one file."""
    return b"".join((
        struct.pack("<IH", 0x223E9F78, 1),
        _tnef_object(1, 0x9006, 8, struct.pack("<I", 0x10000)),
        _tnef_object(1, 0x9007, 6, struct.pack("<II", 1252, 0)),
        _tnef_object(1, 0x800C, 2, text + b"\x00") if text else b"",
        _tnef_object(2, 0x9002, 6, bytes(14)),
        _tnef_object(2, 0x8010, 1, file_name + b"\x00"),
        _tnef_object(2, 0x800F, 6, content),
    ))  # fmt: skip


def _winmail(content: bytes, text: str) -> bytes:
    return _with(
        'multipart/mixed; boundary="tnef"',
        f'--tnef\nContent-Type: text/plain; charset="us-ascii"\n\n{text}\n--tnef\n'
        f"{file_part('winmail.dat', 'application/ms-tnef', content)}\n--tnef--",
    )


FORWARDED = f"""--f
Content-Type: text/plain; charset=utf-8

See the mail that I attached.
--f
Content-Type: message/rfc822
Content-Disposition: attachment

Subject: =?utf-8?Q?Angebot_f=C3=BCr_alle?=
From: somebody@else.example
Content-Type: multipart/mixed; boundary="inner"

--inner
Content-Type: text/plain

Not the author's words.
--inner
{file_part("inner.pdf", "application/pdf", PDF)}
--inner--
--f--"""

PKCS7_SIGNATURE = f"""Content-Type: application/pkcs7-signature; name="smime.p7s"
Content-Disposition: attachment; filename="smime.p7s"
Content-Transfer-Encoding: base64

{b64(b"0" * 60)}"""
PGP_SIGNATURE = """Content-Type: application/pgp-signature; name="OpenPGP_signature.asc"
Content-Disposition: attachment; filename="OpenPGP_signature.asc"

-----BEGIN PGP SIGNATURE-----
-----END PGP SIGNATURE-----"""
SMIME = """application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="smime.p7m\""""
PGP_ENCRYPTED = """--enc
Content-Type: application/pgp-encrypted

Version: 1
--enc
Content-Type: application/octet-stream; name="encrypted.asc"

-----BEGIN PGP MESSAGE-----
--enc--"""

MAILS = (
    Written("s/mime, signed", _signed("application/pkcs7-signature", PKCS7_SIGNATURE), text=("Signed words.",)),
    Written("pgp, signed", _signed("application/pgp-signature", PGP_SIGNATURE), text=("Signed words.",)),
    Written(
        "pgp, signed within the text",
        _with("text/plain; charset=utf-8", PGP),
        whole_text="- a point\nSigned by hand.",
    ),
    Written("s/mime, encrypted", _with(SMIME, b64(b"0" * 90)), MailClass.ENCRYPTED, 15),
    Written(
        "pgp, encrypted",
        _with('multipart/encrypted; protocol="application/pgp-encrypted"; boundary="enc"', PGP_ENCRYPTED),
        MailClass.ENCRYPTED,
        15,
    ),
    Written(
        "pgp, encrypted within the text",
        _with("text/plain", "-----BEGIN PGP MESSAGE-----\n\nhQIMA\n-----END PGP MESSAGE-----"),
        MailClass.ENCRYPTED,
        15,
        text=("hQIMA",),
    ),
    Written(
        "pgp, encrypted within one of two ways",
        _with(
            'multipart/alternative; boundary="two"',
            "--two\nContent-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nhQIMA\n"
            "--two\nContent-Type: text/html\n\n<pre>-----BEGIN PGP MESSAGE-----</pre>\n--two--",
        ),
        MailClass.ENCRYPTED,
        15,
        text=("hQIMA",),
        page=("PGP",),
    ),
    Written(
        "an invitation with words",
        _calendar("REQUEST", "Shall we meet?"),
        text=("Shall we meet?",),
        files=(("invite.ics", "text/calendar"),),
    ),
    Written(
        "an invitation accepted without a word",
        _calendar("REPLY", ""),
        MailClass.CALENDAR,
        14,
        may_answer=False,
        files=(("invite.ics", "text/calendar"),),
    ),
    Written(
        "an invitation declined with words",
        _calendar("REPLY", "Sorry, not that day."),
        text=("Sorry, not that day.",),
        files=(("invite.ics", "text/calendar"),),
    ),
    Written(
        "a mail as attachment",
        _with('multipart/mixed; boundary="f"', FORWARDED),
        whole_text="See the mail that I attached.",
        files=(("Angebot für alle.eml", "message/rfc822"),),
    ),
    Written(
        "winmail.dat with a file",
        _winmail(winmail(b"", b"plan.gif", GIF), "The words."),
        whole_text="The words.",
        files=(("plan.gif", "image/gif"),),
    ),
    Written(
        "winmail.dat with all of it",
        _winmail(winmail(b"Gr\xfc\xdfe in it.", b"plan.gif", GIF), ""),
        text=("Grüße in it.",),
        files=(("plan.gif", "image/gif"),),
    ),
    Written(
        "winmail.dat that cannot be read",
        _winmail(winmail(b"", b"plan.gif", GIF)[:60], "The words."),
        whole_text="The words.",
        files=(("winmail.dat", "application/ms-tnef"),),
    ),
)
