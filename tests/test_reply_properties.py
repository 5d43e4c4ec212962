"""What holds for every mail, however broken or hostile: nothing is invented, nothing raises, nothing takes long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.replies.extraction import extraction_from_html, extraction_from_text, reply_from_html, reply_from_text
from tests.reply_attributions import ATTRIBUTIONS
from tests.reply_lines import DEVICE_LINES
from tests.reply_mails import MAILS
from tests.reply_pages import PAGES
from tests.reply_prose import WHOLE


def quoting(text: str) -> str:
    """The text with every line quoted."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


LINES = st.one_of(
    st.sampled_from(
        ["", "", "> quoted", ">> deeper", "> ", "--", "-- ", "---", "____", "***", "```", "| bar", "JD> text"]
    ),
    st.sampled_from(
        ["From: a@b.example", "To: c", "Sent: 5 March 2024 9:41", "Subject: x", "##- Reply above -##", "1. one"]
    ),
    st.sampled_from(
        ["Jo", "On Tuesday.", "He wrote:", "+49 40 5550147", "-----Original Message-----", "- item", "<", "a@b.c:"]
    ),
    st.sampled_from([*ATTRIBUTIONS.values(), *DEVICE_LINES]),
    st.text(max_size=60),
)
MAIL = st.lists(LINES, max_size=25).map("\n".join)
SENTENCES = [case[1] for case in WHOLE if not case[1].startswith(">") and "\n>" not in case[1]]
OWN = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True).map("\n\n".join)
ATTRIBUTION = st.sampled_from([*ATTRIBUTIONS.values()])
QUOTED = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(lambda words: quoting("\n\n".join(words)))
SIGNED = st.sampled_from(["", "\n\n-- \nJo Kite\nKite & Daughters", *(f"\n\n{line}" for line in DEVICE_LINES)])
PIECES = st.sampled_from(
    [
        *(
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<br>",
            "<hr>",
            "<blockquote type=cite>",
            "</blockquote>",
            "<ul>",
            "<li>",
            "<pre>",
        ),
        *(
            "<a href='x'>",
            "</a>",
            "<td>",
            "<div class=gmail_signature>",
            "<div id=appendonsend>",
            "<!--",
            "-->",
            "<",
            ">",
            '"',
        ),
        *("On 5 Mar 2024, at 09:41, Noor wrote:", "From: a@b.example<br>Sent: 9:41<br>To: c", "text", " ", "\n", "&"),
        "<div style='display:none'>",
    ]
)
PAGE = st.lists(PIECES, max_size=40).map("".join)

HOSTILE_TEXTS = {
    "a row of dashes": "-" * 100_000,
    "rows of dashes": "-----\n" * 100_000,
    "rows between words": "---\nx\n\n" * 30_000,
    "On On On": "On " * 100_000,
    "attributions without end": "On Tue, 2 Jan 2024 at 15:04, X <x@y.example>\n" * 20_000,
    "attributions": "On Tue, 2 Jan 2024 at 15:04, X <x@y.example> wrote:\n> a\nb\n" * 10_000,
    "one line of quotes": ">" * 5_000_000,
    "lines of quotes": ">\n" * 2_500_000,
    "quotes and words": "> a\nb\n" * 100_000,
    "headers": "From: a@b.example\n" * 50_000,
    "blank lines": "\n" * 5_000_000,
    "spaces": " " * 5_000_000,
    "addresses": "a@" * 200_000,
    "fences": "```\n" * 100_000,
    "links": "Sent from [a](" * 50_000,
    "device lines": ("Sent from my " + "x " * 70 + "\n") * 3000,
    "entities": "&amp;" * 200_000,
    "armour": "-----BEGIN PGP SIGNED MESSAGE-----\n" * 20_000,
    "glued": " On abc 2024 1:23 " * 50 + "wrote:\n",
}
HOSTILE_PAGES = {
    "elements in elements": "<div>" * 100_000 + "hi" + "</div>" * 100_000,
    "quotes in quotes": "<blockquote>" * 100_000 + "hi",
    "opened tags": "<a " * 700_000,
    "opened attributes": '<a x="' * 300_000,
    "opened comments": "<!--" * 500_000,
    "opened styles": "<style " * 300_000,
    "ends of nothing": "<div>" * 20_000 + "</p>" * 200_000,
    "many attributes": "<a " + 'x="1" ' * 200_000 + ">",
    "styles": ('<p style="' + "display " * 400 + '">') * 500,
    "lists": "<ol>" * 30_000 + "<li>" * 30_000,
    "links": ('<a href="https://x.example">' + "y" * 50) * 40_000,
    "ampersands": "&" * 2_000_000,
    "angles": "<" * 2_000_000,
}


@settings(max_examples=300, deadline=None)
@given(MAIL)
def test_every_line_of_a_reply_was_in_the_mail(mail: str) -> None:
    found = extraction_from_text(mail)
    for part in (found.reply, found.quoted, found.signature):
        assert all(line.strip() in mail.replace("\0", "") for line in part.split("\n"))


@settings(max_examples=300, deadline=None)
@given(OWN, SIGNED, ATTRIBUTION, QUOTED)
def test_the_same_words_come_out_of_whatever_is_put_around_them(
    own: str, signed: str, attribution: str, quoted: str
) -> None:
    assert reply_from_text(f"{own}\n\n{attribution}\n\n{quoted}") == own
    assert reply_from_text(f"{own}{signed}\n\n{attribution}\n{quoted}") == own
    assert reply_from_text(f"{own}\n\n{attribution}\n{quoted}{signed}") == own
    assert reply_from_text(f"{attribution}\n\n{quoted}\n\n{own}{signed}") == own
    assert reply_from_text(own) == own


@settings(max_examples=300, deadline=None)
@given(MAIL)
def test_nothing_of_a_mail_is_in_no_part(mail: str) -> None:
    found = extraction_from_text(mail)
    parts = found.reply + found.quoted + found.signature
    assert sorted("".join(parts.split())) == sorted("".join(mail.replace("\0", "").split()))


@settings(max_examples=300, deadline=None)
@given(PAGE | st.text())
def test_no_page_raises(page: str) -> None:
    assert "\ue0f5" not in reply_from_html(page)


@pytest.mark.parametrize("mail", [*[case[1] for case in MAILS], *[case[1] for case in WHOLE]])
def test_a_known_reply_stays_what_it_is_when_taken_again(mail: str) -> None:
    reply = reply_from_text(mail)
    assert reply_from_text(reply) == reply


@pytest.mark.parametrize("page", [case[1] for case in PAGES])
def test_a_known_page_cut_anywhere_raises_nothing(page: str) -> None:
    for end in range(0, len(page), 7):
        extraction_from_html(page[:end])


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS.keys())
def test_a_hostile_text_holds_nobody_up(text: str) -> None:
    extraction_from_text(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("page", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES.keys())
def test_a_hostile_page_holds_nobody_up(page: str) -> None:
    extraction_from_html(page)
