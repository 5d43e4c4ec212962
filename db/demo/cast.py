"""The demo firm and its people."""

from dataclasses import dataclass

from db.vocabulary import Role

SLUG = "larkspur"
FIRM = "Larkspur & Finch"
PASSWORD = "larkspur-demo-2026"  # noqa: S105  printed for everybody to sign in with
COLOR, LOGO = "#3b3f9c", "logo.webp"
PORTALS = ("Harbour Bakery", "Mill Street Studio")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody of the demo firm. Clients belong to a portal; who is only invited has no password yet."""

    key: str
    name: str
    role: Role
    portal: str | None = None
    is_administrator: bool = False
    is_invited: bool = False
    picture: str | None = None

    @property
    def email(self) -> str:
        """Where the demo's mail to them goes."""
        return f"{self.key}@{'larkspur' if self.role is Role.TEAM else 'client'}.example"


CAST = (
    Actor("agnes", "Agnes Larkspur", Role.TEAM, is_administrator=True, picture="agnes.webp"),
    Actor("tomas", "Tomas Reyes", Role.TEAM),
    Actor("ines", "Inès Moreau", Role.TEAM, picture="ines.webp"),
    Actor("jonah", "Jonah Adeyemi", Role.TEAM, picture="jonah.webp"),
    Actor("marta", "Marta Holm", Role.CLIENT, "Harbour Bakery", picture="marta.webp"),
    Actor("eli", "Eli Brandt", Role.CLIENT, "Harbour Bakery"),
    Actor("noor", "Noor Aziz", Role.CLIENT, "Mill Street Studio", picture="noor.webp"),
    Actor("pascal", "Pascal Girard", Role.CLIENT, "Mill Street Studio", picture="pascal.webp"),
    Actor("wren", "Wren Okafor", Role.CLIENT, "Harbour Bakery", is_invited=True),
)
