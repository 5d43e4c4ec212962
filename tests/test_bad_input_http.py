"""What a hostile or broken client may send over HTTP: a clear error each, nothing executed, memory steady."""

import asyncio
import json
import resource
import tracemalloc
from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio

from portal_web.graphql_http import MAX_BODY, MODERN
from tests.small_contract import serving, small_app

MIB = 1024 * 1024
HEADERS = {"Content-Type": "application/json", "Accept": MODERN}


@pytest_asyncio.fixture(scope="module")
async def url() -> AsyncIterator[str]:
    async with serving(small_app()) as base:
        yield f"{base}/graphql"


async def post(url: str, content: bytes | AsyncIterator[bytes]) -> httpx2.Response:
    async with httpx2.AsyncClient() as client:
        return await client.post(url, content=content, headers=HEADERS)


def asking(query: str, **variables: object) -> bytes:
    return json.dumps({"query": query, "variables": variables}).encode()


ECHO = "query($t: String!) { echo(text: $t) }"
BODIES = {
    "nothing": (b"", 400, "BAD_REQUEST"),
    "not JSON": (b"{", 400, "BAD_REQUEST"),
    "NUL bytes": (b"\0" * 1000, 400, "BAD_REQUEST"),
    "not UTF-8": (b'{"query": "{ echo \xff }"}', 400, "BAD_REQUEST"),
    "UTF-16": ('{"query": "{ echo }"}'.encode("utf-16"), 400, "BAD_REQUEST"),
    "NaN": (b'{"query": "{ echo }", "variables": {"t": NaN}}', 400, "BAD_REQUEST"),
    "a number of 100,000 digits": (b'{"query": "{ echo }", "variables": {"t": ' + b"1" * 100_000 + b"}}", 400,
                                   "BAD_REQUEST"),
    "JSON 100,000 deep": (b'{"query": ' + b"[" * 100_000, 400, "BAD_REQUEST"),
    "variables 200,000 deep": (b'{"query":"{echo}","variables":{"t":' + b"[" * 100_000 + b"]" * 100_000 + b"}}", 400,
                               "BAD_REQUEST"),
    "variables 400 deep": (asking(ECHO, t=json.loads("[" * 400 + "]" * 400)), 400, "BAD_USER_INPUT"),
    "a query of the wrong type": (b'{"query": {"echo": true}}', 400, "BAD_REQUEST"),
    "a variable of the wrong type": (asking(ECHO, t={"a": 1}), 400, "BAD_USER_INPUT"),
    "a variable with NUL": (asking(ECHO, t="a\0b"), 400, "BAD_USER_INPUT"),
    "a variable with half a pair": (b'{"query": "{ echo }", "variables": {"t": "\\ud83d"}}', 400, "BAD_USER_INPUT"),
    "a name with half a pair": (b'{"query": "{ echo }", "variables": {"\\udc00": 1}}', 400, "BAD_USER_INPUT"),
    "a document with half a pair": (b'{"query": "{ echo(text: \\"\\ud83d\\") }"}', 400, "GRAPHQL_PARSE_FAILED"),
    "a document with NUL": (asking('{ echo(text: "a\0") }'), 400, "GRAPHQL_VALIDATION_FAILED"),
    "an operation's name with half a pair": (b'{"query": "{ echo }", "operationName": "\\ud83d"}', 400,
                                             "OPERATION_RESOLUTION_FAILED"),
    "a query 2,000 deep": (asking("{ again " * 2000 + "{ echo }" + "}" * 2000), 400, "GRAPHQL_PARSE_FAILED"),
    "10,000 aliases": (asking("{" + " ".join(f"a{n}: echo" for n in range(10_000)) + "}"), 400,
                       "GRAPHQL_PARSE_FAILED"),
    "600 aliases": (asking("{" + " ".join(f"a{n}: echo" for n in range(600)) + "}"), 400, "OPERATION_TOO_LARGE"),
    "a long document": (asking("{ echo }" + " " * 200_000), 400, "GRAPHQL_PARSE_FAILED"),
    "a list of 20,000 wrong values": (asking("query($t: [Int!]) { echo }", t=["x"] * 20_000), 400,
                                      "GRAPHQL_VALIDATION_FAILED"),
    "a variable as long as the body": (asking(ECHO, t=["x" * 200_000]), 400, "BAD_USER_INPUT"),
    "one byte too many": (b" " * (MAX_BODY + 1), 413, "BAD_REQUEST"),
    "10 MB": (b'{"query": "' + b"x" * 10_000_000, 413, "BAD_REQUEST"),
}  # fmt: skip
"""What is sent, the status it gets, and the code of its first error."""


@pytest.mark.parametrize("name", BODIES)
async def test_a_bad_body_gets_a_clear_error(url: str, name: str):
    content, status, code = BODIES[name]
    answer = await post(url, content)
    errors = answer.json()["errors"]
    assert (answer.status_code, errors[0]["extensions"]) == (status, {"code": code})
    assert "data" not in answer.json() and errors[0]["message"]
    assert len(answer.content) < 8_000


async def connected(url: str, head: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection(httpx2.URL(url).host, httpx2.URL(url).port)
    writer.write(b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + head)
    await writer.drain()
    return reader, writer


async def test_a_body_that_says_it_is_enormous_is_refused_before_it_is_sent(url: str):
    reader, writer = await connected(url, b"Content-Length: 1000000000\r\n\r\n{")
    assert (await reader.read()).startswith(b"HTTP/1.1 413 ")
    writer.close()


async def test_a_body_that_never_ends_is_hung_up_on(url: str):
    _, writer = await connected(url, b"Transfer-Encoding: chunked\r\n\r\n")
    sent, chunk = 0, b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    with pytest.raises(ConnectionError):
        while sent < 256 * MIB:
            writer.write(chunk)
            await writer.drain()
            sent += len(chunk)
    assert sent < 64 * MIB
    writer.close()


async def test_a_client_that_leaves_in_the_middle_of_its_body_harms_nobody(url: str):
    for _ in range(20):
        _, writer = await connected(url, b"Content-Length: 99\r\n\r\n{")
        writer.close()
    assert (await post(url, asking("{ echo }"))).json() == {"data": {"echo": "hello"}}


async def test_the_largest_variable_that_fits_is_answered_whole(url: str):
    text = "ä" * 100_000
    content = json.dumps({"query": ECHO, "variables": {"t": text}}, ensure_ascii=False).encode()
    assert (await post(url, content)).json() == {"data": {"echo": text}}


async def test_a_body_over_the_limit_is_not_kept_while_it_arrives(url: str):
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(15 * 16):
            yield b"x" * 65_536

    tracemalloc.start()
    try:
        assert (await post(url, chunks())).status_code == 413
        assert tracemalloc.get_traced_memory()[1] < 4 * MIB
    finally:
        tracemalloc.stop()


async def test_memory_stays_steady_under_rubbish(url: str):
    peaks = []
    for _ in range(4):
        for content, _, _ in BODIES.values():
            await post(url, content)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    assert peaks[-1] - peaks[0] < 8 * 1024  # KiB
