"""Who asks: the first argument of every rule."""

from dataclasses import dataclass
from uuid import UUID

from db.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person, as far as rules need to know them."""

    id: UUID
    workspace_id: UUID
    role: Role
    is_administrator: bool
    session_id: UUID

    @property
    def is_team(self) -> bool:
        """Whether the viewer belongs to the firm rather than to one of its clients."""
        return self.role is Role.TEAM

    @property
    def audience(self) -> "Audience":
        """The side of the firm that the viewer reads with."""
        return Audience(self.workspace_id, self.role)


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody who is shown the same: one side of one firm. What an audience sees never depends on the one viewer."""

    workspace_id: UUID
    role: Role
