"""The pages speak the language that the browser asks for, refusals too."""

import re
from pathlib import Path

import pytest

from db.settings import Settings
from portal_web import pages
from portal_web.pages.words import language_of
from tests.cast import Firm
from tests.letters import with_password
from tests.test_pages import browser

TEMPLATES = Path(pages.__file__).parent / "templates"
FOR_DEVELOPERS = {"mails.html", "digest.html"}
WISHES = {
    "": "en",
    "fr": "fr",
    "fr-CA,fr;q=0.9,en;q=0.8": "fr",
    "de-DE, de;q=0.9, fr;q=0.3, en;q=0.2": "fr",
    "de, en;q=0.5, fr;q=0.5": "en",
    "en-GB,en;q=0.9,fr;q=0.8": "en",
    "fr;q=0, de": "en",
    "FR": "fr",
    "*": "en",
    "fr;q=nonsense": "en",
    "words, __init__": "en",
    ";;;,,=": "en",
}


@pytest.mark.parametrize(("accepted", "language"), WISHES.items())
def test_the_browsers_best_wish_decides(accepted: str, language: str):
    assert language_of(accepted) == language


async def test_a_french_browser_is_refused_in_french(firm: Firm, database: Settings):
    await with_password(firm.cleo.id)
    async with browser(database) as site:
        site.headers["Accept-Language"] = "fr-FR,fr;q=0.9"
        given = {"email": "cleo@client.example", "password": "not this one"}
        tried = await site.post(f"/w/{firm.slug}/sign-in", data=given)
        gone = await site.get("/reset/nobodys")
    assert '<html lang="fr">' in tried.text
    assert "L’adresse e-mail ou le mot de passe est incorrect." in tried.text
    assert (gone.status_code, "Ce lien a déjà servi" in gone.text) == (410, True)


def test_no_page_but_the_developers_says_anything_that_is_not_among_the_words():
    for template in TEMPLATES.glob("*.html"):
        if template.name not in FOR_DEVELOPERS:
            shown = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|\{#.*?#\}", "", template.read_text(), flags=re.DOTALL)
            assert not re.search(r"\w", shown), (template.name, shown.split())
