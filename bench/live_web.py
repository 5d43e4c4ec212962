"""A web process as `parlour web` runs it, on a given port: `python -m bench.live_web PORT [--per-subscriber]`."""

import sys
from datetime import UTC, datetime

import uvicorn

from db.settings import Settings
from portal_web.app import app_with
from portal_web.frames import OPTIONS, ReadyFrames


def main() -> None:
    """Serve until killed."""
    app = app_with(Settings(), lambda: datetime.now(UTC), per_subscriber="--per-subscriber" in sys.argv)
    uvicorn.run(app, port=int(sys.argv[1]), ws=ReadyFrames, log_level="warning", access_log=False, **OPTIONS)


if __name__ == "__main__":
    main()
