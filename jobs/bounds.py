"""What a child that reads hostile bytes may take. In a file of its own: the child loads nothing else of ours first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may take: bytes, and seconds. `file_bytes` bounds its answer and each file that it writes.

    `answer_bytes` is how much of the answer is read, None for all of it.
    """

    wall_seconds: float
    cpu_seconds: int
    address_space: int
    data_bytes: int
    file_bytes: int
    open_files: int = 32
    answer_bytes: int | None = None
