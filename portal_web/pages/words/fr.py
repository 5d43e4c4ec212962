"""The pages in French."""

from portal_web.pages.words.words import Words
from resolvers.errors import ErrorCode

WORDS = Words(
    refusals={
        ErrorCode.NOT_FOUND: "Cette page n’existe pas, ou ne vous est pas destinée.",
        ErrorCode.NOT_ALLOWED: "Cette demande venait d’un autre site. Veuillez réessayer depuis cette page.",
        ErrorCode.INVALID: "Veuillez vérifier votre saisie.",
        ErrorCode.WRONG_CREDENTIALS: "L’adresse e-mail ou le mot de passe est incorrect.",
        ErrorCode.RATE_LIMITED: "Trop d’essais. Veuillez patienter un peu avant de réessayer.",
        ErrorCode.LINK_INVALID: "Ce lien a déjà servi, a expiré ou est incomplet.",
        ErrorCode.WEAK_PASSWORD: (
            "Veuillez choisir un mot de passe de 10 à 200 caractères, "
            "qui ne soit ni courant ni tiré de votre nom ou de votre adresse."
        ),
        ErrorCode.UNAVAILABLE: "Le serveur est occupé. Veuillez réessayer dans un instant.",
    },
    notices={
        "reset": "Votre mot de passe a été modifié. Veuillez vous connecter avec le nouveau.",
        "ended": (
            "Vous avez été déconnecté depuis un autre appareil, ou votre session a expiré. Veuillez vous reconnecter."
        ),
    },
    email="Adresse e-mail",
    password="Mot de passe",  # noqa: S106  a label
    password_hint="10 caractères au moins. Quelques mots se retiennent bien et se devinent mal.",  # noqa: S106
    back="Retour à la connexion",
    sign_in="Se connecter",
    forgotten_link="Mot de passe oublié ?",
    which_firm="Où souhaitez-vous vous connecter ?",
    slug="Nom court du cabinet",
    slug_hint="Il fait partie de l’adresse de votre invitation : …/w/nom-court/…",
    go_on="Continuer",
    no_such_firm="Aucun cabinet ne porte ce nom court.",
    activate_title="Activer votre compte",
    welcome="Bienvenue. Choisissez un mot de passe.",
    your_name="Votre nom",
    activate="Activer mon compte",
    forgotten="Mot de passe oublié ?",
    forgotten_title="Mot de passe oublié",
    send_link="M’envoyer un lien",
    promised="Consultez votre messagerie",
    promised_text=(
        "Si quelqu’un possède ici un compte actif avec cette adresse, un e-mail contenant un lien est en route. "
        "Le lien fonctionne une seule fois, pendant une heure."
    ),
    new_password_title="Nouveau mot de passe",  # noqa: S106
    choose_password="Choisissez un nouveau mot de passe",  # noqa: S106
    new_password="Nouveau mot de passe",  # noqa: S106
    new_password_hint="10 caractères au moins. Vous serez déconnecté partout ailleurs.",  # noqa: S106
    change_password="Modifier mon mot de passe",  # noqa: S106
    not_possible="Impossible",
    did_not_work="Cela n’a pas fonctionné",
    another_way=(
        "Si un e-mail vous a mené ici, la personne qui vous a invité peut en envoyer un autre, "
        "et un mot de passe oublié peut être redemandé."
    ),
    to_sign_in="Vers la connexion",
    mail_from="E-mails de {workspace}",
    mail_to="E-mails envoyés à {email}",
    done="C’est fait, et valable dès maintenant.",
    room_is_muted="Vous ne recevez pas d’e-mails au sujet de {room}.",
    room_is_heard="Vous recevez des e-mails au sujet de {room} quand vous n’y avez pas lu les nouveautés.",
    unmute_room="Recevoir de nouveau les e-mails de ce salon",
    mute_room="Ne plus recevoir d’e-mails de ce salon",
    all_is_muted="Vous ne recevez d’e-mails au sujet d’aucun salon.",
    all_can_be_muted="Vous pouvez aussi arrêter les e-mails de tous les salons.",
    unmute_all="Recevoir de nouveau les e-mails des salons",
    mute_all="Arrêter les e-mails de tous les salons",
    nothing_is_lost=(
        "Les messages restent dans les salons et y sont comptés comme non lus. "
        "Les e-mails au sujet de votre compte arrivent toujours."
    ),
    address_title="Votre adresse",
    address_confirmed="Cette adresse est confirmée",
    address_counts="Les réponses venant de {address} comptent désormais comme celles de {name}.",
    address_yours="Cette adresse est-elle la vôtre\N{NO-BREAK SPACE}?",
    address_wanted="{name} souhaite répondre aussi depuis {address}.",
    confirm_address="Confirmer cette adresse",
    address_not_yours="Si ce n’est pas vous, fermez cette page\N{NO-BREAK SPACE}: rien n’a changé.",
)
