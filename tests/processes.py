"""Whole installations for tests: embedded servers, the demo firm, web processes and a worker, all real and killable."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.demo import PASSWORD, SLUG
from db.embedded import Servers, running
from db.embedded.child import Child, supervised
from db.embedded.program import Program
from portal_web.cli.readiness import answers

COMMAND = (sys.executable, "-m", "portal_web.cli")
SIGN_IN = """
mutation ($input: SignInInput!) { signIn(input: $input) { token userErrors { code } } }
"""


@dataclass(frozen=True, slots=True)
class Web:
    """A web process under supervision, on a port of its own."""

    port: int
    child: Child

    @property
    def url(self) -> str:
        """Where it answers GraphQL."""
        return f"http://127.0.0.1:{self.port}/graphql"


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything that `parlour up` runs, with two web processes on ports of their own."""

    servers: Servers
    webs: tuple[Web, Web]
    worker: Child
    logs: Path

    def parts(self) -> dict[str, Child]:
        """Every process that may be killed."""
        first, second = self.webs
        servers = {"PostgreSQL": self.servers.postgresql.child, "Valkey": self.servers.valkey.child}
        return servers | {"web 1": first.child, "web 2": second.child, "worker": self.worker}


@contextlib.contextmanager
def installed(folder: Path, *, durable: bool) -> Iterator[Installation]:
    """Run an installation with the demo firm in it. Its logs are in `folder`."""
    with contextlib.ExitStack() as stack:
        servers = stack.enter_context(running(folder / "data", durable=durable))
        env = os.environ | {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
        env["DATA_DIR"] = str(folder / "data")
        subprocess.run([*COMMAND, "demo"], env=env, check=True, capture_output=True)
        worker = stack.enter_context(
            supervised(Program("worker", [*COMMAND, "worker"], log=folder / "worker.log", env=env))
        )
        webs = [stack.enter_context(web(folder / f"web-{number}.log", env)) for number in (1, 2)]
        yield Installation(servers, (webs[0], webs[1]), worker, folder)


@contextlib.contextmanager
def web(log: Path, env: dict[str, str]) -> Iterator[Web]:
    """A web process that is started again when it dies."""
    port = free_port()
    argv = [*COMMAND, "web", "--port", str(port)]
    with supervised(Program("web", argv, log=log, env=env, ready=lambda _: answers(("127.0.0.1", port)))) as child:
        yield Web(port, child)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def kill(child: Child) -> int:
    """Kill -9; the number of deaths by which it can be told that it has come back."""
    deaths = child.deaths
    os.kill(child.pid, signal.SIGKILL)
    return deaths + 1


def credentials(key: str, side: str) -> dict[str, str]:
    """What somebody of the demo firm signs in with."""
    return {"workspace": SLUG, "email": f"{key}@{side}.example", "password": PASSWORD}
