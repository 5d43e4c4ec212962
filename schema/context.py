"""What an operation knows beside its document: who asks, when, and what is being loaded together."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from graphql.pyutils import Path
from strawberry.types import Info as StrawberryInfo

from resolvers.errors import DomainError, ErrorCode
from resolvers.viewer import Viewer
from schema.loads import Loads


@dataclass(slots=True)
class Context:
    """Made for each operation, also for each event of a subscription, so that nothing loaded outlives its answer."""

    viewer: Viewer | None
    clock: Callable[[], datetime]
    client_ip: str
    user_agent: str
    loads: Loads = field(init=False)
    forks: dict[str | int, "Context"] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Loads belong to one viewer and one operation."""
        self.loads = Loads(self.viewer, self.clock)

    @property
    def now(self) -> datetime:
        """The time that rules are asked with."""
        return self.clock()

    def fork(self, answer: str | int, viewer: Viewer) -> None:
        """Have all that is below the root field of this name in the answer resolved as another viewer sees it."""
        self.forks[answer] = replace(self, viewer=viewer)


class Info(StrawberryInfo[Context, Any]):
    """What a field knows of its operation. Below a root field that was forked the context is the fork."""

    @property
    def context(self) -> Context:
        """Who asks, when, and what is loaded together, at this place of the answer."""
        own: Context = self._raw_info.context
        return own.forks.get(self.answer, own) if own.forks else own

    @property
    def answer(self) -> str | int:
        """The name of the root field at hand in the answer, which is its alias if it has one."""
        return _root(self._raw_info.path).key


def _root(path: Path) -> Path:
    while path.prev is not None:
        path = path.prev
    return path


def signed_in(info: Info) -> Viewer:
    """Who asks. Raises UNAUTHENTICATED, which stands among the answer's top-level errors."""
    if info.context.viewer is None:
        raise DomainError(ErrorCode.UNAUTHENTICATED, "Sign in first.")
    return info.context.viewer
