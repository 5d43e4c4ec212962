"""Knows the elements in which mail programs wrap quotes, headers and signatures; a new program is a new line."""

import re
from enum import Enum

from jobs.replies.html_tokens import Tag


class Container(Enum):
    """What an element of a mail's HTML holds."""

    QUOTE = "quote"  # every line in it is quoted
    ORIGINAL = "original"  # the original begins here and goes on to the end
    SIGNATURE = "signature"
    HIDDEN = "hidden"


# Identifiers and classes; programs prefix them ("x_gmail_quote", "ydp1234yahoo_quoted"), so their end is what counts.
_QUOTES = (
    *("yahoo_quoted", "protonmail_quote", "zmail_extra", "tutanota_quote", "hm_quote"),
    *("messagereplysection", "mail-quote", "front-blockquote", "quoted-content", "freescout-quote", "wmquote"),
    *("aolmail_quoted", "aol_quoted", "cm_quote", "missive_quote", "airmail_ext_on", "mcntquote", "email-quote"),
    *("olk_src_body_section", "ms-outlook-mobile-reference-message", "mail-editor-reference-message-container"),
)
_ORIGINALS = ("divrplyfwdmsg", "appendonsend", "outlookmessageheader", "stopspelling", "replysplit", "reply-intro")
_SIGNATURES = (
    *("gmail_signature", "gmail_signature_prefix", "moz-signature", "protonmail_signature_block", "signature"),
    *("ms-outlook-mobile-signature", "applemailsignature", "tutanota_signature", "yahoo_signature", "bloop_sign"),
)
_INDENT = re.compile(r"border(?:-left)?\s{0,3}:\s{0,3}(?:none|0)[^;]{0,40}(?:;|$)", re.I)
_HIDING = re.compile(
    r"display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all|visibility\s{0,3}:\s{0,3}hidden|"
    r"(?:^|;)\s{0,3}max-height\s{0,3}:\s{0,3}0(?:px)?\s{0,3}(?:;|$)|font-size\s{0,3}:\s{0,3}[01](?:px|pt)?\s{0,3}(?:;|!|$)",
    re.I,
)


def container_of(tag: Tag) -> Container | None:
    """What the element holds, None when it is an ordinary one."""
    if not tag.attributes:
        return Container.QUOTE if tag.name == "blockquote" else None
    if _HIDING.search(tag.attributes.get("style", "")) or "hidden" in tag.attributes:
        return Container.HIDDEN
    if tag.name == "blockquote":
        return Container.QUOTE if _is_citation(tag) else None
    names = " ".join(tag.attributes.get(key, "") for key in ("id", "class", "name", "data-marker")).lower().split()
    for ends, container in _KNOWN:
        if any(name.endswith(ends) for name in names):
            return container
    return None


_KNOWN = ((_QUOTES, Container.QUOTE), (_ORIGINALS, Container.ORIGINAL), (_SIGNATURES, Container.SIGNATURE))


def _is_citation(tag: Tag) -> bool:
    """Whether a blockquote quotes: some programs use it to indent what the person wrote."""
    return _INDENT.search(tag.attributes.get("style", "")) is None
