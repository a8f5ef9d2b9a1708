"""Run as ``treaty`` or ``python -m treaty_tools``."""

import os
import sys
import warnings
from collections.abc import Sequence
from importlib.abc import MetaPathFinder


class WithoutPandas(MetaPathFinder):
    """Makes pandas look as if it were not installed.

    pandera, which checks cells with polars alone, imports pandas where it finds it: when it is imported itself, and
    again when the first schema is used, so pandas is hidden for as long as the program runs. It would take half a
    second and 100 MB, and no command uses it. pandera looks for the usual words of the error, which a None in
    sys.modules would not give. Programs that import this package are not affected.
    """

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> None:
        """Refuse pandas, and leave other modules to the usual finders."""
        if name == "pandas":
            raise ModuleNotFoundError("No module named 'pandas'", name=name)


def main() -> None:
    """Run the command line; if its libraries are not installed, name the extra that brings them."""
    open_standard_streams()
    sys.meta_path.insert(0, WithoutPandas())
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
