"""The page behind the links at the foot of digests. Showing it changes nothing; its buttons need no signing in."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from portal_web.authentication import now
from portal_web.bodies import BodyError, body_of
from portal_web.pages.forms import MOST
from portal_web.pages.rendering import page
from resolvers.digests import muting
from resolvers.digests.muting import Holder, Wish

ONE_CLICK = b"List-Unsubscribe"


async def show_muting(request: Request) -> Response:
    """What is muted, and buttons that change it."""
    holder = await muting.holder_of(request.path_params["token"])
    return _page(request, holder, asked=request.url.query)


async def act(request: Request) -> Response:
    """Do what a button asks, or a mail program for its reader (RFC 8058).

    No cookie vouches for this, the token in the address does: so whose page sent it does not matter.
    """
    body, token = await body_of(request, MOST), request.path_params["token"]
    if ONE_CLICK in body:
        await muting.unsubscribe(token, now(request))
        return _page(request, await muting.holder_of(token), is_done=True)
    return _page(request, await muting.grant(token, _wish(body), now(request)), is_done=True)


def _page(request: Request, holder: Holder, *, asked: str = "", is_done: bool = False) -> Response:
    """The page in its reader's language. `asked` is what the link in the mail was about."""
    return page(request, "muting.html", holder=holder, asked=asked, done=is_done)


def _wish(body: bytes) -> Wish:
    try:
        return Wish(parse_qs(body.decode("ascii"), max_num_fields=5).get("wish", [""])[0])
    except ValueError as error:
        raise BodyError(400, "This is not a form.") from error
