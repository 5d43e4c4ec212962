"""Answers as mail programs send them, with what their writers wrote: (what it is, the mail, the reply)."""

MAILS = (
    ("nothing at all", "", ""),
    ("blank lines only", "\n \n\t\n", ""),
    ("a signature of the standard", "We agree.\n\n-- \nJo Kite\nKite & Daughters\n+49 40 5550147", "We agree."),
    ("a delimiter that lost its space", "We agree.\n--\nJo", "We agree."),
    ("a dash and a name", "We agree.\n\n—\nJo Kite\nManaging director", "We agree."),
    (
        "contact data below a row",
        "We agree.\n\n_______________\nJo Kite\njo@kite.example\nwww.kite.example",
        "We agree.",
    ),
    (
        "a signature above the quote",
        "Yes.\n\n--\nJo\n\nOn 5 Mar 2024, at 09:41, Noor <noor@x.example> wrote:\n\n> Ok?",
        "Yes.",
    ),
    (
        "a signature below the quote",
        "Yes.\n\nOn 5 Mar 2024, at 09:41, Noor <noor@x.example> wrote:\n> Ok?\n\n-- \nJo\nKite",
        "Yes.",
    ),
    (
        "a legal notice",
        "The plan is attached.\n\nJo\n\n"
        "This email and any attachments are confidential and intended only for the addressee.\n"
        "If you are not the intended recipient, delete it.",
        "The plan is attached.\n\nJo",
    ),
    (
        "a mailing list's footer",
        "Count me in.\n\n_______________________________________________\nbuilders mailing list\n"
        "builders@lists.example",
        "Count me in.",
    ),
    (
        "an answer below the quote",
        "On Tue, 5 Mar 2024 at 09:41, Noor <noor@x.example> wrote:\n\n> Which colour?\n>\n> Noor\n\nGreen.\n\nJo",
        "Green.\n\nJo",
    ),
    (
        "a greeting above and an answer below",
        "Hi Noor,\n\nOn Tue, 5 Mar 2024 at 09:41, Noor <noor@x.example> wrote:\n> Which colour?\n\nGreen, please.",
        "Hi Noor,\n\nGreen, please.",
    ),
    (
        "answers between the lines",
        "Hello, see below.\n\nOn Tue, 5 Mar 2024 at 09:41, Noor <noor@x.example> wrote:\n> Which colour?\n\n"
        "Green.\n\n> Which floor?\n\nOak.\n\n> Thanks\n> Noor",
        "Hello, see below.\n\n> Which colour?\n\nGreen.\n\n> Which floor?\n\nOak.",
    ),
    (
        "a forward below an answer",
        "Here is what they said.\n\n---------- Forwarded message ---------\nFrom: Bank <info@bank.example>\n"
        "Date: Mon, 4 Mar 2024 at 10:00\nSubject: Loan\nTo: <jo@kite.example>\n\nWe approve.",
        "Here is what they said.",
    ),
    (
        "Apple's forward",
        "See below.\n\n> Begin forwarded message:\n>\n> From: Bank <info@bank.example>\n> Subject: Loan\n"
        "> Date: 4 March 2024 at 10:00:00 CET\n> To: jo@kite.example\n>\n> We approve.",
        "See below.",
    ),
    (
        "nothing but a forward",
        "---------- Forwarded message ---------\nFrom: Bank <info@bank.example>\nDate: Mon, 4 Mar 2024 at 10:00\n"
        "Subject: Loan\nTo: <jo@kite.example>\n\nWe approve.",
        "We approve.",
    ),
    ("only what was quoted", "On Tue, 5 Mar 2024 at 09:41, Noor <noor@x.example> wrote:\n\n> Ok?\n", ""),
    (
        "only a device line and a quote",
        "Sent from my iPhone\n\n> On 5 Mar 2024, at 09:41, Noor <n@x.example> wrote:\n> \n> Ok?",
        "",
    ),
    (
        "Outlook's rule and bold names",
        "Approved.\n\n ------------------------------\n\n*From:* Noor <noor@x.example>\n"
        "*Sent:* Tuesday, March 5, 2024 9:41 AM\n*To:* Jo Kite\n*Subject:* Plan\n\nMay we?",
        "Approved.",
    ),
    (
        "Outlook for phones",
        "Approved.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n"
        "From: Noor <noor@x.example>\nSent: Tuesday, March 5, 2024 9:41:12 AM\nTo: Jo <jo@kite.example>\n"
        "Subject: Plan\n\nMay we?",
        "Approved.",
    ),
    (
        "an original with a long list of recipients",
        "Approved.\n\nFrom: Noor <noor@x.example>\nSent: Tuesday, March 5, 2024 9:41 AM\n"
        "To: Jo <jo@kite.example>; Ann <ann@x.example>;\n  Bo <bo@x.example>\nCc: Cy <cy@x.example>\n"
        "Subject: A plan that\n  needs two lines\n\nMay we?",
        "Approved.",
    ),
    (
        "Proton's frame",
        "Agreed.\n\n"
        "\u2010\u2010\u2010\u2010\u2010\u2010\u2010 Original Message \u2010\u2010\u2010\u2010\u2010\u2010\u2010\n"
        "On Tuesday, March 5th, 2024 at 9:41 AM, Noor <noor@x.example> wrote:\n\n> Ok?",
        "Agreed.",
    ),
    (
        "Yahoo's unquoted original",
        "Agreed.\n\n    On Tuesday, March 5, 2024 at 09:41:12 AM GMT+1, Noor <noor@x.example> wrote:  \n \n"
        " Ok?\n\nNoor",
        "Agreed.",
    ),
    (
        "Polymail's broken attribution",
        "Agreed.\n\nOn Tue, Mar 5th, 2024 at 9:41 AM, Noor\n\n<\nnoor@x.example\n> wrote:\n\nOk?",
        "Agreed.",
    ),
    (
        "our marker above what we sent",
        "Agreed.\n\n##- Reply above this line -##\n\nNoor wrote at 9:41\nOk?",
        "Agreed.",
    ),
    (
        "our marker in a quote, the answer below",
        "On Tue, 5 Mar 2024 at 09:41, Acme <reply@in.example> wrote:\n"
        "> ##- Répondez au-dessus de cette ligne -##\n> Ok?\n\nAgreed.",
        "Agreed.",
    ),
    (
        "our marker unquoted above everything",
        "##- Reply above this line -##\nOk?\n\nAgreed.",
        "##- Reply above this line -##\nOk?\n\nAgreed.",
    ),
    (
        "quoted lines that broke",
        "Sure.\n\nOn Tue, 5 Mar 2024 at 09:41, Noor <noor@x.example> wrote:\n"
        "> The doors for the second floor arrive on Friday, provided that the carrier\nkeeps its word.\n> Noor",
        "Sure.",
    ),
    (
        "bars instead of angle brackets",
        "Sure.\n\nOn Tue, 5 Mar 2024 09:41, Noor <n@x.example> wrote:\n| Ok?\n|\n| Noor",
        "Sure.",
    ),
    ("a name on the next line", "Sure.\n\nAm 05.03.24 um 09:41 schrieb\nNoor Haddad:\n> Ok?", "Sure."),
    (
        "a time right above an attribution",
        "それでは 11:00 に\n2024年3月5日(火) 9:41 Noor <noor@x.example>:\n> よろしいですか",
        "それでは 11:00 に",
    ),
    (
        "a telephone number right above headers",
        "Call me:\n040 555-0147\nFrom: Noor <n@x.example>\nSent: March 5, 2024 9:41\nTo: Jo <jo@kite.example>\n\nOk?",
        "Call me:\n040 555-0147",
    ),
    ("an old Android", "Sure.\n\n2013/11/1 Noor Haddad <\nnoor@x.example>\n\n> Ok?", "Sure."),
    ("a name and a verb right above a quote", "Sure.\n\nNoor Haddad wrote:\n> Ok?", "Sure."),
    (
        "words and attribution on one line",
        "Sure. On Tue, Mar 5, 2024 at 9:41 AM, noor@x.example wrote:\n> Ok?",
        "Sure.",
    ),
    (
        "a signed mail",
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nSure.\n-----BEGIN PGP SIGNATURE-----\n\nabc=\n",
        "Sure.",
    ),
    (
        "Windows line ends",
        "Sure.\r\n\r\nJo\r\n\r\nOn 5 Mar 2024, at 09:41, Noor <n@x.example> wrote:\r\n\r\n> Ok?\r\n",
        "Sure.\n\nJo",
    ),
    (
        "deep quotes in several languages",
        "Bien reçu.\n\nLe 5 mars 2024 à 09:41, Noor <n@x.example> a écrit :\n> Danke!\n>\n"
        "> Am 04.03.24 um 08:00 schrieb Jo:\n>> On 3/3/2024 7:00 AM, Noor wrote:\n>>> Ok?",
        "Bien reçu.",
    ),
    ("blank runs", "One.\n\n\n\n\n\n\nTwo.", "One.\n\n\nTwo."),
)
