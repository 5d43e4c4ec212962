"""What an operation knows beside its document: who asks, when, and what is being loaded together."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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

    def __post_init__(self) -> None:
        """Loads belong to one viewer and one operation."""
        self.loads = Loads(self.viewer, self.clock)

    @property
    def now(self) -> datetime:
        """The time that rules are asked with."""
        return self.clock()


Info = StrawberryInfo[Context, Any]


def signed_in(info: Info) -> Viewer:
    """Who asks. Raises UNAUTHENTICATED, which stands among the answer's top-level errors."""
    if info.context.viewer is None:
        raise DomainError(ErrorCode.UNAUTHENTICATED, "Sign in first.")
    return info.context.viewer
