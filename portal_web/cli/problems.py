"""What a person can put right is said in one line, without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.markup import escape

from db.embedded import EmbeddedError
from portal_web.cli.console import errors


class CannotRun(Exception):
    """A command cannot do what it was asked; the message says why and what to do, in one line."""


@contextmanager
def in_one_line() -> Iterator[None]:
    """Turn what the person at the terminal can act on into one line and exit status 1."""
    try:
        yield
    except (CannotRun, EmbeddedError) as problem:
        errors.print(f"[bold red]parlour:[/] {escape(str(problem))}", soft_wrap=True)
        raise typer.Exit(1) from problem
