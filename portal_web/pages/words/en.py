"""The pages in English."""

from portal_web.pages.words.words import Words

WORDS = Words(
    refusals={},
    notices={
        "reset": "Your password has been changed. Please sign in with the new one.",
        "ended": "You were signed out on another device, or your session has ended. Please sign in again.",
    },
    email="Email address",
    password="Password",  # noqa: S106  a label
    password_hint="At least 10 characters. A few words are easy to remember and hard to guess.",  # noqa: S106
    back="Back to signing in",
    sign_in="Sign in",
    forgotten_link="Forgotten your password?",
    which_firm="Where do you want to sign in?",
    slug="Short name of the firm",
    slug_hint="It is part of the address in your invitation: …/w/short-name/…",
    go_on="Go on",
    no_such_firm="No firm has this short name.",
    activate_title="Activate your account",
    welcome="Welcome. Choose a password.",
    your_name="Your name",
    activate="Activate my account",
    forgotten="Forgotten your password?",
    forgotten_title="Forgotten password",
    send_link="Send me a link",
    promised="Look into your mail",
    promised_text=(
        "If somebody with this address has an active account here, a mail with a link is on its way. "
        "The link works once, within one hour."
    ),
    new_password_title="New password",  # noqa: S106
    choose_password="Choose a new password",  # noqa: S106
    new_password="New password",  # noqa: S106
    new_password_hint="At least 10 characters. You will be signed out everywhere else.",  # noqa: S106
    change_password="Change my password",  # noqa: S106
    not_possible="Not possible",
    did_not_work="This did not work",
    another_way=(
        "If a mail brought you here, whoever invited you can send another, "
        "and a forgotten password can be asked for again."
    ),
    to_sign_in="To signing in",
    mail_from="Mail from {workspace}",
    mail_to="Mail to {email}",
    done="Done. This holds from now on.",
    room_is_muted="You get no mail about {room}.",
    room_is_heard="You get mail about {room} when you have not read what is new there.",
    unmute_room="Get mail about this room again",
    mute_room="Mute this room",
    all_is_muted="You get no mail about any room.",
    all_can_be_muted="You can also stop mail about all rooms.",
    unmute_all="Get mail about rooms again",
    mute_all="Stop mail about all rooms",
    nothing_is_lost=(
        "Messages stay in the rooms, and are counted there as unread. Mail about your account still comes."
    ),
    address_title="Your address",
    address_confirmed="This address is confirmed",
    address_counts="Answers from {address} are taken as {name}’s from now on.",
    address_yours="Is this your address?",
    address_wanted="{name} wants to answer mail from {address} as well.",
    confirm_address="Confirm this address",
    address_not_yours="If that is not you, close this page: nothing has changed.",
)
