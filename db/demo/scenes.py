"""What the demo firm and its clients have said."""

from db.demo.stage import Line, Scene
from db.vocabulary import RoomKind

YEAR_END = (
    Line(9, "08:42", "tomas", "Good morning Marta, good morning Eli. For the year end we need the till reports of Q3."),
    Line(9, "08:44", "tomas", "This is the whole list, nothing on it is new.", ("year-end-checklist.pdf",)),
    Line(9, "09:31", "marta", "Morning! Eli exports them from the new till. Is a spreadsheet all right?"),
    Line(9, "09:40", "tomas", "A spreadsheet is perfect. One sheet per month, if the till can do that.", answers=3),
    Line(7, "11:05", "eli", "It can. You will have July to September by Thursday."),
    Line(5, "07:12", "eli", "Thursday became Friday, sorry: the flour delivery came first."),
    Line(5, "07:13", "eli", "July is done.", ("till-2026-07.csv",)),
    Line(5, "08:20", "ines", "No harm done. I booked the filing for the 12th, so there is room."),
    Line(3, "14:10", "ines", "I had a first look. Your summer was the best so far:", ("takings-2026.png",)),
    Line(3, "14:36", "marta", "Oh, that is lovely to see. The terrace paid for itself, then!"),
    Line(1, "10:02", "marta", "Two invoices from the oven repair are missing on our side. Do you have copies?"),
    Line(1, "15:47", "tomas", "One of them, from March. Is it this one?", ("oven-repair-march.jpg",)),
    Line(0, "3:06", "marta", "Yes, that's it! The other is from August, something about the steam valve.", answers=12),
    Line(0, "1:24", "tomas", "I will ask the repair firm for it today."),
    Line(0, "0:38", "ines", "They answered already: it comes by post tomorrow. Then we have everything for 2026."),
)

STUDIO = (
    Line(12, "09:00", "ines", "Welcome to the portal! This is the place for anything about the studio's books."),
    Line(12, "10:21", "noor", "Thank you, this is easier than six mail threads."),
    Line(6, "13:02", "pascal", "Bonjour Inès, faut-il déclarer la vente du vieux four à émaux ?"),
    Line(
        6, "13:26", "ines", "Oui, c'est une cession d'immobilisation. Envoyez-moi le reçu et je m'en occupe.", answers=3
    ),
    Line(6, "16:55", "pascal", "Merci ! Je le cherche : il est quelque part entre deux sacs d'argile."),
    Line(
        2, "11:30", "noor", "The new kiln works. First glaze firing, all of it survived:", ("first-glaze-firing.jpg",)
    ),
    Line(2, "11:58", "ines", "They are beautiful! Is the tall white one for sale?"),
    Line(2, "12:03", "noor", 'For our bookkeeper, always. It is called "invoice no. 1".'),
    Line(0, "5:36", "noor", "The receipt is on its way. Did the grant arrive on the account?"),
)

GRANT = (
    Line(20, "09:10", "agnes", "This room is about the crafts grant alone, so that nothing of it gets lost."),
    Line(20, "09:48", "noor", "Good. They ask for three years of accounts, and for a budget for the kiln."),
    Line(19, "10:15", "agnes", "The accounts are ready. For the budget: the kiln, the electrician, the extractor?"),
    Line(19, "10:40", "noor", "And two days of training. https://crafts-fund.example/guide says that it counts."),
    Line(18, "15:05", "agnes", "It does, on page 4. Sent this afternoon, all in one mail, receipt number CF-2218."),
    Line(8, "09:33", "noor", "They said yes. They said YES!"),
    Line(8, "09:35", "agnes", "Congratulations to both of you. That is the best sentence of my week."),
)

NEWS = (
    Line(12, "08:00", "agnes", "Our office moves to 4 Canal Row on 1 December. Phone numbers stay as they are."),
    Line(4, "08:05", "agnes", "The first look at it, with our name over the door.", ("canal-row-4.jpg",)),
    Line(1, "08:00", "agnes", "We are closed from 24 December to 1 January. Payroll runs as usual, on the 20th."),
)

KITCHEN = (
    Line(4, "08:58", "jonah", "Who has the key to the archive room?"),
    Line(4, "09:04", "ines", "Top drawer, next to the stamps."),
    Line(4, "09:05", "jonah", "You are a hero.", answers=2),
    Line(
        2, "12:31", "tomas", "Marta sent buns for the whole office. They are in the kitchen, for another ten minutes."
    ),
    Line(2, "12:34", "ines", "Seven minutes."),
    Line(1, "09:15", "agnes", "Reminder: year-end planning on Monday at ten. Bring your list of open clients."),
)

MOVE = (
    Line(10, "10:00", "agnes", "The movers come on 30 November at seven. Who can be there?"),
    Line(10, "10:09", "jonah", "Me. I have the plan of the server shelf, too."),
    Line(10, "10:12", "tomas", "From nine, I bring coffee."),
    Line(3, "16:20", "jonah", "The line at Canal Row is up: 1 Gbit/s, tested this afternoon."),
    Line(1, "11:41", "ines", "Archive boxes are labelled A to M. Everything after that is still mine to sort."),
)

PAYROLL = (
    Line(15, "09:20", "jonah", "Hello Marta, this is where the payslips are agreed each month, before they go out."),
    Line(15, "11:02", "marta", "Thanks Jonah. From November on Wren helps on Saturdays, 8 hours a week."),
    Line(15, "11:18", "jonah", "Noted: from 1 November, 8 hours, same rate as Eli's apprentice?"),
    Line(15, "11:20", "marta", "The same, yes.", answers=3),
    Line(1, "09:41", "jonah", "November is ready. With Wren it is 11,480 in all. Shall I send it on the 20th?"),
)

VAT = (
    Line(92, "10:00", "tomas", "The VAT return for 2025 is filed; the refund should arrive within three weeks."),
    Line(91, "14:12", "marta", "It arrived today. Thank you!"),
)

SCENES = (
    Scene("Harbour Bakery – VAT 2025", RoomKind.CONVERSATION, ("tomas", "marta"), VAT, is_archived=True),
    Scene(
        "Mill Street Studio – kiln grant",
        RoomKind.CONVERSATION,
        ("agnes", "ines", "noor"),
        GRANT,
        portal="Mill Street Studio",
        unread={"ines": 2},
    ),
    Scene("Moving to Canal Row", RoomKind.CONVERSATION, ("agnes", "jonah", "tomas", "ines"), MOVE, unread={"agnes": 1}),
    Scene(
        "News from Larkspur & Finch",
        RoomKind.ANNOUNCEMENT,
        ("agnes", "tomas", "ines", "jonah", "marta", "eli", "noor", "pascal"),
        NEWS,
        unread={"marta": 1, "eli": 2, "noor": 1, "pascal": 1},
    ),
    Scene("Harbour Bakery – payroll", RoomKind.CONVERSATION, ("jonah", "marta"), PAYROLL, unread={"marta": 1}),
    Scene("Team kitchen", RoomKind.CONVERSATION, ("jonah", "agnes", "tomas", "ines"), KITCHEN),
    Scene(
        "Mill Street Studio",
        RoomKind.CONVERSATION,
        ("ines", "agnes", "noor", "pascal"),
        STUDIO,
        portal="Mill Street Studio",
        unread={"ines": 1, "agnes": 1, "pascal": 1},
    ),
    Scene(
        "Harbour Bakery – year end",
        RoomKind.CONVERSATION,
        ("tomas", "ines", "marta", "eli"),
        YEAR_END,
        portal="Harbour Bakery",
        expects=("wren",),
        unread={"tomas": 1, "marta": 2, "eli": 3},
    ),
)
"""The rooms, in the order in which they were last spoken in."""
