"""Search: what is found, by whom, in which order, and what is not."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from resolvers.viewer import Viewer
from tests.asking import Reply, ask
from tests.cast import NOON, Firm, room_with, say

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
