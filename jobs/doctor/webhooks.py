"""Whether the web processes take mail at each webhook that is set: they must refuse what is not signed."""

import asyncio
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from db.settings import Settings
from jobs.doctor.finding import Finding, Verdict

SECONDS = 10
FORM = "application/x-www-form-urlencoded"


async def findings(settings: Settings) -> list[Finding]:
    """One for each that is set."""
    return [
        await asyncio.to_thread(_finding, settings.base_url.rstrip("/") + path, kind, name)
        for name, path, kind in (
            ("inbound_webhook_key", "/inbound/raw", "message/rfc822"),
            ("inbound_mailgun_key", "/inbound/mailgun/mime", FORM),
            ("inbound_postmark_login", "/inbound/postmark", "application/json"),
            ("inbound_ses_topics", "/inbound/ses", "text/plain"),
        )
        if getattr(settings, name)
    ]


def _finding(url: str, kind: str, name: str) -> Finding:
    setting = name.upper()
    try:
        status = _status(url, kind)
    except (HTTPException, OSError) as error:
        return Finding(Verdict.BAD, f"{url} cannot be reached: {error}. Does `parlour web` run, and is BASE_URL right?")
    if status == 401:
        return Finding(Verdict.GOOD, f"{url} answers, and refuses what is not signed.")
    if status == 404:
        return Finding(Verdict.BAD, f"{url} is not there: start `parlour web` with {setting}.")
    return Finding(Verdict.BAD, f"{url} answers {status} to what is not signed, not 401: is it Parlour's?")


def _status(url: str, kind: str) -> int:
    """What is answered to an empty mail that nobody signed."""
    place = urlsplit(url)
    opened = HTTPSConnection if place.scheme == "https" else HTTPConnection
    connection = opened(place.hostname or "", place.port, timeout=SECONDS)
    try:
        connection.request("POST", place.path, body=b"{}", headers={"Content-Type": kind})
        return connection.getresponse().status
    finally:
        connection.close()
