"""The pages at the door: signing in and out, and where to go when nobody is signed in."""

import re
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from db.vocabulary import SessionKind
from portal_web.authentication import (
    device_of,
    forget,
    now,
    set_cookie,
    settings_of,
    viewer_for,
)
from portal_web.pages.forms import again, form_of
from portal_web.pages.rendering import elsewhere, page
from resolvers import portals, sessions
from resolvers.errors import DomainError, not_found
from resolvers.portals import Workspace

OWN_PATH = re.compile(r"/(?![/\\])[\w\-./?=&%~+#]*")  # browsers take // and /\ for another site's address


async def show_sign_in(request: Request) -> Response:
    """The form of one firm."""
    workspace, notice = await workspace_of(request), request.query_params.get("done")
    return page(
        request, "sign_in.html", workspace=workspace, email="", next=next_of(request), error=None, notice=notice
    )


async def sign_in(request: Request) -> Response:
    """Begin a browser's session; the one it had before ends."""
    form, workspace = await form_of(request), await workspace_of(request)
    email, password, before = form.get("email", ""), form.get("password", ""), await viewer_for(request)
    try:
        begun = await sessions.sign_in(
            workspace.slug, email, password, device_of(request, SessionKind.COOKIE), now(request)
        )
    except DomainError as error:
        return again(
            request, "sign_in.html", error, workspace=workspace, email=email, next=next_of(request), notice=None
        )
    if before:
        await sessions.sign_out(before, now(request))
    response = elsewhere(next_of(request))
    set_cookie(response, begun.token, settings_of(request))
    return response


async def sign_out(request: Request) -> Response:
    """End the browser's session. Asking for it without one is no mistake."""
    await form_of(request)
    viewer = await viewer_for(request)
    if viewer:
        await sessions.sign_out(viewer, now(request))
    response = elsewhere("/sign-in")
    forget(response, settings_of(request))
    return response


async def find_door(request: Request) -> Response:
    """Lead to the only firm's form, or ask which firm."""
    slug = request.query_params.get("workspace", "").strip().lower()
    found = await portals.find_workspace(slug) if slug else await portals.find_only_workspace()
    if found:
        carried = {name: value for name in ("next", "done") if (value := request.query_params.get(name))}
        return elsewhere(f"/w/{found.slug}/sign-in" + (f"?{urlencode(carried)}" if carried else ""))
    return page(request, "which_firm.html", 404 if slug else 200, slug=slug, next=next_of(request), error=bool(slug))


def next_of(request: Request) -> str:
    """Where to go once signed in: a path of this site. Anything that could lead elsewhere leads to the rooms."""
    path = request.query_params.get("next", "/")
    return path if OWN_PATH.fullmatch(path) else "/"


async def workspace_of(request: Request) -> Workspace:
    """The firm whose door this is. Raises NOT_FOUND."""
    found = await portals.find_workspace(request.path_params["slug"])
    if found is None:
        raise not_found("This firm")
    return found
