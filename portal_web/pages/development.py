"""Mail that stayed here, for the developer at this very machine: there are live links in it."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from portal_web.authentication import client_ip, settings_of
from portal_web.pages.rendering import HEADERS, page
from resolvers import account_mail
from resolvers.errors import not_found

# A mail is shown as it is, as if it came from nowhere: it may neither run nor load anything.
MAIL = HEADERS | {
    "Content-Security-Policy": "sandbox allow-top-navigation; default-src 'none'; style-src 'unsafe-inline'",
}


async def show_mails(request: Request) -> Response:
    """The newest mails, with links that can be followed."""
    require_developer(request)
    return page("mails.html", mails=await account_mail.find_kept())


async def show_mail(request: Request) -> Response:
    """The HTML part of one mail, as its reader would see it."""
    require_developer(request)
    for mail in await account_mail.find_kept():
        if str(mail.id) == request.path_params["mail_id"]:
            return HTMLResponse(mail.html, headers=MAIL)
    raise not_found("This mail")


def require_developer(request: Request) -> None:
    """Refuse with NOT_FOUND unless this is a development server asked from its own machine, by its own name.

    The name is looked at because any site may let its own name lead to 127.0.0.1 and read what answers there.
    """
    settings = settings_of(request)
    names = {"localhost", "127.0.0.1", "::1", urlsplit(settings.base_url).hostname}
    if not (settings.development and request.url.hostname in names and _is_loopback(client_ip(request))):
        raise not_found("This page")


def _is_loopback(client: str) -> bool:
    try:
        return ip_address(client).is_loopback
    except ValueError:
        return False
