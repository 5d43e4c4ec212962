"""Search: what is found, by whom, in which order, and what is not."""

import sys
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from db import sql
from db.vocabulary import RoomKind
from resolvers import messages, participants, rooms
from resolvers.search import indexing
from resolvers.search import messages as search_messages
from resolvers.search.words import fold
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from schema.ids import global_id, opened
from tests.asking import Reply, ask
from tests.cast import NOON, Firm, open_firm, room_with, say
from tests.statements import counted
from tests.uploading import promised

SEARCH = """
query ($query: String!, $filter: SearchFilter, $first: Int, $after: String) {
  search(query: $query, filter: $filter) {
    rooms { room { id name } name { text isMatch } }
    messages(first: $first, after: $after) {
      edges { cursor }
      nodes {
        message { id position body author { id name } room { id name unreadCount } viewerCanDelete }
        snippet { text isMatch } files { name { text isMatch } } }
      pageInfo { hasNextPage endCursor } } }
}
"""
LATER = NOON + timedelta(hours=1)


async def look(viewer: Viewer, query: str, **variables: Any) -> Reply:
    """Search an hour after everything was said, unless told when."""
    now: datetime = variables.pop("now", LATER)
    return await ask(viewer, SEARCH, {"query": query, **variables}, now)


async def bodies(viewer: Viewer, query: str, **variables: Any) -> list[str]:
    """The texts of the messages found, the best first."""
    reply = await look(viewer, query, **variables)
    assert reply.codes == []
    return [hit["message"]["body"] for hit in reply.data["search"]["messages"]["nodes"]]


async def room_names(viewer: Viewer, query: str) -> list[str]:
    """The names of the rooms found."""
    return [hit["room"]["name"] for hit in (await look(viewer, query)).data["search"]["rooms"]]


LANGUAGES = [
    ("The invoices for these companies were paid yesterday", ["invoice", "paid invoices", "company", "INVOIC"]),
    ("Les factures de l'été ont été payées par nos sociétés", ["facture", "ete", "société", "payee", "payer"]),
    ("Die Verträge für die Straße sind unterschrieben", ["Vertrag", "strasse", "Straße", "STRASSE", "unterschr"]),
    ("Las reuniones de los clientes son mañana", ["reunión", "manana", "cliente", "reunion"]),
    ("İstanbul ofisi için sözleşmeleri hazırladık", ["istanbul", "İSTANBUL", "sözleşme", "sozlesme", "hazirladik"]),
    ("Ο λογαριασμός πληρώθηκε σήμερα", ["λογαριασμος", "λογαριασμό", "ΣΗΜΕΡΑ", "πληρωθηκε"]),
    ("Счета за ёлки оплачены вчера", ["счет", "елки", "ёлка", "ОПЛАЧЕНЫ"]),
    ("تم توقيع العقود الجديدة أمس", ["العقود", "عقود", "امس", "الجديده"]),
    ("החוזים נחתמו אתמול", ["החוזים", "אתמול", "נחת"]),
    ("東京都の契約書を送りました", ["契約", "東京", "京都の契", "書", "送りました"]),
    ("合同已经签署完毕", ["合同", "签署", "已经签"]),
    ("계약서를 보냈습니다", ["계약서", "계약"]),
    ("สัญญาใหม่เรียบร้อยแล้ว", ["สัญญา", "เรียบร้อย"]),
]


@pytest.mark.parametrize(("text", "questions"), LANGUAGES, ids=[text[:12] for text, _ in LANGUAGES])
async def test_words_are_found_in_their_languages(firm: Firm, text: str, questions: list[str]):
    room = await room_with(firm.tess, firm.cleo)
    for said in [text, "Nothing to see here, rien, nichts, nada", "42"]:
        await say(firm.tess, room, said)
    assert {question: await bodies(firm.cleo, question) for question in questions} == {
        question: [text] for question in questions
    }


async def scene(firm: Firm) -> None:
    """Three rooms: Cleo and Carl's, Bea's, and one of the team alone."""
    shared = await room_with(firm.tess, firm.cleo, firm.carl, name="Harbour Bakery – year end")
    await say(firm.tess, shared, "The tax return is ready, please sign the contract")
    await say(firm.cleo, shared, "I signed the contract yesterday")
    other = await room_with(firm.tess, firm.bea, name="Mill Street Studio")
    await say(firm.bea, other, "Our contract is secret")
    team = await room_with(firm.tess, firm.theo, name="Internal contracts")
    await say(firm.theo, team, "Their contract is late")


async def test_each_finds_what_they_may_read_and_nothing_else(firm: Firm):
    await scene(firm)
    found = {name: sorted(await bodies(getattr(firm, name), "contract")) for name in ("cleo", "bea", "theo", "ben")}
    assert found == {
        "cleo": ["I signed the contract yesterday", "The tax return is ready, please sign the contract"],
        "bea": ["Our contract is secret"],
        "theo": ["Their contract is late"],
        "ben": [],
    }
    assert len(await bodies(firm.tess, "contract")) == 4
    assert await bodies(firm.ada, "contract") == []  # an administrator who is in none of the rooms


async def test_nothing_else_is_counted(firm: Firm):
    await scene(firm)
    for viewer, most in [(firm.cleo, 2), (firm.bea, 1), (firm.tess, 4), (firm.ben, 1)]:
        page = (await look(viewer, "contract", first=most)).data["search"]["messages"]
        assert (len(page["nodes"]), page["pageInfo"]["hasNextPage"]) == (most if viewer != firm.ben else 0, False)


async def test_another_firm_finds_nothing(firm: Firm):
    await scene(firm)
    stranger = await open_firm()
    await say(stranger.tess, await room_with(stranger.tess), "A contract of another firm")
    assert await bodies(stranger.tess, "contract") == ["A contract of another firm"]
    assert await room_names(stranger.tess, "harbour") == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("contract", 2),
        ("CONTRACTS", 2),
        ("contr", 2),
        ("contr ", 0),
        ('"the contract"', 2),
        ('"sign the contract"', 2),
        ('"the sign contract"', 0),
        ("contract sign", 2),
        ("yesterday tax", 0),
        ('yesterday "signed the"', 1),
        ('"signed the contract', 2),
        ("tess", 1),
        ("tess contract", 1),
        ("cleo sign", 1),
        ("theo", 0),
        ("bea", 0),
    ],
)
async def test_words_beginnings_phrases_and_authors_are_met(firm: Firm, query: str, count: int):
    await scene(firm)
    assert len(await bodies(firm.cleo, query)) == count


@pytest.mark.parametrize("typed", ["contarct", "contrct", "conttract", "cobtract", "yestreday", "ocntract", "retrun"])
async def test_a_slip_of_the_hand_is_mended(firm: Firm, typed: str):
    await scene(firm)
    assert await bodies(firm.cleo, typed) != []
    assert "Our contract is secret" not in await bodies(firm.cleo, typed)


async def test_what_was_perhaps_meant_is_not_told_of_other_rooms(firm: Firm):
    await scene(firm)
    assert await bodies(firm.bea, "secert") == ["Our contract is secret"]
    reply = await look(firm.cleo, "secert")
    assert (reply.data, b"secret" in reply.text) == ((await look(firm.cleo, "qwzxvw")).data, False)


async def test_rooms_are_found_by_name_with_slips_and_marked(firm: Firm):
    await scene(firm)
    assert await room_names(firm.tess, "harbour") == ["Harbour Bakery – year end"]
    assert await room_names(firm.tess, "BAK year") == []
    assert await room_names(firm.tess, "year bak") == ["Harbour Bakery – year end"]
    assert await room_names(firm.tess, "harbuor") == ["Harbour Bakery – year end"]
    assert await room_names(firm.cleo, "mill") == []
    hit = (await look(firm.tess, "mill")).data["search"]["rooms"][0]
    assert hit["name"] == [{"text": "Mill", "isMatch": True}, {"text": " Street Studio", "isMatch": False}]


async def test_archived_rooms_are_searched(firm: Firm):
    await scene(firm)
    [found] = (await look(firm.tess, "harbour")).data["search"]["rooms"]
    room_id = opened(found["room"]["id"])[1]
    await rooms.archive_room(firm.tess, room_id, NOON)
    assert await room_names(firm.cleo, "harbour") == ["Harbour Bakery – year end"]
    assert len(await bodies(firm.cleo, "contract")) == 2


async def test_who_is_removed_finds_nothing_from_then_on(firm: Firm):
    room = await room_with(firm.tess, firm.cleo, name="Orchard")
    await say(firm.tess, room, "The contract")
    first = await look(firm.cleo, "contract", first=1)
    await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
    cursor = first.data["search"]["messages"]["edges"][0]["cursor"]
    assert await bodies(firm.cleo, "contract") == await bodies(firm.cleo, "contract", after=cursor) == []
    assert await room_names(firm.cleo, "orchard") == []


async def test_an_edit_is_found_by_its_new_text_only_and_a_deletion_not_at_all(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    sent = await say(firm.tess, room, "An elephant")
    await messages.edit_message(firm.tess, sent.id, "A giraffe", NOON)
    assert (await bodies(firm.cleo, "elephant"), await bodies(firm.cleo, "giraffe")) == ([], ["A giraffe"])
    await messages.delete_message(firm.tess, sent.id, NOON)
    assert await bodies(firm.cleo, "giraffe") == []
    assert await sql.rows("SELECT FROM message_search WHERE message_id = $1", sent.id) == []


async def test_masked_authors_are_found_under_the_firms_name_alone(firm: Firm):
    await scene(firm)
    await sql.execute("UPDATE workspace SET team_shown_as_firm = true WHERE id = $1", firm.id)
    team = ["The tax return is ready, please sign the contract"]
    assert (await bodies(firm.cleo, "tess"), await bodies(firm.cleo, "larch")) == ([], team)
    by_tess = {"authorId": global_id("Author", firm.tess.id)}
    by_firm = {"authorId": global_id("Author", firm.id)}
    assert (await bodies(firm.cleo, "", filter=by_tess), await bodies(firm.cleo, "", filter=by_firm)) == ([], team)
    assert len(await bodies(firm.tess, "tess")) == len(await bodies(firm.tess, "", filter=by_tess)) == 1


async def test_filters_narrow_what_is_found(firm: Firm):
    await scene(firm)
    news = await room_with(firm.tess, firm.cleo, name="News", kind=RoomKind.ANNOUNCEMENT)
    await say(firm.tess, news, "A contract for everybody", NOON + timedelta(minutes=30))
    everything = await bodies(firm.cleo, "contract")
    halfway = (NOON + timedelta(minutes=10)).isoformat()
    assert len(everything) == 3
    assert await bodies(firm.cleo, "contract", filter={"roomId": global_id("Room", news.id)}) == everything[:1]
    assert await bodies(firm.cleo, "contract", filter={"kind": "ANNOUNCEMENT"}) == ["A contract for everybody"]
    assert await bodies(firm.cleo, "contract", filter={"since": halfway}) == ["A contract for everybody"]
    assert sorted(await bodies(firm.cleo, "contract", filter={"until": halfway})) == sorted(everything[1:])
    by_cleo = {"authorId": global_id("Author", firm.cleo.id)}
    assert await bodies(firm.cleo, "contract", filter=by_cleo) == ["I signed the contract yesterday"]
    assert await bodies(firm.cleo, "contract", filter={"hasFile": True}) == []
    assert await bodies(firm.bea, "contract", filter={"roomId": global_id("Room", news.id)}) == []
    assert await bodies(firm.bea, "contract", filter={"authorId": global_id("Author", firm.cleo.id)}) == []


async def with_file(author: Viewer, room: RoomView, body: str, name: str, kind: str) -> None:
    """Post a file that has come and was looked at."""
    upload_id, _ = await promised(author, b"bytes", name)
    await sql.execute(
        "UPDATE attachment SET state = 'READY', kind = $2, width = 1, height = 1, media_type = 'x/y' WHERE id = $1",
        upload_id,
        kind,
    )
    await messages.send_message(author, room.id, uuid4(), body, None, NOON, [upload_id])


async def test_files_are_found_by_name_and_kind(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "No file here")
    await with_file(firm.tess, room, "See attached", "Steuererklärung_2026-final.pdf", "FILE")
    await with_file(firm.tess, room, "", "harbour.png", "IMAGE")
    assert await bodies(firm.cleo, "steuererklarung 2026") == ["See attached"]
    assert await bodies(firm.cleo, "see final") == ["See attached"]
    assert await bodies(firm.cleo, "", filter={"hasImage": True}) == [""]
    assert sorted(await bodies(firm.cleo, "", filter={"hasFile": True})) == ["", "See attached"]
    [hit] = (await look(firm.cleo, "harb")).data["search"]["messages"]["nodes"]
    assert hit["files"] == [{"name": [{"text": "harbour", "isMatch": True}, {"text": ".png", "isMatch": False}]}]


async def test_the_better_and_the_newer_come_first(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    months = timedelta(days=90)
    for body, at in [("budget old", NOON - months), ("budget new", NOON), ("budget budget budget", NOON - months)]:
        await say(firm.tess, room, body, at)
    assert await bodies(firm.cleo, "budget") == ["budget new", "budget budget budget", "budget old"]


async def paged(viewer: Viewer, query: str, first: int, between: Callable[[int], Awaitable[object]]) -> list[str]:
    """All that is found, page by page, with something happening after each."""
    found: list[str] = []
    after = None
    for number in range(60):
        page = (await look(viewer, query, first=first, after=after)).data["search"]["messages"]
        found += [hit["message"]["body"] for hit in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]
        await between(number)
    raise AssertionError("pages without end")


@pytest.mark.parametrize("enough", [1, 4, 400])
async def test_pages_hold_every_match_once_whatever_is_sent_meanwhile(
    firm: Firm, enough: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(search_messages, "ENOUGH", enough)
    stage = [await room_with(firm.tess, firm.cleo, name=f"Room {number}") for number in range(3)]
    said = [f"budget {number} {'budget ' * (number % 4)}" for number in range(40)]
    for number, body in enumerate(said):
        await say(firm.tess, stage[number % 3], body, NOON + timedelta(minutes=number**2 / 30))

    async def go_on(number: int) -> None:
        await say(firm.tess, stage[number % 3], f"budget, later, {number}", LATER + timedelta(minutes=number + 1))

    found = await paged(firm.cleo, "budget", 3, go_on)
    assert sorted(found) == sorted(body.strip() for body in said)


async def test_a_long_room_is_found_to_its_beginning(firm: Firm, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search_messages, "ENOUGH", 60)
    long, short = [await room_with(firm.tess, firm.cleo, name=name) for name in ("Long", "Short")]
    said = [f"budget {number}" for number in range(1100)]  # more than two stretches, the last one begun
    for number, body in enumerate(said):
        await say(firm.tess, short if number % 20 == 0 else long, body, NOON + number * timedelta(seconds=1))

    async def nothing(_: int) -> None:
        """Nobody says anything meanwhile."""

    assert sorted(await paged(firm.cleo, "budget", 50, nothing)) == sorted(said)
    assert await bodies(firm.cleo, '"budget 3"') == ["budget 3"]
    half = {"since": (NOON + timedelta(seconds=100)).isoformat(), "until": (NOON + timedelta(seconds=101)).isoformat()}
    assert sorted(await bodies(firm.cleo, "budget", filter=half)) == ["budget 100", "budget 101"]


async def test_a_cursor_of_another_search_is_refused(firm: Firm):
    await scene(firm)
    cursor = (await look(firm.cleo, "contract", first=1)).data["search"]["messages"]["pageInfo"]["endCursor"]
    for query, after in [("sign", cursor), ("contract", cursor + "A"), ("contract", "é"), ("contract", "")]:
        reply = await look(firm.cleo, query, after=after)
        assert reply.codes == (["INVALID"] if after else []), (query, after)
    assert (await look(firm.carl, "contract", after=cursor)).codes == ["INVALID"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", []),
        (" \t\n", []),
        ("&|!()<->:*'\\\"~@=", []),
        ('""""', []),
        ("\0", ["BAD_USER_INPUT"]),
        ("@team", []),
        ("~' | 'x':*", []),
        ("'; DROP TABLE message; --", []),
        ("a:b & !c <-> d", []),
        ("x" * 400, []),
        ("ﷺ ½ ŉ ﬁ 😀 \u202e", []),
        ("\ud83d", ["BAD_USER_INPUT"]),
        ("word " * 10_000, ["LIMIT_EXCEEDED"]),
        ("a " * 21, ["LIMIT_EXCEEDED"]),
        ("y" * 501, ["LIMIT_EXCEEDED"]),
    ],
)
async def test_bad_input_finds_nothing_or_is_refused_by_type(firm: Firm, query: str, codes: list[str]):
    await scene(firm)
    reply = await look(firm.cleo, query)
    assert reply.codes[:1] == codes
    assert codes or reply.data["search"]["messages"]["nodes"] == []


def test_no_letter_folds_into_a_sign_of_ours_or_of_a_query():
    letters = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalnum()]
    assert [letter for letter in letters if set(fold(letter)) & set("~@'\\\"")] == []


async def test_a_page_of_hits_takes_as_many_statements_as_one_hit(firm: Firm):
    await scene(firm)
    with counted() as few:
        await bodies(firm.cleo, "contract", first=1)
    for number in range(30):
        await say(firm.tess, await room_with(firm.tess, firm.cleo, name="More"), f"contract {number}")
    with counted() as many:
        assert len(await bodies(firm.cleo, "contract", first=100)) == 32
    assert (len(few), len(many)) == (4, 4)


async def test_what_was_written_before_there_was_search_is_entered_by_the_worker(firm: Firm):
    await scene(firm)
    await sql.execute("INSERT INTO search_backlog SELECT id, last_position FROM room WHERE workspace_id = $1", firm.id)
    await sql.execute("DELETE FROM message_search USING room WHERE room.id = room_id AND workspace_id = $1", firm.id)
    assert await bodies(firm.cleo, "contract") == []
    await indexing.enter_backlog()
    assert len(await bodies(firm.cleo, "contract")) == 2
    assert await sql.rows("SELECT FROM search_backlog") == []
