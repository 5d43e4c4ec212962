"""Pictures and papers of the demo firm, all of them drawn for it."""

from pathlib import Path


def path_of(name: str) -> Path:
    """Where one of the demo's files is."""
    return Path(__file__).parent / name
