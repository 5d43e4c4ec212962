"""The demo firm's cast and what they have said: plain words, so that they can be read and changed in one place."""

from dataclasses import dataclass

from db.vocabulary import Role, RoomKind

SLUG = "larkspur"
FIRM = "Larkspur & Finch"
PASSWORD = "larkspur-demo-2026"  # noqa: S105  printed for everybody to sign in with
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

    @property
    def email(self) -> str:
        """Where the demo's mail to them goes."""
        return f"{self.key}@{'larkspur' if self.role is Role.TEAM else 'client'}.example"


CAST = (
    Actor("agnes", "Agnes Larkspur", Role.TEAM, is_administrator=True),
    Actor("tomas", "Tomas Reyes", Role.TEAM),
    Actor("ines", "Inès Moreau", Role.TEAM),
    Actor("jonah", "Jonah Adeyemi", Role.TEAM),
    Actor("marta", "Marta Holm", Role.CLIENT, "Harbour Bakery"),
    Actor("eli", "Eli Brandt", Role.CLIENT, "Harbour Bakery"),
    Actor("noor", "Noor Aziz", Role.CLIENT, "Mill Street Studio"),
    Actor("pascal", "Pascal Girard", Role.CLIENT, "Mill Street Studio"),
    Actor("wren", "Wren Okafor", Role.CLIENT, "Harbour Bakery", is_invited=True),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A room with its people, the manager first, and what was said: hours ago, by whom, which words."""

    name: str
    kind: RoomKind
    people: tuple[str, ...]
    lines: tuple[tuple[float, str, str], ...]
    portal: str | None = None
    expects: tuple[str, ...] = ()
    is_archived: bool = False


SCENES = (
    Scene(
        "Harbour Bakery – year end",
        RoomKind.CONVERSATION,
        ("tomas", "ines", "marta", "eli"),
        (
            (98.0, "tomas", "Good morning Marta, good morning Eli. For the year end we need the till reports of Q3."),
            (97.2, "marta", "Morning! Eli exports them from the new till. Is a spreadsheet all right?"),
            (96.9, "tomas", "A spreadsheet is perfect. One sheet per month, if the till can do that."),
            (73.5, "eli", "It can. You will have July to September by Thursday."),
            (49.0, "eli", "Thursday became Friday, sorry: the flour delivery came first."),
            (26.4, "ines", "No harm done. I booked the filing for the 12th, so there is room."),
            (3.1, "marta", "Two invoices from the oven repair are missing on our side. Do you have copies?"),
            (1.4, "tomas", "One of them, from March. I will ask the repair firm for the other today."),
        ),
        portal="Harbour Bakery",
        expects=("wren",),
    ),
    Scene(
        "Mill Street Studio",
        RoomKind.CONVERSATION,
        ("ines", "noor", "pascal"),
        (
            (121.0, "ines", "Welcome to the portal! This is the place for anything about the studio's books."),
            (119.5, "noor", "Thank you, this is easier than six mail threads."),
            (50.2, "pascal", "Bonjour Inès, faut-il déclarer la vente du vieux four à émaux ?"),
            (49.8, "ines", "Oui, c'est une cession d'immobilisation. Envoyez-moi le reçu et je m'en occupe."),
            (5.6, "noor", "The receipt is on its way. Did the grant arrive on the account?"),
        ),
        portal="Mill Street Studio",
    ),
    Scene(
        "News from Larkspur & Finch",
        RoomKind.ANNOUNCEMENT,
        ("agnes", "tomas", "ines", "jonah", "marta", "eli", "noor", "pascal"),
        (
            (290.0, "agnes", "Our office moves to 4 Canal Row on 1 December. Phone numbers stay as they are."),
            (30.0, "agnes", "We are closed from 24 December to 1 January. Payroll runs as usual, on the 20th."),
        ),
    ),
    Scene(
        "Team kitchen",
        RoomKind.CONVERSATION,
        ("jonah", "agnes", "tomas", "ines"),
        (
            (28.0, "jonah", "Who has the key to the archive room?"),
            (27.7, "ines", "Top drawer, next to the stamps."),
            (4.0, "agnes", "Reminder: year-end planning on Monday at ten. Bring your list of open clients."),
        ),
    ),
    Scene(
        "Harbour Bakery – VAT 2025",
        RoomKind.CONVERSATION,
        ("tomas", "marta"),
        (
            (2200.0, "tomas", "The VAT return for 2025 is filed; the refund should arrive within three weeks."),
            (2198.0, "marta", "It arrived today. Thank you!"),
        ),
        is_archived=True,
    ),
)
