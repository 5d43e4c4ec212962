"""Signs URLs for S3 with AWS Signature Version 4 in the query.

obstore's signer cannot sign the length of a PUT or the headers that a GET shall answer with; both matter here.
Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Whose signature it is, and for which region."""

    access_key: str
    secret_key: str
    region: str


def signed(
    credentials: Credentials,
    method: str,
    url: str,
    query: dict[str, str],
    headers: dict[str, str],
    seconds: int,
    at: datetime,
) -> str:
    """The URL with its signature, good for `seconds` from `at`. A request must carry `headers` as they are here."""
    place = urlsplit(url)
    signed_headers = {"host": place.netloc, **headers}
    scope = f"{at:%Y%m%d}/{credentials.region}/s3/aws4_request"
    full_query = _encoded(
        query
        | {
            "X-Amz-Algorithm": ALGORITHM,
            "X-Amz-Credential": f"{credentials.access_key}/{scope}",
            "X-Amz-Date": f"{at:%Y%m%dT%H%M%SZ}",
            "X-Amz-Expires": str(seconds),
            "X-Amz-SignedHeaders": ";".join(sorted(signed_headers)),
        }
    )
    request = _canonical(method, quote(place.path, safe="/~"), full_query, signed_headers)
    to_sign = "\n".join((ALGORITHM, f"{at:%Y%m%dT%H%M%SZ}", scope, hashlib.sha256(request.encode()).hexdigest()))
    signature = hmac.new(_key(credentials.secret_key, scope), to_sign.encode(), hashlib.sha256).hexdigest()
    return f"{place.scheme}://{place.netloc}{quote(place.path, safe='/~')}?{full_query}&X-Amz-Signature={signature}"


def _canonical(method: str, path: str, query: str, headers: dict[str, str]) -> str:
    lines = [f"{name}:{headers[name]}" for name in sorted(headers)]
    return "\n".join((method, path, query, *lines, "", ";".join(sorted(headers)), "UNSIGNED-PAYLOAD"))


def _encoded(query: dict[str, str]) -> str:
    pairs = sorted((quote(name, safe="~"), quote(value, safe="~")) for name, value in query.items())
    return "&".join(f"{name}={value}" for name, value in pairs)


def _key(secret: str, scope: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
