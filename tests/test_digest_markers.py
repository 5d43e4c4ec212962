"""The digest between its two marker lines: what is above or below is the reader's, and what nobody wrote is empty."""

import re
from dataclasses import replace

import pytest

from jobs.digests.answering import answer_to
from jobs.replies.extraction import reply_from_html, reply_from_text
from jobs.replies.html_lines import lines_from_html
from jobs.replies.markers import told_by, words_in
from resolvers.digests.digest import Digest, Entry, Picture, Reader
from resolvers.views import QuoteView
from tests.cast import NOON
from tests.test_digest_mail import CLEO, DIGEST, TESS, UUID, form, image, message, read

QUOTE = QuoteView(UUID(int=103), 3, TESS, "Hello,\nthere", None)
PICTURE = Picture(UUID(int=51), "image/jpeg", 320, 200, b"\xff\xd8picture")
FULL = replace(
    DIGEST,
    entries=(
        Entry(message(3, TESS, "See https://larch.example/a_b?c=d <now> and 1.5 % of it 👍\n-- \nTess"), (), ()),
        Entry(
            message(4, CLEO, "word " * 700, QUOTE), (image(51), replace(image(52), file_name="a (2).jpg")), (PICTURE,)
        ),
    ),
    count=9,
)
DIGESTS = [
    replace(digest, reader=Reader("bea@client.example", locale, "Europe/Paris"))
    for digest in (DIGEST, FULL)
    for locale in ("en", "fr")
]
FROM = (
    "From: Larch <reply@in.larch.example>\nSent: Saturday, November 21, 2026 1:30 PM\nTo: Bea\nSubject: New messages\n"
)


def outlook_html(above: str, digest: Digest, below: str = "") -> str:
    """Outlook's frame around a mail's HTML, with no element that tells where the original begins."""
    original = re.sub(r"(?s).*<body[^>]*>|</body>.*", "", form(read(digest), "html")).replace("display:none", "")
    original = original.replace("mso-hide:all", "").replace("max-height:0;max-width:0;overflow:hidden;opacity:0;", "")
    return f"<html><body><p>{above}</p>{original}<p>{below}</p></body></html>"


@pytest.mark.parametrize("digest", DIGESTS)
def test_the_closing_line_tells_how_many_words_both_forms_have(digest: Digest):
    mail = read(digest)
    for lines in (form(mail, "plain").splitlines(), lines_from_html(form(mail, "html"))):
        [end] = [number for number, line in enumerate(lines) if told_by(line) is not None]
        begin = next(number for number, line in enumerate(lines) if "##- " in line)
        assert words_in(lines[begin + 1 : end]) == told_by(lines[end])


@pytest.mark.parametrize("digest", DIGESTS)
@pytest.mark.parametrize("header", ["", FROM, f"-----Original Message-----\n{FROM}"])
def test_a_digest_that_comes_back_unquoted_with_nothing_written_is_empty(digest: Digest, header: str):
    assert reply_from_text(f"\n\n{header}\n{form(read(digest), 'plain')}\n") == ""
    assert reply_from_html(outlook_html("", digest)) == ""
    rewritten = re.sub(r"(https?://\S+)", r"<https://safe.example/?url=\1&data=x>", form(read(digest), "plain"))
    assert reply_from_text(f"\n{header}\n{rewritten}\n") == ""


@pytest.mark.parametrize("digest", DIGESTS)
def test_what_is_written_above_or_below_is_kept(digest: Digest):
    original = form(read(digest), "plain")
    assert reply_from_text(f"Yes, please.\n\n{FROM}\n{original}") == "Yes, please."
    assert reply_from_text(f"{FROM}\n{original}\n\nYes,\nplease.\n\n-- \nBea\n") == "Yes,\nplease."
    assert reply_from_text(f"{original}\nJa, gern.") == "Ja, gern."
    quoted = "On 21 Nov 2026, at 13:30, Larch wrote:\n" + "".join(f"> {line}\n" for line in original.splitlines())
    assert reply_from_text(f"{quoted}\nYes, below.") == "Yes, below."
    assert reply_from_text(quoted) == ""
    assert reply_from_html(outlook_html("Above.", digest)) == "Above."
    assert reply_from_html(outlook_html("", digest, "Below.")) == "Below."


@pytest.mark.parametrize("written", ["No.", "42", "👍", "I would rather not"])
def test_what_is_written_within_an_unquoted_digest_is_never_lost(written: str):
    lines = form(read(DIGEST), "plain").splitlines()
    for place in range(2, len(lines) - 1, 3):
        assert written in reply_from_text("\n".join([*lines[:place], written, *lines[place:]]))


def test_a_closing_line_alone_takes_nothing_away():
    assert reply_from_text("One.\n-## End of this mail: 5 words ##-\nTwo.") == "One.\nTwo."


def test_the_answer_of_a_mail_program_to_a_digest_is_what_was_written():
    found = answer_to(read(FULL), "Fine by me.", NOON).get_content()
    assert reply_from_text(found) == "Fine by me."


def test_digests_without_an_invitation_have_no_marker_lines():
    mail = read(replace(DIGEST, takes_answers=False))
    assert "##" not in form(mail, "plain") + form(mail, "html").replace("&#", "")


def test_a_thousand_marker_lines_do_no_harm():
    assert reply_from_text("##- Reply -##\n-## End: 5 words ##-\n" * 1000 + "Yes.").endswith("Yes.")
