"""What the pages say: one value for each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from resolvers.errors import ErrorCode


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of the pages at the door and behind mail. Names in braces are filled in.

    `refusals` stand for what the domain says in English; without one, its own words are shown.
    """

    refusals: Mapping[ErrorCode, str]
    notices: Mapping[str, str]
    email: str
    password: str
    password_hint: str
    back: str
    sign_in: str
    forgotten_link: str
    which_firm: str
    slug: str
    slug_hint: str
    go_on: str
    no_such_firm: str
    activate_title: str
    welcome: str
    your_name: str
    activate: str
    forgotten: str
    forgotten_title: str
    send_link: str
    promised: str
    promised_text: str
    new_password_title: str
    choose_password: str
    new_password: str
    new_password_hint: str
    change_password: str
    not_possible: str
    did_not_work: str
    another_way: str
    to_sign_in: str
    mail_from: str
    mail_to: str
    done: str
    room_is_muted: str
    room_is_heard: str
    unmute_room: str
    mute_room: str
    all_is_muted: str
    all_can_be_muted: str
    unmute_all: str
    mute_all: str
    nothing_is_lost: str
    address_title: str
    address_confirmed: str
    address_counts: str
    address_yours: str
    address_wanted: str
    confirm_address: str
    address_not_yours: str
