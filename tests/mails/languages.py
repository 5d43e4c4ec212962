"""Answers in many languages, each in the charset and encoding that programs there still write."""

from tests.mails.building import HEAD, Written, b64, qp, raw

# name, declared charset, charset written, transfer encoding, what was written
TEXTS = (
    ("german", "iso-8859-15", "iso-8859-15", "8bit", "Schöne Grüße, 20 € genügen."),
    ("french", "windows-1252", "cp1252", "quoted-printable", "D’accord, l’été prochain, cœur léger."),
    ("spanish", "utf-8", "utf-8", "8bit", "¿Mañana? Sí, señor."),
    ("italian", "iso-8859-1", "cp1252", "quoted-printable", "Perché no? È “perfetto”."),
    ("portuguese", "UTF8", "utf-8", "base64", "Não há problema, até amanhã."),
    ("dutch", "us-ascii", "ascii", "7bit", "Prima, tot morgen."),
    ("polish", "iso-8859-2", "iso-8859-2", "8bit", "Zażółć gęślą jaźń."),
    ("czech", "windows-1250", "cp1250", "quoted-printable", "Příliš žluťoučký kůň."),
    ("russian", "koi8-r", "koi8-r", "8bit", "Всё в порядке, спасибо."),
    ("ukrainian", "windows-1251", "cp1251", "base64", "Дякую, їжак згоден."),
    ("greek", "iso-8859-7", "iso-8859-7", "quoted-printable", "Εντάξει, ευχαριστώ."),
    ("turkish", "iso-8859-9", "cp1254", "8bit", "Tamam, teşekkürler, ığdır."),
    ("hebrew", "iso-8859-8-i", "iso-8859-8", "base64", "בסדר גמור, תודה"),
    ("arabic", "windows-1256", "cp1256", "base64", "حسنا شكرا"),
    ("japanese", "iso-2022-jp", "iso-2022-jp", "7bit", "了解しました。ありがとうございます。"),
    ("japanese of windows", "Shift_JIS", "cp932", "base64", "①番でお願いします"),
    ("chinese", "gb2312", "gb18030", "base64", "没问题，镕基同意。"),
    ("chinese of taiwan", "big5", "cp950", "base64", "沒問題，謝謝。"),
    ("korean", "ks_c_5601-1987", "cp949", "base64", "네, 좋습니다. 똠방각하"),
    ("thai", "tis-620", "cp874", "8bit", "ตกลงครับ"),
)
# The same, where what is declared is wrong.
WRONG = (
    ("utf-8 declared as latin-1", "iso-8859-1", "utf-8", "8bit", "Schöne Grüße"),
    ("utf-8 declared as ascii", "us-ascii", "utf-8", "8bit", "Schöne Grüße"),
    ("windows declared as utf-8", "utf-8", "cp1252", "8bit", "Schöne Grüße"),
    ("nothing that exists", "x-unknown-8bit", "utf-8", "8bit", "Schöne Grüße"),
    ("a codec that is no charset", "unicode_escape", "utf-8", "8bit", "Schöne \\u0041"),
    ("utf-7 is never decoded", "utf-7", "ascii", "7bit", "+ADw-script+AD4-"),
)


def _body(text: str, charset: str, encoding: str) -> bytes:
    match encoding:
        case "base64":
            return b64(text, charset).encode()
        case "quoted-printable":
            return qp(text, charset).encode()
        case _:
            return text.encode(charset)


def _written(name: str, declared: str, charset: str, encoding: str, text: str) -> Written:
    head = f"{HEAD}Content-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: {encoding}\n\n"
    return Written(f"language: {name}", raw(head) + _body(text, charset, encoding), whole_text=text)


MAILS = tuple(_written(*each) for each in (*TEXTS, *WRONG))
