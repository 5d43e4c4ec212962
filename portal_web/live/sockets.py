"""One connection: lets its person in, executes what it asks, and ends it by the protocol's codes."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from graphql import OperationType

from portal_web.frames import ReadyFrames, text_header
from portal_web.live import messages
from portal_web.live.hub import Hub
from portal_web.live.listeners import InboxListener, Listener, RoomListener
from portal_web.live.messages import BadMessage, CloseCode, Complete, Init, Ping, Pong, Subscribe
from portal_web.live.questions import question
from resolvers.errors import DomainError, ErrorCode
from resolvers.viewer import Viewer
from schema.answers import Answer, encode, outline, refusal
from schema.documents import Prepared
from schema.execution import Engine, Subscription, operation_of
from schema.ids import key_of

MOST_OPERATIONS = 100  # of one socket at a time

log = structlog.get_logger()

ContextFor = Callable[[Viewer], object]
LetIn = Callable[[Init], Awaitable[Viewer | None]]


class Socket:
    """The state of one `graphql-transport-ws` connection. Idle subscriptions have no task."""

    __slots__ = (
        "apart",
        "context_for",
        "ended",
        "engine",
        "frames",
        "hub",
        "initialised",
        "let_in",
        "operations",
        "viewer",
    )

    def __init__(
        self, frames: ReadyFrames, engine: Engine, hub: Hub, let_in: LetIn, context_for: ContextFor, *, apart: bool
    ) -> None:
        """Nobody is let in yet. `apart` executes every subscription by itself, for measuring."""
        self.frames = frames
        self.engine = engine
        self.hub = hub
        self.let_in = let_in
        self.context_for = context_for
        self.apart = apart
        self.initialised = False
        self.ended = False
        self.viewer: Viewer | None = None
        self.operations: dict[str, asyncio.Task[None] | Listener] = {}

    async def hear(self, text: str | None) -> None:
        """Act on one message; None is a binary frame. What arrives after the end is not heard."""
        if self.ended:
            return None
        try:
            message = messages.parsed(text)
        except BadMessage as error:
            return self.end(CloseCode.BAD_MESSAGE, str(error))
        match message:
            case Init():
                await self.initialise(message)
            case Ping():
                self.tell(messages.pong(message.payload))
            case Pong():
                pass
            case Subscribe():
                self.begin(message)
            case Complete():
                self.drop(message.id)
        return None

    async def initialise(self, init: Init) -> None:
        """Let the person in, once."""
        if self.initialised:
            return self.end(CloseCode.TOO_MANY_INITIALISATION_REQUESTS, "Too many initialisation requests")
        self.initialised = True
        try:
            self.viewer = await self.let_in(init)
        except DomainError as error:
            return self.end(CloseCode.TRY_AGAIN_LATER, error.message)
        if self.viewer is None:
            return self.end(CloseCode.FORBIDDEN, "Forbidden")
        return self.tell(messages.ACK)

    def expire(self) -> None:
        """Close a socket that has not introduced itself."""
        if not self.initialised:
            self.end(CloseCode.INITIALISATION_TIMEOUT, "Connection initialisation timeout")

    def begin(self, asked: Subscribe) -> None:
        """Execute an operation beside the others."""
        if self.viewer is None:
            return self.end(CloseCode.UNAUTHORIZED, "Unauthorized")
        if asked.id in self.operations:
            return self.end(CloseCode.SUBSCRIBER_ALREADY_EXISTS, f"Subscriber for {asked.id[:80]} already exists")
        if len(self.operations) >= MOST_OPERATIONS:
            limit = f"A socket carries at most {MOST_OPERATIONS} operations at a time."
            return self.tell(messages.error(asked.id, refusal(ErrorCode.LIMIT_EXCEEDED, limit).errors))
        task = asyncio.create_task(self.answer(asked, self.viewer))
        self.operations[asked.id] = task
        task.add_done_callback(lambda done: self.finished(asked.id, done))
        return None

    def finished(self, operation_id: str, task: asyncio.Task[None]) -> None:
        """Forget an operation that has been answered; a subscription has put a listener in its place."""
        if self.operations.get(operation_id) is task:
            del self.operations[operation_id]
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            log.error("operation failed", **outline(error))
            self.tell(messages.error(operation_id, refusal(ErrorCode.INTERNAL, "Something went wrong.").errors))

    async def answer(self, asked: Subscribe, viewer: Viewer) -> None:
        """Answer a query or mutation, or begin a subscription."""
        prepared = self.engine.prepare(asked.query)
        if isinstance(prepared, Answer):
            return self.refuse(asked.id, prepared)
        operation = operation_of(prepared, asked.operation_name)
        if isinstance(operation, Answer):
            return self.refuse(asked.id, operation)
        if operation.kind is OperationType.SUBSCRIPTION:
            return await self.listen(asked, prepared, viewer)
        context = self.context_for(viewer)
        answer = await self.engine.execute(prepared, asked.variables, asked.operation_name, context)
        if not answer.executed:
            return self.refuse(asked.id, answer)
        self.tell(messages.shared(encode(answer)) + messages.suffix(asked.id))
        return self.tell(messages.complete(asked.id))

    async def listen(self, asked: Subscribe, prepared: Prepared, viewer: Viewer) -> None:
        """Begin a subscription, or refuse it with a typed error."""
        wanted = self.engine.subscription(prepared, asked.variables, asked.operation_name)
        if isinstance(wanted, Answer):
            return self.refuse(asked.id, wanted)
        apart = f"{id(self)} {asked.id}" if self.apart else None
        inbox = wanted.field == "inboxEvents"
        what = question(asked, prepared, viewer, inbox=inbox, apart=apart)
        kind = InboxListener if inbox else RoomListener
        listener = kind(self, asked.id, viewer, what, self.forget)
        try:
            await self.open(listener, wanted)
        except DomainError as error:
            return self.refuse(asked.id, refusal(error.code, error.message))
        self.operations[asked.id] = listener
        return None

    async def open(self, listener: InboxListener | RoomListener, wanted: Subscription) -> None:
        """Give a listener its seats. Raises DomainError."""
        after = wanted.arguments.get("after")
        match listener:
            case InboxListener():
                await self.hub.open_inbox(listener, after)
            case RoomListener():
                await self.hub.open_room(listener, key_of("Room", wanted.arguments["roomId"], "roomId"), after)

    def refuse(self, operation_id: str, answer: Answer) -> None:
        """Tell why an operation is not executed."""
        self.tell(messages.error(operation_id, answer.errors))

    def drop(self, operation_id: str) -> None:
        """End an operation because its client wants no more of it."""
        match self.operations.pop(operation_id, None):
            case Listener() as listener:
                listener.leave()
            case asyncio.Task() as task:
                task.cancel()

    def forget(self, operation_id: str) -> None:
        """A subscription has ended from this side."""
        self.operations.pop(operation_id, None)

    def write_frame(self, frame: bytes) -> None:
        """Write a ready frame."""
        self.frames.write(frame)

    def tell(self, message: bytes) -> None:
        """Write a message as a frame."""
        self.frames.write(text_header(len(message)) + message)

    def unsent(self) -> int:
        """Bytes that the reader has not taken yet."""
        return self.frames.unsent()

    def end(self, code: int, reason: str) -> None:
        """Close the connection."""
        self.ended = True
        self.frames.end(code, reason)

    def leave(self) -> None:
        """The connection is gone: nothing of it stays."""
        for operation_id in list(self.operations):
            self.drop(operation_id)
