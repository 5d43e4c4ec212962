"""`parlour schema`: the contract as text."""

from pathlib import Path

from portal_web.cli.console import out
from schema.schema import schema

FILE = Path("schema.graphql")


def run(*, write: bool) -> None:
    """Print the schema, or write it where the repository keeps it."""
    text = schema.as_str() + "\n"
    if write:
        FILE.write_text(text)
        out.print(f"Wrote {FILE}")
    else:
        print(text, end="")
