"""`parlour worker`: deferred work."""

from db.settings import Settings
from portal_web.cli.readiness import both_urls


def run(settings: Settings) -> None:
    """Work until told to stop. Raises CannotRun."""
    both_urls(settings)
