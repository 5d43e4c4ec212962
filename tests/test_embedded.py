"""The embedded servers come back when killed, go when we go, and lose nothing they acknowledged."""

import asyncio
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from db.embedded import DataFolderHeld, StartFailed, copy_database, leftovers, running
from db.embedded.child import supervised
from db.embedded.program import Program
from tests.embedded_host import ask, host, kill, line_of, nothing_runs_in, remember, remembered, start_host, told, until

pytestmark = pytest.mark.xdist_group("embedded")


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
