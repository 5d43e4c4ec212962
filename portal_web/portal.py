"""Serves the portal's page, where people talk: one document for all of its addresses, to whoever is signed in."""

from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from db.settings import Settings
from portal_web.assets import STATIC
from portal_web.authentication import COOKIE, set_cookie, settings_of, viewer_for
from portal_web.pages.forms import told
from portal_web.pages.rendering import elsewhere

DOCUMENT = STATIC / "app" / "index.html"
PATHS = ("/", "/r/{room_id}", "/search", "/profile", "/new-room", "/team", "/team/{section}")
HEADERS = {
    # Addresses of rooms go to no other site, not even as where somebody came from.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


async def show_portal(request: Request) -> Response:
    """The page; whoever is not signed in goes to the door first, and comes back here."""
    if await viewer_for(request) is None:
        return elsewhere(f"/sign-in?next={quote(asked_for(request), safe='/')}")
    if not DOCUMENT.is_file():
        return PlainTextResponse("The pages are not built: install Parlour with pip.", 503)
    settings = settings_of(request)
    response = FileResponse(DOCUMENT, headers=HEADERS | {"Content-Security-Policy": policy(settings)})
    if COOKIE in request.cookies:
        set_cookie(response, request.cookies[COOKIE], settings)  # a session lives on while its page is opened
    return response


def asked_for(request: Request) -> str:
    """The address on this site that was asked for."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def policy(settings: Settings) -> str:
    """What the page may load, and from where: itself, its own socket, and the bucket of its files if there is one."""
    own = urlsplit(settings.base_url)
    sockets = f"{'wss' if own.scheme == 'https' else 'ws'}://{own.netloc}"  # 'self' means HTTP alone to older browsers
    bucket = bucket_origin(settings)
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' blob: data:{bucket}",  # blob: what is being sent; data: what stands for an image on its way
        "media-src": f"'self' blob:{bucket}",
        "connect-src": f"'self' {sockets}{bucket}",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def bucket_origin(settings: Settings) -> str:
    """The origin of the bucket after a space; empty where files are in a folder and come from this site."""
    if not settings.storage_url:
        return ""
    endpoint = urlsplit(settings.s3_endpoint or f"https://s3.{settings.s3_region}.amazonaws.com")
    return f" {endpoint.scheme}://{endpoint.netloc}"


routes = [Route(path, told(show_portal), methods=["GET"]) for path in PATHS]
