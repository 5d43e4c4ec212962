"""`parlour up` with real processes: it serves, keeps its parts alive, and leaves nothing behind."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.embedded import found_in, leftovers, running
from db.settings import Settings
from tests.embedded_host import kill, nothing_runs_in, told, until
from tests.exchange import exchanging, hand_in
from tests.processes import free_port

pytestmark = pytest.mark.xdist_group("up")

ROOT = Path(__file__).parents[1]
PARTS = ["mail", "postgres", "valkey-server", "web", "web", "worker"]


def test_parts_that_are_killed_come_back_and_all_end_together(tmp_path: Path):
    with up(tmp_path, "--web-processes", "2") as (process, port, told):
        comes_to_run(process.pid, PARTS)
        assert "✓ Creating the database" in told
        assert status(port, "/health/ready") == 200
        for pid in children(process.pid):
            kill(pid)
        comes_to_run(process.pid, PARTS)
        until(lambda: status(port, "/health/ready") == 200, patience=120)
        parts = children(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
    assert [name for pid, name in parts.items() if leftovers.is_alive(pid)] == []
    assert list((tmp_path / ".parlour" / "sockets").iterdir()) == []
    assert [entry.name for entry in tmp_path.iterdir()] == [".parlour"]


def test_killed_it_leaves_nothing_running_and_starts_again_with_what_it_had(tmp_path: Path):
    with up(tmp_path) as (process, _, told):
        parts = children(process.pid)
        process.kill()
        process.wait()
        until(lambda: not any(leftovers.is_alive(pid) for pid in parts))
    with up(tmp_path) as (process, port, told_again):
        assert signed_in(port, **credentials(told_again)) == {"email": "marta@client.example"}
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    assert credentials(told) == credentials(told_again)
    assert "Creating" in told
    assert "Creating" not in told_again
    assert "Migrating" not in told_again


def test_each_url_replaces_one_embedded_server_alone(tmp_path: Path):
    (tmp_path / "portal_web").mkdir()
    (tmp_path / "portal_web" / "__init__.py").write_text("raise SystemExit('not our code, but where a person stands')")
    with running(tmp_path / "elsewhere", durable=False) as servers:
        with up(tmp_path, DATABASE_URL=servers.database_url) as (process, port, _):
            assert status(port, "/health/ready") == 200
            comes_to_run(process.pid, ["mail", "valkey-server", "web", "worker"])
        with up(tmp_path, REDIS_URL=servers.redis_url) as (process, port, _):
            assert status(port, "/health/ready") == 200
            comes_to_run(process.pid, ["mail", "postgres", "web", "worker"])


async def test_commands_find_the_servers_that_run_beside_them_or_else_run_them(tmp_path: Path):
    port, data = free_port(), tmp_path / ".parlour"
    given = {"INBOUND_DOMAIN": "in.larch.example", "INBOUND_SMTP_PORT": str(port), "MAIL_FROM": "notify@larch.example"}

    async def bring(sender: str, recipient: str, raw: bytes) -> None:
        if recipient.endswith(given["INBOUND_DOMAIN"]):  # the demo's people get their digests, too
            await hand_in(port, sender, recipient, raw)

    async with exchanging(bring) as exchange:
        given["SMTP_URL"] = exchange.url
        with up(tmp_path, **given) as (process, _, _):
            beside = await asyncio.to_thread(parlour, tmp_path, "mail", "check", "--wait", "30", **given)
            with found_in(data) as found:
                assert found.database_url and found.redis_url
                assert await told(found.database_url, "SELECT name FROM mail_check") == ("inbound:in.larch.example",)
            assert parlour(tmp_path, "migrate").stdout == "The database is up to date.\n"
            process.send_signal(signal.SIGTERM)
            assert process.wait() == 0
        alone = await asyncio.to_thread(parlour, tmp_path, "mail", "check", "--wait", "60", **given)
    for checked in (beside, alone):
        lines = checked.stdout.splitlines()
        assert {line[:2] for line in lines} <= {"✓ ", "– ", "✗ "}, checked
        assert [line for line in lines if line.startswith("✓")][-2:] == [
            "✓ A digest to in.larch.example came in by the listener.",
            "✓ The answer to it came in by the listener: digests invite their readers to answer.",
        ], checked
    assert "No worker runs" in alone.stdout
    assert nothing_runs_in(data)


def test_a_command_without_any_server_makes_none(tmp_path: Path):
    for command in ("migrate", "demo"):
        refused = parlour(tmp_path, command)
        assert (refused.returncode, refused.stdout) == (1, "")
    assert list(tmp_path.iterdir()) == []


def parlour(folder: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """A command in a folder, until it ends."""
    command = [sys.executable, "-P", "-m", "portal_web.cli", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment(settings), capture_output=True, text=True, check=False, timeout=120
    )


def environment(settings: dict[str, str]) -> dict[str, str]:
    """None of the settings of whoever runs the tests, but these."""
    names = {name.upper() for name in Settings.model_fields}
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    return inherited | {"PYTHONPATH": str(ROOT)} | settings


@contextmanager
def up(folder: Path, *arguments: str, **settings: str) -> Iterator[tuple["subprocess.Popen[str]", int, str]]:
    """`parlour up` in a folder: its process, its port, and what it told until it was ready."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-P", "-m", "portal_web.cli", "up", "--port", str(port), *arguments]
    with subprocess.Popen(command, cwd=folder, env=environment(settings), stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process, port, told_by(process)
        finally:
            process.kill()


def told_by(process: "subprocess.Popen[str]") -> str:
    told = ""
    assert process.stdout
    for line in process.stdout:
        told += line
        if "Ctrl-C stops" in line:
            return told
    pytest.fail(f"it ended: {told}")


def credentials(told: str) -> dict[str, str]:
    """How to sign in as one of the clients, read as a person reads it."""
    found = re.search(r"\((\S+)\)\. Everybody signs in with (\S+) as\n(?:.*\n)*?  (marta\S+)", told)
    assert found, told
    return dict(zip(("workspace", "password", "email"), found.groups(), strict=True))


def signed_in(port: int, **given: str) -> object:
    """Who the API says is signed in with what was told."""
    document = "mutation ($input: SignInInput!) { signIn(input: $input) { viewer { person { email } } } }"
    body = json.dumps({"query": document, "variables": {"input": given}}).encode()
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return json.load(answer)["data"]["signIn"]["viewer"]["person"]


def children(pid: int) -> dict[int, str]:
    """The processes that this one started, and what each is."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return {int(child): part(int(child)) for task in tasks for child in task.read_text().split()}


def comes_to_run(pid: int, names: list[str]) -> None:
    until(lambda: sorted(children(pid).values()) == names)


def part(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return "gone"
    if "portal_web.cli" in words:
        return words[words.index("portal_web.cli") + 1]
    return Path(words[0].partition(" ")[0]).name


def status(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0
