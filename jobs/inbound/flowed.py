"""Paragraphs as their author wrote them, of text that travelled in lines: format=flowed (RFC 3676)."""

SIGNATURE = "-- "


def unflowed(text: str, delsp: bool) -> str:
    """The text with its paragraphs in one line each; quotes keep their marks. `delsp`: the last space was added."""
    paragraphs: list[list[str]] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth, content = _quote(line)
        flows = content.endswith(" ") and content != SIGNATURE
        piece = content[:-1] if flows and delsp else content
        if open_depth == depth and content != SIGNATURE:
            paragraphs[-1].append(piece)
        else:
            paragraphs.append([f"{'>' * depth} " if depth else "", piece])
        open_depth = depth if flows else None
    return "\n".join(_ended("".join(pieces)) for pieces in paragraphs)


def _quote(line: str) -> tuple[int, str]:
    rest = line.lstrip(">")
    # A space before the text protects it from being taken for a quote, or from old programs.
    return len(line) - len(rest), rest.removeprefix(" ")


def _ended(paragraph: str) -> str:
    return paragraph if paragraph.endswith(SIGNATURE) else paragraph.rstrip(" ")
