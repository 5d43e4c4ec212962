"""How the reading child tells the worker: a length, that much JSON, then the files one after the other.

Not pickled: a child that was taken over by what it read could then run what it likes in the worker.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from jobs.inbound.mails import Attachment, Parsed, Report, ReportedRecipient, ReportKind

LENGTH_BYTES = 8


def written(mail: Parsed) -> Iterator[bytes]:
    """The pieces to write, one after the other."""
    told = asdict(replace(mail, attachments=()))
    told["date"] = mail.date.isoformat() if mail.date else None
    told["attachments"] = [_without_content(file) for file in mail.attachments]
    yield from _framed(told)
    yield from (file.content for file in mail.attachments)


def _without_content(file: Attachment) -> dict[str, Any]:
    # Not by asdict, which would copy the content.
    names = ("name", "media_type", "declared_type", "cid", "is_inline", "is_referenced")
    return {name: getattr(file, name) for name in names} | {"size": len(file.content)}


def refusal(reason: str) -> Iterator[bytes]:
    """The pieces that say why there is no mail."""
    return _framed({"refused": reason})


def _framed(told: dict[str, Any]) -> Iterator[bytes]:
    text = json.dumps(told).encode()
    yield len(text).to_bytes(LENGTH_BYTES)
    yield text


def read_answer(answer: bytes) -> Parsed | str:
    """The mail, or the reason why there is none. Raises ValueError, KeyError, TypeError on anything else."""
    length = int.from_bytes(answer[:LENGTH_BYTES])
    told = json.loads(answer[LENGTH_BYTES : LENGTH_BYTES + length])
    if "refused" in told:
        return str(told["refused"])
    contents = list(_contents(answer, LENGTH_BYTES + length, [int(file["size"]) for file in told["attachments"]]))
    return _parsed(told, contents)


def _contents(answer: bytes, at: int, sizes: list[int]) -> Iterator[bytes]:
    if min(sizes, default=0) < 0 or at + sum(sizes) != len(answer):
        raise ValueError("not as many bytes as told")
    for size in sizes:
        yield answer[at : at + size]
        at += size


def _parsed(told: dict[str, Any], contents: list[bytes]) -> Parsed:
    return Parsed(
        headers=tuple((_text(name), _text(value)) for name, value in told["headers"]),
        message_id=_perhaps(told["message_id"]),
        in_reply_to=_texts(told["in_reply_to"]),
        references=_texts(told["references"]),
        from_address=_perhaps(told["from_address"]),
        from_name=_text(told["from_name"]),
        subject=_text(told["subject"]),
        date=datetime.fromisoformat(told["date"]) if told["date"] is not None else None,
        text=_text(told["text"]),
        html=_perhaps(told["html"]),
        reads_as_html=told["reads_as_html"] is True,
        attachments=tuple(map(_attachment, told["attachments"], contents)),
        report=_report(told["report"]) if told["report"] is not None else None,
        calendar_method=_perhaps(told["calendar_method"]),
        is_encrypted=told["is_encrypted"] is True,
        is_cut=told["is_cut"] is True,
        cpu_seconds=float(told["cpu_seconds"]),
        peak_bytes=int(told["peak_bytes"]),
    )


def _attachment(told: dict[str, Any], content: bytes) -> Attachment:
    return Attachment(
        name=_text(told["name"]),
        media_type=_text(told["media_type"]),
        declared_type=_text(told["declared_type"]),
        cid=_perhaps(told["cid"]),
        is_inline=told["is_inline"] is True,
        is_referenced=told["is_referenced"] is True,
        content=content,
    )


def _report(told: dict[str, Any]) -> Report:
    return Report(
        kind=ReportKind(told["kind"]),
        recipients=tuple(
            ReportedRecipient(*(_text(each[key]) for key in ("address", "action", "status", "diagnostic")))
            for each in told["recipients"]
        ),
        feedback_type=_text(told["feedback_type"]),
        original_ids=_texts(told["original_ids"]),
    )


def _text(told: object) -> str:
    if not isinstance(told, str) or "\x00" in told:
        raise TypeError("not a text")
    return told


def _perhaps(told: object) -> str | None:
    return None if told is None else _text(told)


def _texts(told: list[object]) -> tuple[str, ...]:
    return tuple(map(_text, told))
