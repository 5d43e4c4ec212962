"""GraphQL over HTTP, after the working draft at https://graphql.github.io/graphql-over-http/draft/.

POST only: a GET could be made by any page that embeds ours, and nothing here may be cached.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from portal_web.bodies import BodyError, body_of, json_of
from resolvers.errors import DomainError, ErrorCode
from schema.answers import Answer, Fault, encode, outline, refusal
from schema.execution import Engine

MAX_BODY = 256 * 1024
MODERN = "application/graphql-response+json"
LEGACY = "application/json"
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Vary": "Accept"}
UNFINISHED = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
STATUS = {
    ErrorCode.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    ErrorCode.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    ErrorCode.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorCode.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}

T = TypeVar("T")
log = structlog.get_logger()
ContextFor = Callable[[Request], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Params:
    """A GraphQL-over-HTTP request. `extensions` may be sent and mean nothing to us."""

    query: str
    variables: dict[str, Any] | None
    operation_name: str | None


def graphql_route(engine: Engine, context_for: ContextFor, path: str = "/graphql") -> Route:
    """The route of the endpoint. `context_for` may raise DomainError, which is told with a fitting status."""

    async def graphql(request: Request) -> Response:
        wanted = media_for(request.headers.get("accept"))
        media = wanted or LEGACY
        try:
            body = await body_of(request, MAX_BODY)
            if wanted is None:
                raise BodyError(406, f"Accept {MODERN} or {LEGACY}.")
            return await respond(engine, context_for, request, body, media)
        except BodyError as error:
            return refused(media, error.status, error.message)
        except DomainError as error:
            return response(refusal(error.code, error.message), media, STATUS.get(error.code, HTTPStatus.BAD_REQUEST))
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:  # whatever it is, a client of GraphQL is answered in GraphQL
            log.error("request failed", **outline(error))
            return response(refusal(Fault.INTERNAL, "Something went wrong on our side."), media, 500)

    return Route(path, graphql, methods=["POST"])


async def respond(engine: Engine, context_for: ContextFor, request: Request, body: bytes, media: str) -> Response:
    """Answer one request. The document is prepared before the viewer is looked up: a bad one costs no query."""
    require_json(request)
    params = params_of(json_of(body))
    prepared = engine.prepare(params.query)
    if isinstance(prepared, Answer):
        return answered(prepared, media)
    context = await context_for(request)
    return answered(await engine.execute(prepared, params.variables, params.operation_name, context), media)


def answered(answer: Answer, media: str) -> Response:
    """The response to a well-formed request: 400 for what was not executed, or 200 as legacy clients expect."""
    return response(answer, media, 400 if media == MODERN and not answer.executed else 200)


def refused(media: str, status: int, message: str) -> Response:
    """The response to what is no GraphQL request at all. After an unfinished body it closes the connection."""
    told = response(refusal(Fault.BAD_REQUEST, message), media, status)
    if status in UNFINISHED:
        told.headers["Connection"] = "close"
    return told


def response(answer: Answer, media: str, status: int) -> Response:
    """An answer as HTTP."""
    challenge = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else {}
    return Response(encode(answer), status, HEADERS | challenge, f"{media}; charset=utf-8")


def require_json(request: Request) -> None:
    """Take application/json in UTF-8 only: what a foreign page can send without asking is never that. BodyError 415."""
    media, *parameters = split(request.headers.get("content-type", ""), ";")
    charset = dict(split(parameter, "=", 1) for parameter in parameters if "=" in parameter).get("charset", "utf-8")
    if media != LEGACY or charset.strip('"') not in {"utf-8", "utf8"}:
        raise BodyError(415, f"Send the request as {LEGACY} in UTF-8.")


def params_of(body: object) -> Params:
    """The parameters of a request. Raises BodyError 400 naming the one that is wrong."""
    if isinstance(body, list):
        raise BodyError(400, "Batches are not taken: send each operation in a request of its own.")
    if not isinstance(body, dict):
        raise BodyError(400, "The body must be a JSON object.")
    if not isinstance(query := body.get("query"), str):
        raise BodyError(400, "The parameter query must be a string.")
    optional(body, "extensions", dict, "an object")
    return Params(
        query, optional(body, "variables", dict, "an object"), optional(body, "operationName", str, "a string")
    )


def optional(body: dict[str, Any], name: str, kind: type[T], called: str) -> T | None:
    """A parameter that may be absent or null. Raises BodyError 400 when it is something else."""
    found = body.get(name)
    if found is not None and not isinstance(found, kind):
        raise BodyError(400, f"The parameter {name} must be {called}.")
    return found


def media_for(accept: str | None) -> str | None:
    """The media type to answer in; None when none will do. The modern one is for those who name it."""
    if not accept:
        return LEGACY
    ranges = dict(weighted(part) for part in split(accept, ","))
    legacy = ranges.get(LEGACY, ranges.get("application/*", ranges.get("*/*", 0.0)))
    modern = ranges.get(MODERN, 0.0)
    if not modern and not legacy:
        return None
    return MODERN if modern >= legacy else LEGACY


def weighted(part: str) -> tuple[str, float]:
    """One range of an Accept header with its weight (RFC 9110, 12.5.1); a weight that is no number is 0."""
    media, *parameters = split(part, ";")
    weights = [parameter[2:] for parameter in parameters if parameter.startswith("q=")]
    try:
        return media, float(weights[0]) if weights else 1.0
    except ValueError:
        return media, 0.0


def split(text: str, by: str, most: int = -1) -> list[str]:
    """The parts of a header's value, trimmed and in lower case."""
    return [part.strip().lower() for part in text.split(by, most)]
