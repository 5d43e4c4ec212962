"""The page behind the link that asks whether a further address is somebody's. Showing it changes nothing."""

from starlette.requests import Request
from starlette.responses import Response

from portal_web.authentication import now
from portal_web.pages.forms import form_of
from portal_web.pages.rendering import page
from resolvers import mail_addresses


async def show_address(request: Request) -> Response:
    """Ask whether the address is theirs."""
    holder = await mail_addresses.find_by_link(request.path_params["token"], now(request))
    return page(request, "address.html", holder=holder, done=False)


async def confirm_address(request: Request) -> Response:
    """Take answers from the address from now on."""
    token = request.path_params["token"]
    await form_of(request)
    holder = await mail_addresses.find_by_link(token, now(request))
    await mail_addresses.confirm_mail_address(token, now(request))
    return page(request, "address.html", holder=holder, done=True)
