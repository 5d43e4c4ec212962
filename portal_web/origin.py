"""Tells our own pages from others: what a browser does with our cookie must have been asked by a page of ours."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from resolvers.errors import DomainError, ErrorCode

SAFE = {"GET", "HEAD", "OPTIONS"}
_USUAL_PORTS = {"http": 80, "https": 443}


def require_ours(connection: HTTPConnection, base_url: str) -> None:
    """Refuse with NOT_ALLOWED what a page of another origin made a browser send.

    Call it for every act that a cookie vouches for, for every form, and for WebSockets, which browsers let any page
    open. Reading is safe, since nothing allows other origins to see an answer (RFC 9110, 9.2.1).
    """
    if not is_ours(connection, base_url):
        raise DomainError(ErrorCode.NOT_ALLOWED, "This came from another site.")


def is_ours(connection: HTTPConnection, base_url: str) -> bool:
    """Whether a page of ours sent this, as far as only a browser can say; what says nothing is not ours."""
    if connection.scope["type"] == "http" and connection.scope["method"] in SAFE:
        return True
    origin = connection.headers.get("origin")
    if origin is None or origin == "null":
        # Sec-Fetch-Site cannot be set by a page (Fetch Metadata, W3C). Browsers that leave out Origin send it.
        return connection.headers.get("sec-fetch-site") == "same-origin"
    return origin in {_origin(base_url), _origin(str(connection.base_url))}


def _origin(url: str) -> str:
    """The origin of a URL as browsers write it, without a port that goes without saying; for WebSockets the page's."""
    parts = urlsplit(url)
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    port = "" if parts.port in {None, _USUAL_PORTS.get(scheme)} else f":{parts.port}"
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{scheme}://{host}{port}"
