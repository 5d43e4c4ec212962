"""Messages of Amazon SNS: who signed them is looked up where only Amazon writes, and nowhere else."""

import asyncio
import base64
import binascii
import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

Fetch = Callable[[str], Awaitable[bytes]]
SECONDS = 5
MOST_BYTES = 64 * 1024
TOPIC = re.compile(r"arn:aws(?:-cn|-us-gov)?:sns:(?P<region>[a-z0-9-]+):\d{12}:[A-Za-z0-9_-]{1,256}")
NOTIFICATION = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
SIGNED = {
    "Notification": NOTIFICATION,
    "SubscriptionConfirmation": CONFIRMATION,
    "UnsubscribeConfirmation": CONFIRMATION,
}
# Amazon still signs with SHA-1 unless a topic asks for version 2.
HASHES = {"1": SHA1, "2": SHA256}


class NotAuthentic(Exception):
    """A message that Amazon did not sign for a topic of ours."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message whose signature is good: its type, text, and where a subscription is confirmed."""

    kind: str
    message: str
    subscribe_url: str


async def authentic(found: object, topics: Collection[str], fetch: Fetch, now: datetime) -> Notice:
    """The message, when its topic is one of ours and its signature good. Raises NotAuthentic, and OSError of `fetch`.

    Anybody has a topic of their own, which Amazon signs as well: the signature alone proves nothing.
    """
    fields = {name: value for name, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}
    kind, topic = fields.get("Type", ""), fields.get("TopicArn", "")
    if topic not in topics or kind not in SIGNED:
        raise NotAuthentic
    url = fields.get("SigningCertURL", "")
    if not is_of_amazon(url, topic) or not urlsplit(url).path.endswith(".pem"):
        raise NotAuthentic
    _verify(await fetch(url), fields, now)
    return Notice(kind, fields.get("Message", ""), fields.get("SubscribeURL", ""))


def is_of_amazon(url: str, topic: str) -> bool:
    """Whether a URL is of SNS in the topic's own region. Others' buckets have names under amazonaws.com too."""
    if not (region := TOPIC.fullmatch(topic)):
        return False
    suffix = ".cn" if topic.startswith("arn:aws-cn:") else ""
    return re.match(rf"https://sns\.{region['region']}\.amazonaws\.com{re.escape(suffix)}/", url) is not None


def _verify(certificate: bytes, fields: dict[str, str], now: datetime) -> None:
    try:
        read = x509.load_pem_x509_certificate(certificate)
        signature = base64.b64decode(fields.get("Signature", ""), validate=True)
        chosen = HASHES[fields.get("SignatureVersion", "")]()
        key = read.public_key()
        if not isinstance(key, RSAPublicKey) or not read.not_valid_before_utc <= now <= read.not_valid_after_utc:
            raise NotAuthentic
        key.verify(signature, _signed_text(fields), PKCS1v15(), chosen)
    except (binascii.Error, ValueError, KeyError, InvalidSignature) as error:
        raise NotAuthentic from error


def _signed_text(fields: dict[str, str]) -> bytes:
    names = (name for name in SIGNED[fields["Type"]] if name in fields)
    return "".join(f"{name}\n{fields[name]}\n" for name in names).encode(errors="surrogatepass")


async def fetched(url: str) -> bytes:
    """What a URL of Amazon answers, by HTTPS and without following it elsewhere. Raises OSError."""
    return await asyncio.to_thread(_get, url)


def _get(url: str) -> bytes:
    place = urlsplit(url)
    connection = HTTPSConnection(place.hostname or "", timeout=SECONDS)
    try:
        connection.request("GET", f"{place.path}?{place.query}" if place.query else place.path)
        answer = connection.getresponse()
        if answer.status != 200:
            raise ConnectionError(f"{answer.status} instead of 200")
        return answer.read(MOST_BYTES)
    except HTTPException as error:
        raise ConnectionError(type(error).__name__) from error
    finally:
        connection.close()
