"""How machines begin the subjects of their mails, in the languages that programs speak."""

import re

AUTOMATIC = (
    # English, with what Exchange, Lotus Notes, vacation programs and web mail write
    "automatic reply", "auto[- ]?reply", "auto[- ]?response", "autoresponder", "automated (?:reply|response)",
    "out of (?:the )?office(?: (?:auto[- ]?reply|reply|notification|message|notice))?", "ooo",
    "vacation (?:reply|notice)",
    "on vacation", "away from (?:my|the) (?:mail|office|desk)", "absence notice",
    # German
    "automatische antwort", "abwesenheit(?:snotiz|smeldung|sbenachrichtigung|snachricht)?", "abwesend",
    "autom\\. antwort", "nicht im b(?:ü|ue)ro",
    # French
    "r[ée]ponse automatique", "absence du bureau", "message d'absence", "absent du bureau", "absen(?:t|ce)",
    # Spanish, Catalan, Portuguese, Italian, Romanian
    "respuesta autom[áa]tica", "fuera de (?:la )?oficina", "ausente de la oficina", "resposta autom[àáa]tica",
    "fora d[eo] escrit[óo]rio", "aus[êe]ncia(?: tempor[áa]ria)?", "risposta automatica", "fuori (?:ufficio|sede)",
    "assente dall'ufficio", "r[ăa]spuns automat",
    # Dutch, Danish, Norwegian, Swedish, Finnish
    "automatisch antwoord", "afwezig(?:heid)?(?:sbericht|smelding)?", "niet aanwezig", "automatiskt? svar",
    "autosvar", "ikke til stede", "fraværende", "fravær", "frånvaro(?:meddelande)?", "automaattinen vastaus",
    "poissaoloviesti",
    # Polish, Czech, Slovak, Hungarian, Croatian, Slovenian
    "automatyczna odpowied[źz]", "autoodpowied[źz]", "poza biurem", "nieobecno[śs][ćc](?: w biurze)?",
    "automatick[áa] odpov[ěe][ďd]", "mimo kancel[áa][řr]", "automatikus v[áa]lasz", "házon k[íi]v[üu]l",
    "automatski odgovor", "samodejni odgovor",
    # Russian, Ukrainian, Bulgarian, Greek, Turkish
    "автоматический ответ", "автоответ", "вне офиса", "отсутствие на рабочем месте", "автоматична відповідь",
    "автоматичен отговор", "αυτόματη απάντηση", "εκτός γραφείου", "otomatik yan[ıi]t", "ofis d[ıi][şs][ıi]nda",
    # Hebrew, Arabic, Chinese, Japanese, Korean, Thai, Vietnamese
    "תשובה אוטומטית", "מענה אוטומטי", "رد تلقائي", "自动答复", "自动回复", "自動回覆", "自動回應", "不在办公室",
    "自動応答", "自動返信", "不在通知", "자동 ?회신", "자동 ?응답", "부재중", "ตอบกลับอัตโนมัติ", "trả lời tự động",
)  # fmt: skip
BOUNCED = (
    "undeliver(?:able|ed)", "undelivered mail returned to sender", "mail delivery (?:failed|failure|system|problem)",
    "mail delivery subsystem", "delivery (?:status notification|failure|has failed|failed|delayed|problem)",
    "delivery notification",
    "delivery report", "failure notice", "failure delivery", "returned mail", "returned to sender", "non[- ]?delivery",
    "mail system error", "mail (?:could )?not (?:be )?delivered", "message (?:status - )?undeliverable",
    "message (?:could not be|not) delivered", "message you sent blocked", "warning: (?:message|could not send)",
    "warning: message .{1,40} delayed", "mail status report", "rejected:", "permanent delivery failure",
    "unzustellbar", "nicht zugestellt", "zustellung (?:fehlgeschlagen|der nachricht)",
    "übermittlungsstatus-?benachrichtigung", "non remis", "échec de (?:la )?(?:remise|livraison|distribution)",
    "avis de non-remise", "no se puede entregar", "no entregado", "error de entrega", "não foi poss[íi]vel entregar",
    "não é possível entregar", "n[ãa]o entregue", "non recapitabile", "impossibile recapitare", "mancata consegna",
    "onbestelbaar", "kan niet worden bezorgd", "ikke leveret", "kan ikke leveres", "går inte att leverera",
    "olevererbart", "ei voitu toimittaa", "niedostarczalne", "nie można dostarczyć", "nedoručitelné",
    "недоставлен", "не удается доставить", "не удалось доставить", "teslim edilemedi", "无法传递", "无法投递", "退信",
    "配信不能", "配信できません", "배달되지 않음",
)  # fmt: skip
# After the phrase comes what they answer, or nothing: a person's sentence goes on.
_END = r"(?:\s*(?:[:：()\[\]\-–—|!]|$)|\s*[.…]\s*$)"
AUTOMATIC_SUBJECT = re.compile(
    rf"[\s\[(*]*(?:(?:{'|'.join(AUTOMATIC)})\*{{0,3}}{_END}"
    r"|.{1,60} is (?:currently )?out of (?:the )?office"
    r"|i(?: am|'m|’m) (?:currently )?(?:out of (?:the )?office|on (?:vacation|holiday|leave)|away from))",
    re.IGNORECASE,
)
BOUNCE_SUBJECT = re.compile(rf"[\s\[(*]*(?:{'|'.join(BOUNCED)})", re.IGNORECASE)
DELAYED = re.compile(
    r"delayed|\bdelay\b|not yet been delivered|will (?:be retried|keep trying|continue to try)|still (?:being )?"
    r"(?:trying|retried)|could not send message for past|verzögert|retardé|retrasad|ritard|vertraagd",
    re.IGNORECASE,
)


def is_automatic(subject: str) -> bool:
    """Whether the subject begins as that of an out-of-office mail; `Re: Out of office` is a person's."""
    return AUTOMATIC_SUBJECT.match(subject) is not None


def is_bounce(subject: str) -> bool:
    """Whether the subject begins as that of a mail that came back."""
    return BOUNCE_SUBJECT.match(subject) is not None


def is_delay(text: str) -> bool:
    """Whether it speaks of a delivery that is still being tried."""
    return DELAYED.search(text) is not None
