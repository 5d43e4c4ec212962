"""The schema: everything that can be asked, put together."""

import strawberry
from strawberry.tools import merge_types

from schema.message_mutations import MessageMutations
from schema.queries import RoomQueries
from schema.room_mutations import RoomMutations

Query = merge_types("Query", (RoomQueries,))
Mutation = merge_types("Mutation", (RoomMutations, MessageMutations))

schema = strawberry.Schema(query=Query, mutation=Mutation)
