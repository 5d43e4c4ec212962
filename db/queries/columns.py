"""Column lists that several named statements share."""


def person_columns(alias: str, prefix: str) -> str:
    """What views of people are made of, each column named with the prefix."""
    names = ("id", "role", "is_administrator", "status", "name", "email", "picture_id")
    return ", ".join(f"{alias}.{name} AS {prefix}{name}" for name in names)


def workspace_columns(alias: str, prefix: str) -> str:
    """What anybody at a firm's door may know of it, each column named with the prefix."""
    return ", ".join(f"{alias}.{name} AS {prefix}{name}" for name in ("id", "slug", "name", "logo_id", "accent_color"))
