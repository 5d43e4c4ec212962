"""Rows about rooms: rooms, participations, invitations, messages and their earlier texts."""

from tortoise import fields
from tortoise.models import Model

from db.vocabulary import RoomKind


class Room(Model):
    """A room; it holds its own counters, so that sending touches one row and never its participants."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    name = fields.CharField(max_length=200)
    kind = fields.CharEnumField(RoomKind, max_length=12)
    manager_id = fields.UUIDField()
    portal_id = fields.UUIDField(null=True)
    auto_join = fields.BooleanField(default=False)
    mixed_portals = fields.BooleanField(default=False)
    last_position = fields.BigIntField(default=0)
    shared_seq = fields.BigIntField(default=0)
    team_seq = fields.BigIntField(default=0)
    membership_version = fields.BigIntField(default=0)
    active_at = fields.DatetimeField()
    created_at = fields.DatetimeField()
    archived_at = fields.DatetimeField(null=True)
    digest_due_at = fields.DatetimeField(null=True)

    class Meta:
        table = "room"


class Participation(Model):
    """One stay of a person in a room, with that person's marks; a stay that ended keeps its row."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    room_id = fields.UUIDField()
    person_id = fields.UUIDField()
    slot = fields.IntField()
    joined_at = fields.DatetimeField()
    joined_position = fields.BigIntField()
    joined_shared_seq = fields.BigIntField()
    read_position = fields.BigIntField()
    read_at = fields.DatetimeField(null=True)
    mailed_position = fields.BigIntField()
    mailed_at = fields.DatetimeField(null=True)
    muted_at = fields.DatetimeField(null=True)
    left_at = fields.DatetimeField(null=True)

    class Meta:
        table = "participation"


class RoomInvitation(Model):
    """The wish that somebody not yet active joins a room on activation."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    room_id = fields.UUIDField()
    person_id = fields.UUIDField()
    invited_by_id = fields.UUIDField()
    invited_at = fields.DatetimeField()

    class Meta:
        table = "room_invitation"


class Message(Model):
    """What somebody wrote; a deleted one keeps author, time and position only."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    room_id = fields.UUIDField()
    author_id = fields.UUIDField()
    position = fields.BigIntField()
    client_message_id = fields.UUIDField()
    body = fields.TextField()
    replies_to_id = fields.UUIDField(null=True)
    attachment_count = fields.IntField(default=0)
    sent_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "message"


class MessageEdit(Model):
    """An earlier text of an edited message, for the team; goes when the message goes."""

    id = fields.UUIDField(primary_key=True)
    message_id = fields.UUIDField()
    body = fields.TextField()
    replaced_at = fields.DatetimeField()

    class Meta:
        table = "message_edit"
