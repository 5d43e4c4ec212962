"""Serves the bundles that build_hook.py made, and the pages around them, under a strict content security policy."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # the editor of GraphiQL writes its theme into the page
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",  # its style sheet carries its fonts
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOREVER = HEADERS | {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
COPIES = {"br": "br", "gzip": "gz"}  # how they end, by coding, the smallest first
ASK_AGAIN = HEADERS | {"Cache-Control": "no-cache"}


class Bundles(StaticFiles):
    """Files whose names hold a hash of their content, so that they may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A bundle with its headers; workers obey the policy of their own response, so each carries it.

        Whoever takes one of the codings gets the copy that was compressed when the pages were built.
        """
        for coding, ending in COPIES.items():
            small = f"{path}.{ending}"
            if takes(Headers(scope=scope), coding) and self.lookup_path(small)[1]:
                response = await super().get_response(small, scope)
                response.headers["Content-Encoding"] = coding
                break
        else:
            response = await super().get_response(path, scope)
        response.headers.update(FOREVER)
        return response


def takes(headers: Headers, coding: str) -> bool:
    """Whether an answer may come in this coding (RFC 9110, 12.5.3)."""
    offered = [part.replace(" ", "").lower() for part in headers.get("accept-encoding", "").split(",")]
    wish = f"{coding};q="
    return any(part == coding or (part.startswith(wish) and part.strip("0.") != wish) for part in offered)


def asset_routes() -> list[BaseRoute]:
    """The bundles and the GraphiQL page."""
    bundles = Bundles(directory=STATIC / "assets", check_dir=False)
    return [Mount("/static/assets", bundles), Route("/graphiql", page("graphiql"))]


def page(name: str) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a page of the front end: one small document that is asked for anew each time."""
    document = STATIC / name / "index.html"

    async def show(_request: Request) -> Response:
        if not document.is_file():
            return PlainTextResponse("The pages are not built: install Parlour with pip.", 503)
        return FileResponse(document, headers=ASK_AGAIN)

    return show
