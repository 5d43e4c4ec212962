"""Names of deferred work, and the port through which the domain asks for it; whoever starts a process connects it."""

from collections.abc import Awaitable, Callable
from enum import StrEnum

import structlog
from redis.exceptions import RedisError

log = structlog.get_logger()


class Work(StrEnum):
    """Something that is done outside requests. Each looks for what is due in rows, so asking twice does no harm."""

    SEND_ACCOUNT_MAIL = "send_account_mail"
    PROCESS_ATTACHMENTS = "process_attachments"
    PROCESS_INBOUND_MAIL = "process_inbound_mail"
    SEND_DIGESTS = "send_digests"
    FETCH_MAIL = "fetch_mail"
    REMOVE_BLOBS = "remove_blobs"
    FORGET_OLD = "forget_old"


Port = Callable[[Work], Awaitable[None]]
_port: Port | None = None


def connect(port: Port | None) -> None:
    """Say how a process passes on hints; None takes the port away."""
    global _port  # noqa: PLW0603  one queue for a process
    _port = port


async def hint(work: Work) -> None:
    """Have work looked at soon. Call it after commit. A lost hint costs a minute: the clock finds it."""
    if _port is None:
        return
    try:
        await _port(work)
    except (RedisError, OSError) as error:
        log.warning("queueing failed", work=work, kind=type(error).__name__)
