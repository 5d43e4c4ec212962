"""Takes mail from Amazon SES: a receipt rule that publishes mail to an SNS topic, which posts it here."""

import base64
import binascii
from collections.abc import Callable
from email.utils import parseaddr

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.settings import Settings
from db.vocabulary import MailSource
from portal_web.authentication import now, settings_of
from portal_web.bodies import BodyError, json_of
from portal_web.inbound import MOST_RECIPIENTS, probe
from portal_web.inbound_providers import answered, body_within, refusal, refused
from portal_web.sns import Fetch, NotAuthentic, Notice, authentic, fetched, is_of_amazon
from resolvers.replies import Arrival

MOST_BYTES = 1024 * 1024  # SNS carries 256 KiB; escapes make it longer
DMARC = {"PASS": "pass", "FAIL": "fail"}
log = structlog.get_logger()


def ses_by(fetch: Fetch) -> Callable[[Request], object]:
    """The webhook that looks certificates up by `fetch`."""

    async def ses(request: Request) -> Response:
        """200 once a mail is kept; 401 for what Amazon did not sign for a topic of ours; 503: send it again."""
        topics = topics_of(settings_of(request))
        if not topics:
            return refusal(404, "Not Found")
        try:
            async with body_within(request, MOST_BYTES) as body:
                found = json_of(body)
                return await _taken(request, await authentic(found, topics, fetch, now(request)), found, fetch)
        except NotAuthentic:
            return refusal(401, "This is not signed by Amazon for a topic of ours.")
        except BodyError as error:
            return refused(error)
        except OSError as error:
            log.warning("amazon not reached", kind=type(error).__name__)
            return refusal(503, "Amazon could not be asked.")

    return ses


def topics_of(settings: Settings) -> frozenset[str]:
    """The topics that are ours."""
    return frozenset(topic.strip() for topic in (settings.inbound_ses_topics or "").split(",") if topic.strip())


async def _taken(request: Request, notice: Notice, found: object, fetch: Fetch) -> Response:
    match notice.kind, found:
        case "SubscriptionConfirmation", {"TopicArn": str(topic)}:
            if not is_of_amazon(notice.subscribe_url, topic):
                raise NotAuthentic
            await fetch(notice.subscribe_url)
            return Response(status_code=200)
        case "Notification", _:
            return await answered(request, _arrival(json_of(notice.message.encode(errors="replace"))))
        case _:
            return Response(status_code=200)


def _arrival(event: object) -> Arrival:
    match event:
        case {"notificationType": "Received", "content": str(content), "mail": dict(mail), "receipt": dict(receipt)}:
            sender = mail.get("source")
            return Arrival(
                MailSource.WEBHOOK,
                sender if isinstance(sender, str) else None,
                _texts(receipt.get("recipients"))[:MOST_RECIPIENTS],
                _raw(content, receipt.get("action")),
                _checks(mail, receipt),
            )
        case _:
            raise BodyError(422, "There is no mail in it: let the rule publish the mail to the topic, encoded Base64.")


def _raw(content: str, action: object) -> bytes:
    match action:
        case {"encoding": "BASE64"}:
            try:
                return base64.b64decode(content, validate=True)
            except (binascii.Error, ValueError) as error:
                raise BodyError(422, "The mail is not Base64.") from error
        case _:
            return content.encode(errors="replace")


def _checks(mail: dict[str, object], receipt: dict[str, object]) -> tuple[tuple[str, str, str], ...]:
    """What SES found by DMARC, about the domain of the one From that it read; its other findings name no domain."""
    match mail.get("commonHeaders"), receipt.get("dmarcVerdict"):
        case {"from": [str(sender)]}, {"status": str(status)} if status in DMARC:
            domain = parseaddr(sender)[1].rpartition("@")[2].lower()
            return (("dmarc", DMARC[status], domain),) if domain else ()
        case _:
            return ()


def _texts(found: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in found if isinstance(text, str))) if isinstance(found, list) else ()


def routes_by(fetch: Fetch) -> list[Route]:
    """Where SNS posts to."""
    return [
        Route("/inbound/ses", ses_by(fetch), methods=["POST"]),
        Route("/inbound/ses", probe, methods=["HEAD"]),
    ]


routes = routes_by(fetched)
