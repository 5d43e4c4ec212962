"""Raw mails of many programs become facts; hostile ones harm nobody."""

import asyncio
import base64
import hashlib
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.bounded import Answered, Died, Interrupted, run_bounded
from jobs.inbound import parsing
from jobs.inbound.inline import kept, shown_by
from jobs.inbound.mails import Limits, Parsed, Reason, RefusedError, Unparseable
from jobs.inbound.parsing import BOUNDS, parsed
from jobs.inbound.reading import read
from jobs.inbound.wire import read_answer, written
from tests.mails.building import HEAD, Written, raw
from tests.mails.catalogue import MAILS

READABLE = [mail for mail in MAILS if mail.refused is None]
by_name = pytest.mark.parametrize("mail", READABLE, ids=lambda mail: mail.name)


def test_there_are_enough_mails() -> None:
    assert len({mail.name for mail in MAILS}) == len(MAILS) >= 100


@by_name
def test_each_mail_says_what_its_author_wrote(mail: Written) -> None:
    found = read(mail.raw, Limits())
    assert [piece for piece in mail.text if piece not in found.text] == []
    assert [piece for piece in mail.page if piece not in (found.html or "")] == []
    if mail.whole_text is not None:
        assert found.text.strip() == mail.whole_text.strip()
    assert found.reads_as_html is mail.reads_as_html
    assert tuple((file.name, file.media_type) for file in found.attachments) == mail.files
    assert found.from_address == mail.author


@by_name
def test_what_the_child_tells_is_what_it_read(mail: Written) -> None:
    found = read(mail.raw, Limits())
    assert read_answer(b"".join(written(found))) == found


@pytest.mark.parametrize("mail", [mail for mail in MAILS if mail.refused], ids=lambda mail: mail.name)
async def test_what_is_too_much_is_refused_with_its_reason(mail: Written) -> None:
    assert await parsed(mail.raw) == Unparseable(mail.refused or Reason.BROKEN)


async def test_a_mail_is_read_by_a_child() -> None:
    mail = next(mail for mail in MAILS if mail.name == "gmail")
    found = await parsed(mail.raw)
    assert isinstance(found, Parsed)
    assert found.text == read(mail.raw, Limits()).text
    assert 0 < found.cpu_seconds < 20
    assert 5_000_000 < found.peak_bytes < 100_000_000


async def test_the_largest_mail_fits_into_the_bounds() -> None:
    content = os.urandom(24_000_000)
    mail = (
        raw(f'{HEAD}Content-Type: multipart/mixed; boundary="m"\n\n--m\n\nBig.\n--m\n')
        + b'Content-Type: application/pdf; name="big.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + _base64_lines(content)
        + b"\r\n--m--\r\n"
    )
    found = await parsed(mail)
    assert isinstance(found, Parsed)
    assert [file.content for file in found.attachments] == [content]
    assert found.peak_bytes < 300_000_000


def _base64_lines(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


async def test_a_mail_that_wants_too_much_memory_harms_nobody() -> None:
    mail = raw(f"{HEAD}Content-Transfer-Encoding: base64\n\n") + b"QUFB" * 8_000_000
    assert await parsed(mail, bounds=replace(BOUNDS, address_space=60_000_000)) == Unparseable(Reason.MEMORY)


async def test_a_mail_that_wants_too_much_time_harms_nobody() -> None:
    # A boundary that is met at every line and never is one.
    mail = raw(f'{HEAD}Content-Type: multipart/mixed; boundary="-"\n\n') + b"---x\n" * 6_500_000
    assert await parsed(mail, bounds=replace(BOUNDS, cpu_seconds=1)) == Unparseable(Reason.TIME)


async def test_an_answer_too_large_is_none() -> None:
    mail = raw(f"{HEAD}\n") + b"x" * 900_000
    assert await parsed(mail, bounds=replace(BOUNDS, file_bytes=100_000)) == Unparseable(Reason.CRASHED)


async def test_a_child_that_gets_no_turn_says_nothing_about_the_mail() -> None:
    mail = raw(f"{HEAD}\nHello\n")
    assert await parsed(mail, bounds=replace(BOUNDS, wall_seconds=0.001)) == Unparseable(Reason.INTERRUPTED)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00" * 8,
        (4).to_bytes(8) + b"null",
        (2).to_bytes(8) + b"{}",
        (20).to_bytes(8) + b'{"refused": "NEVER"}',
        (6).to_bytes(8) + b"[" * 6,
        (200_000).to_bytes(8) + b"[" * 200_000,
    ],
)
async def test_an_answer_that_makes_no_sense_is_no_mail(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    async def taken_over(*_: object) -> Answered:
        return Answered(answer)

    monkeypatch.setattr(parsing, "run_bounded", taken_over)
    assert await parsed(raw(f"{HEAD}\nHello\n")) == Unparseable(Reason.CRASHED)


def test_an_answer_with_more_or_fewer_bytes_than_told_is_none() -> None:
    mail = next(mail for mail in MAILS if mail.name == "outlook")
    answer = b"".join(written(read(mail.raw, Limits())))
    for wrong in (answer[:-1], answer + b"x"):
        with pytest.raises(ValueError, match="as many bytes"):
            read_answer(wrong)


CHILD = "tests.mails.bad_child"


@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        ("answer", Answered(b"given")),
        ("write", Died(signal.SIGXFSZ)),
        ("spin", Died(signal.SIGXCPU)),
        ("crash", Died(signal.SIGABRT)),
        ("be killed", Interrupted("SIGKILL")),
        ("fail", Interrupted("the child ended with 1")),
        ("allocate", Answered(b"no memory")),
        ("open", Answered(b"too many files")),
        ("environment", Answered(b"[]")),
    ],
)
async def test_a_bounded_child_can_only_do_so_much(
    deed: str, outcome: Answered | Died | Interrupted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "of the worker")
    bounds = replace(BOUNDS, cpu_seconds=1, file_bytes=1_000_000, address_space=200_000_000)
    assert await run_bounded(CHILD, bounds, b"given", (deed,)) == outcome


async def test_a_child_ends_with_whoever_waits_for_it(tmp_path: Path) -> None:
    place = tmp_path / "pid"
    waiting = asyncio.create_task(run_bounded(CHILD, BOUNDS, b"", ("sleep", str(place))))
    while not place.exists() or not place.read_text():
        await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(ProcessLookupError):
        os.kill(int(place.read_text()), 0)


WORKER = """
import asyncio, sys
from jobs.bounded import run_bounded
from jobs.inbound.parsing import BOUNDS
asyncio.run(run_bounded("tests.mails.bad_child", BOUNDS, b"", ("sleep", sys.argv[1])))
"""


async def test_a_child_dies_with_its_worker(tmp_path: Path) -> None:
    place = tmp_path / "pid"
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    worker = await asyncio.create_subprocess_exec(sys.executable, "-c", WORKER, str(place), env=here)
    while worker.returncode is None and not (place.exists() and place.read_text()):
        await asyncio.sleep(0.01)
    worker.kill()
    await worker.wait()
    while _is_alive(place.read_text()):
        await asyncio.sleep(0.01)


def _is_alive(process: str) -> bool:
    status = Path("/proc", process, "status")
    return status.exists() and "zombie" not in status.read_text()


def test_images_that_stood_in_the_quote_are_not_the_authors() -> None:
    mail = next(mail for mail in MAILS if mail.name == "gmail with an image in the text")
    found = read(mail.raw, Limits())
    text, shown = shown_by(found.html or "", lambda page: page.partition('<div class="gmail_quote">')[0])
    assert (shown, "\ue000" in text) == ({"ii_m9x1"}, False)
    assert kept(found.attachments, shown, (), ()) == found.attachments
    assert kept(found.attachments, frozenset(), (), ()) == ()
    digests = [hashlib.sha256(file.content).digest() for file in found.attachments]
    assert kept(found.attachments, shown, digests, ()) == kept(found.attachments, shown, (), digests) == ()


@pytest.mark.parametrize("source", ["cid:a%40b", "CID:a@b", "a@b", "cid:a&#64;b"])
def test_an_image_is_known_however_the_html_names_it(source: str) -> None:
    assert shown_by(f'<p>x<img width=1 src="{source}"></p>', lambda page: page)[1] == {"a@b"}


SOURCES = [mail.raw for mail in READABLE]
PIECES = st.sampled_from([
    b"\r\n", b"\n\n", b"--", b"\r\n\r\n", b"=?utf-8?q?=0A?=", b"=?utf-7?b?", b"?=", b"\x00", b"\xff\xfe", b'"',
    b"(" * 50,
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Type: message/rfc822\r\n\r\n", b"From: <[x@y]>\r\n", b"filename*0*=", b";;;", b"charset=utf-16",
    b"Date: 99 99 99999999999\r\n", b"Message-ID: <[a@b]>\r\n", b"\x1b$B", b"x-mac-japanese",
    b"format=flowed; delsp=yes", b"\x78\x9f\x3e\x22", bytes(40),
])  # fmt: skip


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    """A mail with pieces put in, cut out and doubled."""
    mail = draw(st.sampled_from(SOURCES))
    for _ in range(draw(st.integers(1, 6))):
        at, end = sorted((draw(st.integers(0, len(mail))), draw(st.integers(0, len(mail)))))
        middle = draw(st.one_of(PIECES, st.binary(max_size=20), st.just(b""), st.just(mail[at:end] * 2)))
        mail = mail[:at] + middle + mail[draw(st.sampled_from((at, end))) :]
    return mail[:100_000]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(_mutated())
def test_reading_never_fails_but_by_a_limit(mail: bytes) -> None:
    try:
        found = read(mail, Limits())
    except RefusedError:
        return
    assert read_answer(b"".join(written(found))) == found
    assert "\x00" not in found.text + (found.html or "") + found.subject + found.from_name
    assert "\n" not in found.subject + found.from_name + "".join(file.name for file in found.attachments)
    assert all(file.name and len(file.name) <= 120 and "/" not in file.name for file in found.attachments)


@settings(max_examples=15, deadline=None)
@given(st.one_of(_mutated(), st.binary(max_size=2_000)))
async def test_whatever_comes_is_told(mail: bytes) -> None:
    found = await parsed(mail)
    assert isinstance(found, Parsed) or found.reason in (Reason.TOO_DEEP, Reason.TOO_MANY_PARTS)
