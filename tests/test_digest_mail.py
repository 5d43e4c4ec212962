"""The digest as a mail: the same bytes from the same, signed, readable everywhere, and about nobody but its authors."""

import email
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from uuid import UUID

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from db.vocabulary import AttachmentKind, AttachmentState, Role, RoomKind, ScanState
from jobs.digests.composition import composed, envelope_sender
from jobs.digests.dkim import Key, keys_of
from jobs.digests.house import House
from jobs.digests.page import PLAIN
from jobs.digests.wording import LANGUAGES
from resolvers.addresses import LOCALES
from resolvers.colors import Scheme, accent_on
from resolvers.digests.digest import Digest, Entry, Picture, Reader, Thread, Tokens
from resolvers.digests.nights import over_at
from resolvers.views import AttachmentView, AuthorView, MessageView, QuoteView, RoomView
from tests.cast import NOON

COLOR = re.compile(r"#[0-9a-f]{6}\b")
RSA, ED25519 = rsa.generate_private_key(65537, 2048), ed25519.Ed25519PrivateKey.generate()
HOUSE = House(
    "https://portal.larch.example", "notify@larch.example", "in.larch.example", "+",
    (Key("larch.example", "r1", RSA), Key("larch.example", "e1", ED25519)),
)  # fmt: skip
TESS, CLEO = (
    AuthorView(UUID(int=1), "Tess", Role.TEAM, None),
    AuthorView(UUID(int=2), "Cléo <Marchand>", Role.CLIENT, None),
)
ROOM = RoomView(UUID(int=9), "Annual accounts", RoomKind.CONVERSATION, NOON, None, 9, "", None, None, None, None, None)


def message(position: int, author: AuthorView, body: str, quote: QuoteView | None = None) -> MessageView:
    return MessageView(
        UUID(int=100 + position), ROOM.id, position, UUID(int=200 + position), author, body,
        NOON + timedelta(minutes=position), None, None, quote, 0,
    )  # fmt: skip


def image(number: int) -> AttachmentView:
    return AttachmentView(
        UUID(int=number), AttachmentKind.IMAGE, AttachmentState.READY, ScanState.CLEAN, "receipt.jpg", 48_000,
        "image/jpeg", 10, 10, False, None, None, (),
    )  # fmt: skip


DIGEST = Digest(
    id=UUID(int=0xABC),
    workspace_name="Larch & Partners",
    accent_color=None,
    room=ROOM,
    reader=Reader("bea@client.example", "en", "Europe/Paris"),
    entries=(Entry(message(3, TESS, "Hello,\n\nhow are <you>?\n.\nFrom here on: fine."), (), ()),),
    count=1,
    shows_text=True,
    takes_answers=True,
    tokens=Tokens("r" * 26, "m" * 26, "b" * 26),
    thread=Thread("d.1@larch.example", "r.1@larch.example", ("d.0@larch.example",)),
)


def read(digest: Digest, house: House = HOUSE) -> EmailMessage:
    return email.message_from_bytes(composed(digest, house, NOON), EmailMessage, policy=policy.default)


def form(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content.replace("\r\n", "\n")


def plain(digest: Digest) -> str:
    return form(read(digest), "plain")


def test_every_header_is_there_and_whole():
    mail = read(DIGEST)
    assert {name: str(mail[name]) for name in mail if name not in {"DKIM-Signature", "Content-Type"}} == {
        "From": "Tess at Larch & Partners <notify@larch.example>",
        "To": "bea@client.example",
        "Reply-To": f"Larch & Partners <reply+{'r' * 26}@in.larch.example>",
        "Subject": "New messages in Annual accounts",
        "Date": "Sat, 21 Nov 2026 12:00:00 +0000",
        "Message-ID": "<d.1@larch.example>",
        "References": "<r.1@larch.example> <d.0@larch.example>",
        "In-Reply-To": "<d.0@larch.example>",
        "List-Unsubscribe": f"<https://portal.larch.example/u/{'m' * 26}>, <mailto:unsub+{'m' * 26}@in.larch.example>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "X-Parlour-Digest": DIGEST.id.hex,
        "Content-Language": "en",
        "MIME-Version": "1.0",
    }
    assert envelope_sender(DIGEST, HOUSE) == f"bounce+{'b' * 26}@in.larch.example"
    assert envelope_sender(DIGEST, replace(HOUSE, inbound_domain=None)) == "notify@larch.example"


def test_no_id_or_address_is_broken_and_no_line_is_too_long():
    long = replace(DIGEST, entries=(Entry(message(3, TESS, "x" * 5000 + " ü" * 900), (), ()),))
    for raw in (composed(DIGEST, HOUSE, NOON), composed(long, HOUSE, NOON)):
        assert b"=?utf-8" not in raw.split(b"\r\n\r\n")[0].lower()
        assert max(len(line) for line in raw.split(b"\r\n")) < 998
        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert raw.isascii()


def test_the_same_is_composed_from_the_same():
    assert composed(DIGEST, HOUSE, NOON) == composed(DIGEST, HOUSE, NOON)


def dns(name: bytes, **_: object) -> bytes:
    selector = name.decode().partition(".")[0]
    if selector == "r1":
        key = RSA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return b"v=DKIM1; k=rsa; p=" + dkim.base64.b64encode(key)
    key = ED25519.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return b"v=DKIM1; k=ed25519; p=" + dkim.base64.b64encode(key)


def holds(raw: bytes, index: int) -> bool:
    try:
        return bool(dkim.DKIM(raw).verify(idx=index, dnsfunc=dns))
    except dkim.ValidationError:
        return False


@pytest.mark.parametrize("index", [0, 1])
def test_both_signatures_hold_and_cover_unsubscribing(index: int):
    raw = composed(DIGEST, HOUSE, NOON)
    verifier = dkim.DKIM(raw)
    assert verifier.verify(idx=index, dnsfunc=dns)
    # Named once more than they occur, whatever this verifier makes of a second one.
    named = re.findall(rb"; h=([^;]+);", raw)[index].split(b":")
    assert [named.count(name) for name in (b"from", b"to", b"subject", b"reply-to")] == [2, 2, 2, 2]
    assert {b"list-unsubscribe", b"list-unsubscribe-post", b"from", b"message-id"} <= set(verifier.include_headers)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/u/mmmm", b"/u/nnnn"),
        (b"Hello,", b"Hallo,"),
        # Verifiers look from below, mail programs from above.
        (b"From: Tess", b"From: eve@evil.example\r\nFrom: Tess"),
        (b"Reply-To:", b"Reply-To: eve@evil.example\r\nReply-To:"),
    ],
)
def test_a_mail_that_was_touched_is_not_ours(old: bytes, new: bytes):
    raw = composed(DIGEST, HOUSE, NOON)
    assert old in raw
    touched = raw.replace(old, new)
    assert not any(holds(touched, index) for index in (0, 1))


def test_keys_are_read_and_bad_ones_named(tmp_path: Path):
    for name, key in (("r", RSA), ("e", ED25519), ("short", rsa.generate_private_key(65537, 1024))):
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (tmp_path / name).write_bytes(pem)
    found = keys_of(f"r1={tmp_path}/r, e1={tmp_path}/e", "larch.example")
    assert [(key.selector, key.algorithm) for key in found] == [("r1", "rsa-sha256"), ("e1", "ed25519-sha256")]
    (tmp_path / "no").write_text("no key")
    for wrong in (f"x={tmp_path}/no", f"x={tmp_path}/absent", "nothing"):
        with pytest.raises(ValueError, match=r"DKIM"):
            keys_of(wrong, "larch.example")


def test_text_is_what_was_written_below_the_marker():
    assert plain(DIGEST) == (
        "##- Reply above this line -##\n\nLarch & Partners\nA new message in Annual accounts\n"
        "Times are in Central European Standard Time.\n\n"
        "Tess\nNovember 21, 2026, 1:03\u202fPM\n\n"
        "Hello,\n\nhow are <you>?\n.\nFrom here on: fine.\n\n"
        "Reply to this mail to answer in the room.\nOpen the room:\n"
        "https://portal.larch.example/r/Um9vbToAAAAAAAAAAAAAAAAAAAAJ\n\n"
        "You get this mail because you take part in Annual accounts at Larch &\n"
        "Partners and had not read these messages.\n\n"
        f"Mute this room:\nhttps://portal.larch.example/u/{'m' * 26}?room\n"
        f"Stop all mail of this kind:\nhttps://portal.larch.example/u/{'m' * 26}?all\n\n"
        "-## End of this mail: 71 words ##-\n"
    )


def words_of(text: str) -> list[str]:
    """The words in their order, without what only separates them."""
    return re.sub(r"[·:,*]", " ", unescape(text)).split()


def test_both_forms_say_the_same():
    quote = QuoteView(UUID(int=103), 3, TESS, "Hello,\nthere", None)
    entry = Entry(message(4, CLEO, "In the picture", quote), (image(51),), ())
    digest = replace(DIGEST, entries=(*DIGEST.entries, entry), count=7)
    mail = read(digest)
    text = words_of(re.sub(r"https://portal\S+", " ", form(mail, "plain")))
    shown = re.sub(r'(?s)<head>.*?</head>|<div style="display:none.*?</div>', " ", form(mail, "html"))
    html = words_of(re.sub(r"<[^>]+>", " ", shown.replace("&middot;", " ")))
    assert html == text
    assert "5 earlier messages are in the room." in " ".join(text)


def test_the_hidden_line_is_the_first_line_of_the_first_message():
    html = form(read(DIGEST), "html")
    assert re.search(r'<div style="display:none[^"]*mso-hide:all">Hello,</div>', html)
    assert '<meta name="color-scheme" content="light dark">' in html
    assert not re.search(r"<body[^>]*background", html)
    assert "http" not in re.sub(r'https://portal\.larch\.example/[^"]*', "", html)


def test_french_readers_read_french_in_their_own_time():
    digest = replace(DIGEST, reader=Reader("bea@client.example", "fr", "Asia/Kolkata"), count=1)
    mail = read(digest)
    text = form(mail, "plain")
    assert mail["Subject"] == "Nouveaux messages dans Annual accounts"
    assert mail["Content-Language"] == "fr"
    assert mail["From"].addresses[0].display_name == "Tess chez Larch & Partners"
    assert text.startswith("##- Répondez au-dessus de cette ligne -##\n\nLarch & Partners\nUn nouveau message")
    assert text.endswith("\n-## Fin de cet e-mail : 81 mots ##-\n")
    assert "\nFuseau horaire : heure de l’Inde.\n\nTess\n21 novembre 2026, 17:33\n" in text
    assert "Paris" not in mail.as_string()


@pytest.mark.parametrize("color", ["#ffee00", "#3b3f9c", "#000000"])
def test_a_mail_wears_the_firms_colour_where_it_can_be_read(color: str):
    html, plainly = form(read(replace(DIGEST, accent_color=color)), "html"), form(read(DIGEST), "html")
    light, dark = accent_on(Scheme.LIGHT, color), accent_on(Scheme.DARK, color)
    assert f"background:{light.fill};color:{light.ink};" in html
    assert f"background: {dark.fill} !important; color: {dark.ink} !important;" in html
    assert set(COLOR.findall(html)) - set(COLOR.findall(plainly)) <= {light.fill, light.ink, dark.fill, dark.ink}
    assert not {PLAIN[scheme].link for scheme in Scheme} & set(COLOR.findall(html))


def test_every_language_that_people_choose_is_written():
    assert set(LANGUAGES) == set(LOCALES)


def test_an_unknown_zone_or_language_is_told_in_another():
    text = plain(replace(DIGEST, reader=Reader("bea@client.example", "xx-YY", "Mars/Base")))
    assert "12:03\u202fPM" in text
    assert "Coordinated Universal Time" in text


def test_times_on_both_sides_of_a_change_of_clocks_name_their_zones():
    before = replace(message(1, TESS, "one"), sent_at=datetime(2026, 10, 24, 12, tzinfo=UTC))
    after = replace(message(2, TESS, "two"), sent_at=datetime(2026, 10, 25, 12, tzinfo=UTC))
    text = plain(replace(DIGEST, entries=(Entry(before, (), ()), Entry(after, (), ())), count=2))
    assert "October 24, 2026, 2:00\u202fPM (Central European Summer Time)" in text
    assert "October 25, 2026, 1:00\u202fPM (Central European Standard Time)" in text
    assert "Times are" not in text


def test_no_line_of_ours_is_wider_than_a_plain_terminal():
    body = "A sentence about the accounts. " * 20 + "\n" + "https://larch.example/" + "x" * 80
    text = plain(replace(DIGEST, entries=(Entry(message(3, TESS, body), (), ()),)))
    assert [line for line in text.splitlines() if len(line) > 72] == ["https://larch.example/" + "x" * 80]


def test_a_long_message_is_cut_at_a_word_with_a_link():
    text = plain(replace(DIGEST, entries=(Entry(message(3, TESS, "word " * 1000), (), ()),)))
    assert (
        "word …\n\nThe rest of this message is in the room:\nhttps://portal.larch.example/r/Um9vbToAAAAAAAAAAAAAAAAAAAAJ?at=3\n"
        in text
    )
    assert 1990 < text.partition("The rest")[0].count("word") * 5 <= 2000


def test_pictures_travel_inside_with_ids_that_are_shown():
    picture = Picture(UUID(int=51), "image/jpeg", 320, 200, b"\xff\xd8picture")
    mail = read(replace(DIGEST, entries=(Entry(message(4, CLEO, "", None), (image(51),), (picture,)),)))
    [found] = [part for part in mail.walk() if part["Content-ID"]]
    assert found.get_content() == b"\xff\xd8picture"
    assert found["Content-Disposition"] == "inline"
    assert f'src="cid:{found["Content-ID"][1:-1]}"' in form(mail, "html")
    assert "Picture: receipt.jpg (48 kB)" in form(mail, "plain")
    assert mail["From"].addresses[0].display_name == "Cléo <Marchand> via Larch & Partners"


def test_several_authors_stand_under_the_firm_s_name():
    both = (*DIGEST.entries, Entry(message(4, CLEO, "Hi"), (), ()))
    assert read(replace(DIGEST, entries=both, count=2))["From"].addresses[0].display_name == "Larch & Partners"
    masked = replace(TESS, name="Larch & Partners")
    one = (Entry(message(3, masked, "Hi"), (), ()),)
    assert read(replace(DIGEST, entries=one))["From"].addresses[0].display_name == "Larch & Partners"


@pytest.mark.parametrize(
    ("zone", "night", "now", "over"),
    [
        ("UTC", (1320, 420), "2026-11-21T23:00", "2026-11-22T07:00"),
        ("UTC", (1320, 420), "2026-11-21T06:59", "2026-11-21T07:00"),
        ("UTC", (1320, 420), "2026-11-21T07:00", None),
        ("UTC", (1320, 420), "2026-11-21T21:59", None),
        ("UTC", (720, 780), "2026-11-21T12:30", "2026-11-21T13:00"),
        ("America/New_York", (1320, 420), "2026-11-21T04:00", "2026-11-21T12:00"),
        ("Europe/Paris", (0, 180), "2026-03-29T00:30", "2026-03-29T01:00"),
        ("Mars/Base", (1320, 420), "2026-11-21T23:00", "2026-11-22T07:00"),
    ],
)
def test_a_night_ends_in_the_reader_s_own_morning(zone: str, night: tuple[int, int], now: str, over: str | None):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert over_at(zone, *night, moment) == (datetime.fromisoformat(over).replace(tzinfo=UTC) if over else None)
