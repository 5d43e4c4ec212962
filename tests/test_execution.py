"""The engine: limits, typed errors, masks, and the events of subscriptions."""

import json
from typing import Any

import pytest
import structlog
from graphql import get_introspection_query

from schema import documents
from schema.answers import LONGEST_MESSAGE, Answer, encode
from schema.documents import MAX_REFUSALS, Prepared
from schema.execution import Engine, Subscription
from schema.limits import LIMITS
from tests.small_contract import CONTRACT, Note, NoteErased, NoteWritten

engine = Engine(CONTRACT)


async def ask(text: str, variables: dict[str, Any] | None = None, name: str | None = None) -> dict[str, Any]:
    prepared = engine.prepare(text)
    answer = prepared if isinstance(prepared, Answer) else await engine.execute(prepared, variables, name, None)
    return json.loads(encode(answer))


def ready(text: str) -> Prepared:
    prepared = engine.prepare(text)
    assert isinstance(prepared, Prepared), prepared
    return prepared


async def code_of(text: str, variables: dict[str, Any] | None = None, name: str | None = None) -> str:
    [error] = (await ask(text, variables, name))["errors"]
    return error["extensions"]["code"]


async def test_a_query_and_a_mutation_are_answered_with_data_alone():
    assert await ask("query($t: String!) { echo(text: $t) }", {"t": "Grüezi 👋"}) == {"data": {"echo": "Grüezi 👋"}}
    assert await ask('mutation { write(body: "hi") { body } }') == {"data": {"write": {"body": "hi"}}}


async def test_a_request_that_is_not_executed_has_no_data_entry():
    assert await ask("{ nope }") == {
        "errors": [
            {
                "message": "Cannot query field 'nope' on type 'Query'.",
                "locations": [{"line": 1, "column": 3}],
                "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"},
            }
        ]
    }


@pytest.mark.parametrize(
    ("text", "variables", "name", "code"),
    [
        ("{", None, None, "GRAPHQL_PARSE_FAILED"),
        ("", None, None, "GRAPHQL_PARSE_FAILED"),
        ("{ a(x: " + "[" * 2000 + "]" * 2000 + ") }", None, None, "GRAPHQL_PARSE_FAILED"),
        ("{ again " * 990 + "}" * 990, None, None, "GRAPHQL_PARSE_FAILED"),
        ("{" + "echo " * 3000 + "}", None, None, "GRAPHQL_PARSE_FAILED"),
        ("#" + "x" * 70_000 + "\n{ echo }", None, None, "GRAPHQL_PARSE_FAILED"),
        ("{ again " * 10 + "{ echo }" + "}" * 10, None, None, "OPERATION_TOO_LARGE"),
        ("{" + " ".join(f"a{n}: echo" for n in range(31)) + "}", None, None, "OPERATION_TOO_LARGE"),
        ("{" + "echo " * 301 + "}", None, None, "OPERATION_TOO_LARGE"),
        ("{" + "echo @skip(if: false) " * 51 + "}", None, None, "OPERATION_TOO_LARGE"),
        ("{ a: __typename " + " ".join("__schema { description }" for _ in range(3)) + "}", None, None,
         "OPERATION_TOO_LARGE"),
        ('{ echo(text: "\\u0000") }', None, None, "GRAPHQL_VALIDATION_FAILED"),
        ("query($t: String!) { echo(text: $t) }", {"t": 5}, None, "BAD_USER_INPUT"),
        ("query($t: String!) { echo(text: $t) }", {"t": None}, None, "BAD_USER_INPUT"),
        ("query($t: String!) { echo(text: $t) }", {}, None, "BAD_USER_INPUT"),
        ("query($t: String) { echo(text: $t) }", {"t": None}, None, "BAD_USER_INPUT"),
        ("query($t: String!) { echo(text: $t) }", {"t": "a\0b"}, None, "BAD_USER_INPUT"),
        ("query($t: String!) { echo(text: $t) }", {"t": "a\udc00"}, None, "BAD_USER_INPUT"),
        ("query($i: EchoInput!) { echoInput(input: $i) }", {"i": {"text": "x", "times": 2**40}}, None,
         "BAD_USER_INPUT"),
        ("query A { echo } query B { echo }", None, None, "OPERATION_RESOLUTION_FAILED"),
        ("query A { echo } query B { echo }", None, "C", "OPERATION_RESOLUTION_FAILED"),
        ("fragment F on Query { echo }", None, None, "GRAPHQL_VALIDATION_FAILED"),
        ('subscription { noteEvents(roomId: "1") { __typename } }', None, None, "BAD_REQUEST"),
        ("{ refused }", None, None, "NOT_FOUND"),
    ],
)  # fmt: skip
async def test_each_way_to_go_wrong_has_its_code(
    text: str, variables: dict[str, Any] | None, name: str | None, code: str
):
    assert await code_of(text, variables, name) == code


async def test_what_is_exactly_at_the_limit_is_answered():
    assert "errors" not in await ask("{ again " * 9 + "{ echo }" + "}" * 9)
    assert "errors" not in await ask("{" + " ".join(f"a{n}: echo" for n in range(30)) + "}")
    assert "errors" not in await ask("{" + "echo " * 300 + "}")


async def test_the_introspection_of_graphiql_passes_the_limits():
    text = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    )
    assert (await ask(text))["data"]["__schema"]["queryType"]["name"] == "Query"


async def test_fragments_of_fragments_are_counted_without_walking_each():
    spreads = "".join(f"fragment f{n} on Query {{ ...f{n + 1} echo ...f{n + 1} }}" for n in range(150))
    assert await code_of("{ ...f0 }" + spreads + "fragment f150 on Query { echo }") == "OPERATION_TOO_LARGE"


async def test_fragments_that_spread_each_other_are_refused_by_validation():
    text = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"
    assert await code_of(text) == "GRAPHQL_VALIDATION_FAILED"


async def test_a_message_never_repeats_a_long_name():
    errors = (await ask("{" + f"{'x' * 60_000} " + "}"))["errors"]
    assert len(errors[0]["message"]) == LONGEST_MESSAGE + 1


@pytest.mark.parametrize("field", ["bug", "wrongNumber"])
async def test_what_nobody_foresaw_is_masked_and_logged_without_its_text(field: str):
    with structlog.testing.capture_logs() as logs:
        body = await ask(f"query Q {{ {field} echo }}", None, "Q")
    [error], [entry] = body["errors"], logs
    assert body["data"] == {field: None, "echo": "hello"}
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"] == {"code": "INTERNAL", "errorId": entry["error_id"]}
    assert entry["path"] == [field] and entry["operation"] == "Q"
    assert "hunter2" not in json.dumps([body, logs], default=str)


async def test_a_domain_error_outside_a_payload_keeps_its_words():
    assert (await ask("{ refused }")) == {
        "errors": [
            {
                "message": "Room not found.",
                "locations": [{"line": 1, "column": 3}],
                "path": ["refused"],
                "extensions": {"code": "NOT_FOUND"},
            }
        ],
        "data": {"refused": None},
    }


async def test_an_operation_that_takes_too_long_is_told_so():
    impatient = Engine(CONTRACT, timeout=0.01)
    prepared = impatient.prepare("{ slow }")
    assert isinstance(prepared, Prepared)
    answer = await impatient.execute(prepared, None, None, None)
    assert answer == Answer(None, ({"message": "The operation took too long.", "extensions": {"code": "TIMED_OUT"}},))


def test_a_document_is_prepared_once():
    small = Engine(CONTRACT)
    assert small.prepare("{ echo }") is small.prepare("{ echo }")
    assert small.prepare("{ nope }") is small.prepare("{ nope }")


def test_rubbish_is_forgotten_and_displaces_no_good_document():
    small = Engine(CONTRACT)
    good = small.prepare("{ echo }")
    for number in range(MAX_REFUSALS * 2):
        small.prepare(f"{{ nope{number} }}")
    assert len(small.documents.refused) == MAX_REFUSALS
    assert small.prepare("{ echo }") is good


def test_the_documents_used_longest_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(documents, "MAX_CACHED_TOKENS", 100)
    cache = documents.DocumentCache(CONTRACT._schema, LIMITS)
    texts = [f"{{ a{number}: echo }}" for number in range(50)]
    first = cache.prepare(texts[0])
    for text in texts:
        assert cache.prepare(texts[0]) is first
        cache.prepare(text)
    assert cache.tokens == sum(prepared.tokens for prepared in cache.ready.values()) <= 100
    assert list(cache.ready)[-1] == texts[-1]


EVENTS = "subscription S($room: ID!) { noteEvents(roomId: $room, after: 7) { ... on NoteWritten { note { body } } } }"


def test_a_subscription_says_its_field_and_its_coerced_arguments():
    asked = engine.subscription(ready(EVENTS), {"room": 12}, "S")
    assert asked == Subscription("noteEvents", {"roomId": "12", "after": 7}, viewer_dependent=False)


def test_a_subscription_with_wrong_arguments_is_refused():
    refused = engine.subscription(ready(EVENTS), {"room": [1]}, None)
    assert isinstance(refused, Answer) and not refused.executed
    assert [error["extensions"] for error in refused.errors] == [{"code": "BAD_USER_INPUT"}]


def test_a_query_is_no_subscription():
    assert isinstance(engine.subscription(ready("{ echo }"), None, None), Answer)


async def test_an_event_is_executed_against_the_selection_of_a_subscription():
    event = NoteWritten(note=Note(body="hi"))
    answer = await engine.execute_event(ready(EVENTS), {"room": "1"}, None, None, event)
    assert encode(answer) == b'{"data":{"noteEvents":{"note":{"body":"hi"}}}}'
    other = await engine.execute_event(ready(EVENTS), {"room": "1"}, None, None, NoteErased(at="noon"))
    assert encode(other) == b'{"data":{"noteEvents":{}}}'


@pytest.mark.parametrize(
    ("selection", "dependent"),
    [
        ("... on NoteErased { at }", False),
        ("... on NoteWritten { note { body } }", False),
        ("... on NoteWritten { note { mine } }", True),
        ("... on NoteWritten { note { m: mine } }", True),
        ("... on NoteWritten { note { ... on Owned { mine } } }", True),
        ("...F", True),
    ],
)
def test_a_field_of_one_viewer_is_found_through_fragments_and_aliases(selection: str, dependent: bool):
    text = f'subscription {{ noteEvents(roomId: "1") {{ {selection} }} }}'
    fragments = "fragment F on NoteWritten { note { ...G } } fragment G on Note { mine }" if "...F" in selection else ""
    assert ready(text + fragments).viewer_dependent is dependent


def test_the_mark_is_printed_in_the_contract():
    assert "directive @perViewer on FIELD_DEFINITION" in CONTRACT.as_str()
    assert "mine: Boolean! @perViewer" in CONTRACT.as_str()
