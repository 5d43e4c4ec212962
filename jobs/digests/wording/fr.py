"""Digests in French."""

from db.vocabulary import HeldReason, RefusedReason
from jobs.digests.wording.words import NoticeWords, Words

WORDS = Words(
    marker="Répondez au-dessus de cette ligne",
    closing="Fin de cet e-mail : {count} mots",
    subject="Nouveaux messages dans {room}",
    from_team="{author} chez {workspace}",
    from_client="{author} via {workspace}",
    introduction=("Un nouveau message dans {room}", "{count} nouveaux messages dans {room}"),
    times="Fuseau horaire : {zone}.",
    left_out=(
        "Un message plus ancien se trouve dans le salon.",
        "{count} messages plus anciens se trouvent dans le salon.",
    ),
    in_answer_to="En réponse à {author} : {text}",
    edited="modifié",
    cut="La suite de ce message se trouve dans le salon :",
    file="Fichier : {name} ({size})",
    picture="Image : {name} ({size})",
    units=("o", "ko", "Mo", "Go"),
    open_room="Ouvrir le salon",
    answer_by_mail="Répondez à cet e-mail pour répondre dans le salon.",
    answer_on_page="Les réponses à cet e-mail ne sont pas lues. Merci de répondre dans le salon.",
    text_kept_out=(
        "{workspace} ne transmet pas le texte des messages par e-mail. Merci de lire et de répondre dans le salon."
    ),
    why="Vous recevez cet e-mail parce que vous participez à {room} chez {workspace} et n’aviez pas lu ces messages.",
    mute_room="Ne plus recevoir d’e-mails de ce salon",
    mute_all="Ne plus recevoir aucun e-mail de ce genre",
    notice=NoticeWords(
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
)
