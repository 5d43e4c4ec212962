"""Directives of the contract: what a field says about itself."""

import strawberry
from strawberry.schema_directive import Location


@strawberry.schema_directive(
    name="perViewer",
    locations=[Location.FIELD_DEFINITION],
    description="The value depends on the one viewer who asks, not only on the audience the viewer belongs to.",
)
class PerViewer:
    """Mark of a field whose answer may not be shared between viewers of the same audience."""
