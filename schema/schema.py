"""The schema: everything that can be asked, put together."""

import strawberry
from strawberry.types import get_object_definition

from schema.account_mutations import AccountMutations
from schema.message_mutations import MessageMutations
from schema.people_mutations import PeopleMutations
from schema.queries import RoomQueries
from schema.room_mutations import RoomMutations
from schema.subscriptions import Subscription
from schema.viewers import PeopleQueries


@strawberry.type(description="What can be asked. Every answer begins at the viewer: who is signed in.")
class Query(RoomQueries, PeopleQueries):
    """The root of queries."""


@strawberry.type(description="What can be done. Refusals are in `userErrors`; `errors` is for bugs and bad documents.")
class Mutation(RoomMutations, MessageMutations, PeopleMutations, AccountMutations):
    """The root of mutations."""


def describe_inputs(root: type) -> None:
    """Say of each mutation's one argument what its input type says of itself, instead of writing it twice."""
    for field in get_object_definition(root, strict=True).fields:
        for argument in field.arguments:
            argument.description = get_object_definition(argument.type, strict=True).description


describe_inputs(Mutation)
schema = strawberry.Schema(query=Query, mutation=Mutation, subscription=Subscription)
