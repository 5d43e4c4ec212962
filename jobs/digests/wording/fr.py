"""Digests in French."""

from jobs.digests.wording.words import Words

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
)
