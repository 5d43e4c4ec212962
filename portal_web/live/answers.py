"""Executes a question once for an event and keeps the bytes, which every socket that asked it shares."""

import dataclasses
import secrets
from collections.abc import Callable

from portal_web.frames import text_header
from portal_web.live import messages
from portal_web.live.metrics import EXECUTIONS
from portal_web.live.questions import Question
from resolvers.errors import ErrorCode, unavailable
from resolvers.viewer import Viewer
from resolvers.views import EventView
from schema.answers import encode
from schema.execution import Engine
from schema.subscriptions import event_of

OWN_CURSOR = secrets.token_urlsafe(24)
"""Stands in a shared answer for the cursor of whoever gets it. Nobody outside this process ever sees it."""

_OWN_CURSOR = OWN_CURSOR.encode()


class Ready:
    """An answer as bytes. `frame` adds what differs between sockets: the header's length, the id, an own cursor."""

    __slots__ = ("beginning", "beginnings", "personal")

    def __init__(self, payload: bytes) -> None:
        """Look once whether each listener's own cursor has to be put in."""
        self.beginning = messages.shared(payload)
        self.personal = _OWN_CURSOR in payload
        self.beginnings: dict[int, bytes] = {}

    def frame(self, suffix: bytes) -> bytes:
        """The whole frame for everyone whose id ends it like this."""
        length = len(suffix)
        if (found := self.beginnings.get(length)) is None:
            found = self.beginnings[length] = text_header(len(self.beginning) + length) + self.beginning
        return found + suffix

    def own_frame(self, suffix: bytes, cursor: str) -> bytes:
        """The whole frame for one listener, with the listener's own cursor in it."""
        text = self.beginning.replace(_OWN_CURSOR, cursor.encode()) + suffix
        return text_header(len(text)) + text


class Answers:
    """Executes questions. `context_for` makes a fresh context for one execution on behalf of a viewer."""

    def __init__(self, engine: Engine, context_for: Callable[[Viewer], object]) -> None:
        """Nothing is executed until an event asks for it."""
        self.engine = engine
        self.context_for = context_for

    async def shared(self, question: Question, asker: Viewer, view: EventView) -> Ready:
        """The answer to a question about an event, for everyone who asked it.

        `asker` is one of them. Raises DomainError UNAVAILABLE when a server behind Parlour is away: then nothing may
        count as delivered.
        """
        EXECUTIONS.inc()
        answer = await self.engine.execute_event(
            question.prepared, question.given, question.operation_name, self.context_for(asker), event_of(view)
        )
        if any(error["extensions"]["code"] == ErrorCode.UNAVAILABLE for error in answer.errors):
            raise unavailable()
        return Ready(encode(answer))

    async def personal(self, question: Question, asker: Viewer, view: EventView) -> Ready:
        """As `shared`, with a place for each listener's own cursor."""
        return await self.shared(question, asker, dataclasses.replace(view, cursor=OWN_CURSOR))
