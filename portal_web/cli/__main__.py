"""`python -m portal_web.cli`, which is how `parlour up` starts its own web and worker processes."""

from portal_web.cli import app

app(prog_name="parlour")
