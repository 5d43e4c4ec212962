"""Which parts of a mail are its text, which are files, and which only speak to machines."""

import html
import re
from dataclasses import dataclass, field

from jobs.inbound import tnef
from jobs.inbound.charsets import harmless, text_of
from jobs.inbound.files import clean_name, media_type_of
from jobs.inbound.flowed import unflowed
from jobs.inbound.headers import decoded, fields_of, first
from jobs.inbound.mails import Attachment
from jobs.inbound.parts import Part

SIGNATURES = frozenset({
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
    "application/applefile",
})  # fmt: skip
SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
# Of an alternative, what repeats the text for one kind of device.
REPEATS = frozenset({"text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext"})
PLAIN = frozenset({"text/plain", "text/markdown"})
STUB = re.compile(
    r"view (?:it|this|the)?.{0,40}in (?:html|(?:a|your) (?:web )?browser)|html[- ](?:capable|enabled|compatible)"
    r"|(?:not|doesn.t) (?:support|display|show) html|this is an html|html (?:email|e-mail|message|version)"
    r"|(?:kein|keine) html|html-(?:ansicht|format|f.hig)|ne (?:prend|supporte).{0,20}html"
    r"|no (?:admite|soporta).{0,20}html",
    re.IGNORECASE,
)
STUB_LENGTH = 300
METHOD = re.compile(rb"^METHOD:([A-Za-z]{1,20})", re.MULTILINE)
ARMOUR = "-----BEGIN PGP "
CID = re.compile(r"cid:([^\s\"'<>)]{1,300})", re.IGNORECASE)


@dataclass(slots=True)
class Body:
    """What was found so far. `blocks`: pieces of the text in their order, each as plain text, HTML or both."""

    blocks: list[tuple[str | None, str | None]] = field(default_factory=list)
    files: list[tuple[str, str, str | None, bool, bytes]] = field(default_factory=list)
    leaves: list[Part] = field(default_factory=list)
    calendar_method: str | None = None
    is_encrypted: bool = False


def body_of(mail: Part) -> Body:
    """All parts of the mail, sorted. Raises nothing but MemoryError."""
    found = Body()
    _walk(mail, found, "")
    return found


def text_and_html(found: Body) -> tuple[str, str | None, bool]:
    """The whole as text, the whole as HTML where some of it is, and whether the text alone would lose something."""
    texts = [text for text, _ in found.blocks if text is not None]
    pages = [page for _, page in found.blocks if page is not None and page.strip()]
    whole = [page if page is not None else _as_html(text or "") for text, page in found.blocks]
    is_lost = any(page and page.strip() and _says_nothing(text, page) for text, page in found.blocks)
    return "\n".join(texts), "\n".join(whole) if pages else None, is_lost


def attachments_of(found: Body, page: str | None) -> tuple[Attachment, ...]:
    """The files, each with whether the HTML shows it."""
    shown = cids_in(page or "")
    return tuple(_attachment(*file, page or "", shown) for file in found.files)


def cids_in(page: str) -> frozenset[str]:
    """Content-IDs that HTML refers to, as they are and with %-codes undone."""
    cids = [html.unescape(cid) for cid in CID.findall(page)]
    return frozenset(form for cid in cids for form in (cid, _without_codes(cid)))


def _attachment(
    name: str, declared: str, cid: str | None, is_inline: bool, content: bytes, page: str, shown: frozenset[str]
) -> Attachment:
    media_type = media_type_of(content, declared)
    # Some programs leave `cid:` out.
    is_referenced = cid is not None and (cid in shown or f'src="{cid}"' in page)
    return Attachment(
        name=clean_name(name, media_type),
        media_type=media_type,
        declared_type=declared,
        cid=cid,
        is_inline=is_referenced or is_inline,
        is_referenced=is_referenced,
        content=content,
    )


def _walk(part: Part, found: Body, parent: str) -> None:
    found.leaves += [] if part.children else [part]
    match part.type:
        case "multipart/alternative":
            _walk_alternative(part, found)
        case "multipart/encrypted":
            found.is_encrypted = True
        case _ if part.children:
            for child in part.children:
                _walk(child, found, part.type)
        case _ if part.type in SIGNATURES or (part.type in REPEATS and parent == "multipart/alternative"):
            pass
        case _ if part.type in SEALED:
            found.is_encrypted = True
        case _ if parent == "multipart/report" and part.type not in PLAIN | {"text/html"}:
            pass
        case _:
            _read_leaf(part, found, parent)


def _walk_alternative(part: Part, found: Body) -> None:
    """Ways to say the same: one block, whatever it consists of."""
    ways = Body(files=found.files, leaves=found.leaves)
    for child in part.children:
        _walk(child, ways, part.type)
    texts = [text for text, _ in ways.blocks if text is not None]
    pages = [page for _, page in ways.blocks if page is not None]
    if ways.blocks:
        found.blocks.append(("\n".join(texts) if texts else None, "\n".join(pages) if pages else None))
    found.calendar_method = ways.calendar_method or found.calendar_method
    found.is_encrypted |= ways.is_encrypted


def _read_leaf(part: Part, found: Body, parent: str) -> None:
    is_file = part.is_attachment or bool(part.file_name)
    if part.type in PLAIN and not is_file:
        _add_text(part, found)
    elif part.type == "text/html" and not is_file:
        found.blocks.append((None, text_of(part.content(), part.parameters.get("charset"))))
    elif part.type in TNEF_TYPES or part.file_name.lower() == "winmail.dat":
        _unwrap(part, found)
    else:
        _add_file(part, found, parent)


def _add_text(part: Part, found: Body) -> None:
    text = text_of(part.content(), part.parameters.get("charset"))
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
    if text.lstrip().startswith(ARMOUR):
        found.is_encrypted |= text.lstrip().startswith(f"{ARMOUR}MESSAGE")
        text = _without_armour(text)
    found.blocks.append((text, None))


def _without_armour(text: str) -> str:
    """The text of a cleartext signature (RFC 9580, 7): after its header, before the signature, dashes unescaped."""
    _, begins, rest = text.partition(f"{ARMOUR}SIGNED MESSAGE-----\n")
    if not begins:
        return text
    signed = rest.partition("\n\n")[2].partition(f"\n{ARMOUR}SIGNATURE-----")
    after = signed[2].partition("-----END PGP SIGNATURE-----")[2]
    return re.sub(r"^- ", "", signed[0], flags=re.MULTILINE) + after.rstrip()


def _unwrap(part: Part, found: Body) -> None:
    content = part.content()
    wrapped = tnef.unwrapped(content)
    has_text = any((text or page or "").strip() for text, page in found.blocks)
    if wrapped is None or not (wrapped.files or wrapped.text or wrapped.html or has_text):
        # Its text may be in a form that is not read here: the file is all there is of it.
        found.files.append((part.file_name or "winmail.dat", part.type, None, False, content))
        return
    found.files += [(name, kind, cid, cid is not None, inside) for name, kind, cid, inside in wrapped.files]
    if not has_text and (wrapped.text or wrapped.html):
        found.blocks.append((harmless(wrapped.text) or None, harmless(wrapped.html) or None))


def _add_file(part: Part, found: Body, parent: str) -> None:
    content = part.content()
    if part.type == "text/calendar":
        method = METHOD.search(content[:64_000])
        named = part.parameters.get("method") or (method[1].decode() if method else "")
        found.calendar_method = named.upper() or found.calendar_method or "PUBLISH"
    is_inline = part.disposition.value != "attachment" and part.cid is not None
    is_inline &= part.type.startswith("image/") or parent == "multipart/related"
    found.files.append((part.file_name or _title(part, content), part.type, part.cid, is_inline, content))


def _title(part: Part, content: bytes) -> str:
    if part.type == "text/calendar":
        return "invite.ics"
    if part.type != "message/rfc822":
        return ""
    subject = decoded(first(fields_of(content[:64_000]), "subject"))
    return f"{subject[:100] or 'mail'}.eml"


def _says_nothing(text: str | None, page: str) -> bool:
    plain = (text or "").strip()
    return not plain or (len(plain) <= STUB_LENGTH < len(page) and STUB.search(plain) is not None)


def _as_html(text: str) -> str:
    return f"<div>{html.escape(text.strip()).replace(chr(10), '<br>')}</div>" if text.strip() else ""


def _without_codes(cid: str) -> str:
    return re.sub(r"%([0-9A-Fa-f]{2})", lambda match: chr(int(match[1], 16)), cid)
