"""The schema: everything that can be asked, put together."""

from datetime import datetime
from uuid import UUID

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import get_object_definition
from strawberry.types.scalar import ScalarDefinition

from schema.account_mutations import AccountMutations
from schema.branding_mutations import BrandingMutations
from schema.context import Info
from schema.held_mail import HeldMailQueries
from schema.held_mail_mutations import HeldMailMutations
from schema.mail_mutations import MailMutations
from schema.message_mutations import MessageMutations
from schema.people_mutations import PeopleMutations
from schema.queries import RoomQueries
from schema.room_mutations import RoomMutations
from schema.search import SearchQueries
from schema.seeing import SeeingQueries
from schema.subscriptions import Subscription
from schema.upload_mutations import UploadMutations
from schema.viewers import PeopleQueries


@strawberry.type(description="What can be asked. Every answer begins at the viewer: who is signed in.")
class Query(RoomQueries, SeeingQueries, PeopleQueries, HeldMailQueries, SearchQueries):
    """The root of queries."""


@strawberry.type(description="What can be done. Refusals are in `userErrors`; `errors` is for bugs and bad documents.")
class Mutation(
    RoomMutations,
    MessageMutations,
    UploadMutations,
    PeopleMutations,
    BrandingMutations,
    AccountMutations,
    HeldMailMutations,
    MailMutations,
):
    """The root of mutations."""


def uuid_of(value: str) -> UUID:
    """A UUID out of its text. Raises GraphQLError for anything else."""
    try:
        return UUID(value)
    except (ValueError, AttributeError) as error:
        raise GraphQLError("This is no UUID.") from error


def describe_inputs(root: type) -> None:
    """Say of each mutation's one argument what its input type says of itself, instead of writing it twice."""
    for field in get_object_definition(root, strict=True).fields:
        for argument in field.arguments:
            argument.description = get_object_definition(argument.type, strict=True).description


SCALARS: dict[object, ScalarDefinition] = {
    UUID: strawberry.scalar(
        name="UUID",
        description="A universally unique identifier (RFC 9562), as 36 characters.",
        serialize=str,
        parse_value=uuid_of,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="A point in time in UTC, as ISO 8601 writes it: 2026-11-21T12:00:00+00:00.",
        serialize=datetime.isoformat,
        parse_value=datetime.fromisoformat,
    ),
}

describe_inputs(Mutation)
schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(scalar_map=SCALARS, info_class=Info),
)
