"""What mutations answer: their result, or refusals as data that a person can act on."""

from collections.abc import Awaitable
from typing import TypeVar

import strawberry

from resolvers.errors import DomainError
from schema.enums import ErrorCode


@strawberry.type(description="A refusal of a mutation, to be shown to the person or acted on by code.")
class UserError:
    """One refusal as data."""

    code: ErrorCode = strawberry.field(description="What kind of refusal it is.")
    message: str = strawberry.field(description="The refusal in words.")
    field: list[str] | None = strawberry.field(description="The path of the input it is about; null for all of it.")


@strawberry.interface(description="What every mutation answers beside its result.")
class Payload:
    """The interface by which one fragment reads the refusals of every mutation."""

    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was done.")


P = TypeVar("P", bound=Payload)

TOP_LEVEL = frozenset({ErrorCode.UNAUTHENTICATED, ErrorCode.UNAVAILABLE})
"""Not about this mutation: nobody signed in, or a server away. They stand among the answer's errors."""


async def refused_as_data(payload: type[P], result: Awaitable[P]) -> P:
    """The result, or the payload with everything null and the refusal in `userErrors`."""
    try:
        return await result
    except DomainError as error:
        if error.code in TOP_LEVEL:
            raise
        nothing = dict.fromkeys(_result_fields(payload))
        told = UserError(code=error.code, message=error.message, field=list(error.field) or None)
        return payload(user_errors=[told], **nothing)


def _result_fields(payload: type[Payload]) -> list[str]:
    return [name for name in payload.__dataclass_fields__ if name != "user_errors"]
