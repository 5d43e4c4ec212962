"""Has a raw mail read by a child of its own, and judges what came of it."""

import json
import signal
from dataclasses import asdict

from jobs.bounded import Answered, Died, Interrupted, run_bounded
from jobs.bounds import Bounds
from jobs.inbound.mails import Limits, Parsed, Reason, RefusedError, Unparseable
from jobs.inbound.parts import check_size
from jobs.inbound.wire import read_answer

LIMITS = Limits()
BOUNDS = Bounds(
    wall_seconds=60, cpu_seconds=20, address_space=512_000_000, data_bytes=512_000_000, file_bytes=128_000_000
)


async def parsed(raw: bytes, limits: Limits = LIMITS, bounds: Bounds = BOUNDS) -> Parsed | Unparseable:
    """What the mail says. Never raises for what the mail holds; Reason.INTERRUPTED is to be tried again.

    Raises OSError where no child starts.
    """
    try:
        check_size(raw, limits)
    except RefusedError as refused:
        return Unparseable(refused.reason)
    ended = await run_bounded("jobs.inbound.child", bounds, raw, (json.dumps(asdict(limits)),))
    match ended:
        case Answered(answer):
            return _judged(answer)
        case Died(signal.SIGXCPU):
            return Unparseable(Reason.TIME)
        case Died():
            return Unparseable(Reason.CRASHED)
        case Interrupted():
            return Unparseable(Reason.INTERRUPTED)


def _judged(answer: bytes) -> Parsed | Unparseable:
    try:
        told = read_answer(answer)
        return told if isinstance(told, Parsed) else Unparseable(Reason(told))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # A child that answers nonsense was taken over by what it read, or is broken: either way no mail.
        return Unparseable(Reason.CRASHED)
