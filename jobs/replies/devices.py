"""Tells lines a telephone or a mail program adds by itself from lines that a person wrote."""

import re

from jobs.replies.device_phrases import APOLOGIES, DEVICES, DISCLAIMERS, SENT_FROM

_SENT = re.compile(rf"[\s(<\[*_|-]{{0,6}}(?:{'|'.join(SENT_FROM)})", re.I)
_LINK = re.compile(r"\[([^\[\]]{1,80})\]\([^()\s]{1,300}\)|<?\(?(?:https?://|mailto:)[^\s<>()]{1,500}\)?>?")
_SORRY = re.compile("|".join(map(re.escape, APOLOGIES)), re.I)
_NAMED = re.compile(rf"\b(?:{'|'.join(DEVICES)})\b|iphone|我的", re.I)
_FRAME = " \t()<>[]*_|-.!?"
_ARTICLE = re.compile(r"(?:an?|the|our|un|une|la|le|der|die|das|ein\w?)\s", re.I)
# What a tracking program leaves below a message.
_TRACKING = "ᐧ "
_LONGEST = 160
# "my Samsung Galaxy s5 Octacore device" is a name; what is longer is somebody's sentence.
_MOST_WORDS = 7


def is_device_line(line: str) -> bool:
    """Whether this line is "Sent from my …" or its like, whole and alone, in any language."""
    if not line or len(line) > _LONGEST + 200:
        return False
    if not line.strip(_TRACKING):
        return True
    line = _LINK.sub(lambda link: link[1] or "", line)
    match = _SENT.match(line)
    return match is not None and len(line) <= _LONGEST and _is_a_name(line[match.end() :])


def is_named_device(line: str) -> bool:
    """Whether a device line is one wherever it stands: it names a device, or says whose it is."""
    return _NAMED.search(line) is not None


def _is_a_name(rest: str) -> bool:
    sorry = _SORRY.search(rest)
    name = (rest[: sorry.start()] if sorry else rest).strip(_FRAME)
    if len(name.split()) > _MOST_WORDS or (_ARTICLE.match(name) and not is_named_device(name)):
        return False
    return sorry is not None or not re.search(r"[,;:?!]\s|\.\s+\w", name)


def is_disclaimer(line: str) -> bool:
    """Whether a paragraph that begins so is a legal notice or a list server's footer."""
    bare = line.strip(_FRAME + ":").casefold()
    return bare.startswith(DISCLAIMERS) or bare == "disclaimer"
