"""Turns templates into pages that run no script, load nothing, and are kept nowhere."""

import hashlib
from base64 import b64encode
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from jobs.digests.wording import filled
from portal_web.pages.words import LANGUAGES, Words, language_of

STYLE = "".join((Path(__file__).parent / name).read_text() for name in ("tokens.css", "style.css"))
_STYLE_HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # Addresses of pages hold tokens, so no other site may learn them. Not "no-referrer": with that, browsers send our
    # own forms with "Origin: null" (Fetch, "append a request Origin header").
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_templates = Environment(
    loader=PackageLoader("portal_web.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_templates.filters["filled"] = filled
_templates.globals["style"] = Markup(STYLE)  # noqa: S704  our own file


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page of ours, in the language that the browser asks for."""
    html = _templates.get_template(template).render(values, words=words_for(request), language=_language(request))
    return HTMLResponse(html, status, HEADERS)


def words_for(request: Request) -> Words:
    """What pages say, in the language that the browser asks for."""
    return LANGUAGES[_language(request)]


def elsewhere(path: str) -> Response:
    """Send the browser to another page of ours, by GET."""
    return RedirectResponse(path, 303, HEADERS)


def _language(request: Request) -> str:
    return language_of(request.headers.get("accept-language", ""))
