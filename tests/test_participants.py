"""Who takes part: added, removed, invited, joined through portals; and what that leaves for others to see."""

import pytest

from db.models import Person, Room
from db.vocabulary import PersonStatus
from resolvers import marks, participants, people, rooms
from resolvers.errors import DomainError, ErrorCode
from tests.cast import NOON, Firm, open_firm, room_with, say
from tests.remains import nothing_left


async def names_in(firm: Firm, room_id: object) -> list[str]:
    """Who is in a room, as its manager sees it."""
    room = await rooms.find_room(firm.tess, room_id)
    page = (await participants.page_participants(firm.tess, [room], 50, None))[room_id]
    return sorted(part.person.name for part in page.items)


async def test_a_client_who_is_not_active_is_refused_by_name(firm: Firm):
    room = await room_with(firm.tess)
    async with nothing_left(firm.id):
        with pytest.raises(DomainError) as refused:
            await participants.add_participants(firm.tess, room.id, [firm.cleo.id, firm.ivy], False, NOON)
    assert refused.value.code is ErrorCode.NOT_ACTIVE
    assert refused.value.message == "Ivy: not active yet."


async def test_adding_somebody_twice_is_adding_them_once(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    async with nothing_left(firm.id):
        await participants.add_participants(firm.tess, room.id, [firm.cleo.id], False, NOON)


async def test_people_of_another_firm_do_not_exist(firm: Firm):
    room, other = await room_with(firm.tess), await open_firm()
    async with nothing_left(firm.id):
        with pytest.raises(DomainError) as refused:
            await participants.add_participants(firm.tess, room.id, [other.cleo.id], True, NOON)
    assert (refused.value.code, refused.value.field) == (ErrorCode.NOT_FOUND, ("personIds",))


async def test_clients_of_different_portals_need_a_word(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    async with nothing_left(firm.id):
        with pytest.raises(DomainError) as refused:
            await participants.add_participants(firm.tess, room.id, [firm.bea.id], False, NOON)
    assert refused.value.code is ErrorCode.MIXED_PORTALS
    await participants.add_participants(firm.tess, room.id, [firm.bea.id], True, NOON)
    assert await names_in(firm, room.id) == ["Bea", "Cleo", "Tess"]
    assert (await Room.get(id=room.id)).mixed_portals


async def test_an_invitation_counts_as_mixing_before_anybody_joins(firm: Firm):
    room = await room_with(firm.tess, firm.bea)
    with pytest.raises(DomainError) as refused:
        await participants.invite_to_room(firm.tess, room.id, [firm.ivy], False, NOON)
    assert refused.value.code is ErrorCode.MIXED_PORTALS


async def test_a_room_linked_to_a_portal_minds_clients_of_another(firm: Firm):
    room = await room_with(firm.tess)
    await rooms.link_room_to_portal(firm.tess, room.id, firm.acorn, False, False, NOON)
    with pytest.raises(DomainError) as refused:
        await participants.add_participants(firm.tess, room.id, [firm.bea.id], False, NOON)
    assert refused.value.code is ErrorCode.MIXED_PORTALS


async def test_an_invitation_becomes_a_participation_on_activation(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Before Ivy")
    await participants.invite_to_room(firm.tess, room.id, [firm.ivy], False, NOON)
    await Person.filter(id=firm.ivy).update(status=PersonStatus.ACTIVE)
    changes = await participants.join_expected_rooms(firm.ivy, [], NOON)
    assert set(changes.rooms) == {room.id}
    assert await names_in(firm, room.id) == ["Cleo", "Ivy", "Tess"]
    assert (await participants.invitations(firm.tess, [room]))[room.id] == []


async def test_clients_who_become_active_join_the_rooms_of_their_portal(firm: Firm):
    open_room, closed, unlinked = [await room_with(firm.tess, name=name) for name in ("Open", "Closed", "Unlinked")]
    await rooms.link_room_to_portal(firm.tess, open_room.id, firm.acorn, True, False, NOON)
    await rooms.link_room_to_portal(firm.tess, closed.id, firm.acorn, False, False, NOON)
    changes = await participants.join_expected_rooms(firm.ivy, [firm.acorn], NOON)
    assert set(changes.rooms) == {open_room.id}
    assert unlinked.id not in changes.rooms


async def test_the_manager_cannot_be_removed_before_the_room_is_transferred(firm: Firm):
    room = await room_with(firm.tess, firm.theo)
    async with nothing_left(firm.id):
        with pytest.raises(DomainError) as refused:
            await participants.remove_participants(firm.tess, room.id, [firm.tess.id], NOON)
    assert refused.value.code is ErrorCode.MANAGER_STAYS
    await rooms.transfer_room(firm.tess, room.id, firm.theo.id, NOON)
    await participants.remove_participants(firm.theo, room.id, [firm.tess.id], NOON)
    assert await rooms.find_room(firm.tess, room.id) is None


async def test_a_room_is_managed_by_an_active_participant_of_the_team(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    for person, code in [(firm.cleo.id, ErrorCode.NOT_ALLOWED), (firm.theo.id, ErrorCode.NOT_FOUND)]:
        async with nothing_left(firm.id):
            with pytest.raises(DomainError) as refused:
                await rooms.transfer_room(firm.tess, room.id, person, NOON)
        assert refused.value.code is code


async def test_a_deactivated_managers_rooms_go_to_the_administrator_visibly(firm: Firm):
    room = await room_with(firm.tess, firm.theo, firm.cleo)
    await people.deactivate_person(firm.ada, firm.tess.id, NOON)
    found = await rooms.find_room(firm.ada, room.id)
    assert found is not None
    assert found.manager is not None
    assert found.manager.name == "Ada"
    assert await rooms.find_room(firm.tess, room.id) is None


async def test_who_is_removed_and_added_again_begins_anew(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await marks.mute_room(firm.cleo, room.id, NOON)
    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
    await say(firm.tess, room, "While away")
    await participants.add_participants(firm.tess, room.id, [firm.cleo.id], False, NOON)
    found = await rooms.find_room(firm.cleo, room.id)
    assert found is not None
    assert (found.unread_count, found.mine.muted_at) == (0, None)
