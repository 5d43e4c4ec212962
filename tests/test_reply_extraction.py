"""What people wrote in their answers is found whatever their mail program put around it."""

import textwrap

import pytest

from jobs.replies.extraction import (
    Extraction,
    extraction_from_html,
    extraction_from_text,
    reply_from_html,
    reply_from_text,
)
from tests.reply_attributions import ATTRIBUTIONS
from tests.reply_lines import DEVICE_LINES, OUTLOOK_HEADERS
from tests.reply_mails import MAILS
from tests.reply_pages import PAGES
from tests.reply_prose import WHOLE

OWN = "Green, as you said.\n\nAnd the doors?"
QUOTED = "> Which colour?\n>\n> Noor"


def _named(cases: tuple[tuple[str, ...], ...]) -> list[str]:
    return [case[0] for case in cases]


def _broken(attribution: str, width: int) -> str:
    return "\n".join(textwrap.fill(line, width, break_long_words=False) for line in attribution.splitlines())


@pytest.mark.parametrize(("mail", "reply"), [case[1:] for case in MAILS], ids=_named(MAILS))
def test_a_mail_gives_what_its_writer_wrote(mail: str, reply: str) -> None:
    assert reply_from_text(mail) == reply


@pytest.mark.parametrize("mail", [case[1] for case in WHOLE], ids=_named(WHOLE))
def test_what_only_looks_like_a_program_is_kept_whole(mail: str) -> None:
    assert extraction_from_text(mail) == Extraction(reply=mail, quoted="", signature="", trimmed=False)


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_an_attribution_of_any_program_and_language_is_known(attribution: str) -> None:
    deeper = "\n".join(f"> {line}" for line in attribution.splitlines())
    assert reply_from_text(f"{OWN}\n\n{attribution}\n\n{QUOTED}") == OWN
    assert reply_from_text(f"{OWN}\n{attribution}\n{QUOTED}") == OWN
    for width in (40, 50, 60, 72):
        assert reply_from_text(f"{OWN}\n\n{_broken(attribution, width)}\n\n{QUOTED}") == OWN
    assert reply_from_text(f"{OWN}\n\n{attribution}\n\nWhich colour?\n\nNoor") == OWN
    assert reply_from_text(f"{OWN}\n\n{deeper}\n>\n{QUOTED}") == OWN
    assert reply_from_text(f"{attribution}\n\n{QUOTED}\n\n{OWN}") == OWN
    assert reply_from_text(f"{attribution}\n\n> one?\n\nYes.\n\n> two?\n\nNo.") == "> one?\n\nYes.\n\n> two?\n\nNo."
    assert reply_from_text(f"{attribution}\n\n{QUOTED}") == ""


@pytest.mark.parametrize("names", OUTLOOK_HEADERS.values(), ids=OUTLOOK_HEADERS.keys())
@pytest.mark.parametrize("colon", [": ", " : ", "：", ":* "])
def test_a_header_block_of_any_language_is_known(names: tuple[str, str, str, str], colon: str) -> None:
    values = ("Noor <noor@x.example>", "2024-03-05 09:41", "jo@kite.example", "Plan")
    star = "*" if "*" in colon else ""
    block = "\n".join(f"{star}{name}{colon}{value}" for name, value in zip(names, values, strict=True))
    assert reply_from_text(f"{OWN}\n\n{block}\n\nWhich colour?\n\nNoor") == OWN
    assert reply_from_text(f"{OWN}\n________________________________\n{block}\n\nWhich colour?") == OWN


@pytest.mark.parametrize("line", DEVICE_LINES)
def test_a_device_line_is_left_out(line: str) -> None:
    assert extraction_from_text(f"{OWN}\n\n{line}") == Extraction(OWN, quoted="", signature=line, trimmed=True)
    assert reply_from_text(f"{OWN}\n{line}\n\nOn 5 Mar 2024, at 09:41, Noor <n@x.example> wrote:\n\n{QUOTED}") == OWN


@pytest.mark.parametrize(("html", "reply"), [case[1:] for case in PAGES], ids=_named(PAGES))
def test_a_page_gives_what_its_writer_wrote(html: str, reply: str) -> None:
    assert reply_from_html(html) == reply


def test_what_was_left_out_is_told_apart() -> None:
    attribution = ATTRIBUTIONS["gmail en"]
    found = extraction_from_text(f"{OWN}\n\n-- \nJo\n\n{attribution}\n\n{QUOTED}")
    assert found == Extraction(OWN, quoted=f"{attribution}\n\n{QUOTED}", signature="--\nJo", trimmed=True)


def test_what_was_left_out_of_a_page_is_told_apart() -> None:
    quote = "On 5 Mar 2024, at 09:41, Noor wrote:"
    page = f'<p>Green.</p><div class="gmail_signature">Jo</div><blockquote type="cite">{quote}</blockquote>'
    found = extraction_from_html(page)
    assert found == Extraction("Green.", quoted=f"> {quote}", signature="Jo", trimmed=True)


def test_a_page_cannot_forge_what_marks_a_signature() -> None:
    assert reply_from_html("<p>\ue0f5Green.</p><p>Oak.</p>") == "Green.\n\nOak."
    assert reply_from_text("\ue0f5Green.") == "Green."


def test_a_very_long_line_is_kept_to_its_end() -> None:
    long = "word " * 5000 + "end"
    assert reply_from_text(f"{long}\n\n{ATTRIBUTIONS['gmail fr']}\n\n{QUOTED}") == long


def test_what_lies_beyond_the_lines_looked_at_is_kept() -> None:
    log = "\n".join(f"entry {number}" for number in range(5000))
    assert reply_from_text(log) == log
