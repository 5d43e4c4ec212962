"""What telephones and mail programs put below a message of their own accord, in every language we know."""

from jobs.replies.language_tables import words

# Each is a pattern for how the line begins; the name of a device may follow.
SENT_FROM = words(r"""
en: sent (?:from|via|with|using|by|through|on)\b | from my\b | \w{1,20} from mobile\b
en: get (?:outlook|bluemail|yahoo mail|gmail) for\b | download .{0,30} for (?:ios|android)
fr: envoy[ée]e? (?:depuis|de|à partir d[eu]|avec|par|via)\b | (?:obtenir|obtenez|télécharger|téléchargez) outlook pour\b
fr: provenance : courrier\b
de: gesendet (?:von|mit|über|aus)\b | von meinem .{1,60} gesendet\W{0,5}$
de: diese nachricht wurde von .{1,80} gesendet\W{0,5}$
de: outlook für (?:ios|android)\b | holen sie sich outlook für\b | von (?:unterwegs|mobil) gesendet
es: enviad[oa] (?:desde|con|a través de|mediante)\b | obt(?:ener|én|enga) outlook para\b
pt: enviad[oa] (?:d[oae]|a partir d[oe]|através d[oe]|pel[oa]|via)\b | obter o outlook para\b | obtenha o outlook para\b
it: inviato (?:da|dal|dall'|dalla|dallo|con|tramite)\b | (?:scarica|ottieni) outlook per\b
nl: (?:verzonden|verstuurd) (?:vanaf|met|via|vanuit)\b | outlook voor .{1,20} downloaden | download outlook voor\b
da no: sendt (?:fra|via|med)\b | hent outlook (?:til|for)\b | få outlook (?:til|for|för)\b
sv: (?:skickat|skickades) (?:från|med|via)\b | hämta outlook för\b | från min\b
fi: lähetetty\b | hanki outlook\b
pl: wysłan[eoy] (?:z|za pomocą)\b | pobierz outlook\b
cs: odesláno z\b | (?:stáhnout|získat) outlook\b
sk: (?:odoslané|poslané) z\b
ru: отправлено (?:с|из|от|через)\b | скачать outlook\b
uk: (?:надіслано|відправлено) (?:з|із|від)\b
hr: poslano s\b
hu: elküldve a\b | küldve\b
ro: trimis de pe\b
tr: .{1,40}(?:dan|den|tan|ten) gönderildi
el: στάλθηκε από\b
he: נשלח מה
ar: أرسلت من
vi: (?:đã )?gửi từ\b
id: dikirim dari\b
zh: 从我的 ?.{1,20}发送 | 從我的 ?.{1,20}傳送 | 发自我的 | 發自我的 | 发送自 | 寄自我的 | 来自我的
ja: .{1,30}から送信
ko: .{1,30}에서 보냄
""")

# What is said in excuse behind the device's name.
APOLOGIES = words("""
en: please excuse | please forgive | please pardon | excuse | pardon | sorry | apologies | forgive | ignore
en: typed | brevity | may contain typos
fr: veuillez excuser | merci d'excuser | désolé
de: bitte entschuldigen
es it: disculp | perdon | scusa
nl sv da: excuus | ursäkta | undskyld
""")

# Words by which a line tells that it names a device or a program, wherever it stands.
DEVICES = words(r"""
brands: iphon\w{0,8} | ipad | ipod | android | samsung | galaxy | blackberry | huawei | xiaomi | windows | nokia | pixel
programs: outlook | yahoo | gmail | proton\w{0,10} | mailbox | airmail | k-9 | mail
kinds: phone | mobile? | mobil\w{0,15} | device | tablet | handy | smartphone | telefon\w{0,8} | telefoon | téléphone
kinds: móvil | celular | cellulare | puhelin\w{0,8}
mine: my | mon | ma | mein\w{0,2} | mi | min | mijn | meu | mio | minun | mojego | mého | mojom | моего | мого
""")

# How legal notices and list servers' footers begin; only ever looked for below the person's own words.
DISCLAIMERS = words("""
en: this email and any | this e-mail and any | this message and any | this message is intended for
en: this email is confidential | this e-mail is confidential | this email is intended | this e-mail is intended
en: this message contains confidential | this email may contain | this e-mail may contain | confidentiality notice
en: this email contains confidential | this e-mail contains confidential | this message may contain
en: the information contained in this e | the information in this e-mail is confidential | this email message and any
en: please consider the environment | please think of the environment | think before you print | this message w/
en: this message (including | this e-mail (including | this email (including | this communication may
en: if you are not the intended | if you have received this | this email has been scanned
en: this message has been scanned
en: you received this message because | you are receiving this | to unsubscribe from | virus-free
fr: ce message et | ce courriel et | cet e-mail et | ce mail et | ce message est confidentiel
fr: avant d'imprimer | pensez à l'environnement | pour vous désabonner | sans virus
de: diese e-mail enthält | diese nachricht enthält | diese e-mail ist vertraulich | der inhalt dieser e | virenfrei
es: este mensaje y | este mensaje contiene | este correo electrónico y | antes de imprimir
es: aviso legal | libre de virus
it: le informazioni contenute | questo messaggio e | questo messaggio contiene | prima di stampare
pt: este e-mail e | esta mensagem e | esta mensagem contém | antes de imprimir
nl: dit bericht is uitsluitend | dit bericht en | deze e-mail en | de informatie in deze | dit e-mailbericht
sv da no: denna e-post | detta meddelande är konfidentiellt | denne e-mail kan | denne e-post kan
fi: tämä viesti ja | tämä sähköposti
pl: niniejsza wiadomość | treść tej wiadomości
cs: tato zpráva a | tento e-mail
ru: настоящее сообщение | это сообщение и любые
tr: bu e-posta | bu mesaj ve
zh: 本邮件及 | 本电子邮件 | 本電子郵件
ja ko: このメールは | 本メールに | 이 메일은 | 본 메일은
""")
