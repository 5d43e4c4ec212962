"""`parlour demo`: the demo firm, and how to sign in as each of its people."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from db.connection import connected
from db.demo import CAST, FIRM, PASSWORD, SLUG, Actor
from db.settings import Settings
from portal_web.cli import database
from portal_web.cli.console import out, steps
from portal_web.cli.readiness import both_urls, redis_answers
from portal_web.cli.servers import at_hand
from resolvers.demo import is_empty, is_open, open_demo_firm


def run(settings: Settings) -> None:
    """Set the demo firm up unless it is there, and introduce it. Raises CannotRun, EmbeddedError."""
    with steps() as begin, at_hand(settings, begin) as named:
        settings = both_urls(named)
        asyncio.run(redis_answers(settings))
        database.bring_up_to_date(settings, begin)
        begin("Setting up the demo firm")
        asyncio.run(_open(settings))
    introduce()


def set_up_where_empty(settings: Settings, begin: Callable[[str], None]) -> bool:
    """Set the demo firm up in a database without any firm; answers whether it is there."""
    return asyncio.run(_open_where_empty(settings, begin))


def introduce() -> None:
    """Say how to sign in as each of the cast."""
    firm, password = f"{FIRM} ([bold]{SLUG}[/])", f"[bold]{PASSWORD}[/]"
    out.print(f"\nThe demo firm is {firm}. Everybody signs in with {password} as", soft_wrap=True)
    width = max(len(actor.email) for actor in CAST) + 2
    for actor in CAST:
        out.print(f"  {actor.email:{width}} {actor.name}, {_standing(actor)}", soft_wrap=True)


def _standing(actor: Actor) -> str:
    standing = f"client of {actor.portal}" if actor.portal else "team"
    if actor.is_administrator:
        return f"{standing}, administrator"
    return f"{standing}, only invited: the link is in the mail" if actor.is_invited else standing


async def _open(settings: Settings) -> None:
    async with connected(settings):
        await open_demo_firm(datetime.now(UTC))


async def _open_where_empty(settings: Settings, begin: Callable[[str], None]) -> bool:
    async with connected(settings):
        if await is_empty():
            begin("Setting up the demo firm")
            await open_demo_firm(datetime.now(UTC))
        return await is_open()
