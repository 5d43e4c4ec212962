"""A real Dovecot on loopback, for whoever fetches mail: one mailbox of nobody in a folder of its own."""

import imaplib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

PASSWORD = "dove-secret"
CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:{folder}/mail
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    """Where it listens, and the Maildir of its mailbox."""

    port: int
    maildir: Path

    @property
    def url(self) -> str:
        """IMAP_URL of the mailbox."""
        return f"imap://larch:{PASSWORD}@127.0.0.1:{self.port}/INBOX?tls=off"

    @contextmanager
    def mailbox(self) -> Iterator[imaplib.IMAP4]:
        """A conversation of somebody else who looks into it."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=20) as connection:
            connection.login("larch", PASSWORD)
            yield connection

    def bring(self, *raws: bytes, flags: str = "") -> None:
        """Put mails into the inbox."""
        with self.mailbox() as connection:
            for raw in raws:
                assert connection.append("INBOX", flags, "", raw)[0] == "OK"

    def count(self, folder: str) -> int:
        """How many mails lie in a folder."""
        with self.mailbox() as connection:
            status, found = connection.select(folder, readonly=True)
            return int(found[0] or 0) if status == "OK" else 0


@contextmanager
def serving() -> Iterator[Dovecot]:
    """Dovecot for the block. Skips the test where it is not installed."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("Dovecot is not installed (Debian: dovecot-imapd)")
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    try:
        port = _configured(folder)
        server = subprocess.Popen([program, "-F", "-c", str(folder / "conf")])
        try:
            _await(port, folder)
            yield Dovecot(port, folder / "mail")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _configured(folder: Path) -> int:
    is_root = os.getuid() == 0
    uid, gid = (65534, 65534) if is_root else (os.getuid(), os.getgid())
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    os.chown(folder / "mail", uid, gid)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    own = {"internal": f"{uid}", "group": f"{gid}", "login": f"{uid}"}
    users = {"internal": "dovecot", "group": "dovecot", "login": "dovenull"} if is_root else own
    told = CONFIGURATION.format(folder=folder, port=port, uid=uid, gid=gid, password=PASSWORD, **users)
    (folder / "conf").write_text(told)
    return port


def _await(port: int, folder: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError((folder / "log").read_text())
