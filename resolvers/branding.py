"""How the firm appears to everybody who signs in: set by its administrators."""

import re
from dataclasses import dataclass
from datetime import datetime

from db import sql
from db.queries import portals as queries
from db.vocabulary import AuditAction
from resolvers import access, audit, texts
from resolvers.errors import invalid
from resolvers.viewer import Viewer

COLOR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Branding:
    """What is to change of how a firm appears; None leaves it, an empty colour takes it away."""

    name: str | None
    accent_color: str | None
    team_shown_as_firm: bool | None


async def change_workspace(viewer: Viewer, wanted: Branding, now: datetime) -> None:
    """Set the firm's name, its colour as `#rrggbb`, and whether clients are shown the firm for its team.

    The colour is kept as it is chosen: who draws with it sees to contrast. For administrators, else NOT_ALLOWED.
    Raises INVALID, LIMIT_EXCEEDED.
    """
    access.require_administrator(viewer)
    name = texts.name_of(wanted.name, "name") if wanted.name is not None else None
    color = _color(wanted.accent_color) if wanted.accent_color is not None else None
    async with sql.transaction():
        await queries.change_workspace(viewer.workspace_id, name, color, wanted.team_shown_as_firm)
        await audit.record(viewer, AuditAction.WORKSPACE_CHANGED, now)


def _color(text: str) -> str:
    """A colour in lower case; empty for none. Raises INVALID."""
    color = text.strip().lower()
    if color and not COLOR.fullmatch(color):
        raise invalid("A colour is written as #rrggbb, six hexadecimal digits.", "accentColor")
    return color
