"""Objects with a global id."""

import strawberry


@strawberry.interface(description="An object that can be fetched again by its id.")
class Node:
    """Relay's Node."""

    id: strawberry.ID = strawberry.field(description="The object's global id: opaque, and the same for everybody.")
