"""Live delivery: `graphql-transport-ws` on one side, the logs of rooms and people on the other."""

from portal_web.live.server import Live

__all__ = ["Live"]
