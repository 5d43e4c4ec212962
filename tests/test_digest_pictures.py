"""Pictures in digests: small ones travel inside where the firm wishes so, and never those that are being examined."""

from uuid import uuid4

from db import sql
from db.models import Workspace
from db.settings import Settings
from jobs import attachments as job
from resolvers import messages
from tests.cast import NOON, Firm, room_with
from tests.digesting import RINGS, deliver, relay, text_of
from tests.relay import Relay
from tests.test_attachment_jobs import brought, photo

__all__ = ["relay"]


async def images_in(relay: Relay) -> list[bytes]:
    """The pictures inside the newest mail."""
    return [part.get_content() for part in relay.taken[-1][1].walk() if part["Content-ID"]]


async def test_pictures_are_inside_where_the_firm_wishes_so_and_links_elsewhere(
    firm: Firm, database: Settings, relay: Relay
):
    room = await room_with(firm.tess, firm.cleo)
    uploads = [await brought(database, firm.tess, photo(), f"photo {n}.jpg") for n in range(4)]
    waiting = await brought(database, firm.tess, photo(), "waiting.jpg")
    await sql.execute("UPDATE attachment SET claimed_until = 'infinity' WHERE id = $1", waiting)
    await job.process_due(database, lambda: NOON)
    await messages.send_message(firm.tess, room.id, uuid4(), "", None, NOON, [waiting, *uploads])
    assert await deliver(database, relay, RINGS) == ["cleo"]
    assert await images_in(relay) == []
    assert "Picture: photo 3.jpg" in text_of(relay.taken[-1][1])
    await Workspace.filter(id=firm.id).update(images_in_mail=True)
    await messages.send_message(firm.tess, room.id, uuid4(), "again", None, RINGS, [])
    await sql.execute(
        "UPDATE participation SET mailed_position = 0, mailed_at = NULL WHERE person_id = $1", firm.cleo.id
    )
    await sql.execute("DELETE FROM digest_mail WHERE workspace_id = $1", firm.id)
    assert await deliver(database, relay, RINGS + (RINGS - NOON)) == ["cleo"]
    found = await images_in(relay)
    assert len(found) == 3
    assert all(len(image) <= 60_000 for image in found)
    html = text_of(relay.taken[-1][1], "html")
    assert html.count("cid:") == 3
    assert "waiting.jpg" in html
