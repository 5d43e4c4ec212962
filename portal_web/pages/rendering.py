"""Turns templates into pages that run no script, load nothing, and are kept nowhere."""

import hashlib
from base64 import b64encode
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from jobs.digests.wording import filled
from portal_web.pages.branding import brand_style
from portal_web.pages.words import LANGUAGES, Words, language_of
from resolvers.portals import Workspace

STYLE = "".join((Path(__file__).parent / name).read_text() for name in ("tokens.css", "style.css"))


def policy(*styles: str) -> str:
    """What a page may load: these styles and the firm's logo."""
    hashes = (b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles)
    allowed = " ".join(f"'sha256-{known}'" for known in hashes)
    return (
        f"default-src 'none'; style-src {allowed}; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


POLICY = policy(STYLE)
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
    """A page of ours: in its holder's language or one that the browser asks for, in the firm's colour if it has one."""
    firm = _firm_of(values)
    brand = brand_style(firm.accent_color) if firm else ""
    style = Markup(brand)  # noqa: S704  made of hexadecimal digits
    locale = getattr(values.get("holder"), "locale", "")
    language = language_of(locale) if locale else _language(request)
    shown = {"words": LANGUAGES[language], "language": language, "firm": firm, "brand": style}
    html = _templates.get_template(template).render(values, **shown)
    return HTMLResponse(html, status, HEADERS | {"Content-Security-Policy": policy(STYLE, brand) if brand else POLICY})


def words_for(request: Request) -> Words:
    """What pages say, in the language that the browser asks for."""
    return LANGUAGES[_language(request)]


def elsewhere(path: str) -> Response:
    """Send the browser to another page of ours, by GET."""
    return RedirectResponse(path, 303, HEADERS)


def _firm_of(values: dict[str, object]) -> Workspace | None:
    firm = values.get("workspace") or getattr(values.get("holder"), "workspace", None)
    return firm if isinstance(firm, Workspace) else None


def _language(request: Request) -> str:
    return language_of(request.headers.get("accept-language", ""))
