"""What account mail says, in each language it is written in."""

from dataclasses import dataclass

from db.vocabulary import MailKind


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one mail. `{name}`, `{workspace}` and `{portals}` stand for what the letter holds.

    A sentence about portals is left out where there are none.
    """

    subject: str
    before: tuple[str, ...]
    button: str
    after: tuple[str, ...]


GREETING = {"en": "Hello {name},", "fr": "Bonjour {name},"}
WITHOUT_BUTTON = {
    "en": "If the button does not work, copy this address into your browser:",
    "fr": "Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :",
}
FOOTER = {
    "en": "{workspace} sent you this mail with Parlour because of your account.",
    "fr": "{workspace} vous envoie ce message avec Parlour au sujet de votre compte.",
}

WORDING: dict[tuple[MailKind, str], Wording] = {
    (MailKind.INVITATION, "en"): Wording(
        subject="{workspace} invites you to its portal",
        before=(
            "{workspace} would like to talk with you in one place, on the web and by mail.",
            "Your portal: {portals}",
            "Choose a password, and you are in.",
        ),
        button="Activate my account",
        after=("The link works once, within seven days. If you did not expect this invitation, ignore this mail.",),
    ),
    (MailKind.INVITATION, "fr"): Wording(
        subject="{workspace} vous invite sur son portail",
        before=(
            "{workspace} souhaite échanger avec vous en un seul endroit, sur le web et par e-mail.",
            "Votre portail : {portals}",
            "Choisissez un mot de passe, et vous y êtes.",
        ),
        button="Activer mon compte",
        after=(
            "Le lien fonctionne une seule fois, pendant sept jours. "
            "Si vous n'attendiez pas cette invitation, ignorez ce message.",
        ),
    ),
    (MailKind.PASSWORD_RESET, "en"): Wording(
        subject="Choose a new password for {workspace}",
        before=("Somebody, hopefully you, asked for a new password for your account at {workspace}.",),
        button="Choose a new password",
        after=("The link works once, within one hour. If it was not you, ignore this mail: nothing has changed.",),
    ),
    (MailKind.PASSWORD_RESET, "fr"): Wording(
        subject="Choisissez un nouveau mot de passe pour {workspace}",
        before=("Quelqu'un, vous sans doute, a demandé un nouveau mot de passe pour votre compte chez {workspace}.",),
        button="Choisir un nouveau mot de passe",
        after=(
            "Le lien fonctionne une seule fois, pendant une heure. "
            "Si ce n'était pas vous, ignorez ce message : rien n'a changé.",
        ),
    ),
    (MailKind.PASSWORD_CHANGED, "en"): Wording(
        subject="Your password for {workspace} was changed",
        before=("The password of your account at {workspace} was just changed, and other devices were signed out.",),
        button="It was not me",
        after=("If it was you, there is nothing to do. If not, ask for a new password at once and tell {workspace}.",),
    ),
    (MailKind.PASSWORD_CHANGED, "fr"): Wording(
        subject="Votre mot de passe pour {workspace} a été modifié",
        before=(
            "Le mot de passe de votre compte chez {workspace} vient d'être modifié, "
            "et vos autres appareils ont été déconnectés.",
        ),
        button="Ce n'était pas moi",
        after=(
            "Si c'était vous, il n'y a rien à faire. "
            "Sinon, demandez tout de suite un nouveau mot de passe et prévenez {workspace}.",
        ),
    ),
    (MailKind.ADDRESS_ADDED, "en"): Wording(
        subject="Is this your address? {workspace} asks",
        before=(
            "{name} has added this address to their account at {workspace}, to answer its mail from here as well.",
            "If that is you, confirm it.",
        ),
        button="Confirm this address",
        after=("The link works once, within two days. If it was not you, ignore this mail: nothing has changed.",),
    ),
    (MailKind.ADDRESS_ADDED, "fr"): Wording(
        subject="Cette adresse est-elle la vôtre ? {workspace} le demande",
        before=(
            "{name} a ajouté cette adresse à son compte chez {workspace}, pour répondre aussi d'ici à ses e-mails.",
            "Si c'est bien vous, confirmez-la.",
        ),
        button="Confirmer cette adresse",
        after=(
            "Le lien fonctionne une seule fois, pendant deux jours. "
            "Si ce n'était pas vous, ignorez ce message : rien n'a changé.",
        ),
    ),
    (MailKind.MAIL_FLOOD, "en"): Wording(
        subject="Many answers by mail are held at {workspace}",
        before=(
            "So many answers by mail came to one of your rooms in so short a time that a machine seems to write them.",
            "They are held: accept those that a person wrote, reject the others.",
        ),
        button="Look at them",
        after=("You are told once a day for each room and person.",),
    ),
    (MailKind.MAIL_FLOOD, "fr"): Wording(
        subject="De nombreuses réponses par e-mail sont retenues chez {workspace}",
        before=(
            "Tant de réponses par e-mail sont arrivées dans l'un de vos salons en si peu de temps "
            "qu'une machine semble les écrire.",
            "Elles sont retenues : acceptez celles d'une personne, refusez les autres.",
        ),
        button="Les regarder",
        after=("Vous êtes prévenu une fois par jour pour chaque salon et chaque personne.",),
    ),
}


def language_of(locale: str) -> str:
    """The language of a locale, English where a mail is not written in it."""
    language = locale.partition("-")[0]
    return language if language in GREETING else "en"
