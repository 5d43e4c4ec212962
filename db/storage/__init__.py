"""Where the bytes of files are: a local folder, or a bucket that speaks S3. Keys are random and say nothing."""

from db.settings import Settings
from db.storage import bucket, folder
from db.storage.bucket import Bucket
from db.storage.folder import Folder
from db.storage.keys import new_key

__all__ = ["Bucket", "Folder", "Store", "connect", "disconnect", "new_key", "store"]
Store = Folder | Bucket
_store: Store | None = None


def store() -> Store:
    """The process's storage. Raises RuntimeError before `connect`."""
    if _store is None:
        raise RuntimeError("The storage is not connected")
    return _store


def connect(settings: Settings) -> None:
    """Set the process's storage. A folder is made with what leads to it; a bucket is not asked for anything yet.

    Raises ValueError when the settings do not name a bucket that can be used.
    """
    global _store  # noqa: PLW0603  one storage for a process is what this module is for
    _store = bucket.opened(settings) if settings.storage_url else folder.opened(settings.data_dir / "files")


async def disconnect() -> None:
    """Let go of the process's storage."""
    global _store  # noqa: PLW0603
    _store = None
