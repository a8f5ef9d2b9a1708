"""Run as ``treaty`` or ``python -m treaty_tools``."""

import os
import sys
import warnings
from collections.abc import Sequence
from importlib.abc import MetaPathFinder


class Hidden(MetaPathFinder):
    """Makes libraries look as if they were not installed, which pandera imports where it finds them.

    pandera checks cells with polars alone. It imports the others when it is imported itself, and again when the first
    schema is used, so they are hidden for as long as the program runs; no command needs them. pandas alone would take
    half a second and 100 MB. pandera looks for the usual words of the error, which a None in sys.modules would not
    give. Programs that import this package are not affected.
    """

    NAMES = frozenset({"hypothesis", "numpy", "pandas"})

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> None:
        """Refuse these libraries, and leave other modules to the usual finders."""
        if name in self.NAMES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def main() -> None:
    """Run the command line; if its libraries are not installed, name the extra that brings them."""
    open_standard_streams()
    sys.meta_path.insert(0, Hidden())
    if not sys.warnoptions and "--debug" not in sys.argv:
        warnings.simplefilter("ignore")  # they are for developers, and would appear among the errors in the data
    try:
        from .cli import main as run
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit("Error: treaty needs click, which is not installed: pip install 'treaty-record[tools]'")
    except KeyboardInterrupt:
        sys.exit(130)
    try:
        run()
    finally:
        drain()


def open_standard_streams() -> None:
    """Reopen closed standard streams, so that no other file gets their descriptors."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def drain() -> None:
    """Discard what a standard stream cannot write: the error has been reported, and Python would report it again."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    main()
