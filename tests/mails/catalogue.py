"""All the mails."""

from tests.mails import bounces, broken, complaints, desktop, languages, old_bounces, phones, robots, sealed, web

MAILS = (
    *web.MAILS, *desktop.MAILS, *phones.MAILS, *languages.MAILS, *robots.MAILS, *bounces.MAILS, *old_bounces.MAILS,
    *complaints.MAILS, *sealed.MAILS, *broken.MAILS,
)  # fmt: skip
