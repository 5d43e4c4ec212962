"""A real Postfix on loopback, for whoever sends or gets mail: a queue and a configuration of its own, in one folder."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.processes import free_port

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = {commands}
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mx.larch.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_bind_address = 127.0.0.1
disable_dns_lookups = yes
smtp_host_lookup = native
alias_maps =
alias_database =
local_recipient_maps =
recipient_delimiter = +
smtpd_relay_restrictions = permit_mynetworks, reject
smtputf8_enable = no
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
fast_flush_domains =
default_transport = error:nobody is there
relay_domains = {relayed}
transport_maps = {transports}
{more}
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True, slots=True)
class Postfix:
    """Where it listens, and what it has written about its work."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        """SMTP_URL of it as a relay."""
        return f"smtp://127.0.0.1:{self.port}?tls=off"

    def log(self) -> str:
        """What it has said."""
        return (self.folder / "log").read_text()


@contextmanager
def relaying(ways: Mapping[str, int], more: str = "") -> Iterator[Postfix]:
    """Postfix for the block, which hands mail for these domains to SMTP servers on these ports of loopback.

    Skips the test where it is not installed, or this is not root.
    """
    program = shutil.which("postfix", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("Postfix is not installed (Debian: postfix)")
    if os.getuid() != 0:
        pytest.skip("Postfix runs as root only")
    folder = Path(tempfile.mkdtemp(prefix="postfix-"))
    try:
        port = _configured(folder, program, ways, more)
        command = [program, "-c", str(folder / "etc")]
        subprocess.run([*command, "check"], check=True, capture_output=True, timeout=60)
        master = subprocess.Popen([*command, "start-fg"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _await(port, folder)
            yield Postfix(port, folder)
        finally:
            subprocess.run([*command, "stop"], check=False, capture_output=True, timeout=60)
            _ended(master)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _configured(folder: Path, program: str, ways: Mapping[str, int], more: str) -> int:
    folder.chmod(0o755)
    for name in ("etc", "queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix", "postfix")
    daemons = subprocess.run(
        [f"{Path(program).parent}/postconf", "-dh", "daemon_directory"], check=True, capture_output=True, text=True
    )
    port = free_port()
    ways_told = ", ".join(f"{domain}=smtp:[127.0.0.1]:{to}" for domain, to in ways.items())
    told = MAIN.format(
        folder=folder,
        commands=Path(program).parent,
        daemons=daemons.stdout.strip(),
        relayed=" ".join(ways),
        transports=f"inline:{{ {ways_told} }}" if ways else "",
        more=more,
    )
    (folder / "etc" / "main.cf").write_text(told)
    (folder / "etc" / "master.cf").write_text(MASTER.format(port=port))
    return port


def _await(port: int, folder: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            if connection.recv(3) == b"220":
                return
        time.sleep(0.05)
    log = folder / "log"
    raise AssertionError(log.read_text() if log.exists() else "Postfix wrote nothing")


def _ended(master: subprocess.Popen[bytes]) -> None:
    try:
        master.wait(20)
    except subprocess.TimeoutExpired:
        master.send_signal(signal.SIGKILL)
        master.wait(20)
