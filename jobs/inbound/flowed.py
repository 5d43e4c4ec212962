"""Paragraphs as their author wrote them, of text that travelled in lines: format=flowed (RFC 3676)."""


def unflowed(text: str, delsp: bool) -> str:
    """The text with its paragraphs in one line each; quotes keep their marks. `delsp`: the last space was added."""
    done: list[str] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth, content = _quote(line)
        is_signature = content == "-- "
        if open_depth == depth and not is_signature:
            done[-1] += content
        else:
            done.append(_marked(depth, content))
        flows = content.endswith(" ") and not is_signature
        if flows and delsp:
            done[-1] = done[-1][:-1]
        open_depth = depth if flows else None
    return "\n".join(line if line.endswith("-- ") else line.rstrip(" ") for line in done)


def _quote(line: str) -> tuple[int, str]:
    rest = line.lstrip(">")
    # A space before the text protects it from being taken for a quote, or from old programs.
    return len(line) - len(rest), rest.removeprefix(" ")


def _marked(depth: int, content: str) -> str:
    return f"{'>' * depth} {content}" if depth else content
