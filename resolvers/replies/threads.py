"""Answers as a part of their reader's thread: the next digest refers to them, so that mail programs show one thread."""

import re

from db.queries import threads as queries
from resolvers.replies.answers import Answer
from resolvers.replies.claims import Claimed

# A dot-atom of RFC 5322 and what programs make of it, short enough that five fit into one line of a header.
MESSAGE_ID = re.compile(r"[!-;=?A-~]{1,90}@[!-;=?A-~]{1,60}")


async def remember(mail: Claimed, answer: Answer) -> None:
    """Keep by which id the answer is known in its author's mail program, if it has one that can stand in a header."""
    message_id, address = answer.message_id, answer.said.from_address
    if message_id and address and MESSAGE_ID.fullmatch(message_id):
        await queries.keep(mail.id, message_id, address)
