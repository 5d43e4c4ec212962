"""What the author of a mail wrote and attached: without quotes, our secrets, logos, and our own pictures sent back."""

import hashlib
from dataclasses import dataclass

from jobs.inbound import inline
from jobs.inbound.addresses import AddressForm, without_secrets
from jobs.inbound.digest import message_key
from jobs.inbound.mails import Attachment, Parsed
from jobs.replies.extraction import reply_from_html, reply_from_text
from jobs.replies.html_lines import lines_from_html
from jobs.replies.lines import SIGNED
from resolvers import replies
from resolvers.replies import Bound

MOST_TEXT = 64_000
"""Characters of a mail's whole text that are kept beside its message."""


@dataclass(frozen=True, slots=True)
class Written:
    """The author's text and files; `whole_text` has what is left out of the text, too.

    `small_pictures`: SHA-256 of the images within the text that may be a logo.
    """

    text: str
    whole_text: str
    files: tuple[Attachment, ...]
    small_pictures: tuple[bytes, ...]


async def written(mail: Parsed, bound: Bound, form: AddressForm, base_url: str) -> Written:
    """What is the author's of a mail that answers what `bound` says."""
    text, shown = "", None
    if mail.html is not None:
        text, shown = inline.shown_by(mail.html, reply_from_html)
    if not mail.reads_as_html or not text:
        text = reply_from_text(mail.text) or text
    hashes = {hashlib.sha256(file.content).digest() for file in mail.attachments if inline.is_image(file)}
    known = await replies.known_of(bound, sorted(hashes), message_key(mail))
    said = without_secrets(text, form, base_url).strip()
    files = inline.kept(mail.attachments, shown, known.ours, known.repeated)
    if not said and not files:  # then what looks like a logo is the answer
        files = inline.kept(mail.attachments, shown, known.ours, frozenset())
    small = {hashlib.sha256(file.content).digest() for file in mail.attachments if inline.may_be_logo(file)}
    whole = without_secrets(_whole(mail), form, base_url).strip()
    return Written(said, whole, files, tuple(sorted(small - known.ours)))


def _whole(mail: Parsed) -> str:
    if mail.html is None or not mail.reads_as_html:
        return mail.text[:MOST_TEXT]
    return "\n".join(line.replace(SIGNED, "") for line in lines_from_html(mail.html))[:MOST_TEXT]
