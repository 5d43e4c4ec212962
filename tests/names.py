"""A small name server on loopback for tests, with records to be filled in, and who asks it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from dns import flags, message, rcode, rrset
from dns.asyncresolver import Resolver
from dns.resolver import LRUCache


@dataclass
class Names(asyncio.DatagramProtocol):
    """A name server that knows these records, and of nothing else that it exists. `asked` is every question."""

    records: dict[tuple[str, str], str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    resolver: Resolver = field(default_factory=lambda: Resolver(configure=False))

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        asked = message.from_wire(data)
        question = asked.question[0]
        name, kind = question.name.to_text().rstrip("."), question.rdtype.name
        self.asked.append((name, kind))
        answer = message.make_response(asked)
        answer.flags |= flags.RA
        if (name, kind) in self.records:
            answer.answer = [rrset.from_text(question.name, 60, "IN", kind, self.records[name, kind])]
        else:
            answer.set_rcode(rcode.NXDOMAIN)
        self.transport.sendto(answer.to_wire(), addr)


@asynccontextmanager
async def answering() -> AsyncIterator[Names]:
    """A name server that answers for the block."""
    names = Names()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: names, ("127.0.0.1", 0))
    names.resolver = asking(transport.get_extra_info("sockname")[1])
    try:
        yield names
    finally:
        transport.close()


def deaf() -> Resolver:
    """Asks where nobody answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nobody:
        nobody.bind(("127.0.0.1", 0))
        resolver = asking(nobody.getsockname()[1])
    resolver.timeout = 0.2
    return resolver


def asking(port: int) -> Resolver:
    """Asks the server at this port, and remembers what it said."""
    resolver = Resolver(configure=False)
    resolver.port = port  # before the servers, which take it over
    resolver.nameservers = ["127.0.0.1"]
    resolver.cache = LRUCache(100)
    return resolver
