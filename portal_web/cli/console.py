"""The terminal: where output goes, and progress of what takes long."""

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from rich.console import Console
from rich.markup import escape

out = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


@contextmanager
def only_warnings() -> Iterator[None]:
    """Keep the log of the block out of what a command tells: its news unsaid, its warnings beside."""
    before = structlog.get_config()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    try:
        yield
    finally:
        structlog.configure(**before)


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Give a function to call as each step begins; steps that are done stay on the screen with their seconds."""
    current: list[tuple[str, float]] = []

    with out.status("…") as status:

        def begin(step: str) -> None:
            _finish(current)
            current.append((step, time.monotonic()))
            status.update(f"{escape(step)} …")

        yield begin
        _finish(current)


def _finish(current: list[tuple[str, float]]) -> None:
    if current:
        step, began = current.pop()
        out.print(f"[green]✓[/] {escape(step)} [dim]{time.monotonic() - began:.1f} s[/]")
