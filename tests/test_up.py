"""`parlour up` with real processes: it serves, keeps its parts alive, and leaves nothing behind."""

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

from db.embedded import leftovers, running
from db.settings import Settings
from tests.embedded_host import kill, until

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
        until(lambda: status(port, "/health/ready") == 200)
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


@contextmanager
def up(folder: Path, *arguments: str, **settings: str) -> Iterator[tuple["subprocess.Popen[str]", int, str]]:
    """`parlour up` in a folder: its process, its port, and what it told until it was ready."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-P", "-m", "portal_web.cli", "up", "--port", str(port), *arguments]
    names = {name.upper() for name in Settings.model_fields}
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    environment = inherited | {"PYTHONPATH": str(ROOT)} | settings
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
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
