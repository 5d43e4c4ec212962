"""Composes account mail from letters: a subject, and text and HTML parts that say the same."""

import re
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from db.vocabulary import MailKind
from jobs.wording import FOOTER, GREETING, WITHOUT_BUTTON, WORDING, language_of
from resolvers.account_mail import Letter

_templates = Environment(
    loader=PackageLoader("jobs"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail as it will be read."""

    recipient: str
    message_id: str
    language: str
    subject: str
    text: str
    html: str


def compose(letter: Letter, base_url: str) -> Composed:
    """The mail that a letter becomes, with its link below `base_url`."""
    language = language_of(letter.locale)
    wording, names = WORDING[letter.kind, language], _names(letter)
    before = [sentence for sentence in wording.before if names["portals"] or "{portals}" not in sentence]
    subject = _filled(wording.subject, names)
    parts = {
        "url": link_of(letter, base_url),
        "language": language,
        "workspace": letter.workspace_name,
        "subject": subject,
        "greeting": _filled(GREETING[language], names),
        "before": [_filled(sentence, names) for sentence in before],
        "button": wording.button,
        "without_button": WITHOUT_BUTTON[language],
        "after": [_filled(sentence, names) for sentence in wording.after],
        "footer": _filled(FOOTER[language], names),
    }
    text, html = (_templates.get_template(name).render(parts) for name in ("letter.txt", "letter.html"))
    return Composed(letter.recipient, letter.message_id, language, subject, text, html)


def link_of(letter: Letter, base_url: str) -> str:
    """Where the mail's button leads."""
    base = base_url.rstrip("/")
    match letter.kind:
        case MailKind.INVITATION:
            return f"{base}/activate/{letter.token}"
        case MailKind.PASSWORD_RESET:
            return f"{base}/reset/{letter.token}"
        case MailKind.ADDRESS_ADDED:
            return f"{base}/address/{letter.token}"
        case MailKind.MAIL_FLOOD:
            return f"{base}/w/{quote(letter.workspace_slug)}/sign-in"
        case MailKind.PASSWORD_CHANGED:
            return f"{base}/w/{quote(letter.workspace_slug)}/forgotten"
        case _:
            assert_never(letter.kind)


def _filled(sentence: str, names: dict[str, str]) -> str:
    # In one pass and not by str.format: names were typed by people, and may hold braces.
    return re.sub(r"\{(\w+)\}", lambda found: names[found[1]], sentence)


def _names(letter: Letter) -> dict[str, str]:
    return {"workspace": letter.workspace_name, "portals": ", ".join(letter.portal_names), "name": letter.name}
