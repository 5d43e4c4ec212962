"""The words of attribution lines ("On …, … wrote:") in every language we know; a new language is a new line."""

from jobs.replies.language_tables import words

# What such a line begins with, where the language puts a word before the date.
OPENERS = words("""
en: on | at | in message
fr: le
es: el
it: il | il giorno | in data
pt: em | no dia | às
ca: el dia | a les
de: am
nl: op
sv: den | på
da: d.
is: þann
pl: dnia | w dniu
cs: dne
sk: dňa
sl: v
hr: dana
ro: pe | în
bg: на
uk: у
el: στις
he: בתאריך
ar: في
vi: vào | vào lúc
id: pada | pada tanggal
th: เมื่อ
zh: 在 | 於 | 于
""")

# What says that somebody wrote: anywhere in the line.
VERBS = words("""
en: wrote | writes | said | says
fr: a écrit | a ecrit | nous a dit | écrivait
es: escribió | escribio
ca: ha escrit | va escriure | missatge de
it: ha scritto | scrive | ha inviato
pt: escreveu
gl: escribiu
de: schrieb | schrieben sie | geschrieben | schreibt
nl: schreef | het volgende geschreven
sv: skrev | skickade följande
nn: skreiv
is: skrifaði
fi: kirjoitti
et: kirjutas
pl: napisał(a) | napisał | napisała | pisze | wiadomość napisana przez
cs: napsal(a) | napsal | napsala
sk: napísal(a) | napísal | napísala
sl: je oseba | napisal
hr: napisao | napisala | napisao je | napisao/la
lt: rašė
lv: rakstīja
hu: írta | ezt írta
ro: a scris
ru: написал(а) | написал | написала | пишет
uk: пише | написав | написала
bg: написа
sr: је написао | написао
el: έγραψε
tr: yazdı | şunları yazdı | şunu yazdı
he: כתב | כתבה | כתב/ה | מאת
ar: كتب | كتبت | كتب/ت | تمت كتابة ما يلي بواسطة
fa: نوشت
vi: đã viết
id: menulis
th: เขียนว่า
""")

# The same in languages that write words without spaces between them.
UNSPACED_VERBS = words("""
zh: 写道 | 寫道 | 写到
ja: のメール | 書きました
ko: 작성 | 쓴 글 | 님이 씀
""")

# What announces a mail that is carried along, between dashes or ended by a colon; in lower case.
ORIGINALS = words("""
en: original message | reply message | forwarded message | original email | forwarded email | original mail
en: begin forwarded message
fr: message d'origine | message original | message initial | message transféré | message transmis | mail original
fr: début du message transféré | début du message réexpédié | e-mail d'origine
de: ursprüngliche nachricht | ursprüngliche mail | originalnachricht | original-nachricht | antwort nachricht
de: weitergeleitete nachricht | anfang der weitergeleiteten nachricht
es: mensaje original | mensaje reenviado | inicio del mensaje reenviado
ca: missatge original | missatge reenviat
it: messaggio originale | messaggio inoltrato | inizio messaggio inoltrato | inizio del messaggio inoltrato
pt: mensagem original | mensagem encaminhada | mensagem reencaminhada
pt: início da mensagem encaminhada | início da mensagem reencaminhada
nl: oorspronkelijk bericht | origineel bericht | doorgestuurd bericht | begin doorgestuurd bericht
da: oprindelig meddelelse | oprindelig besked | videresendt meddelelse | start på videresendt besked
no: opprinnelig melding | videresendt melding
sv: originalmeddelande | ursprungligt meddelande | vidarebefordrat meddelande | vidarebefordrat mejl
fi: alkuperäinen viesti | välitetty viesti | välitetty viesti alkaa | edelleenlähetetty viesti
fi: välitetty viesti / fwd.msg
pl: oryginalna wiadomość | wiadomość oryginalna | wiadomość przesłana dalej | przekazana wiadomość
pl: wiadomość przekazana | początek przekazywanej wiadomości | treść przekazanej wiadomości
cs: původní zpráva | původní e-mail | přeposlaná zpráva | začátek přeposílané zprávy
sk: pôvodná správa | preposlaná správa | začiatok preposlanej správy
ru: исходное сообщение | исходное письмо | пересылаемое сообщение | перенаправленное сообщение
ru: начало переадресованного сообщения | пересылаемое письмо
uk: оригінальне повідомлення | переслане повідомлення | перенаправлене повідомлення
uk: початок листа, що пересилається
hu: eredeti üzenet | továbbított üzenet | továbbított levél kezdete
ro: mesaj original | mesajul original | mesaj redirecționat | începe mesajul redirecționat
hr: izvorna poruka | proslijeđena poruka | započni proslijeđenu poruku
tr: orijinal mesaj | orijinal i̇leti | özgün i̇leti | i̇letilmiş mesaj | i̇letilen i̇leti | i̇leti başlangıcı
el: αρχικό μήνυμα | προωθημένο μήνυμα
he: הודעה מקורית | הודעה שהועברה
ar: الرسالة الأصلية
vi: thư gốc | thư được chuyển tiếp
zh: 原始邮件 | 原始郵件 | 转发邮件 | 转发的邮件 | 轉寄的郵件 | 轉寄郵件 | 以下是转发的邮件 | 回复的原邮件
ja: 元のメッセージ | オリジナルメッセージ | 転送メッセージ | メッセージを転送 | 転送されたメッセージ
ko: 원본 메시지 | 원본 메일 | 전달된 메시지 | 전달된 메일 | 원본 이메일
""")
