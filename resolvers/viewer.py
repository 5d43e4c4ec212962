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
