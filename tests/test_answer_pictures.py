"""Pictures in answers: what a person sends is kept, and what we sent or their program always adds is not."""

from base64 import encodebytes
from collections.abc import Sequence
from uuid import uuid4

import pytest
from PIL import Image

from db import sql
from db.models import Workspace
from db.settings import Settings
from jobs import attachments as job
from jobs.inbound import inline
from jobs.inbound.mails import Attachment
from resolvers import messages
from resolvers.digests import checks
from resolvers.replies import pictures
from resolvers.views import RoomView
from tests.cast import NOON, Firm, room_with
from tests.digesting import INBOUND, RINGS, deliver, relay
from tests.pictures import encoded, quarters
from tests.relay import Relay
from tests.replying import DAY, DOMAIN, answer, asked, digest_to, fates, mail, said_in
from tests.test_attachment_jobs import brought, photo

__all__ = ["relay"]
LOGO = encoded(quarters(96, 40), "PNG")
OTHER_LOGO = encoded(quarters(90, 41), "PNG")
SHOT = encoded(Image.effect_noise((640, 400), 90).convert("RGB"), "PNG")


def pictured(
    token: str, text: str, pictures: Sequence[bytes], disposition: str = "inline", message_id: str = "", **more: str
) -> bytes:
    """An answer as Outlook writes it: HTML with pictures in it, or beside it."""
    related = 'multipart/related; boundary="b"'
    head, _, _ = mail(token, "", message_id=message_id, Content_Type=related, **more).partition(b"\r\n\r\n")
    shown = "".join(f'<img src="cid:{number}@x">' for number in range(len(pictures)) if disposition == "inline")
    parts = [f"Content-Type: text/html; charset=utf-8\n\n<div>{text}</div><div>{shown}</div>\n".encode()]
    for number, picture in enumerate(pictures):
        fields = (
            f"Content-Type: image/png; name=image{number}.png\nContent-Transfer-Encoding: base64\n"
            f"Content-Disposition: {disposition}; filename=image{number}.png\nContent-ID: <{number}@x>\n\n"
        )
        parts.append(fields.encode() + encodebytes(picture))
    body = b"".join(b"--b\n" + part + b"\n" for part in parts) + b"--b--\n"
    return head + b"\r\n\r\n" + body.replace(b"\n", b"\r\n")


async def files_of(room: RoomView) -> list[list[str]]:
    """The names of the files of each answer in a room."""
    rows = await sql.rows(
        "SELECT m.id, array_remove(array_agg(a.file_name ORDER BY a.place), NULL) AS names FROM message m"
        " LEFT JOIN attachment a ON a.message_id = m.id"
        " WHERE m.room_id = $1 AND m.position > 1 GROUP BY m.id ORDER BY m.position",
        room.id,
    )
    return [list(row["names"]) for row in rows]


async def test_a_logo_is_kept_once_and_not_again(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    for number in range(3):
        raw = pictured(token, f"Answer {number}.", [LOGO, SHOT], message_id=f"{number}")
        await answer(here, token, raw, NOON + number * DAY)
    assert await files_of(room) == [["image0.png", "image1.png"], ["image1.png"], ["image1.png"]]


async def test_a_redelivered_mail_and_one_to_two_rooms_are_no_repetition(here: Settings, firm: Firm):
    first, second = await asked(firm), await asked(firm)
    for room in (first, second):
        token = await digest_to(firm.cleo, room)
        for _ in range(2):
            await answer(here, token, pictured(token, "To both.", [LOGO], message_id="same"))
        assert await files_of(room) == [["image0.png"]]


async def test_what_was_attached_is_kept_however_often_and_small(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    for number in range(3):
        await answer(here, token, pictured(token, f"{number}.", [LOGO], "attachment", f"{number}"), NOON + number * DAY)
    assert await files_of(room) == [["image0.png"]] * 3


async def test_a_logo_that_has_not_come_for_long_is_forgotten(here: Settings, firm: Firm):
    room = await asked(firm)
    for number, days in enumerate((0, 1, 401, 802)):
        now = NOON + days * DAY
        await pictures.forget_old(now)
        token = await digest_to(firm.cleo, room, now=now)
        await answer(here, token, pictured(token, f"{number}.", [LOGO], message_id=f"{number}"), now)
    assert await files_of(room) == [["image0.png"], [], [], ["image0.png"]]


async def test_a_sticker_that_is_the_whole_answer_is_kept_however_often(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    for number in range(3):
        await answer(here, token, pictured(token, "", [LOGO], message_id=f"{number}"), NOON + number * DAY)
    assert await fates(room) == [("LOGGED", None)] * 3
    assert await files_of(room) == [["image0.png"]] * 3


async def test_a_large_picture_within_the_text_is_kept_however_often(here: Settings, firm: Firm):
    room = await asked(firm)
    token = await digest_to(firm.cleo, room)
    for number in range(3):
        await answer(here, token, pictured(token, f"{number}.", [SHOT], message_id=f"{number}"), NOON + number * DAY)
    assert await files_of(room) == [["image0.png"]] * 3


async def test_logos_are_known_for_each_person_alone_and_from_what_was_posted(here: Settings, firm: Firm):
    room = await asked(firm, firm.carl)
    cleo, carl = await digest_to(firm.cleo, room), await digest_to(firm.carl, room)
    await answer(here, cleo, pictured(cleo, "A stranger's.", [LOGO], sender="eve@elsewhere.example"))
    await answer(here, cleo, pictured(cleo, "Cleo's.", [LOGO]))
    await answer(here, carl, pictured(carl, "Carl's.", [LOGO], sender="carl@client.example"))
    await answer(here, cleo, pictured(cleo, "Cleo's again.", [LOGO, OTHER_LOGO]))
    assert [state for state, _ in await fates(room)].count("HELD") == 1
    assert await files_of(room) == [["image0.png"], ["image0.png"], ["image1.png"]]


async def test_pictures_of_our_digest_do_not_come_back(firm: Firm, here: Settings, relay: Relay):
    await checks.record_arrival(DOMAIN, NOON)
    await Workspace.filter(id=firm.id).update(images_in_mail=True)
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    upload = await brought(here, firm.tess, photo(), "photo.jpg")
    await job.process_due(here, lambda: NOON)
    await messages.send_message(firm.tess, room.id, uuid4(), "Look", None, NOON, [upload])
    assert await deliver(here, relay, RINGS, **INBOUND) == ["carl", "cleo"]
    digest = next(message for name, message in relay.taken if name.startswith("cleo"))
    [ours] = [part.get_content() for part in digest.walk() if part["Content-ID"]]
    token = digest["Reply-To"].addresses[0].username.partition("+")[2]
    # Within the text and, as Outlook and Apple Mail do it, beside it.
    await answer(here, token, pictured(token, "Nice.", [ours, SHOT], "attachment", "1"), RINGS)
    await answer(here, token, pictured(token, "Very nice.", [ours], "inline", "2"), RINGS)
    await answer(here, token, pictured(token, "", [ours], "attachment", "3"), RINGS)
    assert await files_of(room) == [["image1.png"], []]
    assert [found for _, found in await said_in(room)] == ["Look", "Nice.", "Very nice."]
    assert (await sql.rows("SELECT reason FROM inbound_mail WHERE state = 'REFUSED'"))[-1]["reason"] == "EMPTY"


async def test_a_picture_that_somebody_else_was_mailed_is_kept(firm: Firm, here: Settings):
    """Else an answer would tell who else gets mail about the room."""
    room = await asked(firm, firm.carl)
    token = await digest_to(firm.cleo, room)
    await digest_to(firm.carl, room)
    await sql.execute(
        "INSERT INTO digest_picture SELECT id, sha256($2) FROM digest_mail WHERE room_id = $1 AND person_id = $3",
        *(room.id, SHOT, firm.carl.id),
    )
    await answer(here, token, pictured(token, "Mine.", [SHOT], "attachment"))
    assert await files_of(room) == [["image0.png"]]


@pytest.mark.parametrize(
    ("width", "height", "kind", "is_small"),
    [
        (120, 120, "JPEG", True),
        (121, 120, "JPEG", False),
        (120, 121, "PNG", False),
        (120, 120, "PNG", True),
        (120, 120, "GIF", True),
        (300, 120, "GIF", False),
    ],
)
def test_small_is_what_measures_at_most_120_pixels(width: int, height: int, kind: str, is_small: bool):
    noise = Image.effect_noise((width, height), 90).convert("RGB")
    content = encoded(noise, kind) + b"\0" * inline.SMALL_BYTES
    file = Attachment("x", f"image/{kind.lower()}", "", None, True, True, content)
    assert inline.is_small(file) is is_small
    assert inline.is_small(Attachment("x", "image/jpeg", "", None, True, True, b"\xff\xd8\xff\xe0" * 2000)) is False
