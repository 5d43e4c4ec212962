"""`parlour schema`: the contract as text."""

from pathlib import Path
from pkgutil import resolve_name

from portal_web.cli.console import out

SCHEMA = "schema.schema:schema"
"""Loaded by name when it is asked for: the other commands would carry it about for nothing."""

FILE = Path("schema.graphql")


def run(*, write: bool) -> None:
    """Print the schema, or write it where the repository keeps it."""
    text = resolve_name(SCHEMA).as_str() + "\n"
    if write:
        FILE.write_text(text)
        out.print(f"Wrote {FILE}")
    else:
        print(text, end="")
