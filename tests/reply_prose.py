"""What people write that looks like the work of a mail program, and is not: (what it is, the mail)."""

WHOLE = (
    ("one line", "Yes, Thursday suits us."),
    (
        "prose that begins with On",
        "On Monday the surveyor comes.\nOn Tuesday he wrote that he would.\n\nShall we wait?",
    ),
    ("From: in prose", "From: the garden you see both roofs.\n\nTo: whom it may concern, I like that."),
    ("a journey that looks like headers", "From: Lisbon\nTo: Porto\nDate: next Friday"),
    (
        "rows of dashes between sections",
        "Kitchen\n\n---\n\nOak, as discussed with your colleague.\n\n---\n\nBath\n\nTiles.",
    ),
    ("a heading underlined", "Costs\n=====\n\nRoof 4200\nDoors 900"),
    ("a list with dashes", "Open:\n- the invoice\n- the keys\n-- both of them\n* the lamp"),
    ("a table", "Room | Colour\n-----|-----\nHall | white"),
    ("code with angle brackets", "Try this:\n\n    if a > b:\n>     swap(a, b)\n\nIt helped me."),
    (
        "a fenced mail",
        "It prints:\n```\nOn Tue, 5 Mar 2024 at 09:41, Noor <noor@x.example> wrote:\n> hi\n--\n```\nWhy?",
    ),
    ("a quotation on purpose", "> measure twice, cut once\n\nMy father's motto, and mine."),
    ("points answered without attribution", "To your points:\n\n> the fence\n\nWe keep it.\n\n> the shed\n\nIt goes."),
    ("only a quote", "> We accept."),
    (
        "sent from in prose",
        "The parcel was sent from my office.\nSent from my desk, it would have been faster, I know.",
    ),
    ("an appointment", "03/05/2024 @ 9:30 am with Dr. Feld\nHarbour Road 12\n040 555-0147\n\nCan you come?"),
    ("a disclaimer meant so", "Disclaimer: I never built a house before.\n\nIs 40 cm of insulation too much?"),
    ("a closing and a name", "Fine with me.\n\nBest regards,\nJo Kite"),
    ("sent by somebody", "Sent by courier yesterday\n\nIt should be there tomorrow."),
    ("sent by hand, in many words", "I could not wait.\n\nSent by hand since the post office had closed early"),
    ("sent by hand, with a comma", "I could not wait.\n\nSent by hand, it was closed"),
    ("something framed by rows", "What we need:\n\n-----\n\nContract 12345678\n\n-----\n\nThanks!"),
    ("a sentence below a row", "Deal.\n\n---\n\nPlease call the bank at 040 555-0147 before noon."),
    ("what somebody said", "On the phone he said:\n\nwait."),
)
