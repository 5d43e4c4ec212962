"""The real parts that tests run against: embedded PostgreSQL and Valkey, one pair for each test process."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from db.connection import connected
from db.embedded import Servers, running
from db.migrate import migrate
from db.settings import Settings
from tests.bucket import speaking_s3
from tests.cast import Firm, open_firm
from tests.replying import here

__all__ = ["here"]


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """PostgreSQL and Valkey with empty data, gone with the test process."""
    with running(Path(tmp_path_factory.mktemp("servers")), durable=False) as found:
        yield found


@pytest_asyncio.fixture(scope="session")
async def settings(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a process that uses these servers; the database has its newest shape."""
    await migrate(servers.database_url, lambda step: None)
    return Settings(
        database_url=servers.database_url,
        redis_url=servers.redis_url,
        data_dir=tmp_path_factory.mktemp("data"),
        base_url="http://parlour.test",
        smtp_url=None,
        development=False,
    )


@pytest_asyncio.fixture(scope="session")
async def database(settings: Settings) -> AsyncIterator[Settings]:
    """This process connected to PostgreSQL and Redis."""
    async with connected(settings):
        yield settings


@pytest_asyncio.fixture
async def firm(database: Settings) -> Firm:
    """A firm of its own for each test, with the whole cast: what one test does, no other test sees."""
    return await open_firm()


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The URL of a server that speaks S3, with an empty bucket."""
    with speaking_s3() as url:
        yield url
