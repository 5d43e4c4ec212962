"""What can be typed after `parlour`, and the help a stranger reads."""

from pathlib import Path
from typing import Annotated

import typer

from portal_web.cli import contract, database, demo, mail, mail_check, serve, up, work
from portal_web.cli.problems import in_one_line
from portal_web.cli.readiness import settings_with

app = typer.Typer(
    help="Rooms where a firm and its clients talk. Start with [bold]parlour up[/bold]: it needs nothing else.",
    epilog="Settings come from environment variables (DATABASE_URL, REDIS_URL, BASE_URL, SMTP_URL, …): see README.md.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

mail_commands = typer.Typer(
    help="Mail that comes in, and a doctor for mail.", no_args_is_help=True, rich_markup_mode="rich"
)
app.add_typer(mail_commands, name="mail")

Host = Annotated[str | None, typer.Option(help="Address to listen on.", show_default="HOST, or 127.0.0.1")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.", show_default="PORT, or 8000")]
DataDir = Annotated[
    Path | None, typer.Option(help="Folder of the embedded servers.", show_default="DATA_DIR, or .parlour here")
]
Inherited = Annotated[int | None, typer.Option(hidden=True, help="A listening socket that the parent opened.")]
Processes = Annotated[int, typer.Option(min=1, max=64, help="Web processes; all listen on the one port.")]
Wait = Annotated[int, typer.Option(min=1, max=600, help="Seconds to wait for each of both mails.")]
Write = Annotated[bool, typer.Option("--write", help="Write schema.graphql in this folder instead of printing.")]


@app.command("up")
def run_everything(
    host: Host = None, port: Port = None, web_processes: Processes = 1, data_dir: DataDir = None
) -> None:
    """Run everything on this machine: database, Redis, web and worker, with a demo firm to click through.

    DATABASE_URL and REDIS_URL, each on its own, replace the embedded server. Ctrl-C stops everything.
    """
    with in_one_line():
        up.run(settings_with(host=host, port=port, data_dir=data_dir), web_processes)


@app.command("web")
def run_web(host: Host = None, port: Port = None, inherited: Inherited = None) -> None:
    """Serve the pages, the GraphQL API and the live sockets: one process, as many of them as you like."""
    with in_one_line():
        serve.run(settings_with(host=host, port=port), inherited)


@app.command("worker")
def run_worker() -> None:
    """Run deferred work, such as sending mail: one process, as many of them as you like."""
    with in_one_line():
        work.run(settings_with())


@mail_commands.command("listen")
def listen_for_mail(inherited: Inherited = None) -> None:
    """Take answers and bounces to INBOUND_DOMAIN by SMTP, on INBOUND_SMTP_HOST and INBOUND_SMTP_PORT."""
    with in_one_line():
        mail.run(settings_with(), inherited)


@mail_commands.command("check")
def check_mail(wait: Wait = 60, data_dir: DataDir = None) -> None:
    """Try the relay, the DKIM keys and the ways in, send a mail to INBOUND_DOMAIN and answer it; say what is wrong.

    Digests invite their readers to answer once both mails have come in, and not before.
    """
    with in_one_line():
        mail_check.run(settings_with(data_dir=data_dir), wait)


@app.command("migrate")
def migrate_database(data_dir: DataDir = None) -> None:
    """Bring the database to the newest shape; safe to run several times and at once.

    It is that of DATABASE_URL, or else the one that `parlour up` has made in the data folder.
    """
    with in_one_line():
        database.run(settings_with(data_dir=data_dir))


@app.command("schema")
def show_schema(write: Write = False) -> None:
    """Print the GraphQL schema."""
    with in_one_line():
        contract.run(write=write)


@app.command("demo")
def make_demo(data_dir: DataDir = None) -> None:
    """Make the demo firm, and say how to sign in as each of its people.

    The database is that of DATABASE_URL, or else the one that `parlour up` has made in the data folder.
    """
    with in_one_line():
        demo.run(settings_with(data_dir=data_dir))
