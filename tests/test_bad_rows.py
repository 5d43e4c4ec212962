"""Each rule of the catalogue refuses the row it is against, and takes the same row without the fault."""

import json
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tortoise.exceptions import IntegrityError

from db import sql
from db.models import AccountLink, AccountMail, Participation, PortalMember, RoomInvitation
from db.settings import Settings
from db.vocabulary import LinkPurpose, MailKind
from resolvers import messages, participants, portals, rooms
from resolvers.tokens import hash_of
from tests.cast import NOON, Firm, open_firm, room_with, say


@dataclass(frozen=True, slots=True)
class Rows:
    """A row of each kind in one firm; and, of another firm, what must not be pointed at."""

    acorn: UUID
    ivy: UUID
    account_link: UUID
    account_mail: UUID
    message: UUID
    participation: UUID
    person: UUID
    portal: UUID
    portal_member: UUID
    room: UUID
    room_invitation: UUID
    session: UUID
    other_message: UUID
    other_room: UUID
    their_person: UUID
    their_room: UUID
    their_portal: UUID
    their_message: UUID


@pytest_asyncio.fixture(scope="module")
async def found(database: Settings) -> Rows:
    """The rows that bad ones are made from; no test here keeps what it writes beside them."""
    firm = await open_firm()
    room, other = await room_with(firm.tess, firm.cleo), await room_with(firm.tess)
    portal = await portals.create_portal(firm.tess, "Maple", NOON)
    await rooms.link_room_to_portal(firm.tess, room.id, firm.acorn, False, False, NOON)
    await participants.invite_to_room(firm.tess, room.id, [firm.ivy], True, NOON)
    theirs = await open_firm()
    their_room = await room_with(theirs.tess)
    member = await PortalMember.get(portal_id=firm.acorn, person_id=firm.cleo.id)
    assert firm.cleo.session_id is not None
    return Rows(
        acorn=firm.acorn,
        ivy=firm.ivy,
        account_link=await link_of(firm),
        account_mail=await mail_of(firm),
        message=(await say(firm.cleo, room, "Hello")).id,
        participation=(await Participation.get(room_id=room.id, person_id=firm.cleo.id)).id,
        person=firm.cleo.id,
        portal=portal.id,
        portal_member=member.id,
        room=room.id,
        room_invitation=(await RoomInvitation.get(room_id=room.id, person_id=firm.ivy)).id,
        session=firm.cleo.session_id,
        other_message=(await say(firm.tess, other, "Elsewhere")).id,
        other_room=other.id,
        their_person=theirs.tess.id,
        their_room=their_room.id,
        their_portal=theirs.acorn,
        their_message=(await say(theirs.tess, their_room, "Theirs")).id,
    )


async def link_of(firm: Firm) -> UUID:
    """A link that somebody was mailed."""
    made = await AccountLink.create(
        id=uuid4(),
        workspace_id=firm.id,
        person_id=firm.ivy,
        purpose=LinkPurpose.ACTIVATION,
        token_hash=hash_of(uuid4().hex),
        created_at=NOON,
        expires_at=NOON,
    )
    return made.id


async def mail_of(firm: Firm) -> UUID:
    """A mail that waits."""
    made = await AccountMail.create(
        id=uuid4(),
        workspace_id=firm.id,
        person_id=firm.ivy,
        kind=MailKind.INVITATION,
        recipient="ivy@client.example",
        subject="",
        text="",
        html="",
        message_id=f"<{uuid4()}@parlour.test>",
        next_attempt_at=NOON,
        created_at=NOON,
    )
    return made.id


def fresh() -> dict[str, dict[str, object]]:
    """What a second row must have of its own, by table, so that it is a good one."""
    new = {"id": str(uuid4())}
    token = {"token_hash": "\\x" + uuid4().hex}
    return {
        "account_link": new | token,
        "account_mail": new | {"message_id": uuid4().hex},
        "message": new | {"client_message_id": str(uuid4()), "position": 1000},
        "participation": new | {"slot": 1000, "left_at": NOON.isoformat()},
        "person": new | {"email": f"{uuid4()}@client.example"},
        "portal": new,
        "portal_member": new | {"portal_id": None},
        "room": new | {"search_key": uuid4().int % 2**62},
        "room_invitation": new | {"person_id": None},
        "session": new | token,
    }


async def copy(table: str, found: Rows, changes: dict[str, object]) -> None:
    """Write a row again with some columns changed."""
    free = {"portal_member": {"portal_id": found.portal}, "room_invitation": {"person_id": found.person}}
    merged = fresh()[table] | free.get(table, {}) | changes
    await sql.execute(
        f"INSERT INTO {table} SELECT (jsonb_populate_record(t, $2::text::jsonb)).* FROM {table} t WHERE id = $1",
        getattr(found, table),
        json.dumps(merged, default=str),
    )


def of(name: str) -> tuple[str]:
    """A column's value is the id of this one of the rows."""
    return (name,)


STRANGER = str(UUID(int=1))
BAD = [
    ("account_link_workspace_id_person_id_fkey", "account_link", {"person_id": of("their_person")}),
    ("account_mail_to_person", "account_mail", {"person_id": of("their_person")}),
    ("account_mail_workspace_id_fkey", "account_mail", {"workspace_id": STRANGER, "person_id": None}),
    ("message_workspace_id_author_id_fkey", "message", {"author_id": of("their_person")}),
    ("message_workspace_id_room_id_fkey", "message", {"room_id": of("their_room")}),
    ("message_quotes_its_room", "message", {"replies_to_id": of("other_message")}),
    ("message_quotes_its_room", "message", {"replies_to_id": of("their_message")}),
    ("participation_workspace_id_person_id_fkey", "participation", {"person_id": of("their_person")}),
    ("participation_workspace_id_room_id_fkey", "participation", {"room_id": of("their_room")}),
    ("person_workspace_id_fkey", "person", {"workspace_id": STRANGER}),
    ("portal_workspace_id_fkey", "portal", {"workspace_id": STRANGER}),
    ("portal_member_workspace_id_person_id_fkey", "portal_member", {"person_id": of("their_person")}),
    ("portal_member_workspace_id_portal_id_fkey", "portal_member", {"portal_id": of("their_portal")}),
    ("room_workspace_id_fkey", "room", {"workspace_id": STRANGER}),
    ("room_workspace_id_manager_id_fkey", "room", {"manager_id": of("their_person")}),
    ("room_workspace_id_portal_id_fkey", "room", {"portal_id": of("their_portal")}),
    ("room_invitation_workspace_id_invited_by_id_fkey", "room_invitation", {"invited_by_id": of("their_person")}),
    ("room_invitation_workspace_id_person_id_fkey", "room_invitation", {"person_id": of("their_person")}),
    ("room_invitation_workspace_id_room_id_fkey", "room_invitation", {"room_id": of("their_room")}),
    ("session_workspace_id_person_id_fkey", "session", {"person_id": of("their_person")}),
    ("message_position", "message", {"position": 1}),
    ("participation_present", "participation", {"left_at": None}),
    ("participation_slot", "participation", {"slot": 1}),
    ("person_email", "person", {"email": "CLEO@client.example"}),
    ("portal_member_once", "portal_member", {"portal_id": of("acorn")}),
    ("room_invitation_once", "room_invitation", {"person_id": of("ivy")}),
    ("person_administers_as_team", "person", {"is_administrator": True}),
    ("person_role_known", "person", {"role": "GUEST"}),
    ("person_status_known", "person", {"status": "ASLEEP"}),
    ("room_kind_known", "room", {"kind": "LOUNGE"}),
    ("room_named", "room", {"name": ""}),
    ("room_joins_from_portal", "room", {"portal_id": None, "auto_join": True}),
    ("room_counts_forward", "room", {"last_position": -1}),
    ("room_counts_forward", "room", {"last_position": 5, "shared_seq": 4, "team_seq": 9}),
    ("room_counts_forward", "room", {"last_position": 1, "shared_seq": 5, "team_seq": 4}),
    ("participation_marks", "participation", {"joined_position": 5, "read_position": 4, "mailed_position": 5}),
    ("participation_marks", "participation", {"joined_position": 5, "read_position": 5, "mailed_position": 4}),
    ("message_deleted_is_blank", "message", {"deleted_at": NOON.isoformat()}),
    ("account_mail_holds_no_link", "account_mail", {"text": "Follow https://…"}),
]


@pytest.mark.parametrize(("constraint", "table", "changes"), BAD)
async def test_a_bad_row_is_refused(found: Rows, constraint: str, table: str, changes: dict[str, object]):
    bad = {name: getattr(found, value[0]) if isinstance(value, tuple) else value for name, value in changes.items()}
    assert (await attempt(table, found, {}), await attempt(table, found, bad)) == (None, constraint)


async def attempt(table: str, found: Rows, changes: dict[str, object]) -> str | None:
    """The rule that refuses a row; None for a good one, which is taken back."""
    try:
        async with sql.transaction():
            await copy(table, found, changes)
            raise Undone
    except IntegrityError as error:
        return sql.violated(error)
    except Undone:
        return None


class Undone(Exception):
    """Takes a good row back."""


async def test_an_author_cannot_have_sent_the_same_id_twice(found: Rows):
    (sent,) = await sql.rows("SELECT client_message_id FROM message WHERE id = $1", found.message)
    assert await attempt("message", found, sent) == "message_once"


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"team_seq": 1}, "room_event_pkey"),
        ({"shared_seq": 1}, "room_event_shared"),
        ({"shared_seq": None}, "room_event_audience"),
        ({"kind": "PARTICIPANT_ADDED"}, "room_event_audience"),
        ({"room_id": STRANGER}, "room_event_room_id_fkey"),
    ],
)
async def test_the_log_of_a_room_has_one_event_for_each_number(
    found: Rows, changes: dict[str, object], constraint: str
):
    event = {"room_id": found.other_room, "team_seq": 9, "shared_seq": 9, "kind": "MESSAGE_SENT"} | changes
    with pytest.raises(IntegrityError) as refused:
        await sql.execute(
            "INSERT INTO room_event (room_id, team_seq, shared_seq, kind, occurred_at) VALUES ($1, $2, $3, $4, $5)",
            *event.values(),
            NOON,
        )
    assert sql.violated(refused.value) == constraint


async def test_earlier_texts_go_with_their_message(firm: Firm):
    message = await say(firm.cleo, await room_with(firm.tess, firm.cleo), "Hello")
    await messages.edit_message(firm.cleo, message.id, "Hello there", NOON)
    kept = "SELECT body FROM message_edit WHERE message_id = $1"
    assert await sql.rows(kept, message.id) == [{"body": "Hello"}]
    assert await sql.execute("DELETE FROM message WHERE id = $1", message.id) == 1
    assert await sql.rows(kept, message.id) == []
