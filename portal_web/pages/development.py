"""Mail that stayed here, for the developer at this very machine: there are live links in it."""

import asyncio
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiosmtplib import SMTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from jobs.digests.answering import hand_in, html_of, part_of
from jobs.digests.sink import KeptDigest, kept_digest, kept_digests
from portal_web.authentication import client_ip, settings_of
from portal_web.pages.forms import form_of
from portal_web.pages.rendering import HEADERS, POLICY, elsewhere, page
from resolvers import account_mail, development
from resolvers.errors import not_found

STEP = timedelta(minutes=30)

# A mail is shown as it is, as if it came from nowhere: it may neither run nor load anything.
MAIL = HEADERS | {
    "Content-Security-Policy": "sandbox allow-top-navigation; default-src 'none'; style-src 'unsafe-inline'",
}
FRAMED = HEADERS | {
    "Content-Security-Policy": (
        "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; "
        "img-src data:; frame-ancestors 'self'"
    ),
}
FRAMING = f"{POLICY}; frame-src 'self'"


async def show_mails(request: Request) -> Response:
    """The newest mails, with links that can be followed."""
    require_developer(request)
    digests = await asyncio.to_thread(kept_digests, settings_of(request))
    passed = "passed" in request.query_params
    return page(request, "mails.html", mails=await account_mail.find_kept(), digests=digests, passed=passed)


async def show_mail(request: Request) -> Response:
    """The HTML part of one mail, as its reader would see it."""
    require_developer(request)
    for mail in await account_mail.find_kept():
        if str(mail.id) == request.path_params["mail_id"]:
            return HTMLResponse(mail.html, headers=MAIL)
    raise not_found("This mail")


async def show_digest(request: Request) -> Response:
    """One digest in both its forms, with a box to answer it as its reader."""
    require_developer(request)
    return _shown(request, await _digest(request), answered="answered" in request.query_params)


async def show_digest_html(request: Request) -> Response:
    """The HTML form alone, for the frame."""
    require_developer(request)
    return HTMLResponse(html_of((await _digest(request)).mail), headers=FRAMED)


async def answer_digest(request: Request) -> Response:
    """Hand an answer to the listener, as the reader's mail program would."""
    require_developer(request)
    text = (await form_of(request)).get("text", "").strip()
    digest = await _digest(request)
    if not text or "Reply-To" not in digest.mail:
        return _shown(request, digest, error="There is nothing to send." if not text else "This mail takes no answers.")
    try:
        await hand_in(settings_of(request), digest.mail, text, request.app.state.clock())
    except (SMTPException, OSError) as error:
        return _shown(request, digest, error=f"The listener did not take the answer: {error}", text=text)
    return elsewhere(f"/dev/mail/digests/{digest.id}?answered")


async def let_time_pass(request: Request) -> Response:
    """Let half an hour pass, so that nobody waits to see a digest."""
    require_developer(request)
    await form_of(request)
    await development.let_time_pass(STEP)
    return elsewhere("/dev/mail?passed")


def require_developer(request: Request) -> None:
    """Refuse with NOT_FOUND unless this is a development server asked from its own machine, by its own name.

    The name is looked at because any site may let its own name lead to 127.0.0.1 and read what answers there.
    """
    settings = settings_of(request)
    names = {"localhost", "127.0.0.1", "::1", urlsplit(settings.base_url).hostname}
    if not (settings.development and request.url.hostname in names and _is_loopback(client_ip(request))):
        raise not_found("This page")


async def _digest(request: Request) -> KeptDigest:
    digest = await asyncio.to_thread(kept_digest, settings_of(request), request.path_params["mail_id"])
    if digest is None:
        raise not_found("This mail")
    return digest


def _shown(
    request: Request, digest: KeptDigest, *, answered: bool = False, error: str = "", text: str = ""
) -> Response:
    values = {"digest": digest, "plain": part_of(digest.mail, "plain"), "answered": answered}
    shown = page(request, "digest.html", 422 if error else 200, error=error, text=text, **values)
    shown.headers["Content-Security-Policy"] = FRAMING
    return shown


def _is_loopback(client: str) -> bool:
    try:
        return ip_address(client).is_loopback
    except ValueError:
        return False
