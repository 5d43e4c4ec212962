"""How the mails are put together: text with line ends as they travel, placeholders for what they answer."""

import base64
import quopri
from dataclasses import dataclass, field

from jobs.inbound.addresses import AddressForm
from jobs.inbound.classifier import MailClass, Own
from jobs.inbound.mails import Envelope, Reason

TOKEN = "mfrggzdfmztwq2lknnwg23tpoa"
FORM = AddressForm("in.acme.example")
REPLY = f"reply+{TOKEN}@in.acme.example"
BOUNCE = f"bounce+{TOKEN}@in.acme.example"
DIGEST = "d.4f2a9c1e77@mail.acme.example"
OWN = Own(
    addresses=frozenset({"notify@mail.acme.example"}),
    domains=frozenset({"mail.acme.example", "in.acme.example"}),
    id_domains=frozenset({"mail.acme.example"}),
)
ANNA = "anna@client.example"
PERSON = Envelope(ANNA, (REPLY,))
NULL = Envelope("", (BOUNCE,))
# 1 x 1 pixel.
GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True, slots=True)
class Written:
    """A mail and what is expected of it. `text` and `page`: what must be in the text and in the HTML, in any order."""

    name: str
    raw: bytes = field(repr=False)
    kind: MailClass = MailClass.PERSON
    rule: int = 16
    may_answer: bool = True
    text: tuple[str, ...] = ()
    whole_text: str | None = None
    page: tuple[str, ...] = ()
    reads_as_html: bool = False
    files: tuple[tuple[str, str], ...] = ()
    envelope: Envelope = PERSON
    author: str | None = ANNA
    bounce: tuple[bool, str, str] | None = None
    refused: Reason | None = None


def raw(source: str, charset: str = "utf-8") -> bytes:
    """The mail as it travels, its first line taken off and its placeholders filled in."""
    for mark, value in (("@@REPLY", REPLY), ("@@BOUNCE", BOUNCE), ("@@DIGEST", DIGEST), ("@@TOKEN", TOKEN)):
        source = source.replace(mark, value)
    return source.removeprefix("\n").replace("\n", "\r\n").encode(charset)


def b64(content: str | bytes, charset: str = "utf-8") -> str:
    """Base64 in lines, for a body."""
    content = content.encode(charset) if isinstance(content, str) else content
    return base64.encodebytes(content).decode().strip()


def qp(content: str, charset: str = "utf-8") -> str:
    """Quoted-printable in lines, for a body."""
    return quopri.encodestring(content.encode(charset)).decode()


def file_part(name: str, media_type: str, content: bytes, more: str = "") -> str:
    """The inside of a part that is a file."""
    return f"""Content-Type: {media_type}; name="{name}"
Content-Disposition: attachment; filename="{name}"
Content-Transfer-Encoding: base64
{more}
{b64(content)}"""


HEAD = """From: Anna Klein <anna@client.example>
To: Acme <@@REPLY>
Date: Mon, 2 Nov 2026 11:04:12 +0100
Subject: Re: New messages in Website
In-Reply-To: <@@DIGEST>
References: <r.11.22@mail.acme.example> <@@DIGEST>
MIME-Version: 1.0
"""
