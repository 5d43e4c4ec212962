"""Asks the contract as somebody of the cast, without HTTP between."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from resolvers.viewer import Viewer
from schema.answers import Answer, encode
from schema.context import Context
from schema.execution import Engine
from schema.schema import schema
from tests.cast import NOON

ENGINE = Engine(schema)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: data, the codes of top-level errors, and every byte of the answer."""

    data: dict[str, Any]
    codes: list[str]
    text: bytes


async def ask(
    viewer: Viewer | None, document: str, variables: dict[str, Any] | None = None, now: datetime = NOON
) -> Reply:
    """Execute a query or mutation as `viewer`, or as nobody."""
    prepared = ENGINE.prepare(document)
    context = Context(viewer=viewer, clock=lambda: now, client_ip="127.0.0.1", user_agent="tests")
    answer = prepared if isinstance(prepared, Answer) else await ENGINE.execute(prepared, variables, None, context)
    text = encode(answer)
    told = json.loads(text)
    codes = [error["extensions"]["code"] for error in told.get("errors", [])]
    return Reply(data=told.get("data") or {}, codes=codes, text=text)
