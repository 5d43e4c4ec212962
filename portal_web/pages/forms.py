"""Reads forms, and turns refusals into pages that say them."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from portal_web.authentication import settings_of
from portal_web.bodies import BodyError, body_of
from portal_web.origin import require_ours
from portal_web.pages.rendering import page, words_for
from resolvers.errors import DomainError, ErrorCode, reaching_the_database
from resolvers.throttles import TooManyAttempts

MOST = 16 * 1024
STATUS = {
    ErrorCode.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorCode.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    ErrorCode.WRONG_CREDENTIALS: HTTPStatus.UNAUTHORIZED,
    ErrorCode.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorCode.LINK_INVALID: HTTPStatus.GONE,
    ErrorCode.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}

Endpoint = Callable[[Request], Awaitable[Response]]
Form = dict[str, str]


def told(endpoint: Endpoint) -> Endpoint:
    """The endpoint, with refusals that it leaves to us as pages of their own."""

    async def answer(request: Request) -> Response:
        try:
            with reaching_the_database():
                return await endpoint(request)
        except DomainError as error:
            return with_wait(page(request, "refusal.html", status_of(error), message=said(request, error)), error)
        except BodyError as error:
            return page(request, "refusal.html", error.status, message=error.message)

    return answer


async def form_of(request: Request) -> Form:
    """The fields of a form of ours. Raises NOT_ALLOWED for another site's form, BodyError for what is no form."""
    require_ours(request, settings_of(request).base_url)
    body = await body_of(request, MOST)
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=20, errors="strict"))
    except ValueError as error:
        raise BodyError(400, "This is not a form.") from error


def status_of(error: DomainError) -> int:
    """The HTTP status of a refusal."""
    return STATUS.get(error.code, HTTPStatus.UNPROCESSABLE_ENTITY)


def with_wait(response: Response, error: DomainError) -> Response:
    """The response, saying also to programs when to try again."""
    if isinstance(error, TooManyAttempts):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def again(request: Request, template: str, error: DomainError, **values: object) -> Response:
    """The same form once more, with the refusal above it."""
    return with_wait(page(request, template, status_of(error), error=said(request, error), **values), error)


def said(request: Request, error: DomainError) -> str:
    """A refusal in the browser's language: the domain speaks English, and there says more."""
    return words_for(request).refusals.get(error.code, error.message)
