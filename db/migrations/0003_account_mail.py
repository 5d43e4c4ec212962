"""Account mail is composed when it is sent: the row says what for and to whom, and holds no link."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from db.vocabulary import MailKind

RULES = """
ALTER TABLE account_mail
    ADD CONSTRAINT account_mail_to_person FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id),
    ADD CONSTRAINT account_mail_holds_no_link CHECK (state = 'KEPT' OR (text = '' AND html = ''));
CREATE INDEX account_mail_of_person ON account_mail (workspace_id, person_id) WHERE state = 'PENDING';
CREATE INDEX account_mail_kept ON account_mail (created_at) WHERE state = 'KEPT';
CREATE INDEX person_by_invitation ON person (workspace_id, created_at, id);
CREATE INDEX throttle_held ON throttle (blocked_until);
"""


class Migration(migrations.Migration):
    """Applied before the first mail was written."""

    dependencies = [("parlour", "0002_constraints")]  # noqa: RUF012  as Tortoise declares it
    operations = [  # noqa: RUF012
        ops.AddField("AccountMail", "kind", fields.CharEnumField(MailKind, max_length=20)),
        ops.AddField("AccountMail", "person_id", fields.UUIDField(null=True)),
        ops.RunSQL(RULES),
    ]
