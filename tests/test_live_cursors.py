"""Cursors survive the way there and back, and no other text is taken for one."""

from uuid import UUID, uuid4

import pytest
from graphql import parse
from hypothesis import given
from hypothesis import strategies as st

from db.vocabulary import Role
from portal_web.live.questions import cursor_variables
from resolvers import cursors
from resolvers.errors import DomainError, ErrorCode

NUMBERS = st.integers(0, 2**63 - 1)
ROOM = UUID("5a0d7bb6-3a3c-4c1e-9a62-1f0f5b1f7b11")


@given(NUMBERS, st.sampled_from(Role))
def test_a_room_cursor_is_read_as_it_was_written(seq: int, role: Role) -> None:
    assert cursors.room_seq(ROOM, role, cursors.room_cursor(ROOM, role, seq)) == seq


@given(NUMBERS, st.dictionaries(st.integers(1, 10_000), NUMBERS, max_size=50))
def test_an_inbox_cursor_is_read_as_it_was_written(seq: int, rooms: dict[int, int]) -> None:
    assert cursors.inbox_position(ROOM, cursors.inbox_cursor(ROOM, seq, rooms)) == (seq, rooms)


@given(st.text(max_size=60))
def test_any_other_text_is_refused_in_one_way(text: str) -> None:
    for read in (lambda: cursors.room_seq(ROOM, Role.CLIENT, text), lambda: cursors.inbox_position(ROOM, text)):
        with pytest.raises(DomainError) as refused:
            read()
        assert (refused.value.code, refused.value.field) == (ErrorCode.INVALID, ("after",))


def test_a_cursor_belongs_to_one_audience_of_one_room() -> None:
    cursor = cursors.room_cursor(ROOM, Role.TEAM, 7)
    for room_id, role in ((ROOM, Role.CLIENT), (uuid4(), Role.TEAM)):
        with pytest.raises(DomainError):
            cursors.room_seq(room_id, role, cursor)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("subscription ($a: String) { inboxEvents(after: $a) { __typename } }", {"a"}),
        ("subscription ($a: String) { inboxEvents { __typename } }", set()),
        ('subscription { inboxEvents(after: "x") { __typename } }', set()),
        (
            "subscription ($a: String) { inboxEvents(after: $a)"
            " { ... on MessageSent { room { messages(after: $a) { nodes { id } } } } } }",
            set(),
        ),
        ("subscription ($a: String) { ...F } fragment F on Subscription { x: inboxEvents(after: $a) { id } }", {"a"}),
    ],
)
def test_only_a_variable_that_says_where_to_begin_is_left_out_of_a_question(document: str, expected: set[str]) -> None:
    assert cursor_variables(parse(document)) == expected
