"""The messages of `graphql-transport-ws`, as PROTOCOL.md of github.com/enisdenjo/graphql-ws has them."""

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from schema.answers import to_json

SUBPROTOCOL = "graphql-transport-ws"
LONGEST_ID = 128


class CloseCode(IntEnum):
    """Why the server closes a socket."""

    TRY_AGAIN_LATER = 1013
    BAD_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    INITIALISATION_TIMEOUT = 4408
    SUBSCRIBER_ALREADY_EXISTS = 4409
    TOO_MANY_INITIALISATION_REQUESTS = 4429


class BadMessage(Exception):
    """A message that the protocol does not know."""


@dataclass(frozen=True, slots=True)
class Init:
    """The client introduces itself."""

    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ping:
    """The client asks for a sign of life."""

    payload: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Pong:
    """The client is there."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The client wants an operation executed, of any type."""

    id: str
    query: str
    variables: dict[str, Any] | None
    operation_name: str | None


@dataclass(frozen=True, slots=True)
class Complete:
    """The client has heard enough."""

    id: str


Message = Init | Ping | Pong | Subscribe | Complete


def parsed(text: str | None) -> Message:
    """Read one message. Raises BadMessage; `text` is None for a binary frame."""
    match loaded(text):
        case {"type": "connection_init", **rest}:
            return Init(mapping(rest.get("payload"), "payload") or {})
        case {"type": "ping", **rest}:
            return Ping(mapping(rest.get("payload"), "payload"))
        case {"type": "pong"}:
            return Pong()
        case {"type": "complete", "id": str(id)}:
            return Complete(id)
        case {"type": "subscribe", "id": str(id), "payload": {"query": str(query), **rest}} if (
            0 < len(id) <= LONGEST_ID
        ):
            return Subscribe(id, query, mapping(rest.get("variables"), "variables"), name(rest.get("operationName")))
    raise BadMessage("Invalid message received")


def loaded(text: str | None) -> object:
    """The JSON value of a frame."""
    if text is None:
        raise BadMessage("Only text messages are understood")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadMessage("Only JSON messages are understood") from error


def mapping(value: object, what: str) -> dict[str, Any] | None:
    """An object or nothing."""
    if value is None or isinstance(value, dict):
        return value
    raise BadMessage(f"The {what} must be an object")


def name(value: object) -> str | None:
    """An operation's name or nothing."""
    if value is None or isinstance(value, str):
        return value
    raise BadMessage("The operationName must be a string")


ACK = b'{"type":"connection_ack"}'
NEXT = b'{"type":"next","payload":%b,"id":'


def suffix(operation_id: str) -> bytes:
    """The end of a `next` message: all that differs between sockets that asked the same."""
    return to_json(operation_id).encode(errors="replace") + b"}"


def shared(payload: bytes) -> bytes:
    """The beginning of a `next` message: the same bytes for every socket that asked the same."""
    return NEXT % payload


def pong(payload: dict[str, Any] | None) -> bytes:
    """Answer a ping with what it carried."""
    return told({"type": "pong"} if payload is None else {"type": "pong", "payload": payload})


def error(operation_id: str, errors: object) -> bytes:
    """An operation that ends before, or instead of, its answers."""
    return told({"type": "error", "id": operation_id, "payload": errors})


def complete(operation_id: str) -> bytes:
    """An operation that has said everything."""
    return told({"type": "complete", "id": operation_id})


def told(message: dict[str, Any]) -> bytes:
    """A message as bytes."""
    return to_json(message).encode(errors="replace")
