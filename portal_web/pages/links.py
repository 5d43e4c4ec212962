"""The pages behind the links of account mail. Showing one changes nothing, since scanners follow links too."""

from starlette.requests import Request
from starlette.responses import Response

from db.vocabulary import LinkPurpose, SessionKind
from portal_web.authentication import client_ip, device_of, now, set_cookie, settings_of
from portal_web.pages.forms import again, form_of
from portal_web.pages.rendering import elsewhere, page
from portal_web.pages.sign_in import workspace_of
from resolvers import accounts
from resolvers.errors import DomainError, ErrorCode


async def show_activation(request: Request) -> Response:
    """Greet somebody invited and ask for a password."""
    holder = await accounts.find_by_link(request.path_params["token"], LinkPurpose.ACTIVATION, now(request))
    return page(request, "activate.html", holder=holder, name=holder.name, error=None)


async def activate(request: Request) -> Response:
    """Turn the invitation into an account that is signed in."""
    form, token = await form_of(request), request.path_params["token"]
    holder = await accounts.find_by_link(token, LinkPurpose.ACTIVATION, now(request))
    name, password, device = form.get("name", ""), form.get("password", ""), device_of(request, SessionKind.COOKIE)
    try:
        begun = await accounts.activate_account(token, password, name, device, now(request))
    except DomainError as error:
        if error.code is ErrorCode.LINK_INVALID:
            raise
        return again(request, "activate.html", error, holder=holder, name=name)
    response = elsewhere("/")
    set_cookie(response, begun.token, settings_of(request))
    return response


async def show_forgotten(request: Request) -> Response:
    """Ask for the address of whoever has forgotten their password."""
    return page(request, "forgotten.html", workspace=await workspace_of(request), email="", error=None)


async def promise_mail(request: Request) -> Response:
    """Promise a mail, in the same words whoever asks."""
    form, workspace = await form_of(request), await workspace_of(request)
    email = form.get("email", "")
    try:
        await accounts.request_password_reset(workspace.slug, email, client_ip(request), now(request))
    except DomainError as error:
        return again(request, "forgotten.html", error, workspace=workspace, email=email)
    return page(request, "promised.html", workspace=workspace)


async def show_reset(request: Request) -> Response:
    """Ask for a new password."""
    holder = await accounts.find_by_link(request.path_params["token"], LinkPurpose.PASSWORD_RESET, now(request))
    return page(request, "reset.html", holder=holder, error=None)


async def reset(request: Request) -> Response:
    """Set the new password, and ask to sign in with it."""
    form, token = await form_of(request), request.path_params["token"]
    holder = await accounts.find_by_link(token, LinkPurpose.PASSWORD_RESET, now(request))
    try:
        await accounts.reset_password(token, form.get("password", ""), now(request))
    except DomainError as error:
        if error.code is ErrorCode.LINK_INVALID:
            raise
        return again(request, "reset.html", error, holder=holder)
    return elsewhere(f"/w/{holder.workspace.slug}/sign-in?done=reset")
