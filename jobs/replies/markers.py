"""Our own marker line, which every digest of ours begins with, in every wording it ever had."""

import re

# Tolerant of quoting, of what programs wrap around it, and of spaces; the frame of ##- and -## never changes.
_FRAME = re.compile(r"^[\s>|*_\u200b-\u200f\u202a-\u202e\u2060-\u2069]{0,40}##-\s{0,4}\S.{0,120}\s{0,4}-##")


def is_marker(line: str) -> bool:
    """Whether this line is our own "reply above this line", quoted or not."""
    return "##-" in line and _FRAME.match(line) is not None
