"""Digests in English."""

from db.vocabulary import HeldReason, RefusedReason
from jobs.digests.wording.words import NoticeWords, Words

WORDS = Words(
    marker="Reply above this line",
    closing="End of this mail: {count} words",
    subject="New messages in {room}",
    from_team="{author} at {workspace}",
    from_client="{author} via {workspace}",
    introduction=("A new message in {room}", "{count} new messages in {room}"),
    times="Times are in {zone}.",
    left_out=("One earlier message is in the room.", "{count} earlier messages are in the room."),
    in_answer_to="In answer to {author}: {text}",
    edited="edited",
    cut="The rest of this message is in the room:",
    file="File: {name} ({size})",
    picture="Picture: {name} ({size})",
    units=("B", "kB", "MB", "GB"),
    open_room="Open the room",
    answer_by_mail="Reply to this mail to answer in the room.",
    answer_on_page="Replies to this mail are not read. Please answer in the room.",
    text_kept_out="{workspace} keeps the text of messages out of mail. Please read and answer in the room.",
    why="You get this mail because you take part in {room} at {workspace} and had not read these messages.",
    mute_room="Mute this room",
    mute_all="Stop all mail of this kind",
    notice=NoticeWords(
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
)
