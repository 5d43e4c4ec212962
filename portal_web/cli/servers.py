"""The servers that the settings do not name: embedded ones, run here or found beside."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from db.embedded import DataFolderHeld, found_in, held, is_used, postgresql_in, valkey_in
from db.settings import Settings
from portal_web.cli.problems import CannotRun


@contextmanager
def run_here(settings: Settings, begin: Callable[[str], None]) -> Iterator[Settings]:
    """Run the embedded servers that the settings do not replace, and name them in the settings given.

    Raises DataFolderHeld when another process runs them.
    """
    with ExitStack() as stack:
        if settings.database_url and settings.redis_url:
            yield settings
            return
        folder = stack.enter_context(held(settings.data_dir))
        found = {}
        if not settings.database_url:
            found["database_url"] = stack.enter_context(postgresql_in(folder, begin)).url
        if not settings.redis_url:
            found["redis_url"] = stack.enter_context(valkey_in(folder, begin)).url
        yield settings.model_copy(update=found)


@contextmanager
def at_hand(settings: Settings, begin: Callable[[str], None]) -> Iterator[Settings]:
    """As `run_here`, but beside a process that runs them its servers are used.

    A data folder that nobody has used is left alone, and the settings as they are. Raises CannotRun, EmbeddedError.
    """
    if not is_used(settings.data_dir):
        yield settings
        return
    with ExitStack() as stack:
        try:
            named = stack.enter_context(run_here(settings, begin))
        except DataFolderHeld:
            named = stack.enter_context(_beside(settings))
        yield named


@contextmanager
def _beside(settings: Settings) -> Iterator[Settings]:
    with found_in(settings.data_dir) as found:
        urls = {
            "database_url": settings.database_url or found.database_url,
            "redis_url": settings.redis_url or found.redis_url,
        }
        if missing := [name.upper() for name, url in urls.items() if url is None]:
            raise CannotRun(
                f"the servers of {settings.data_dir} do not answer yet, or are not embedded:"
                f" try again, or set {' and '.join(missing)}"
            )
        yield settings.model_copy(update=urls)
