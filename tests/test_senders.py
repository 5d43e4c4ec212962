"""A mail counts as its sender's when our own server or its signature says so, and by nothing that it says itself."""

import pytest

from db.vocabulary import AnswerPolicy
from jobs.inbound.mails import Limits, Parsed
from jobs.inbound.reading import read
from jobs.inbound.senders import (
    DECISIONS,
    Checked,
    Decision,
    Verdict,
    checks_of,
    decision,
    is_aligned,
    organisation_of,
    verdict_by,
)
from tests.mails.building import ANNA, HEAD, raw

OURS = ("mx.acme.example",)
PASS = "dmarc=pass (p=none dis=none) header.from=client.example"


def _read(*results: str, source: bytes = b"") -> Parsed:
    head = "".join(f"Authentication-Results: {result}\n" for result in results)
    return read(source or raw(f"{head}{HEAD}\nHello.\n"), Limits())


def _verdict(*results: str, ids: tuple[str, ...] = OURS) -> Verdict:
    mail = _read(*results)
    return verdict_by(checks_of(mail, ids), mail.from_address)


@pytest.mark.parametrize(
    "result",
    [
        f"mx.acme.example; {PASS}",
        f"MX.Acme.Example 1; {PASS}",
        "mx.acme.example; dkim=pass header.d=client.example header.s=s1",
        "mx.acme.example; dkim=pass (2048-bit key) header.i=@news.client.example header.b=a/b",
        "mx.acme.example; spf=pass (ip 192.0.2.1) smtp.mailfrom=anna@mail.client.example",
        "mx.acme.example; dkim=fail header.d=client.example; dkim=pass header.d=client.example",
        f"mx.acme.example;\n\tspf=softfail smtp.mailfrom=other.example;\n\t{PASS}",
    ],
)
def test_our_servers_word_counts(result: str) -> None:
    assert _verdict(result) is Verdict.PASS


@pytest.mark.parametrize(
    "result",
    [
        "mx.acme.example; dmarc=pass header.from=evil.example",
        "mx.acme.example; dkim=pass header.d=evil.example",
        "mx.acme.example; dkim=pass header.d=client.example.evil.example",
        "mx.acme.example; spf=pass smtp.mailfrom=evil.example",
        "mx.acme.example; spf=pass smtp.helo=client.example",
        "mx.acme.example; dmarc=none header.from=client.example",
        "mx.acme.example; spf=softfail smtp.mailfrom=client.example",
        "mx.acme.example; none",
        "mx.acme.example; iprev=pass policy.iprev=192.0.2.1",
        f"mx.acme.example.evil.example; {PASS}",
        f"evil.example; {PASS}",
        f"evil.example (mx.acme.example); {PASS}",
        PASS,
        "mx.acme.example; " + "(" * 7_000,
        "",
    ],
)
def test_what_proves_nothing_about_the_domain_of_from_does_not_count(result: str) -> None:
    assert _verdict(result) is Verdict.NONE


@pytest.mark.parametrize(
    "result",
    [
        "mx.acme.example; dmarc=fail (p=reject) header.from=client.example",
        # Its owner asked for more than alignment.
        "mx.acme.example; spf=pass smtp.mailfrom=mail.client.example; dmarc=fail header.from=client.example",
        "mx.acme.example; dkim=fail header.d=client.example",
        "mx.acme.example; spf=fail smtp.mailfrom=client.example",
    ],
)
def test_a_failed_check_of_the_domain_of_from_fails(result: str) -> None:
    assert _verdict(result) is Verdict.FAIL


def test_only_the_topmost_result_of_ours_counts() -> None:
    failed = "mx.acme.example; dmarc=fail header.from=client.example"
    forged = f"mx.acme.example; {PASS}"
    assert _verdict(failed, forged) is Verdict.FAIL
    assert _verdict("relay.example; none", failed, forged) is Verdict.FAIL
    assert _verdict("relay.example; none", forged, failed) is Verdict.PASS


def test_results_without_an_id_count_only_where_that_is_set() -> None:
    exchange = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=client.example; dmarc=pass action=none"
    exchange += " header.from=client.example;compauth=pass reason=100"
    assert _verdict(exchange) is Verdict.NONE
    assert _verdict(exchange, ids=("",)) is Verdict.PASS
    assert _verdict(f"-; {PASS}", ids=("",)) is Verdict.NONE


def test_a_mail_without_one_author_is_nobodys() -> None:
    source = raw(f"Authentication-Results: mx.acme.example; {PASS}\nFrom: eve@evil.example\n{HEAD}\nHello.\n")
    mail = _read(source=source)
    assert verdict_by(checks_of(mail, OURS), mail.from_address) is Verdict.NONE
    assert decision(AnswerPolicy.FROM_MATCH, mail, {ANNA}, Verdict.PASS) is Decision.HOLD_OTHER_SENDER


def test_a_providers_checks_count_like_our_servers() -> None:
    assert verdict_by((Checked("spf", "pass", "client.example"),), ANNA) is Verdict.PASS
    assert verdict_by((Checked("spf", "pass", "evil.example"),), ANNA) is Verdict.NONE


@pytest.mark.parametrize(
    ("one", "other", "aligned"),
    [
        ("mail.client.example", "client.example", True),
        ("a.client.co.uk", "b.client.co.uk", True),
        ("one.co.uk", "two.co.uk", False),
        ("co.uk", "client.co.uk", False),
        ("one.github.io", "two.github.io", False),
        ("Client.Example.", "client.example", True),
        ("bücher.example", "xn--bcher-kva.example", True),
        ("", "", False),
        ("evilclient.example", "client.example", False),
    ],
)
def test_domains_of_one_organisation_are_aligned(one: str, other: str, aligned: bool) -> None:
    assert is_aligned(one, other) is aligned


def test_an_organisation_is_what_stands_under_a_public_suffix() -> None:
    assert organisation_of("a.b.client.co.uk") == "client.co.uk"
    assert organisation_of("co.uk") == "co.uk"


def test_the_table_answers_every_case() -> None:
    cases = {(policy, match, verdict) for policy in AnswerPolicy for match in (True, False) for verdict in Verdict}
    assert set(DECISIONS) == cases


def test_only_the_bearer_policy_lets_a_stranger_in() -> None:
    strangers = {key[0] for key, found in DECISIONS.items() if not key[1] and found.startswith("ACCEPT")}
    failed = {key[0] for key, found in DECISIONS.items() if key[2] is Verdict.FAIL and found.startswith("ACCEPT")}
    assert strangers == failed == {AnswerPolicy.TOKEN_ONLY}
    sure = {key for key, found in DECISIONS.items() if found is Decision.ACCEPT}
    assert sure == {(policy, True, Verdict.PASS) for policy in AnswerPolicy}


def test_strict_wants_proof() -> None:
    mail = _read()
    assert decision(AnswerPolicy.STRICT, mail, {ANNA}, Verdict.PASS) is Decision.ACCEPT
    assert decision(AnswerPolicy.STRICT, mail, {ANNA}, Verdict.NONE) is Decision.HOLD_UNAUTHENTICATED
    assert decision(AnswerPolicy.FROM_MATCH, mail, {"ANNA@Client.example"}, Verdict.NONE) is Decision.ACCEPT_UNVERIFIED
    assert decision(AnswerPolicy.FROM_MATCH, mail, {"bob@client.example"}, Verdict.PASS) is Decision.HOLD_OTHER_SENDER
