"""The names of a carried mail's header lines ("From:", "Sent:" …) in every language we know, by what they stand for."""

from enum import StrEnum

from jobs.replies.language_tables import words


class HeaderRole(StrEnum):
    """What a header line says of the mail below it."""

    FROM = "from"
    TO = "to"
    DATE = "date"
    SUBJECT = "subject"
    OTHER = "other"


_NAMES = {
    HeaderRole.FROM: """
        en: from
        fr es pt: de | expéditeur | remitente | remetente
        de nl: von | absender | van
        it: da | mittente
        sv da no: från | avsändare | fra | afsender | avsender
        fi et: lähettäjä | saatja
        pl cs sk hr: od | nadawca | odesílatel | odosielateľ | šalje | pošiljatelj
        ru uk: от | от кого | отправитель | від
        hu ro: feladó | de la | expeditor
        tr el: kimden | gönderen | από
        he ar: מאת | من
        vi id: từ | dari
        zh: 发件人 | 發件人 | 寄件者 | 寄件人
        ja ko: 差出人 | 送信元 | 送信者 | 発信者 | 보낸 사람 | 보낸사람
    """,
    HeaderRole.TO: """
        en: to
        fr es pt it: à | a | pour | para | destinataire | destinataires | destinatario | destinatário
        de nl: an | empfänger | aan
        sv da no: till | til | mottagare | modtager
        fi: vastaanottaja | saaja
        pl cs sk hr: do | adresat | komu | pre | prima
        ru uk: кому | получатель
        hu ro: címzett | către | catre | destinatarul
        tr el: kime | alıcı | προς
        he ar: אל | إلى
        vi id: đến | kepada
        zh: 收件人 | 收件者
        ja ko: 宛先 | 送信先 | 받는 사람 | 받는사람
    """,
    HeaderRole.DATE: """
        en: sent | date | sent on | date sent
        fr: envoyé | envoyé le | le | message du | date d'envoi
        de nl: gesendet | gesendet am | datum | verzonden
        es: enviado | enviado el | fecha
        pt: enviada em | enviado em | enviada | data
        it: inviato | inviata | data invio
        sv da no: skickat | sendt | dato
        fi et: lähetetty | päivämäärä | päiväys | saadetud
        pl cs sk hr: wysłano | data wysłania | odesláno | odoslané | dátum | poslano
        ru uk: отправлено | дата | надіслано | відправлено
        hu ro: elküldve | küldve | trimis | dată
        tr el: gönderilen | gönderme tarihi | gönderildi | tarih | ημερομηνία | στάλθηκε
        he ar: תאריך | נשלח | تاريخ | التاريخ | تم الإرسال
        vi id: ngày | đã gửi | tanggal
        zh: 发送时间 | 發送時間 | 日期 | 寄件日期 | 時間 | 时间 | 已发送
        ja ko: 送信日時 | 日時 | 日付 | 送信日 | 보낸 날짜 | 날짜 | 보낸날짜 | 전송일
    """,
    HeaderRole.SUBJECT: """
        en: subject
        fr es pt it: objet | sujet | asunto | assunto | oggetto
        de nl: betreff | onderwerp
        sv da no: ämne | emne
        fi et: aihe | teema
        pl cs sk hr: temat | předmět | predmet | naslov
        ru uk: тема
        hu ro: tárgy | subiect | subiectul
        tr el: konu | θέμα
        he ar: נושא | الموضوع
        vi id: chủ đề | tiêu đề | perihal | subjek
        zh: 主题 | 主題 | 主旨
        ja ko: 件名 | 제목
    """,
    HeaderRole.OTHER: """
        en: cc | bcc | reply-to | reply to | importance | priority | attachments | attachment | organization
        fr es pt it: cci | ccn | cco | copie | copie à | répondre à | pièces jointes | risposta
        it es: rispondi a | responder a
        de nl: kopie | kopie (cc) | antwort an | wichtigkeit | anlagen | beantwoorden - aan | antwoord aan
        sv da no: kopia | kopi | svar til | svara till
        fi: kopio | vastaus
        pl cs sk hr: kopia do | dw | odpowiedź-do | odpověď na | odpovedať-pre | kópia | odgovori na
        ru uk: копия | копія | ответ-кому | кому відповісти
        hu tr: másolat | másolatot kap | válaszcím | bilgi | yanıt adresi
        zh ko: 抄送 | 抄送人 | 副本 | 참조
    """,
}

ROLES = {name: role for role, table in _NAMES.items() for name in words(table)}
