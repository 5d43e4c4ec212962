"""What digests say, and notices about answers to them: one value for each language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """Why an answer was not posted, and where to go instead; never who is in a room, or that there is one.

    `why` is by reason, `otherwise` for the others.
    """

    subject: str
    opening: str
    otherwise: str
    instead: str
    why: dict[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of a digest. Names in braces are filled in; a pair is for one and for several."""

    marker: str
    closing: str
    subject: str
    from_team: str
    from_client: str
    introduction: tuple[str, str]
    times: str
    left_out: tuple[str, str]
    in_answer_to: str
    edited: str
    cut: str
    file: str
    picture: str
    units: tuple[str, str, str, str]
    open_room: str
    answer_by_mail: str
    answer_on_page: str
    text_kept_out: str
    why: str
    mute_room: str
    mute_all: str
    notice: NoticeWords
