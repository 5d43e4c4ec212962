"""Measures the extraction of replies: `python -m bench.extraction`.

Prints how many mails of the tests' tables come out exactly right, milliseconds per mail, and seconds on hostile input;
beside quotequail and mail-parser-reply where they are installed (they are no dependency of ours).
"""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import FrameType

from jobs.replies.extraction import reply_from_html, reply_from_text
from tests.reply_attributions import ATTRIBUTIONS
from tests.reply_mails import MAILS
from tests.reply_pages import PAGES
from tests.reply_prose import WHOLE
from tests.test_reply_properties import HOSTILE_PAGES, HOSTILE_TEXTS

Extract = Callable[[str], str]
OWN = "Green, as you said.\n\nAnd the doors?"
ROUNDS = 20
PATIENCE = 10  # seconds for one hostile mail
LANGUAGES = ["en", "de", "fr", "it", "ja", "nl", "pl", "sv", "da", "cs", "es", "ko", "zh"]


def by_quotequail(text: str) -> str:
    """What quotequail would show unfolded."""
    chunks = import_module("quotequail").quote(text, quote_intro_line=True)
    return "\n".join(chunk for expanded, chunk in chunks if expanded)


def by_mail_parser_reply(text: str) -> str:
    """What mail-parser-reply takes for the latest reply."""
    parser = import_module("mailparser_reply").EmailReplyParser(languages=LANGUAGES)
    return str(parser.parse_reply(text) or "")


def table() -> list[tuple[str, str]]:
    """Every mail of the tests with what its writer wrote."""
    answered = [(f"{OWN}\n\n{attribution}\n\n> Which colour?\n>\n> Noor", OWN) for attribution in ATTRIBUTIONS.values()]
    return [(mail, reply) for _, mail, reply in MAILS] + [(mail, mail) for _, mail in WHOLE] + answered


def main() -> None:
    """Prints everything."""
    peers: dict[str, Extract] = {"ours": reply_from_text}
    if find_spec("quotequail"):
        peers["quotequail"] = by_quotequail
    if find_spec("mailparser_reply"):
        peers["mail-parser-reply"] = by_mail_parser_reply
    for name, extract in peers.items():
        quality(name, extract)
    pages = [(html, reply) for _, html, reply in PAGES]
    print(f"ours, HTML: {_per_mail(reply_from_html, pages):.3f} ms/mail, {_exact(reply_from_html, pages)}")
    for name, extract in peers.items():
        hostile(name, extract, HOSTILE_TEXTS)
    hostile("ours, HTML", reply_from_html, HOSTILE_PAGES)


def quality(name: str, extract: Extract) -> None:
    """Prints how fast and how well the table's mails are read."""
    print(f"{name}: {_per_mail(extract, table()):.3f} ms/mail, {_exact(extract, table())}")


def hostile(name: str, extract: Extract, inputs: dict[str, str]) -> None:
    """Prints the seconds each hostile input takes, the slowest first."""
    took = {kind: _seconds(extract, text) for kind, text in inputs.items()}
    slowest = sorted(took.items(), key=lambda item: -item[1])
    print(f"{name}, hostile:", ", ".join(f"{kind} {seconds:.2f} s" for kind, seconds in slowest))


def _per_mail(extract: Extract, cases: list[tuple[str, str]]) -> float:
    started = time.perf_counter()
    for _ in range(ROUNDS):
        for mail, _reply in cases:
            extract(mail)
    return (time.perf_counter() - started) * 1000 / ROUNDS / len(cases)


def _exact(extract: Extract, cases: list[tuple[str, str]]) -> str:
    right = sum(extract(mail).split() == reply.split() for mail, reply in cases)
    return f"{right} of {len(cases)} exactly right"


def _seconds(extract: Extract, text: str) -> float:
    started = time.perf_counter()
    with _patience():
        extract(text)
    return time.perf_counter() - started


@contextmanager
def _patience() -> Iterator[None]:
    """Gives up after a while on what would never come to an end."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    except TimeoutError:
        print(f"(given up after {PATIENCE} s)", end=" ")
    finally:
        signal.alarm(0)


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
