"""The webhooks of mail providers: what is proven theirs is kept byte for byte before a 200, and nothing else is."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
import pytest_asyncio
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from redis.exceptions import ConnectionError as RedisConnectionError
from starlette.applications import Starlette

from db import redis, sql, storage
from db.settings import Settings
from jobs import inbound_mail
from portal_web import inbound_mailgun, inbound_postmark, inbound_ses
from portal_web.app import app_with
from resolvers import replies
from tests.cast import NOON, Firm, room_with, say
from tests.replying import address, digest_to, mail, said_in

KEY = "a key of thirty-two characters, at least"
LOGIN = "parlour:a password of many characters"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:answers"
CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"
TOKEN = "mfrggzdfmztwq2lknnwg23tpoa"
EIGHT_BIT = mail(TOKEN, "Très bien.").replace("è".encode(), b"\xe8") + b"\x00\xff+%&=\r\n"


class Amazon:
    """Who signs, and what was asked of it."""

    def __init__(self, key: RSAPrivateKey, certificate: bytes) -> None:
        self.key, self.certificate, self.asked, self.is_away = key, certificate, list[str](), False

    async def fetch(self, url: str) -> bytes:
        if self.is_away:
            raise ConnectionRefusedError
        self.asked.append(url)
        return self.certificate


@pytest.fixture
def amazon() -> Amazon:
    key = generate_private_key(65_537, 2_048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, NOON - timedelta(days=1), NOON + timedelta(days=1))
    return Amazon(key, made.sign(key, SHA256()).public_bytes(Encoding.PEM))


@asynccontextmanager
async def serving(settings: Settings, amazon: Amazon) -> AsyncIterator[httpx2.AsyncClient]:
    routes = [*inbound_mailgun.routes, *inbound_postmark.routes, *inbound_ses.routes_by(amazon.fetch)]
    app = Starlette(routes=routes)
    app.state.settings, app.state.clock = settings, lambda: NOON
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    server.capture_signals = nullcontext
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        yield client
    server.should_exit = True
    await running


@pytest_asyncio.fixture
async def web(here: Settings, amazon: Amazon) -> AsyncIterator[httpx2.AsyncClient]:
    """A server with all three webhooks open."""
    update = {"inbound_mailgun_key": KEY, "inbound_postmark_login": LOGIN, "inbound_ses_topics": f"{TOPIC}, {TOPIC}2"}
    async with serving(here.model_copy(update=update), amazon) as client:
        yield client


async def kept() -> list[tuple[Any, ...]]:
    """Mails that wait: way, envelope, bytes, and what the provider found."""
    rows = await sql.rows("SELECT * FROM inbound_mail WHERE state = 'STORED' ORDER BY envelope_to")
    return [
        (
            row["source"],
            row["envelope_from"],
            row["envelope_to"],
            await bytes_of(row["storage_key"]),
            json.loads(row["checks"]),
        )
        for row in rows
    ]


async def bytes_of(key: str) -> bytes:
    return b"".join([chunk async for chunk in storage.store().read(key)])


def fields(raw: bytes, token: str, key: str = KEY, at: float = NOON.timestamp()) -> dict[str, bytes | str]:
    """What Mailgun posts for a route that forwards to an address ending in mime."""
    timestamp = str(int(at))
    return {
        "recipient": address(TOKEN),
        "sender": "cleo@client.example",
        "body-mime": raw,
        "timestamp": timestamp,
        "token": token,
        "signature": hmac.digest(key.encode(), (timestamp + token).encode(), "sha256").hex(),
    }


async def post_form(web: httpx2.AsyncClient, form: Any) -> int:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await web.post("/inbound/mailgun/mime", content=urlencode(form).encode(), headers=headers)
    return answer.status_code


CLEO = "cleo@client.example"


@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
async def test_mailgun_is_kept_byte_for_byte(here: Settings, web: httpx2.AsyncClient, kind: str):
    form = fields(EIGHT_BIT, f"bytes-{kind}")
    if kind == "urlencoded":
        assert await post_form(web, form) == 200
    else:
        lines = [
            b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), as_bytes(value))
            for name, value in form.items()
        ]
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        answer = await web.post("/inbound/mailgun/mime", content=b"".join(lines) + b"--b--\r\n", headers=headers)
        assert answer.status_code == 200
    assert await kept() == [("WEBHOOK", CLEO, [address(TOKEN)], EIGHT_BIT, [])]


def as_bytes(value: bytes | str) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


REFUSED_FORMS: dict[str, tuple[int, Callable[[], Any]]] = {
    "other key": (401, lambda: fields(EIGHT_BIT, "k", "another key of thirty-two characters")),
    "other token": (401, lambda: fields(EIGHT_BIT, "a") | {"token": "b"}),
    "other time": (401, lambda: fields(EIGHT_BIT, "c") | {"timestamp": "1"}),
    "late": (401, lambda: fields(EIGHT_BIT, "d", at=NOON.timestamp() - 301)),
    "early": (401, lambda: fields(EIGHT_BIT, "e", at=NOON.timestamp() + 301)),
    "unsigned": (401, lambda: {"body-mime": EIGHT_BIT}),
    "no number": (401, lambda: fields(EIGHT_BIT, "f") | no_number()),
    "no mail": (406, lambda: {n: v for n, v in fields(EIGHT_BIT, "g").items() if n != "body-mime"}),
    "many fields": (400, lambda: [*fields(EIGHT_BIT, "h").items(), *(("a", "b") for _ in range(300))]),
    "last counts": (401, lambda: [*fields(EIGHT_BIT, "i").items(), ("signature", "0" * 64)]),
}


def no_number() -> dict[str, str]:
    return {"timestamp": "", "token": "x", "signature": hmac.digest(KEY.encode(), b"x", "sha256").hex()}


@pytest.mark.parametrize("case", REFUSED_FORMS)
async def test_what_mailgun_did_not_sign_now_is_not_kept(here: Settings, web: httpx2.AsyncClient, case: str):
    status, form = REFUSED_FORMS[case]
    assert await post_form(web, form()) == status
    assert await kept() == []


async def test_a_token_of_mailgun_counts_once(here: Settings, web: httpx2.AsyncClient):
    assert [await post_form(web, fields(raw, "once")) for raw in (EIGHT_BIT, mail(TOKEN, "Forged."))] == [200, 200]
    assert [found[3] for found in await kept()] == [EIGHT_BIT]
    name = f"mailgun:{hashlib.sha256(b'once').hexdigest()}"
    assert 86_000 < await redis.client().ttl(name) <= 86_400


async def test_tokens_at_the_same_moment_count_once(here: Settings, web: httpx2.AsyncClient):
    codes = await asyncio.gather(*(post_form(web, fields(EIGHT_BIT, "together")) for _ in range(5)))
    assert set(codes) <= {200, 503} and 200 in codes
    assert len(await kept()) == 1


async def test_our_own_trouble_leaves_the_token_good(
    here: Settings, web: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(replies, "store", away)
        assert await post_form(web, fields(EIGHT_BIT, "again")) == 503
    assert await kept() == []
    assert await post_form(web, fields(EIGHT_BIT, "again")) == 200
    assert len(await kept()) == 1


async def away(*_: object, **__: object) -> None:
    raise ConnectionResetError


async def test_without_redis_no_token_counts(here: Settings, web: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch):
    class Gone:
        async def set(self, *_: object, **__: object) -> None:
            raise RedisConnectionError

    monkeypatch.setattr(redis, "client", Gone)
    assert await post_form(web, fields(EIGHT_BIT, "no redis")) == 503
    assert await kept() == []


def posted(raw: bytes) -> dict[str, Any]:
    """What Postmark posts, with the raw mail included."""
    return {
        "FromFull": {"Email": "cleo@client.example"},
        "OriginalRecipient": address(TOKEN),
        "MessageID": "22c74902-a0c1-4511-804f-341342852c90",
        "Headers": [
            {"Name": "Return-Path", "Value": "<cleo@client.example>"},
            {"Name": "Return-Path", "Value": "<forged@client.example>"},
        ],
        "RawEmail": raw.decode(),
    }


async def test_postmark_is_kept_byte_for_byte(here: Settings, web: httpx2.AsyncClient):
    raw = mail(TOKEN, "Très bien.")
    answer = await web.post("/inbound/postmark", json=posted(raw), auth=tuple(LOGIN.split(":")))
    assert answer.status_code == 200
    assert await kept() == [("WEBHOOK", CLEO, [address(TOKEN)], raw, [])]


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Basic", "Basic !", "Bearer " + base64.b64encode(LOGIN.encode()).decode(), "Basic /w==", "Basic eDp5"],
)
async def test_postmark_has_to_know_the_login(here: Settings, web: httpx2.AsyncClient, authorization: str | None):
    headers = {"Authorization": authorization} if authorization is not None else {}
    answer = await web.post("/inbound/postmark", json=posted(mail(TOKEN)), headers=headers)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Basic realm="inbound"')
    assert await kept() == []


@pytest.mark.parametrize(
    ("status", "body"),
    [(400, b"["), (400, b"[]"), (422, b"{}"), (422, b'{"RawEmail": ""}'), (422, b'{"RawEmail": 1}')],
)
async def test_what_has_no_raw_mail_is_told_so(here: Settings, web: httpx2.AsyncClient, status: int, body: bytes):
    answer = await web.post("/inbound/postmark", content=body, auth=tuple(LOGIN.split(":")))
    assert answer.status_code == status
    assert await kept() == []


async def test_half_a_character_and_strange_shapes_are_no_trouble(here: Settings, web: httpx2.AsyncClient):
    body = rb'{"RawEmail": "A: b\r\n\r\n\ud83d", "Headers": [7], "OriginalRecipient": []}'
    assert (await web.post("/inbound/postmark", content=body, auth=tuple(LOGIN.split(":")))).status_code == 200
    assert await kept() == [("WEBHOOK", None, [], b"A: b\r\n\r\n?", [])]


def event(raw: bytes, dmarc: str = "PASS", encoding: str = "BASE64", **more: Any) -> dict[str, Any]:
    """What SES publishes for a mail."""
    content = base64.b64encode(raw).decode() if encoding == "BASE64" else raw.decode()
    return {
        "notificationType": "Received",
        "mail": {"source": "cleo@client.example", "commonHeaders": {"from": ["Cleo <cleo@Client.Example>"]}},
        "receipt": {
            "recipients": [address(TOKEN)],
            "dmarcVerdict": {"status": dmarc},
            "action": {"type": "SNS", "encoding": encoding},
        },
        "content": content,
    } | more


def published(amazon: Amazon, message: object, version: str = "2", **more: str) -> dict[str, str]:
    """What SNS posts. `more` is signed too."""
    found = {
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": TOPIC,
        "Message": message if isinstance(message, str) else json.dumps(message),
        "Timestamp": "2026-11-21T12:00:00.000Z",
        "SigningCertURL": CERTIFICATE,
        **more,
    }
    names = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
    text = "".join(f"{name}\n{found[name]}\n" for name in names if name in found).encode()
    signature = amazon.key.sign(text, PKCS1v15(), SHA1() if version == "1" else SHA256())
    return found | {"SignatureVersion": version, "Signature": base64.b64encode(signature).decode()}


async def post_sns(web: httpx2.AsyncClient, found: object) -> int:
    headers = {"Content-Type": "text/plain; charset=UTF-8"}
    return (await web.post("/inbound/ses", content=json.dumps(found).encode(), headers=headers)).status_code


@pytest.mark.parametrize("version", ["1", "2"])
async def test_ses_is_kept_byte_for_byte(here: Settings, web: httpx2.AsyncClient, amazon: Amazon, version: str):
    found = published(amazon, event(EIGHT_BIT), version, Subject="Amazon SES Email Receipt Notification")
    assert await post_sns(web, found) == 200
    [(source, sender, recipients, raw, checks)] = await kept()
    assert (source, sender, recipients, raw) == ("WEBHOOK", CLEO, [address(TOKEN)], EIGHT_BIT)
    assert checks == [["dmarc", "pass", "client.example"]]
    assert amazon.asked == [CERTIFICATE]


async def test_ses_as_text_without_a_verdict(here: Settings, web: httpx2.AsyncClient, amazon: Amazon):
    raw = mail(TOKEN, "Très bien.")
    assert await post_sns(web, published(amazon, event(raw, "GRAY", "UTF8"))) == 200
    assert await kept() == [("WEBHOOK", CLEO, [address(TOKEN)], raw, [])]


ELSEWHERE = "https://sns.eu-west-1.amazonaws.com"
CHANGES: dict[str, dict[str, str]] = {
    "message": {"Message": json.dumps(event(mail(TOKEN, "Forged.")))},
    "signature": {"Signature": "AAAA"},
    "no base64": {"Signature": "!"},
    "version": {"SignatureVersion": "3"},
    "type": {"Type": "Else"},
}
SIGNED_CHANGES: dict[str, dict[str, str]] = {
    "topic of others": {"TopicArn": "arn:aws:sns:eu-west-1:999999999999:answers"},
    "host": {"SigningCertURL": "https://sns.evil.example/a.pem"},
    "host that begins so": {"SigningCertURL": f"{ELSEWHERE}.evil.example/a.pem"},
    "user": {"SigningCertURL": f"{ELSEWHERE}@evil.example/a.pem"},
    "region": {"SigningCertURL": "https://sns.us-east-1.amazonaws.com/a.pem"},
    "bucket": {"SigningCertURL": "https://sns.s3-eu-west-1.amazonaws.com/a.pem"},
    "plain": {"SigningCertURL": "http://sns.eu-west-1.amazonaws.com/a.pem"},
    "no certificate": {"SigningCertURL": f"{ELSEWHERE}/?Action=a"},
}


@pytest.mark.parametrize("change", [*CHANGES, *SIGNED_CHANGES])
async def test_what_amazon_did_not_sign_for_us_is_not_kept(
    here: Settings, web: httpx2.AsyncClient, amazon: Amazon, change: str
):
    found = published(amazon, event(mail(TOKEN)), **SIGNED_CHANGES.get(change, {})) | CHANGES.get(change, {})
    assert await post_sns(web, found) == 401
    assert await kept() == []
    assert amazon.asked == ([] if change in {*SIGNED_CHANGES, "type"} else [CERTIFICATE])


async def test_an_expired_certificate_proves_nothing(here: Settings, amazon: Amazon):
    async with serving(here.model_copy(update={"inbound_ses_topics": TOPIC}), amazon) as web:
        amazon.certificate = b"no certificate"
        assert await post_sns(web, published(amazon, event(mail(TOKEN)))) == 401
        name = x509.Name([])
        old = x509.CertificateBuilder(
            name, name, amazon.key.public_key(), 1, NOON - timedelta(days=2), NOON - timedelta(days=1)
        )
        amazon.certificate = old.sign(amazon.key, SHA256()).public_bytes(Encoding.PEM)
        assert await post_sns(web, published(amazon, event(mail(TOKEN)))) == 401
    assert await kept() == []


async def test_amazon_away_is_asked_again(here: Settings, web: httpx2.AsyncClient, amazon: Amazon):
    amazon.is_away = True
    assert await post_sns(web, published(amazon, event(mail(TOKEN)))) == 503
    assert await kept() == []


@pytest.mark.parametrize("host", ["sns.eu-west-1.amazonaws.com", "inside.example", "sns.eu-west-1.amazonaws.com.x"])
async def test_a_subscription_to_our_topic_is_confirmed_at_amazon_alone(
    here: Settings, web: httpx2.AsyncClient, amazon: Amazon, host: str
):
    url = f"https://{host}/?Action=ConfirmSubscription&Token=abc"
    found = published(amazon, "You chose", Type="SubscriptionConfirmation", Token="abc", SubscribeURL=url)
    is_amazon = host.endswith(".com")
    assert await post_sns(web, found) == (200 if is_amazon else 401)
    assert amazon.asked == [CERTIFICATE, url][: 2 if is_amazon else 1]


@pytest.mark.parametrize(
    "message", [{"notificationType": "Received", "mail": {}, "receipt": {}}, event(b"") | {"content": "!"}, "[]"]
)
async def test_what_holds_no_mail_is_told_so(here: Settings, web: httpx2.AsyncClient, amazon: Amazon, message: object):
    assert await post_sns(web, published(amazon, message)) == 422
    assert await kept() == []


async def test_an_answer_by_each_provider_lands_in_the_room(
    here: Settings, firm: Firm, web: httpx2.AsyncClient, amazon: Amazon
):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Shall we begin?")
    token = await digest_to(firm.cleo, room)
    raws = [mail(token, text, message_id=text) for text in ("One", "Two", "Three")]
    assert await post_form(web, fields(raws[0], token) | {"recipient": address(token)}) == 200
    body = posted(raws[1]) | {"OriginalRecipient": address(token)}
    assert (await web.post("/inbound/postmark", json=body, auth=tuple(LOGIN.split(":")))).status_code == 200
    receipt = {"recipients": [address(token)], "action": {"encoding": "BASE64"}}
    for _ in range(3):
        assert await post_sns(web, published(amazon, event(raws[2], receipt=receipt))) == 200
    await inbound_mail.process_due(here, lambda: NOON)
    assert sorted(await said_in(room)) == [
        ("Cleo", "One"),
        ("Cleo", "Three"),
        ("Cleo", "Two"),
        ("Tess", "Shall we begin?"),
    ]


PATHS = ["/inbound/mailgun/mime", "/inbound/postmark", "/inbound/ses"]


@pytest.mark.parametrize("path", PATHS)
async def test_a_probe_is_answered_and_without_its_setting_there_is_no_webhook(
    here: Settings, amazon: Amazon, path: str
):
    async with serving(here, amazon) as web:
        assert (await web.head(path)).status_code == 200
        assert (await web.post(path, content=b"{}")).status_code == 404
    assert path in {getattr(route, "path", "") for route in app_with(here, lambda: NOON).routes}


@pytest.mark.parametrize("path", PATHS)
async def test_too_big_a_mail_is_not_kept(
    here: Settings, web: httpx2.AsyncClient, path: str, monkeypatch: pytest.MonkeyPatch
):
    for module in (inbound_mailgun, inbound_postmark, inbound_ses):
        monkeypatch.setattr(module, "MOST_BYTES", 1_000)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await web.post(path, content=b"x" * 1_001, headers=headers, auth=tuple(LOGIN.split(":")))
    assert answer.status_code == 413
    assert await kept() == []
