"""What an operation is answered with: data, typed errors, and their bytes on the wire."""

import json
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import uuid4

import structlog
from graphql import GraphQLError, GraphQLFormattedError, Node

from resolvers.errors import refusal_in

LONGEST_MESSAGE = 400

log = structlog.get_logger()
to_json = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


class Fault(StrEnum):
    """`extensions.code` of what goes wrong around an operation; the domain's refusals carry an ErrorCode instead."""

    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    OPERATION_TOO_LARGE = "OPERATION_TOO_LARGE"
    OPERATION_RESOLUTION_FAILED = "OPERATION_RESOLUTION_FAILED"
    BAD_REQUEST = "BAD_REQUEST"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    TIMED_OUT = "TIMED_OUT"
    INTERNAL = "INTERNAL"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response. `executed` is false when the request itself was refused: then there is no `data` entry at all."""

    data: dict[str, Any] | None
    errors: tuple[GraphQLFormattedError, ...] = ()
    executed: bool = True


def encode(answer: Answer) -> bytes:
    """The answer as JSON in UTF-8, errors first so that nobody overlooks them."""
    body: dict[str, Any] = {"errors": answer.errors} if answer.errors else {}
    if answer.executed:
        body["data"] = answer.data
    return to_json(body).encode(errors="replace")


def refusal(code: str, *errors: GraphQLError | str) -> Answer:
    """The answer to a request that was not executed."""
    return Answer(None, tuple(formatted(as_error(error), code) for error in errors), executed=False)


def as_error(error: GraphQLError | str) -> GraphQLError:
    """A text as an error without a place."""
    return GraphQLError(error) if isinstance(error, str) else error


def formatted(error: GraphQLError, code: str, message: str | None = None, **extensions: str) -> GraphQLFormattedError:
    """One entry of `errors`. The message is cut, or a long name in a document would come back many times."""
    plain = error.formatted
    plain["message"] = shortened(error.message if message is None else message)
    plain["extensions"] = {"code": str(code), **extensions}
    return plain


def shortened(message: str) -> str:
    """A message of at most LONGEST_MESSAGE characters."""
    return message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]}…"


def told(errors: Iterable[GraphQLError], operation: str) -> tuple[GraphQLFormattedError, ...]:
    """Field errors as the client may see them; what nobody foresaw is logged and masked."""
    return tuple(told_one(error, operation) for error in errors)


def told_one(error: GraphQLError, operation: str) -> GraphQLFormattedError:
    """A domain error with its own words, an argument that could not be read, or the mask."""
    cause = error.original_error
    if known := refusal_in(cause):
        return formatted(error, known.code, known.message)
    match cause:
        case GraphQLError(nodes=[Node(kind=kind), *_]) if kind != "field":
            return formatted(error, Fault.BAD_USER_INPUT)
        case _:
            return masked(error, cause or error, operation)


def masked(error: GraphQLError, cause: Exception, operation: str) -> GraphQLFormattedError:
    """An unexpected error: logged without its message, which may hold what people wrote, and told as an id."""
    error_id = uuid4().hex
    log.error("operation failed", error_id=error_id, operation=operation, path=error.path, **outline(cause))
    return formatted(error, Fault.INTERNAL, "Something went wrong on our side.", errorId=error_id)


def outline(cause: Exception) -> dict[str, Any]:
    """The kind of an exception and where it came from, innermost last, without any value."""
    frames = traceback.extract_tb(cause.__traceback__)[-6:]
    return {"kind": type(cause).__qualname__, "frames": [f"{f.filename}:{f.lineno} {f.name}" for f in frames]}
