"""Mails that are broken, on purpose or by bad programs, and some that are more than anybody should send."""

from jobs.inbound.classifier import MailClass
from jobs.inbound.mails import Envelope, Reason
from tests.mails.building import ANNA, GIF, HEAD, NULL, REPLY, Written, b64, file_part, raw

PLAIN = "Content-Type: text/plain; charset=utf-8\n"


def _nested(depth: int) -> bytes:
    mail = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(depth)
    )
    return raw(HEAD) + mail + b"\r\nhello\r\n"


def _within_mails(depth: int) -> bytes:
    return raw(HEAD) + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"\r\nhello\r\n"


def _parts(count: int) -> bytes:
    return raw(f'{HEAD}Content-Type: multipart/mixed; boundary="p"\n\n' + "--p\n\nx\n" * count + "--p--\n")


def _from(value: str) -> bytes:
    return raw(f"{HEAD}{PLAIN}\nHello.\n").replace(b"Anna Klein <anna@client.example>", value.encode())


def _stranger(name: str, value: str, author: str | None) -> Written:
    return Written(f"from: {name}", _from(value), author=author, may_answer=author is not None, text=("Hello.",))


ALTERNATIVE = f'{HEAD}Content-Type: multipart/alternative; boundary="a"\n\n'
HTML_ONLY = f"{HEAD}Content-Type: text/html; charset=utf-8\n\n<html><body><p>Only <b>HTML</b>.</p></body></html>\n"
STUB = ALTERNATIVE + (
    "--a\nContent-Type: text/plain\n\nPlease view this email in HTML.\n--a\nContent-Type: text/html\n\n"
    f"<html><body><p>The real words.</p>{'<p></p>' * 50}</body></html>\n--a--\n"
)
TURNED = file_part("evil\u202efdp.exe", "image/png", b"MZ" + bytes(80))
MIXED_2231 = f"""{HEAD}Content-Type: multipart/mixed; boundary="m"

--m
{PLAIN}
Hello.
--m
Content-Type: application/octet-stream
Content-Disposition: attachment; filename*0*=utf-8''na%C3%AFve; filename*1=" file.gif"; filename="naive.gif"
Content-Transfer-Encoding: base64

{b64(GIF)}
--m
{TURNED}
--m--
"""
WITHIN_LINE = (
    f'{HEAD}Content-Type: multipart/mixed; boundary="m"\n\nNor here: --m\nor below.\n--m\n\n'
    "Not here: --m\n--mm\n --m\nStill here.\n--m--\n"
)
NO_END = f'{HEAD}Content-Type: multipart/mixed; boundary="m"\n\n--m\n{PLAIN}\nStill here.\n--m\n{PLAIN}\nand here'
WRONG_BOUNDARY = f'{HEAD}Content-Type: multipart/mixed; boundary="m"\n\n--other\n{PLAIN}\nStill here.\n--other--\n'
BAD_BASE64 = f"{HEAD}{PLAIN}Content-Transfer-Encoding: base64\n\nSGVsbG8*gd29ybGQ\n"
BARE_BODY = f"{HEAD}Hello without an empty line.\nMore: of it\n"
NUL = f"{HEAD}{PLAIN}\nHe\x00llo \u202etxt\u2028there\n"

MAILS = (
    Written("html only", raw(HTML_ONLY), whole_text="", page=("Only <b>HTML</b>.",), reads_as_html=True),
    Written("a stub instead of text", raw(STUB), page=("The real words.",), reads_as_html=True),
    Written(
        "file names in two ways at once",
        raw(MIXED_2231),
        text=("Hello.",),
        files=(("naïve file.gif", "image/gif"), ("evilfdp.exe", "application/vnd.microsoft.portable-executable")),
    ),
    Written("the last boundary is missing", raw(NO_END), text=("Still here.", "and here")),
    Written("a boundary that never comes", raw(WRONG_BOUNDARY), text=("Still here.",)),
    Written("base64 with a stranger in it", raw(BAD_BASE64), whole_text="Hello world"),
    Written("no empty line after the header", raw(BARE_BODY), text=("Hello without an empty line.\nMore: of it",)),
    Written("nul and turned directions", raw(NUL), whole_text="Hello txt\nthere\n"),
    Written("line ends of unix", raw(HTML_ONLY).replace(b"\r\n", b"\n"), page=("Only",), reads_as_html=True),
    Written("from a mailbox file", b"From anna Mon Nov  2 11:04:12 2026\n" + raw(STUB), page=("real",),
            reads_as_html=True),
    Written("quoted-printable cut in two", raw(f"{HEAD}{PLAIN}Content-Transfer-Encoding: quoted-printable\n\nA =C3="),
            text=("A ",)),
    Written("exchange's message id", raw(f"{HEAD}Message-ID: <[0a1b@x]@client.example>\n{PLAIN}\nHello.\n")),
    Written("nothing at all", b"", MailClass.PERSON, may_answer=False, author=None, whole_text="",
            envelope=Envelope(ANNA, (REPLY,))),
    _stranger("an encoded line end", "=?utf-8?q?Anna=0D=0ABcc:_x?= <anna@client.example>", ANNA),
    _stranger("an address in the name", '"notify@mail.acme.example" <eve@evil.example>', "eve@evil.example"),
    _stranger("an encoded address", "=?utf-8?q?anna=40client=2Eexample?=", None),
    _stranger("two authors", "anna@client.example, eve@evil.example", None),
    _stranger("two From fields", "anna@client.example\nFrom: eve@evil.example", None),
    _stranger("one address hidden in a comment", "eve@evil.example (<anna@client.example>)", "eve@evil.example"),
    _stranger("an address after the address", "<anna@client.example> <eve@evil.example>", None),
    _stranger("comments in comments", "(" * 5000 + ")" * 5000 + "anna@client.example", ANNA),
    _stranger("a name of 15 kB", "x" * 15_000 + " <anna@client.example>", ANNA),
    _stranger("none", "", None),
    _stranger("a quote within the address", 'an"x"na@client.example', None),
    Written("a boundary within a line", raw(WITHIN_LINE), whole_text="Not here: --m\n--mm\n --m\nStill here."),
    Written("nineteen deep", _nested(19), text=("hello",)),
    Written("mails in mails, a thousand deep", _within_mails(1000), files=(("mail.eml", "message/rfc822"),)),
    Written("nested a thousand deep", _nested(1000), refused=Reason.TOO_DEEP),
    Written("two hundred parts and more", _parts(201), refused=Reason.TOO_MANY_PARTS),
    Written("a huge header", raw(f"{HEAD}X-Junk: {'x' * 256_000}\n{PLAIN}\nHello.\n"), refused=Reason.HEADER_TOO_LARGE),
    Written("a thousand headers", raw(f"{HEAD}{'X-Junk: x' + chr(10)}" * 200), refused=Reason.TOO_MANY_HEADERS),
    Written("too large", b"Subject: x\r\n\r\n" + bytes(35_000_000), refused=Reason.TOO_LARGE, envelope=NULL),
)  # fmt: skip
