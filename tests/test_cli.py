"""The command line says what is wrong in one line, and touches nothing while it does."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from db.embedded import held
from db.settings import Settings
from jobs import worker
from jobs.worker import Show
from portal_web.cli import app, work
from portal_web.cli.readiness import listen, settings_with
from portal_web.cli.serve import configuration

README = Path(__file__).parents[1] / "README.md"
NOWHERE = "postgres://parlour@127.0.0.1:1/parlour"
NO_REDIS = "redis://127.0.0.1:1"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty current folder, and none of the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def parlour(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env=environment)


def refused(result: Result) -> str:
    """The one line in which a command refused."""
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("parlour: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("parlour: ").rstrip()


def test_help_tells_a_stranger_where_to_begin():
    result = parlour("--help")
    assert result.exit_code == 0
    assert "Start with parlour up: it needs nothing else" in " ".join(result.stdout.split())
    for command in ("up", "web", "worker", "migrate", "schema", "demo"):
        assert f" {command} " in result.stdout


@pytest.mark.parametrize("command", ["web", "worker", "demo"])
def test_a_process_without_servers_says_what_to_set(command: str, tmp_path: Path):
    assert refused(parlour(command)) == (
        "set DATABASE_URL and REDIS_URL, or run `parlour up`, which brings both servers"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_command_without_a_database_says_what_to_set():
    assert refused(parlour("migrate")) == "set DATABASE_URL, or run `parlour up`, which brings a database"


@pytest.mark.parametrize("command", ["up", "web", "worker", "migrate", "demo"])
def test_a_database_url_that_is_not_understood_is_named(command: str, tmp_path: Path):
    result = parlour(command, DATABASE_URL="mysql://somewhere", REDIS_URL=NO_REDIS, PORT=str(free_port()))
    assert refused(result) == (
        "DATABASE_URL is not understood: DATABASE_URL must begin with postgres:// or postgresql://"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["up", "web", "worker"])
def test_a_redis_url_that_is_not_understood_is_named(command: str):
    result = parlour(command, DATABASE_URL=NOWHERE, REDIS_URL="somewhere", PORT=str(free_port()))
    assert refused(result) == (
        "REDIS_URL is not understood: Redis URL must specify one of the following schemes"
        " (redis://, rediss://, unix://)"
    )


def test_a_database_that_does_not_answer_is_named():
    assert refused(parlour("migrate", DATABASE_URL=NOWHERE)) == (
        "cannot use the database: [Errno 111] Connect call failed ('127.0.0.1', 1)"
    )


@pytest.mark.parametrize("command", ["up", "demo"])
def test_a_redis_that_does_not_answer_is_named_before_anything_starts(command: str, tmp_path: Path):
    result = parlour(command, DATABASE_URL=NOWHERE, REDIS_URL=NO_REDIS, PORT=str(free_port()))
    assert refused(result).startswith("cannot use REDIS_URL: Error 111 connecting to 127.0.0.1:1.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["up", "web"])
def test_a_busy_port_is_refused_before_anything_starts(command: str, tmp_path: Path):
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        result = parlour(command, "--port", str(port), DATABASE_URL=NOWHERE, REDIS_URL=NO_REDIS)
    assert refused(result) == f"cannot listen on 127.0.0.1:{port}: address already in use (choose another with --port)"
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_is_held_is_refused(tmp_path: Path):
    with held(tmp_path / "data") as folder:
        result = parlour("up", "--data-dir", str(folder.root), "--port", str(free_port()))
    assert refused(result).startswith(f"{folder.root} is in use by process ")


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({"PORT": "many"}, "PORT: Input should be a valid integer, unable to parse string as an integer"),
        (
            {"SMTP_URL": "mail.example"},
            "SMTP_URL must look like smtp://user:password@host:587?tls=required or smtps://host:465",
        ),
    ],
)
def test_a_setting_that_is_not_understood_is_named(environment: dict[str, str], complaint: str, tmp_path: Path):
    assert refused(parlour("up", **environment)) == complaint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("trusted", [True, False])
def test_what_a_proxy_says_is_believed_only_where_it_is_set(trusted: bool):
    settings = Settings(trust_proxy=trusted, database_url=NOWHERE, redis_url=NO_REDIS)
    assert configuration(settings).proxy_headers is trusted


@pytest.mark.parametrize(
    ("host", "base_url"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")],
)
def test_people_are_sent_where_the_server_listens_unless_told_otherwise(
    host: str, base_url: str, monkeypatch: pytest.MonkeyPatch
):
    assert settings_with(host=host, port=80).base_url == base_url
    monkeypatch.setenv("BASE_URL", "https://portal.example")
    assert settings_with(host=host, port=80).base_url == "https://portal.example"


def test_mail_that_stays_is_shown_whole_to_developers_and_without_its_links_to_logs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    async def one_mail(_settings: Settings, show: Show) -> None:
        show(f"Mail to wren: [welcome]\n\nhttp://127.0.0.1:8000/activate/{'x' * 100}")

    monkeypatch.setattr(worker, "run", one_mail)
    work.run(Settings(development=False, database_url=NOWHERE, redis_url=NO_REDIS))
    assert capsys.readouterr().out == "A mail was not sent: SMTP_URL is not set.\n"
    work.run(Settings(development=True, database_url=NOWHERE, redis_url=NO_REDIS))
    assert f"Mail to wren: [welcome]\n\nhttp://127.0.0.1:8000/activate/{'x' * 100}\n" in capsys.readouterr().out


def test_the_schema_is_printed_and_written_alike(tmp_path: Path):
    printed = parlour("schema")
    written = parlour("schema", "--write")
    assert (printed.exit_code, written.exit_code) == (0, 0)
    assert (tmp_path / "schema.graphql").read_text() == printed.stdout
    assert "type Query {" in printed.stdout


def test_the_readme_names_every_setting_and_only_those():
    rows = [line for line in README.read_text().splitlines() if line.startswith("| `") and line.split("`")[1].isupper()]
    named = [name.strip("` ") for row in rows for name in row.split("|")[1].split(",")]
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_gate_runs_the_line_of_the_readme():
    gate = (README.parent / ".ci" / "run").read_text().splitlines()[-1]
    assert f"```sh\n{gate}\n```" in README.read_text()


def free_port() -> int:
    with free_socket() as found:
        return int(found.getsockname()[1])


@contextmanager
def free_socket() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as found:
        yield found
