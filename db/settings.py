"""What can be set, from the environment; every default suits `parlour up` on one machine."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

GIB = 1024**3


class Settings(BaseSettings):
    """The settings of every Parlour process, read from environment variables of the same names in capitals."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    database_url: str | None = Field(default=None, description="PostgreSQL to use; without it the embedded one")
    redis_url: str | None = Field(default=None, description="Redis to use; without it the embedded one")
    data_dir: Path = Field(default=Path(".parlour"), description="Folder of the embedded servers, uploads and files")
    base_url: str = Field(default="http://127.0.0.1:8000", description="Where people reach Parlour: links and origins")
    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8000, description="Port to listen on")
    smtp_url: str | None = Field(default=None, description="smtp:// or smtps:// relay; without it mail stays here")
    mail_from: str = Field(
        default="Parlour <parlour@localhost>", description="Sender of mail; digests keep its address"
    )
    inbound_domain: str | None = Field(
        default=None, description="Domain whose mail arrives here: answers and bounces; without it nobody can answer"
    )
    inbound_separator: str = Field(
        default="+", pattern=r"^[+.=-]$", description="What stands before the token in addresses of INBOUND_DOMAIN"
    )
    inbound_smtp_host: str = Field(default="127.0.0.1", description="Address that `parlour mail listen` listens on")
    inbound_smtp_port: int = Field(default=2525, description="Port that `parlour mail listen` listens on")
    imap_url: str | None = Field(
        default=None, description="imaps://user:password@host/INBOX whose mail is fetched each minute; see the README"
    )
    inbound_webhook_key: str | None = Field(
        default=None, min_length=32, description="What raw mail posted to /inbound/raw is signed with; else refused"
    )
    inbound_mailgun_key: str | None = Field(
        default=None,
        min_length=16,
        description="Mailgun's key for signing webhooks: /inbound/mailgun/mime; else refused",
    )
    inbound_postmark_login: str | None = Field(
        default=None,
        min_length=32,
        pattern=r"^[^:]+:.+$",
        description="name:password in the address that Postmark posts mail to: /inbound/postmark; else refused",
    )
    inbound_ses_topics: str | None = Field(
        default=None, description="ARNs of SNS topics that may post mail to /inbound/ses, apart by commas; else refused"
    )
    inbound_authserv_ids: str | None = Field(
        default=None,
        description="Names by which our own mail servers sign Authentication-Results, apart by commas; else none count",
    )
    inbound_dkim: bool = Field(
        default=False, description="Check DKIM signatures of answers by DNS where no server of ours checked anything"
    )
    inbound_policy: str = Field(
        default="FROM_MATCH",
        pattern=r"^(FROM_MATCH|STRICT|TOKEN_ONLY)$",
        description="How much an answer proves: the person's address, STRICT: authenticated too, TOKEN_ONLY: nothing",
    )
    mail_retention_days: int = Field(
        default=90, ge=1, description="Days for which mail that came in is kept as it came, once it is decided"
    )
    dkim_keys: str | None = Field(
        default=None, description="Keys that sign mail: selector=/path/to/key.pem, several apart by commas"
    )
    dkim_domain: str | None = Field(default=None, description="Domain of DKIM_KEYS; without it the one of MAIL_FROM")
    mail_connections: int = Field(default=4, ge=1, le=32, description="Most connections of a worker to SMTP_URL")
    mail_per_domain: float = Field(
        default=5, gt=0, description="Most digests a second to the addresses of one domain, from all workers"
    )
    database_pool: int = Field(default=10, ge=2, description="Most PostgreSQL connections of one process")
    metrics_token: str | None = Field(
        default=None, description="Bearer token for /metrics; without it there is no such page"
    )
    trust_proxy: bool = Field(default=False, description="Believe X-Forwarded-For of the proxy in front of Parlour")
    development: bool = Field(
        default=False, description="Show kept mail on a local page; never set this on a public server"
    )

    secret_key: str | None = Field(
        default=None,
        min_length=32,
        description="What links are signed with, 32 characters or more; else made once in DATA_DIR",
    )
    storage_url: str | None = Field(
        default=None, description="s3://bucket/prefix for the bytes of files; without it a folder in DATA_DIR"
    )
    s3_endpoint: str | None = Field(default=None, description="URL of a server that speaks S3; without it Amazon's")
    s3_region: str = Field(default="us-east-1", description="Region that requests to the bucket are signed for")
    s3_access_key: str | None = Field(default=None, description="Access key id for the bucket")
    s3_secret_key: str | None = Field(default=None, description="Secret access key for the bucket")
    file_limit: int = Field(default=2 * GIB, ge=1, description="Most bytes of one file, this number included")
    message_limit: int = Field(default=4 * GIB, ge=1, description="Most bytes of one message's files together")
    person_unsent_limit: int = Field(
        default=8 * GIB, ge=1, description="Most bytes that one person may have uploaded and not sent yet"
    )
    workspace_limit: int = Field(default=100 * GIB, ge=1, description="Most bytes of all files of one firm")
    image_megapixels: int = Field(
        default=120, ge=1, description="Most million pixels of an image; 40 where its format cannot be read smaller"
    )
    clamd_url: str | None = Field(
        default=None,
        pattern=r"^(tcp://[^/]+|unix:///.+)$",
        description="tcp://host:port or unix:///path of clamd; without it files are not scanned",
    )

    @property
    def secure(self) -> bool:
        """Whether people reach Parlour by HTTPS, so that cookies must not travel otherwise."""
        return self.base_url.startswith("https://")


_current: Settings | None = None


def use(settings: Settings) -> None:
    """Set what the process runs with."""
    global _current  # noqa: PLW0603  one set of settings for a process
    _current = settings


def current() -> Settings:
    """What the process runs with. Raises RuntimeError before `use`."""
    if _current is None:
        raise RuntimeError("No settings are in use")
    return _current
