"""Connections as the Relay specification has them, over keyset pages."""

from collections.abc import Callable
from typing import Generic, TypeVar

import strawberry

from resolvers.pages import Page

N = TypeVar("N")
V = TypeVar("V")


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Relay's PageInfo."""

    has_next_page: bool = strawberry.field(description="Whether there is more after the page.")
    has_previous_page: bool = strawberry.field(description="Whether there is more before the page.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first item; null for an empty page.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last item; null for an empty page.")


@strawberry.type(description="An item of a page with its cursor.")
class Edge(Generic[N]):
    """Relay's edge."""

    cursor: str = strawberry.field(description="Where the item stands in the list; opaque.")
    node: N = strawberry.field(description="The item.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[N]):
    """Relay's connection, with `nodes` as the shortcut past the edges."""

    edges: list[Edge[N]] = strawberry.field(description="The items with their cursors.")
    nodes: list[N] = strawberry.field(description="The items alone.")
    page_info: PageInfo = strawberry.field(description="Where the page lies in the list.")


def connection(page: Page[V], node: Callable[[V], N]) -> Connection[N]:
    """A page of views as a connection of nodes."""
    nodes = [node(item) for item in page.items]
    return Connection(
        edges=[Edge(cursor=cursor, node=item) for cursor, item in zip(page.cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=page.cursors[0] if page.cursors else None,
            end_cursor=page.cursors[-1] if page.cursors else None,
        ),
    )
