"""Signing in and out: what works, what is slowed down, and what never tells whether an address is known."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from db import redis, sql
from db.models import Person, Session
from db.settings import Settings
from db.vocabulary import PersonStatus
from resolvers import accounts, passwords, sessions, throttles
from resolvers.errors import DomainError, ErrorCode
from resolvers.passwords import NOBODYS, refuse_weak
from resolvers.tokens import hash_of
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, open_firm
from tests.letters import PASSWORD, device, kept_mails, with_password
from tests.remains import nothing_left, rows_of

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


async def refusal(act: Awaitable[object]) -> DomainError:
    with pytest.raises(DomainError) as refused:
        await act
    return refused.value


def told(error: DomainError) -> tuple[ErrorCode, str, tuple[str, ...]]:
    return error.code, error.message, error.field


async def test_a_person_signs_in_by_an_address_in_any_case_and_out_again(firm: Firm):
    await with_password(firm.cleo.id)
    begun = await sessions.sign_in(firm.slug, " CLEO@client.EXAMPLE ", PASSWORD, device(), NOON)
    assert begun.viewer == Viewer(
        firm.cleo.id, firm.id, firm.cleo.role, is_administrator=False, session_id=begun.viewer.session_id
    )
    assert await sessions.viewer_for_token(begun.token, NOON) == begun.viewer
    await sessions.sign_out(begun.viewer, NOON)
    assert await sessions.viewer_for_token(begun.token, NOON) is None


async def test_a_token_is_kept_as_a_hash_only(firm: Firm):
    await with_password(firm.cleo.id)
    begun = await sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), NOON)
    everything = str(await rows_of(firm.id))
    assert begun.token not in everything
    assert hash_of(begun.token).hex() in everything


async def test_a_failed_sign_in_says_and_costs_the_same_whoever_is_meant(firm: Firm, monkeypatch: pytest.MonkeyPatch):
    await with_password(firm.cleo.id, firm.ivy, firm.carl.id)
    await Person.filter(id=firm.carl.id).update(status=PersonStatus.DEACTIVATED)
    other = await open_firm()
    await with_password(other.cleo.id)
    done: list[int] = []
    in_thread = passwords._in_thread

    async def counted(work: Callable[[], object]) -> object:
        done.append(1)
        return await in_thread(work)

    monkeypatch.setattr(passwords, "_in_thread", counted)
    tries = [
        (firm.slug, "cleo@client.example", "wrong but long enough"),
        (firm.slug, "nobody@client.example", PASSWORD),
        (firm.slug, "ivy@client.example", PASSWORD),
        (firm.slug, "carl@client.example", PASSWORD),
        (firm.slug, "bea@client.example", PASSWORD),
        (firm.slug, "no address \0", PASSWORD),
        ("no-such-firm", "cleo@client.example", PASSWORD),
        ("\0", "cleo@client.example", PASSWORD),
        (firm.slug, "cleo@client.example", PASSWORD + "x" * 10_000),
        (firm.slug, "cleo@client.example", "\ud800" * 12),
    ]
    for slug, email, password in tries:
        error = await refusal(sessions.sign_in(slug, email, password, device(), NOON))
        assert told(error) == (ErrorCode.WRONG_CREDENTIALS, "Email address or password is wrong.", ())
    assert len(done) == len(tries)


def test_nobodys_hash_costs_what_everybodys_costs():
    assert not passwords._argon2id.hashers[0].check_needs_rehash(NOBODYS)


async def test_of_a_hundred_guesses_at_once_a_handful_is_judged_known_address_or_not(firm: Firm):
    await with_password(firm.cleo.id)
    for email in ("cleo@client.example", "nobody@client.example"):
        guesses = [sessions.sign_in(firm.slug, email, f"guess {n} guess", device(), NOON) for n in range(100)]
        errors = await asyncio.gather(*guesses, return_exceptions=True)
        codes = Counter(error.code for error in errors if isinstance(error, DomainError))
        assert codes == {ErrorCode.WRONG_CREDENTIALS: 6, ErrorCode.RATE_LIMITED: 94}
        error = await refusal(sessions.sign_in(firm.slug, email, PASSWORD, device(), NOON))
        assert told(error) == (ErrorCode.RATE_LIMITED, "Too many attempts. Please try again in 2 seconds.", ())
    begun = await sessions.sign_in(
        firm.slug, "cleo@client.example", PASSWORD, device(), NOON + 2 * timedelta(seconds=1)
    )
    assert begun.viewer.id == firm.cleo.id


async def test_guesses_at_many_addresses_from_one_network_are_slowed_too(firm: Firm):
    network = uuid4().hex[:4]

    async def guess(number: int) -> None:
        client = throttles.from_client("sign-in", f"2001:db8:{network}:7::{number:x}")
        await throttles.count(client, throttles.at_account("sign-in", f"{firm.slug}{number}"), now=NOON)

    errors = await asyncio.gather(*(guess(number) for number in range(1, 101)), return_exceptions=True)
    assert Counter(type(error) for error in errors) == {type(None): 31, throttles.TooManyAttempts: 69}


async def test_the_wait_doubles_up_to_a_quarter_of_an_hour_and_an_hour_of_peace_ends_it():
    account, now, judged, waits = throttles.at_account("test", uuid4().hex), NOON, 0, list[int]()
    while len(waits) < 12:
        try:
            await throttles.count(account, now=now)
            judged += 1
        except throttles.TooManyAttempts as refused:
            waits.append(refused.retry_after)
            now += timedelta(seconds=refused.retry_after)
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    assert judged == 5 + 12
    for _ in range(6):
        await throttles.count(account, now=now + timedelta(hours=1, seconds=1))


async def test_signing_in_gives_back_the_own_attempt_and_nobody_elses(firm: Firm):
    await with_password(firm.cleo.id)
    client = device()
    for number in range(10):
        guess = sessions.sign_in(firm.slug, f"nobody{number}@client.example", "\0" * 300, client, NOON)
        assert (await refusal(guess)).code is ErrorCode.WRONG_CREDENTIALS
    await sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, client, NOON)
    key = throttles.from_client("sign-in", client.client_ip).key
    assert await sql.row("SELECT failures FROM throttle WHERE key = $1", key) == {"failures": 10}


async def test_more_hashings_than_can_wait_are_refused_at_once():
    asked = [passwords.verified("whatever it is", None) for _ in range(passwords.WAITING + 5)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    refused = [answer.code for answer in answers if isinstance(answer, DomainError)]
    assert refused == [ErrorCode.UNAVAILABLE] * 5
    assert await passwords.verified("whatever it is", None) == (False, None)


async def test_a_hash_of_older_parameters_is_replaced_at_sign_in(firm: Firm):
    older = Argon2Hasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    await Person.filter(id=firm.cleo.id).update(password_hash=older)
    await sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), NOON)
    kept = (await Person.get(id=firm.cleo.id)).password_hash
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    await sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), NOON)


async def test_a_session_lives_thirty_days_after_its_last_use(firm: Firm):
    await with_password(firm.cleo.id)
    begun = await sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), NOON)
    assert await sessions.viewer_for_token(begun.token, NOON + 29 * DAY) is not None
    assert await sessions.viewer_for_token(begun.token, NOON + 58 * DAY) is not None
    assert await sessions.viewer_for_token(begun.token, NOON + 88 * DAY) is None


async def test_a_live_session_of_somebody_deactivated_stands_for_nobody(firm: Firm):
    assert await sessions.viewer_for_token(firm.token(firm.tess), NOON) == firm.tess
    await Person.filter(id=firm.tess.id).update(status=PersonStatus.DEACTIVATED)
    assert await sessions.viewer_for_token(firm.token(firm.tess), NOON) is None


async def test_a_use_is_written_down_at_most_once_a_minute(firm: Firm):
    await with_password(firm.cleo.id)
    begun = await sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), NOON)
    seen = []
    for seconds in (30, 90, 100):
        await sessions.viewer_for_token(begun.token, NOON + timedelta(seconds=seconds))
        seen.append((await Session.get(id=begun.viewer.session_id)).last_used_at - NOON)
    assert seen == [timedelta(0), timedelta(seconds=90), timedelta(seconds=90)]


async def test_who_asks_is_found_in_one_statement(firm: Firm, monkeypatch: pytest.MonkeyPatch):
    statements: list[str] = []
    rows = sql.rows

    async def counted(statement: str, *values: object) -> list[sql.Row]:
        statements.append(statement)
        return await rows(statement, *values)

    monkeypatch.setattr(sql, "rows", counted)
    assert await sessions.viewer_for_token(firm.token(firm.tess), NOON) == firm.tess
    assert len(statements) == 1


async def test_ones_own_sessions_are_listed_and_ended_by_id_and_nobody_elses(firm: Firm):
    await with_password(firm.cleo.id)
    begun = await sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), NOON)
    document = "mutation($i: RevokeSessionInput!) { revokeSession(input: $i) { userErrors { code field } } }"
    foreign = {"i": {"sessionId": global_id("Session", firm.tess.session_id)}}
    async with nothing_left(firm.id):
        reply = await ask(begun.viewer, document, foreign)
    refused = {"userErrors": [{"code": "NOT_FOUND", "field": ["sessionId"]}]}
    assert reply.data == {"revokeSession": refused}
    own = {"i": {"sessionId": global_id("Session", firm.cleo.session_id)}}
    assert (await ask(begun.viewer, document, own)).data == {"revokeSession": {"userErrors": []}}
    assert (await ask(begun.viewer, document, own)).data == {"revokeSession": refused}
    reply = await ask(begun.viewer, "{ viewer { sessions { kind userAgent viewerIsUsing } } }")
    assert reply.data["viewer"]["sessions"] == [{"kind": "BEARER", "userAgent": "tests", "viewerIsUsing": True}]
    assert await sessions.viewer_for_token(firm.token(firm.cleo), NOON) is None


async def test_ending_the_other_sessions_tells_their_sockets(firm: Firm):
    await with_password(firm.cleo.id)
    begun = await sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), NOON)
    pubsub = redis.client().pubsub()
    await pubsub.subscribe("ended")
    await pubsub.get_message(timeout=1)
    reply = await ask(begun.viewer, "mutation { revokeOtherSessions { viewer { sessions { id } } } }")
    own = {"id": global_id("Session", begun.viewer.session_id)}
    assert reply.data["revokeOtherSessions"]["viewer"]["sessions"] == [own]
    message = await pubsub.get_message(timeout=5)
    assert message is not None
    assert firm.cleo.session_id.hex in message["data"].decode()
    await pubsub.aclose()


async def test_programs_sign_in_and_out_through_the_contract(firm: Firm):
    await with_password(firm.theo.id)
    document = """mutation($i: SignInInput!) { signIn(input: $i) {
      token viewer { person { name portals { name } } author { name } workspace { slug } sessions { viewerIsUsing } }
      userErrors { code message field } } }"""
    given = {"workspace": firm.slug, "email": "theo@larch.example", "password": PASSWORD}
    answer = (await ask(None, document, {"i": given})).data["signIn"]
    viewer = await sessions.viewer_for_token(answer.pop("token"), NOON)
    assert viewer is not None
    assert viewer.id == firm.theo.id
    assert answer["viewer"]["person"] == {"name": "Theo", "portals": []}
    assert answer["viewer"]["author"] == {"name": "Theo"}
    assert answer["viewer"]["workspace"] == {"slug": firm.slug}
    assert {"viewerIsUsing": True} in answer["viewer"]["sessions"]
    assert (await ask(viewer, "mutation { signOut { userErrors { code } } }")).codes == []
    assert (await ask(None, "mutation { signOut { userErrors { code } } }")).codes == ["UNAUTHENTICATED"]
    wrong = await ask(None, document, {"i": {**given, "password": "not this one"}})
    assert wrong.data["signIn"]["token"] is None
    assert wrong.data["signIn"]["userErrors"] == [
        {"code": "WRONG_CREDENTIALS", "message": "Email address or password is wrong.", "field": None}
    ]


async def test_changing_the_password_ends_other_sessions_and_tells_by_mail(firm: Firm, database: Settings):
    await with_password(firm.cleo.id)
    begun = await sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), NOON)
    await accounts.change_password(begun.viewer, PASSWORD, "staple staple staple", "::1", NOON)
    assert await sessions.viewer_for_token(begun.token, NOON) == begun.viewer
    assert await sessions.viewer_for_token(firm.token(firm.cleo), NOON) is None
    old = sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), NOON)
    assert (await refusal(old)).code is ErrorCode.WRONG_CREDENTIALS
    await sessions.sign_in(firm.slug, "cleo@client.example", "staple staple staple", device(), NOON)
    mails = await kept_mails(database, firm.id)
    assert [(mail["recipient"], mail["kind"]) for mail in mails] == [("cleo@client.example", "PASSWORD_CHANGED")]


async def test_a_refused_change_of_password_leaves_nothing(firm: Firm):
    await with_password(firm.cleo.id)
    for current, new, code in (
        ("not the current one", "staple staple staple", ErrorCode.WRONG_CREDENTIALS),
        (PASSWORD, "short", ErrorCode.WEAK_PASSWORD),
        (PASSWORD, "cleo@client.example", ErrorCode.WEAK_PASSWORD),
    ):
        async with nothing_left(firm.id):
            refused = await refusal(accounts.change_password(firm.cleo, current, new, device().client_ip, NOON))
        assert refused.code is code


async def test_a_password_changed_while_it_was_verified_begins_no_session(firm: Firm, monkeypatch: pytest.MonkeyPatch):
    await with_password(firm.cleo.id)
    verified = passwords.verified

    async def overtaken(password: str, password_hash: str | None) -> tuple[bool, str | None]:
        answer = await verified(password, password_hash)
        await Person.filter(id=firm.cleo.id).update(password_hash="another")
        return answer

    monkeypatch.setattr(passwords, "verified", overtaken)
    error = await refusal(sessions.sign_in(firm.slug, "cleo@client.example", PASSWORD, device(), NOON))
    assert error.code is ErrorCode.WRONG_CREDENTIALS
    assert await Session.filter(person_id=firm.cleo.id).count() == 1


@pytest.mark.parametrize(
    "password", ["", "ninechars", "x" * 201, "Cleo.Client", "cleo.c@client.example", "1234567890", "abababababab"]
)
def test_a_weak_password_is_refused_with_a_reason(password: str):
    with pytest.raises(DomainError) as refused:
        refuse_weak(password, "cleo.c@client.example", "cleo.client", "password")
    assert (refused.value.code, refused.value.field) == (ErrorCode.WEAK_PASSWORD, ("password",))
