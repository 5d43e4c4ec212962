"""Keeps a process from doing the same work twice at once, without losing a hint."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Turn:
    """Who is asked while it is working looks once more when it is done."""

    is_taken: bool = False
    is_wanted: bool = False

    async def take(self, work: Callable[[], Awaitable[object]]) -> None:
        """Work, unless somebody is at it; who is will then look again."""
        self.is_wanted = True
        if self.is_taken:
            return
        self.is_taken = True
        try:
            while self.is_wanted:
                self.is_wanted = False
                await work()
        finally:
            self.is_taken = False
