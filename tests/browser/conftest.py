"""A browser for each test process, a site for each file, and a firm and fresh visitors for each test."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from db.models import Person
from db.settings import Settings
from resolvers.viewer import Viewer
from tests.browser.chromium import CACHE, launched
from tests.browser.site import Site, nobody_has_guessed, opened
from tests.browser.visitor import Visitor, keep, visiting
from tests.cast import Firm
from tests.letters import PASSWORD, with_password

FAILED = pytest.StashKey[bool]()
FAILURES = CACHE / "failures"

Visit = Callable[..., Awaitable[Visitor]]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember that a test failed, for the fixtures that then keep what its visitors saw."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests of this process."""
    async with launched() as found:
        yield found


@pytest_asyncio.fixture(scope="module")
async def site(database: Settings) -> AsyncIterator[Site]:
    """The processes of `parlour up`, for the tests of one file."""
    async with opened(database) as found:
        yield found


@pytest_asyncio.fixture
async def visitor(browser: Browser, site: Site, request: pytest.FixtureRequest) -> AsyncIterator[Visit]:
    """Lets somebody come who is not signed in, by name: `await visitor("Cleo", viewport=PHONE)`."""
    await nobody_has_guessed()
    async with AsyncExitStack() as stack:
        visitors: list[Visitor] = []

        async def comes(name: str, **how: Any) -> Visitor:
            visitors.append(await stack.enter_async_context(visiting(browser, site, name, **how)))
            return visitors[-1]

        yield comes
        wrong = [fault for each in visitors for fault in each.unexpected()]
        if wrong or request.node.stash.get(FAILED, False):
            for each in visitors:
                await keep(each, FAILURES / request.node.name)
        assert wrong == []


@pytest_asyncio.fixture
async def page_of(visitor: Visit, firm: Firm) -> Visit:
    """Lets somebody of the cast come and sign in at the form: `await page_of(firm.cleo, locale="fr")`."""

    async def signed_in(viewer: Viewer, **how: Any) -> Visitor:
        person = await Person.get(id=viewer.id)
        await with_password(person.id)
        found = await visitor(person.name, **how)
        await found.signs_in(firm.slug, person.email, PASSWORD)
        await found.page.wait_for_url(f"{found.site.url}/")
        return found

    return signed_in
