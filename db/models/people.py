"""Rows about firms and people: workspaces, persons, portals, sessions, account links and account mail."""

from tortoise import fields
from tortoise.models import Model

from db.vocabulary import AnswerPolicy, AuditAction, LinkPurpose, MailKind, MailState, PersonStatus, Role, SessionKind


class Workspace(Model):
    """One firm. Everything else belongs to exactly one."""

    id = fields.UUIDField(primary_key=True)
    slug = fields.CharField(max_length=63, unique=True)
    name = fields.CharField(max_length=200)
    digest_after_minutes = fields.IntField(default=30)
    team_shown_as_firm = fields.BooleanField(default=False)
    text_in_mail = fields.BooleanField(default=True)
    images_in_mail = fields.BooleanField(default=False)
    answer_policy = fields.CharEnumField(AnswerPolicy, max_length=12, null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "workspace"


class Person(Model):
    """Somebody of the team or one of the clients."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    role = fields.CharEnumField(Role, max_length=10)
    is_administrator = fields.BooleanField(default=False)
    status = fields.CharEnumField(PersonStatus, max_length=12, default=PersonStatus.INVITED)
    name = fields.CharField(max_length=200)
    email = fields.CharField(max_length=320)
    password_hash = fields.CharField(max_length=255, null=True)
    locale = fields.CharField(max_length=20, default="en")
    time_zone = fields.CharField(max_length=64, default="UTC")
    email_muted_at = fields.DatetimeField(null=True)
    quiet_from = fields.IntField(null=True)
    quiet_until = fields.IntField(null=True)
    event_seq = fields.BigIntField(default=0)
    last_slot = fields.IntField(default=0)
    created_at = fields.DatetimeField()
    activated_at = fields.DatetimeField(null=True)
    deactivated_at = fields.DatetimeField(null=True)

    class Meta:
        table = "person"


class Portal(Model):
    """Where the people of one client company sign in."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    name = fields.CharField(max_length=200)
    created_at = fields.DatetimeField()

    class Meta:
        table = "portal"


class PortalMember(Model):
    """A client's belonging to a portal."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    portal_id = fields.UUIDField()
    person_id = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "portal_member"


class Session(Model):
    """A signed-in browser or program; only the hash of its token is kept."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    person_id = fields.UUIDField()
    kind = fields.CharEnumField(SessionKind, max_length=10)
    token_hash = fields.BinaryField()
    user_agent = fields.CharField(max_length=300, default="")
    created_at = fields.DatetimeField()
    last_used_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "session"


class AccountLink(Model):
    """A single-use link of an activation or password mail; only its hash is kept."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    person_id = fields.UUIDField()
    purpose = fields.CharEnumField(LinkPurpose, max_length=20)
    token_hash = fields.BinaryField()
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "account_link"


class AccountMail(Model):
    """The outbox of account mail: written with the act that causes it, composed and sent by a worker.

    Who it is for is looked up when it is composed. Only kept mail has a subject and a text here, since a link is in it.
    """

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    person_id = fields.UUIDField(null=True)
    kind = fields.CharEnumField(MailKind, max_length=20)
    recipient = fields.CharField(max_length=320)
    subject = fields.CharField(max_length=300)
    text = fields.TextField()
    html = fields.TextField()
    message_id = fields.CharField(max_length=200, unique=True)
    state = fields.CharEnumField(MailState, max_length=10, default=MailState.PENDING)
    attempts = fields.IntField(default=0)
    next_attempt_at = fields.DatetimeField()
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)
    last_error = fields.TextField(null=True)

    class Meta:
        table = "account_mail"


class AuditEntry(Model):
    """Who did what to whom; kept for the firm, never shown to clients."""

    id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    actor_id = fields.UUIDField(null=True)
    action = fields.CharEnumField(AuditAction, max_length=30)
    room_id = fields.UUIDField(null=True)
    person_id = fields.UUIDField(null=True)
    message_id = fields.UUIDField(null=True)
    occurred_at = fields.DatetimeField()

    class Meta:
        table = "audit_entry"
