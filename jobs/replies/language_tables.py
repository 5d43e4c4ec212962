"""Reads tables of words: one language a line, its code before the colon, its words divided by " | "."""


def words(table: str) -> tuple[str, ...]:
    """All the words of a table, whatever the language."""
    lines = (line.partition(":")[2] for line in table.strip().splitlines())
    return tuple(word.strip() for line in lines for word in line.split(" | ") if word.strip())
