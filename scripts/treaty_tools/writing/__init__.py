"""Change files in a folder atomically, and only files that the program created."""

from .draft import Draft, write_file, writing
from .errors import NotWritten
from .staging import STAGING

__all__ = ["STAGING", "Draft", "NotWritten", "write_file", "writing"]
