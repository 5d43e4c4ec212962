"""Composes a digest: one mail for one reader, the same bytes whenever it is composed from the same."""

import textwrap
from datetime import datetime
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from jobs.digests import mime
from jobs.digests.dkim import signatures
from jobs.digests.house import House
from jobs.digests.mime import Field, Part
from jobs.digests.page import Page, from_name, page_of
from jobs.digests.wording import filled
from jobs.replies import markers
from resolvers.digests.digest import Digest

COLUMNS = 72
_WRAPPER = textwrap.TextWrapper(COLUMNS, expand_tabs=False, break_long_words=False, break_on_hyphens=False)


def prose(text: str) -> str:
    """Lines that a plain terminal shows whole, broken only where they are too long."""
    return "\n".join(_WRAPPER.fill(line) if len(line) > COLUMNS else line for line in text.split("\n"))


_templates = Environment(
    loader=PackageLoader("jobs"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_templates.filters["prose"] = prose
_TEXT, _HTML = (_templates.get_template(name) for name in ("digest.txt", "digest.html"))


def composed(digest: Digest, house: House, now: datetime) -> bytes:
    """The mail as it travels, signed with the house's keys. `now` is its date."""
    page = page_of(digest, house)
    body = _body(digest, page)
    fields = [*_fields(digest, page, house, now), ("MIME-Version", "1.0"), *body.fields]
    return mime.written([*signatures(house.keys, fields, body.body, now), *fields], body.body)


def envelope_sender(digest: Digest, house: House) -> str:
    """Where a bounce of this very mail comes back to (VERP)."""
    return house.address_for("bounce", digest.tokens.bounce) or house.sender


def _body(digest: Digest, page: Page) -> Part:
    # Boundaries are made of the mail's own id, which is random and occurs in no text before the mail is sent.
    said = _TEXT.render(page=page)
    closing = _closing(page, said)
    text = mime.text_part("plain", f"{said}\n{closing}\n" if closing else said)
    html = mime.text_part("html", _HTML.render(page=page, closing=closing))
    pictures = [
        mime.picture_part(shown.picture.media_type, shown.picture.content, shown.content_id)
        for block in page.blocks
        for shown in block.shown
    ]
    if pictures:
        html = mime.together("related", f"r.{digest.id.hex}", [html, *pictures])
    return mime.together("alternative", f"a.{digest.id.hex}", [text, html])


def _closing(page: Page, said: str) -> str | None:
    """The line at the foot, by which an answer without words is known to be one. Without answers there is none."""
    if page.marker is None:
        return None
    count = markers.words_in([said.removeprefix(page.marker)])
    return markers.closing(filled(page.words.closing, count=str(count)))


def _fields(digest: Digest, page: Page, house: House, now: datetime) -> list[Field]:
    """Everything but signatures and what describes the body."""
    return [
        ("From", mime.mailbox(from_name(digest), house.sender)),
        ("To", digest.reader.email),
        *_answers(digest, house),
        ("Subject", mime.unstructured(page.subject)),
        ("Date", format_datetime(now)),
        *_thread(digest),
        *_unsubscribing(digest, page, house),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ("X-Parlour-Digest", digest.id.hex),
        ("Content-Language", page.language),
    ]


def _answers(digest: Digest, house: House) -> list[Field]:
    address = house.address_for("reply", digest.tokens.reply)
    if address is None or not digest.takes_answers:
        return []
    return [("Reply-To", mime.mailbox(digest.workspace_name, address))]


def _thread(digest: Digest) -> list[Field]:
    thread = digest.thread
    known = [thread.root_id, *thread.earlier_ids]
    fields = [("Message-ID", f"<{thread.message_id}>"), ("References", " ".join(f"<{one}>" for one in known))]
    return [*fields, ("In-Reply-To", f"<{thread.earlier_ids[-1]}>")] if thread.earlier_ids else fields


def _unsubscribing(digest: Digest, page: Page, house: House) -> list[Field]:
    """RFC 2369, and RFC 8058 for what is done with one click: muting this room."""
    address = house.address_for("unsub", digest.tokens.mute)
    mail = f", <mailto:{address}>" if address else ""
    return [
        ("List-Unsubscribe", f"<{house.mute_url(digest.tokens.mute)}>{mail}"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]
