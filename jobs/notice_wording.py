"""What a notice says, in each language: why, and where to go instead; never who is in a room, or that there is one."""

from dataclasses import dataclass
from typing import Literal

from db.vocabulary import HeldReason, RefusedReason

Language = Literal["en", "fr"]


@dataclass(frozen=True, slots=True)
class Words:
    """A notice's sentences. `why` is by reason, `otherwise` for the others."""

    subject: str
    opening: str
    otherwise: str
    instead: str
    why: dict[str, str]


NOTICES: dict[Language, Words] = {
    "en": Words(
        subject="Not delivered: your answer",
        opening="Your answer by email was not posted.",
        otherwise="It could not be posted. Somebody will look at it.",
        instead="You can write here instead:",
        why={
            HeldReason.OTHER_SENDER: "It came from an address that is not known here. Somebody will look at it.",
            HeldReason.UNAUTHENTICATED: "It could not be confirmed that it came from your address."
            " Somebody will look at it.",
            HeldReason.TOKEN_EXPIRED: "The email that you answered is too old. Somebody will look at it.",
            HeldReason.READ_ONLY: "What you answered can only be read.",
            HeldReason.TOO_LONG: "It is too long for a message. Somebody will look at it.",
            RefusedReason.EMPTY: "No text of yours was found in it.",
            RefusedReason.ENCRYPTED: "It is encrypted, so nobody here can read it.",
        },
    ),
    "fr": Words(
        subject="Non remise\N{NO-BREAK SPACE}: votre réponse",
        opening="Votre réponse par e-mail n’a pas été publiée.",
        otherwise="Elle n’a pas pu être publiée. Quelqu’un va la regarder.",
        instead="Vous pouvez écrire ici\N{NO-BREAK SPACE}:",
        why={
            HeldReason.OTHER_SENDER: "Elle vient d’une adresse inconnue ici. Quelqu’un va la regarder.",
            HeldReason.UNAUTHENTICATED: "Rien ne confirme qu’elle vient de votre adresse. Quelqu’un va la regarder.",
            HeldReason.TOKEN_EXPIRED: "L’e-mail auquel vous avez répondu est trop ancien. Quelqu’un va la regarder.",
            HeldReason.READ_ONLY: "Ce à quoi vous avez répondu ne peut qu’être lu.",
            HeldReason.TOO_LONG: "Elle est trop longue pour un message. Quelqu’un va la regarder.",
            RefusedReason.EMPTY: "Aucun texte de votre part n’y a été trouvé.",
            RefusedReason.ENCRYPTED: "Elle est chiffrée\N{NO-BREAK SPACE}: personne ici ne peut la lire.",
        },
    ),
}


def language_of(locale: str) -> Language:
    """The language of a locale, where there are words in it; English otherwise."""
    return "fr" if locale.lower().startswith("fr") else "en"
