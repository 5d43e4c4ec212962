"""What a digest says, in the reader's words: both of its forms are made of this, so that they say the same."""

from dataclasses import dataclass
from datetime import datetime

from db.vocabulary import AttachmentKind, Role
from jobs.digests.house import House
from jobs.digests.moments import size_of, told, zone_told
from jobs.digests.wording import LANGUAGES, Words, filled, language_of
from jobs.replies import markers
from resolvers.colors import Scheme, accent_on
from resolvers.digests.digest import Digest, Entry, Picture
from resolvers.views import AttachmentView, AuthorView, QuoteView

MOST_TEXT = 2000
MOST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture inside the mail."""

    content_id: str
    caption: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Block:
    """One message. `rest_url` is where it goes on, when it was too long; `files` name what is not shown."""

    author: str
    time: str
    quote: str | None
    text: str
    rest_url: str | None
    files: tuple[str, ...]
    shown: tuple[Shown, ...]
    url: str

    @property
    def lines(self) -> list[str]:
        """The text by lines."""
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of links, and of the button and its words."""

    link: str
    button: str
    ink: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that a digest says, and the colours it says it in, on light and on dark."""

    language: str
    words: Words
    light: Look
    dark: Look
    workspace: str
    room: str
    subject: str
    marker: str | None
    preheader: str
    introduction: str
    times: str | None
    left_out: str | None
    notice: str
    blocks: tuple[Block, ...]
    room_url: str
    why: str
    mute_room_url: str
    mute_all_url: str


PLAIN = {Scheme.LIGHT: Look("#1d4ed8", "#1d4ed8", "#ffffff"), Scheme.DARK: Look("#9dbcff", "#3567e8", "#ffffff")}
"""What firms without a colour of their own wear."""


def page_of(digest: Digest, house: House) -> Page:
    """The page that a digest becomes."""
    language = language_of(digest.reader.locale)
    words, names = LANGUAGES[language], {"room": digest.room.name, "workspace": digest.workspace_name}
    zones = sorted({_zone(entry, digest) for entry in digest.entries})
    shown = digest.entries if digest.shows_text else ()
    blocks = tuple(_block(entry, digest, words, house, names_zone=len(zones) > 1) for entry in shown)
    introduction = _counted(words.introduction, digest.count, **names)
    left_out, mute = digest.count - len(blocks), house.mute_url(digest.tokens.mute)
    return Page(
        language=language,
        words=words,
        light=_look(Scheme.LIGHT, digest.accent_color),
        dark=_look(Scheme.DARK, digest.accent_color),
        workspace=digest.workspace_name,
        room=digest.room.name,
        subject=filled(words.subject, **names),
        marker=markers.opening(words.marker) if digest.takes_answers else None,
        preheader=next((line for block in blocks for line in block.lines if line.strip()), introduction),
        introduction=introduction,
        times=filled(words.times, zone=zones[0]) if blocks and len(zones) == 1 else None,
        left_out=_counted(words.left_out, left_out) if blocks and left_out else None,
        notice=_notice(digest, words, names),
        blocks=blocks,
        room_url=house.room_url(digest.room.id),
        why=filled(words.why, **names),
        mute_room_url=f"{mute}?room",
        mute_all_url=f"{mute}?all",
    )


def _look(scheme: Scheme, color: str | None) -> Look:
    if color is None:
        return PLAIN[scheme]
    accent = accent_on(scheme, color)
    return Look(accent.fill, accent.fill, accent.ink)


def from_name(digest: Digest) -> str:
    """Who the mail is from: the one author at the firm, or the firm. Never an author's address."""
    authors = {entry.message.author.id: entry.message.author for entry in digest.entries}
    if len(authors) != 1 or len(digest.entries) != digest.count or not digest.shows_text:
        return digest.workspace_name
    [author] = authors.values()
    if author.name == digest.workspace_name:
        return author.name
    words = LANGUAGES[language_of(digest.reader.locale)]
    return filled(_from(words, author), author=author.name, workspace=digest.workspace_name)


def _from(words: Words, author: AuthorView) -> str:
    return words.from_team if author.role is Role.TEAM else words.from_client


def _notice(digest: Digest, words: Words, names: dict[str, str]) -> str:
    if not digest.shows_text:
        return filled(words.text_kept_out, **names)
    return words.answer_by_mail if digest.takes_answers else words.answer_on_page


def _zone(entry: Entry, digest: Digest) -> str:
    """The zone of a message's time: clocks may have been changed from one message to the next."""
    return zone_told(_minute(entry), digest.reader.time_zone, digest.reader.locale)


def _minute(entry: Entry) -> datetime:
    return entry.message.sent_at.replace(second=0, microsecond=0)


def _block(entry: Entry, digest: Digest, words: Words, house: House, *, names_zone: bool) -> Block:
    message, locale = entry.message, digest.reader.locale
    time = told(_minute(entry), digest.reader.time_zone, locale)
    time = f"{time} ({_zone(entry, digest)})" if names_zone else time
    text, whole = _cut(message.body)
    url = house.room_url(digest.room.id, message.position)
    pictures = {picture.attachment_id for picture in entry.pictures}
    return Block(
        author=message.author.name,
        time=f"{time} · {words.edited}" if message.edited_at else time,
        quote=_quoted(message.quote, words),
        text=text,
        rest_url=None if whole else url,
        files=tuple(_named(found, words, locale) for found in entry.attachments if found.id not in pictures),
        shown=tuple(_shown(picture, entry, digest, words, house) for picture in entry.pictures),
        url=url,
    )


def _shown(picture: Picture, entry: Entry, digest: Digest, words: Words, house: House) -> Shown:
    place, attachment = next(
        (place, found) for place, found in enumerate(entry.attachments) if found.id == picture.attachment_id
    )
    content_id = f"{entry.message.position}.{place}.{digest.id.hex}@{house.domain}"
    return Shown(content_id, _named(attachment, words, digest.reader.locale), picture)


def _cut(body: str) -> tuple[str, bool]:
    """The text, or its beginning up to a space, and whether it is whole."""
    if len(body) <= MOST_TEXT:
        return body, True
    beginning = body[:MOST_TEXT]
    space = max(beginning.rfind(" "), beginning.rfind("\n"))
    return f"{beginning[: space if space > MOST_TEXT // 2 else MOST_TEXT].rstrip()} …", False


def _quoted(quote: QuoteView | None, words: Words) -> str | None:
    if quote is None or quote.deleted_at:
        return None
    line = " ".join(quote.body.split())
    text = line if len(line) <= MOST_QUOTE else f"{line[:MOST_QUOTE].rstrip()} …"
    return filled(words.in_answer_to, author=quote.author.name, text=text).rstrip(" :")


def _named(attachment: AttachmentView, words: Words, locale: str) -> str:
    sentence = words.picture if attachment.kind is AttachmentKind.IMAGE else words.file
    return filled(sentence, name=attachment.file_name, size=size_of(attachment.size, words.units, locale))


def _counted(sentences: tuple[str, str], count: int, **names: str) -> str:
    return filled(sentences[0 if count == 1 else 1], count=str(count), **names)
