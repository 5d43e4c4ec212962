"""The pages that work without a script: signing in, links of mail, and what a developer reads."""

from starlette.routing import Route

from portal_web.pages import addresses, development, links, muting, sign_in
from portal_web.pages.forms import Endpoint, told

__all__ = ["routes"]


def _shown(path: str, endpoint: Endpoint) -> Route:
    return Route(path, told(endpoint), methods=["GET"])


def _acted(path: str, endpoint: Endpoint) -> Route:
    return Route(path, told(endpoint), methods=["POST"])


routes: list[Route] = [
    _shown("/sign-in", sign_in.find_door),
    _acted("/sign-out", sign_in.sign_out),
    _shown("/w/{slug}/sign-in", sign_in.show_sign_in),
    _acted("/w/{slug}/sign-in", sign_in.sign_in),
    _shown("/w/{slug}/forgotten", links.show_forgotten),
    _acted("/w/{slug}/forgotten", links.promise_mail),
    _shown("/activate/{token}", links.show_activation),
    _acted("/activate/{token}", links.activate),
    _shown("/reset/{token}", links.show_reset),
    _acted("/reset/{token}", links.reset),
    _shown("/address/{token}", addresses.show_address),
    _acted("/address/{token}", addresses.confirm_address),
    _shown("/u/{token}", muting.show_muting),
    _acted("/u/{token}", muting.act),
    _shown("/dev/mail", development.show_mails),
    _acted("/dev/mail/later", development.let_time_pass),
    _shown("/dev/mail/{mail_id}", development.show_mail),
    _shown("/dev/mail/digests/{mail_id}", development.show_digest),
    _shown("/dev/mail/digests/{mail_id}/html", development.show_digest_html),
    _acted("/dev/mail/digests/{mail_id}/answer", development.answer_digest),
]
