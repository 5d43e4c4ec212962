"""Finds the block of header lines ("From: …, Sent: …, To: …") that Outlook and others put above an original."""

import re

from jobs.replies.header_names import ROLES, HeaderRole

# A block with many recipients goes on over as many lines as this.
_MOST_LINES = 40
_FOLDED_AT_MOST = 3
_FRAME = " \t*_"
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")


def header_role(line: str) -> HeaderRole | None:
    """What the line says as a header line, None when it is none."""
    name, colon, _ = line[:60].replace("：", ":").partition(":")
    return ROLES.get(" ".join(name.strip(_FRAME).casefold().split())) if colon else None


def header_block(lines: list[str], start: int, announced: bool) -> int | None:
    """How many lines from `start` on are one header block, None when they are none.

    `announced` says that a rule or an "original message" stands right above, which makes fewer lines enough.
    """
    if header_role(lines[start]) is None:
        return None
    block, roles = _walk(lines, start, gaps=True)
    return len(block) if _is_block(block, roles, announced) else None


def _walk(lines: list[str], start: int, gaps: bool) -> tuple[list[str], set[HeaderRole]]:
    roles: set[HeaderRole] = set()
    end, folded = start, 0
    for number in range(start, min(start + _MOST_LINES, len(lines))):
        role = header_role(lines[number])
        if role is not None:
            roles.add(role)
            end, folded = number + 1, 0
            continue
        folded += 1
        if folded > _FOLDED_AT_MOST or (not lines[number] and not (gaps and _goes_on(lines, number))):
            break
    return lines[start:end], roles


def _goes_on(lines: list[str], blank: int) -> bool:
    """Whether the block goes on below this blank line, as some programs set it, and no other begins there."""
    if blank + 1 >= len(lines) or header_role(lines[blank + 1]) is None:
        return False
    block, roles = _walk(lines, blank + 1, gaps=False)
    return HeaderRole.FROM not in roles or not _is_block(block, roles, announced=False)


def _is_block(block: list[str], roles: set[HeaderRole], announced: bool) -> bool:
    named = roles - {HeaderRole.OTHER}
    addressed = any("@" in line for line in block)
    timed = any(map(_CLOCK.search, block))
    dated = any(map(_YEAR.search, block))
    if announced and HeaderRole.FROM in named:
        return True
    if len(named) >= 3:
        return addressed or (dated and (timed or HeaderRole.SUBJECT in named))
    return len(named) == 2 and HeaderRole.DATE in named and addressed and timed
