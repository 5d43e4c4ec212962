"""Column lists that several named statements share."""


def person_columns(alias: str, prefix: str) -> str:
    """What views of people are made of, each column named with the prefix."""
    names = ("id", "role", "is_administrator", "status", "name", "email")
    return ", ".join(f"{alias}.{name} AS {prefix}{name}" for name in names)
