"""The console command `parlour`."""

from portal_web.cli.commands import app

__all__ = ["app"]
