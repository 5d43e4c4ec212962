"""Looks for what keeps people with disabilities out, with axe-core (WCAG 2.2 AA and its own best practice)."""

from functools import cache
from typing import Any

from playwright.async_api import Page

from tests.browser.chromium import PACKAGES

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
GUARD = "[data-base-ui-focus-guard]"
"""Stops at the ends of an open menu that lead the focus on: hidden, yet focusable, which axe takes for a mistake.

That the focus never rests on one of them is shown by going through the page by keys.
"""

LOOK = """
Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished))
.then(() => axe.run({ exclude: [[%s]] }, { runOnly: %s, resultTypes: ["violations"], iframes: false })).then((found) =>
  found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.html}`)))
"""


@cache
def _axe() -> str:
    return (PACKAGES / "axe-core" / "axe.min.js").read_text()


async def axe_violations(page: Page) -> list[str]:
    """What is wrong with the page as it stands: the rule, where, and the element.

    It comes in by the browser's own debugging, since our pages rightly run no script but theirs.
    """
    protocol = await page.context.new_cdp_session(page)
    there = await protocol.send("Runtime.evaluate", {"expression": "typeof axe"})
    if there["result"]["value"] == "undefined":
        await protocol.send("Runtime.evaluate", {"expression": _axe()})
    look = LOOK % (repr(GUARD), list(RULES))
    given: dict[str, Any] = {"expression": look, "awaitPromise": True, "returnByValue": True}
    answer = await protocol.send("Runtime.evaluate", given)
    await protocol.detach()
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    found: list[str] = answer["result"]["value"]
    return found


async def overflow(page: Page) -> list[str]:
    """What sticks out at the sides of a page, so that it has to be scrolled both ways (WCAG 1.4.10)."""
    protocol = await page.context.new_cdp_session(page)
    look = """
    (() => {
      const width = document.documentElement.clientWidth;
      return document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll("body *")]
        .filter((each) => each.getBoundingClientRect().right > width + 0.5).map((each) => each.outerHTML.slice(0, 120));
    })()
    """
    answer = await protocol.send("Runtime.evaluate", {"expression": look, "returnByValue": True})
    await protocol.detach()
    found: list[str] = answer["result"]["value"]
    return found
