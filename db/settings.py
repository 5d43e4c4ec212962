"""What can be set, from the environment; every default suits `parlour up` on one machine."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings of every Parlour process, read from environment variables of the same names in capitals."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    database_url: str | None = Field(default=None, description="PostgreSQL to use; without it the embedded one")
    redis_url: str | None = Field(default=None, description="Redis to use; without it the embedded one")
    data_dir: Path = Field(default=Path(".parlour"), description="Folder of the embedded servers")
    base_url: str = Field(default="http://127.0.0.1:8000", description="Where people reach Parlour: links and origins")
    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8000, description="Port to listen on")
    smtp_url: str | None = Field(default=None, description="smtp:// or smtps:// relay; without it mail stays here")
    mail_from: str = Field(default="Parlour <parlour@localhost>", description="Sender of account mail")
    database_pool: int = Field(default=10, ge=2, description="Most PostgreSQL connections of one process")
    metrics_token: str | None = Field(
        default=None, description="Bearer token for /metrics; without it there is no such page"
    )
    trust_proxy: bool = Field(default=False, description="Believe X-Forwarded-For of the proxy in front of Parlour")
    development: bool = Field(
        default=False, description="Show kept mail on a local page; never set this on a public server"
    )

    @property
    def secure(self) -> bool:
        """Whether people reach Parlour by HTTPS, so that cookies must not travel otherwise."""
        return self.base_url.startswith("https://")
