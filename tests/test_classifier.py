"""What a person wrote is taken for a person's; what machines send is never posted and never answered."""

import pytest

from jobs.inbound import phrases
from jobs.inbound.addresses import (
    Addressed,
    AddressForm,
    Purpose,
    address_of,
    addressed,
    addressed_by,
    new_token,
    token_hash,
    without_secrets,
)
from jobs.inbound.bounces import Bounce, bounce_of
from jobs.inbound.classifier import MailClass, classified, may_answer
from jobs.inbound.digest import content_digest, message_key, normal_id
from jobs.inbound.mails import Envelope, Limits, Parsed, ReportKind
from jobs.inbound.reading import read
from tests.mails.building import BOUNCE, DIGEST, FORM, HEAD, OWN, PERSON, REPLY, TOKEN, Written, raw
from tests.mails.catalogue import MAILS

READABLE = [mail for mail in MAILS if mail.refused is None]
by_name = pytest.mark.parametrize("mail", READABLE, ids=lambda mail: mail.name)


def _read(source: bytes) -> Parsed:
    return read(source, Limits())


def _named(name: str) -> Written:
    return next(mail for mail in MAILS if mail.name == name)


@by_name
def test_each_mail_is_taken_for_what_it_is(mail: Written) -> None:
    found = classified(_read(mail.raw), mail.envelope, OWN)
    assert (found.kind, found.rule) == (mail.kind, mail.rule)


@by_name
def test_only_persons_are_ever_answered(mail: Written) -> None:
    said = may_answer(_read(mail.raw), mail.envelope, OWN, is_authenticated=True, is_told_today=False)
    assert said is mail.may_answer
    assert not said or mail.kind in (MailClass.PERSON, MailClass.ENCRYPTED)


def test_nobody_is_answered_twice_a_day_or_unverified() -> None:
    mail = _read(_named("gmail").raw)
    assert may_answer(mail, PERSON, OWN, is_authenticated=True, is_told_today=False)
    assert not may_answer(mail, PERSON, OWN, is_authenticated=False, is_told_today=False)
    assert not may_answer(mail, PERSON, OWN, is_authenticated=True, is_told_today=True)


@pytest.mark.parametrize("mail", [mail for mail in MAILS if mail.bounce], ids=lambda mail: mail.name)
def test_a_bounce_tells_which_mail_came_back_and_whether_for_good(mail: Written) -> None:
    found = bounce_of(_read(mail.raw), mail.envelope, FORM)
    assert (found.is_permanent, found.status, found.recipient) == mail.bounce
    assert found.token == TOKEN


def test_a_bounce_that_says_nothing_stops_nobodys_mail() -> None:
    mail = _read(raw("From: postmaster@x.example\nSubject: Problem\n\nSomething went wrong.\n"))
    assert bounce_of(mail, Envelope("", (REPLY,)), FORM) == Bounce(False, "", "", None, "Problem")


def test_a_bounce_tells_the_id_of_what_it_returns() -> None:
    for name in ("bounce: postfix", "bounce: exim", "bounce: exchange, german", "bounce: gmail", "a complaint"):
        report = _read(_named(name).raw).report
        assert report is not None
        assert report.original_ids == (DIGEST,)


def test_a_complaint_tells_its_kind_and_whom_the_mail_went_to() -> None:
    report = _read(_named("a complaint").raw).report
    assert report is not None
    assert (report.kind, report.feedback_type) == (ReportKind.FEEDBACK, "abuse")
    assert [recipient.address for recipient in report.recipients] == ["anna@client.example"]


@pytest.mark.parametrize(
    "subject",
    [
        *("Automatic reply: x", "AUTOMATIC REPLY", "Out of Office", "Out of the office: x", "[Auto-Reply] x"),
        *("Abwesenheitsnotiz: x", "Abwesend: x", "Réponse automatique : x", "Absence du bureau: x", "OOO: x"),
        *("Respuesta automática: x", "Resposta automática: x", "Risposta automatica: x", "Automatisch antwoord: x"),
        *("Autosvar: x", "Automatiskt svar: x", "Frånvaro: x", "Automaattinen vastaus: x", "Automatická odpověď: x"),
        *("Automatikus válasz: x", "Автоответ: x", "Автоматична відповідь: x", "Αυτόματη απάντηση: x"),
        *(
            "Otomatik yanıt: x",
            "תשובה אוטומטית: x",
            "رد تلقائي: x",
            "自动回复：x",
            "自動回覆: x",
            "自動応答: x",
            "자동 회신: x",
        ),
        *("I am out of the office until Monday", "I'm on vacation", "Trả lời tự động: x"),
    ],
)
def test_out_of_office_is_known_by_its_subject(subject: str) -> None:
    assert phrases.is_automatic(subject)
    assert not phrases.is_automatic(f"Re: {subject}")


@pytest.mark.parametrize(
    "subject",
    [
        *(
            "Re: Automatic reply: x",
            "Out of office chairs",
            "Vacation plans",
            "Absent friends",
            "Oooh",
            "Automatic replies?",
        ),
        *(
            "Absence of a contract",
            "Abwesende Unterlagen",
            "Urlaub",
            "On vacation I thought of you",
            "Fravær og nærvær",
            "",
        ),
    ],
)
def test_a_persons_subject_is_not_taken_for_out_of_office(subject: str) -> None:
    assert not phrases.is_automatic(subject)


def test_a_persons_answer_with_a_precedence_is_dropped_only_when_nothing_ties_it_to_us() -> None:
    mail = raw(f"{HEAD}Message-ID: <1@client.example>\nPrecedence: junk\n\nYes.\n")
    assert classified(_read(mail), PERSON, OWN).kind is MailClass.PERSON
    untied = mail.replace(b"mail.acme.example", b"elsewhere.example")
    assert classified(_read(untied), PERSON, OWN).kind is MailClass.AUTOMATIC


def test_tokens_survive_other_letter_cases_and_both_forms_of_address() -> None:
    token = new_token(lambda size: bytes(range(size)))
    assert token == "aaaqeayeaudaocajbifqydiob4"
    for form in (FORM, AddressForm("in.acme.example", "-"), AddressForm("in.acme.example", is_catch_all=True)):
        for purpose in Purpose:
            address = address_of(purpose, token, form)
            assert len(address.partition("@")[0]) <= 64
            assert addressed_by(f"<{address.upper()}>", form) == Addressed(purpose, token, True)
    assert token_hash(token) == token_hash(token.upper())


@pytest.mark.parametrize(
    "address",
    [
        f"reply+{TOKEN}@in.acme.example.evil.example",
        f"reply+{TOKEN}@evil.example",
        f"reply+{TOKEN}x@in.acme.example",
        f"other+{TOKEN}@in.acme.example",
        f"x{REPLY}",
        "reply+1234@in.acme.example",
        "reply@in.acme.example",
    ],
)
def test_what_only_looks_like_our_address_is_none(address: str) -> None:
    assert addressed_by(address, FORM) is None


def test_the_envelope_counts_and_headers_only_without_it() -> None:
    other = "aaaaaaaaaaaaaaaaaaaaaaaaaa"
    mail = _read(raw(f"X-Original-To: reply+{other}@in.acme.example\nTo: @@REPLY\nCc: @@BOUNCE\n\nx\n"))
    assert addressed(mail, Envelope(None, (REPLY,)), FORM) == (Addressed(Purpose.REPLY, TOKEN, True),)
    assert addressed(mail, Envelope(None, ("info@acme.example",)), FORM) == ()
    assert addressed(mail, Envelope(None, ()), FORM) == (Addressed(Purpose.REPLY, other, False),)


def test_one_mail_to_two_of_our_addresses_names_both() -> None:
    other = "reply+aaaaaaaaaaaaaaaaaaaaaaaaaa@in.acme.example"
    mail = _read(raw(f'To: @@REPLY, "B" <{other}>\n\nx\n'))
    assert [each.token for each in addressed(mail, Envelope(None, ()), FORM)] == [TOKEN, "a" * 26]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (f"wrote <{REPLY}>:", "wrote <reply+…@in.acme.example>:"),
        (f"mailto:{BOUNCE.upper()}", "mailto:BOUNCE+…@IN.ACME.EXAMPLE"),
        (f"https://acme.example/u/{TOKEN}?x=1", "https://acme.example/u/…?x=1"),
        (
            f"https://safelinks.example/?url=https%3A%2F%2Facme.example%2Fu%2F{TOKEN}&data=1",
            "https://safelinks.example/?url=https%3A%2F%2Facme.example%2Fu%2F…&data=1",
        ),
        (f"?url=mailto%3Areply%2B{TOKEN}%40in.acme.example", "?url=mailto%3Areply%2B…%40in.acme.example"),
        (f"{TOKEN}@in.acme.example", "…@in.acme.example"),
        (f"https://other.example/{TOKEN}", f"https://other.example/{TOKEN}"),
        ("https://acme.example/rooms/Um9vbTphYmM", "https://acme.example/rooms/Um9vbTphYmM"),
    ],
)
def test_our_secrets_are_hidden_wherever_a_quote_brings_them_back(text: str, hidden: str) -> None:
    assert without_secrets(text, FORM, "https://acme.example") == hidden


def test_one_mail_in_two_encodings_has_one_digest() -> None:
    body = "Schöne Grüße"
    plain = _read(raw(f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n{body}\n"))
    coded = _read(
        raw(
            f"{HEAD}Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\nU2No9m5l"
            "IEdy/N9l\n"
        )
    )
    other = _read(raw(f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n{body}!\n"))
    assert content_digest(plain) == content_digest(coded) != content_digest(other)


def test_files_count_for_the_digest_whatever_their_order() -> None:
    def mail(*contents: str) -> Parsed:
        parts = "".join(f'--m\nContent-Type: application/pdf; name="{each}"\n\n{each}\n' for each in contents)
        return _read(raw(f'{HEAD}Content-Type: multipart/mixed; boundary="m"\n\n{parts}--m--\n'))

    assert content_digest(mail("a", "b")) == content_digest(mail("b", "a")) != content_digest(mail("a"))


def test_a_mail_without_an_id_is_known_by_what_it_says() -> None:
    first, again = _read(raw(f"{HEAD}\nHello\n")), _read(raw(f"Received: again\n{HEAD}\nHello\n"))
    assert message_key(first) == message_key(again)
    assert message_key(first).startswith("sha256:")
    assert message_key(_read(raw(f"{HEAD}\nHullo\n"))) != message_key(first)


def test_ids_are_compared_without_brackets_and_folds() -> None:
    assert normal_id("<Ab\r\n C@Mail.Example>") == "AbC@mail.example"
    assert message_key(_read(raw("Message-ID: <[Ab@x]@Mail.Example>\n\nx\n"))) == "[Ab@x]@mail.example"
