"""kill -9 of any process during load: nothing acknowledged is lost or doubled, and no subscriber has a gap."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx2

from tests.embedded_host import told
from tests.processes import Installation, installed, kill
from tests.survivors import Sender, Somebody, Subscriber, faults, signed_in, until

BAKERY, STUDIO = "Harbour Bakery – year end", "Mill Street Studio"
NEWS, KITCHEN = "News from Larkspur & Finch", "Team kitchen"
SPOKEN = {BAKERY, STUDIO, NEWS, KITCHEN}
ROUNDS = 2
INVITE = """
mutation ($input: InviteClientInput!) { inviteClient(input: $input) { person { email } userErrors { code } } }
"""
MAIL_TO = "SELECT array_agg(state) FROM account_mail WHERE recipient = '%s'"
Kept = dict[str, list[dict[str, Any]]]


def test_whatever_is_killed_every_acknowledged_message_arrives_once_and_in_order(tmp_path: Path):
    with installed(tmp_path, durable=True) as installation:
        asyncio.run(survive(installation))


async def survive(installation: Installation) -> None:
    """Talk and listen while everything dies in turn; then look at what is kept and what was heard."""
    async with httpx2.AsyncClient(timeout=10) as http:
        people = {
            key: await signed_in(http, installation, key, side)
            for side, keys in (("larkspur", "agnes tomas ines jonah"), ("client", "marta eli noor"))
            for key in keys.split()
        }
        senders = {
            **{key: Sender(people[key], BAKERY) for key in ("tomas", "marta", "eli")},
            **{key: Sender(people[key], STUDIO) for key in ("ines", "noor")},
            "agnes": Sender(people["agnes"], NEWS),
            "jonah": Sender(people["jonah"], KITCHEN, remembers=False),
        }
        subscribers = [
            *(Subscriber(people[key], BAKERY, web) for web, key in enumerate(("marta", "tomas"))),
            *(Subscriber(people[key], STUDIO, web) for web, key in enumerate(("noor", "ines"))),
            *(Subscriber(people[key], None, web) for web, key in enumerate(("eli", "ines"))),
        ]
        forgetful = Subscriber(people["eli"], BAKERY, 0, remembers=False)
        async with asyncio.TaskGroup() as group:
            listening = [group.create_task(listener.run()) for listener in (*subscribers, forgetful)]
            await heard_by_all(subscribers, senders["agnes"])
            stopping = asyncio.Event()
            talking = [group.create_task(sender.run(key, stopping)) for key, sender in senders.items()]
            for name in ROUNDS * [*installation.parts()]:
                await survived(installation, name, [*senders.values()], subscribers)
            stopping.set()
            await asyncio.gather(*talking)
            kept = await messages_of(installation)
            await until(lambda: all(has_heard_the_last(subscriber, kept) for subscriber in subscribers))
            await mail_still_goes_out(people["agnes"])
            for task in listening:
                task.cancel()
    check_senders(senders, kept)
    check_subscribers(subscribers, forgetful, kept)


async def heard_by_all(subscribers: list[Subscriber], agnes: Sender) -> None:
    """Speak until each inbox has begun: its first cursor covers all its rooms, in which nobody has spoken yet."""
    inboxes = [subscriber for subscriber in subscribers if subscriber.room is None]
    while not all(inbox.heard.get(NEWS) for inbox in inboxes):
        await agnes.insist(f"Can you hear me? {len(agnes.acknowledged)}")
        await asyncio.sleep(0.1)


async def survived(installation: Installation, name: str, senders: list[Sender], subscribers: list[Subscriber]) -> None:
    """Kill a process; go on once it is back and everybody has sent and heard more."""
    child = installation.parts()[name]
    deaths = kill(child)
    await until(lambda: child.deaths >= deaths and child.is_ready())
    sent = [len(sender.acknowledged) for sender in senders]
    heard = [subscriber.count() for subscriber in subscribers]
    await until(
        lambda: all(len(sender.acknowledged) > before + 2 for sender, before in zip(senders, sent, strict=True))
    )
    await until(lambda: all(one.count() > before + 2 for one, before in zip(subscribers, heard, strict=True)))


async def messages_of(installation: Installation) -> Kept:
    """Every message that the database keeps, by room, in the order of positions."""
    connection = await asyncpg.connect(installation.servers.database_url)
    try:
        rows = await connection.fetch(
            "SELECT room.name, position, body, client_message_id, person.email FROM message"
            " JOIN room ON room.id = message.room_id JOIN person ON person.id = author_id ORDER BY room.name, position"
        )
    finally:
        await connection.close()
    kept: Kept = {}
    for row in rows:
        kept.setdefault(row["name"], []).append(dict(row))
    return kept


def has_heard_the_last(subscriber: Subscriber, kept: Kept) -> bool:
    """Whether the newest message of each of the subscriber's rooms has arrived."""
    return all(heard[-1][0] == kept[room][-1]["position"] for room, heard in subscriber.heard.items())


async def mail_still_goes_out(agnes: Somebody) -> None:
    """The worker that came back does what it is for."""
    portal = (await agnes.ask(0, "{ portals { id } }", {}))["portals"][0]["id"]
    address = "new@client.example"
    await agnes.ask(0, INVITE, {"input": {"email": address, "name": "New", "portalIds": [portal]}})

    async def kept() -> object:
        return await told(agnes.installation.servers.database_url, MAIL_TO % address)

    async with asyncio.timeout(90):
        while (states := await kept()) != (["KEPT"],):
            assert states in [(["PENDING"],), (["SENDING"],)]
            await asyncio.sleep(0.1)


def check_senders(senders: dict[str, Sender], kept: Kept) -> None:
    """Every acknowledged message is kept once, where it was said to be; who forgets ids doubles what is sent."""
    rows = [row for room in kept.values() for row in room]
    by_id: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        by_id.setdefault(row["client_message_id"], []).append(row)
    for key, sender in senders.items():
        assert len(sender.acknowledged) > 10 and sender.retries > 10
        for client_id, message in sender.acknowledged.items():
            (row,) = by_id[client_id]
            assert (row["position"], row["body"]) == (message["position"], message["body"])
        bodies = Counter(row["body"] for row in rows if row["email"].startswith(f"{key}@"))
        said = {message["body"] for message in sender.acknowledged.values()}
        assert said <= bodies.keys()
        assert sender.remembers == all(bodies[body] == 1 for body in said), key
    for room in kept.values():
        assert [row["position"] for row in room] == list(range(1, len(room) + 1))


def check_subscribers(subscribers: list[Subscriber], forgetful: Subscriber, kept: Kept) -> None:
    """Each has heard all that was said since; who keeps no cursor has a gap, which shows that one is looked for."""
    for subscriber in subscribers:
        assert subscriber.connections > 2
        assert subscriber.heard.keys() == (
            {subscriber.room} if subscriber.room else subscriber.who.rooms.keys() & SPOKEN
        )
        for room in subscriber.heard:
            assert faults(subscriber.heard[room], since(subscriber, room, kept)) == [], (subscriber.room, room)
    assert faults(forgetful.heard[BAKERY], since(forgetful, BAKERY, kept)) == ["gap"]


def since(subscriber: Subscriber, room: str, kept: Kept) -> list[tuple[int, str]]:
    """What a subscriber must have heard of a room: all since its snapshot, or since the first word for the news."""
    begun = subscriber.heard[room][0][0] - 1 if room == NEWS else subscriber.who.rooms[room]["lastPosition"]
    return [(row["position"], row["body"]) for row in kept[room] if row["position"] > begun]


def test_every_fault_is_found():
    kept = [(1, "one"), (2, "two"), (3, "three")]
    assert faults(kept, kept) == []
    assert faults(kept[:1] + kept[2:], kept) == ["gap"]
    assert faults([*kept, kept[2]], kept) == ["duplicate"]
    assert faults([kept[1], kept[0], kept[2]], kept) == ["disorder"]
    assert faults([*kept[:2], (3, "drei")], kept) == ["other text"]
