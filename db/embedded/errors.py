"""What can go wrong with embedded servers in a way the person who started them can act on."""


class EmbeddedError(Exception):
    """The embedded servers cannot run; the message says why in one line."""


class DataFolderHeld(EmbeddedError):
    """Another process runs its servers in this data folder."""


class StartFailed(EmbeddedError):
    """A server did not come up; the message ends with the last lines of its log."""
