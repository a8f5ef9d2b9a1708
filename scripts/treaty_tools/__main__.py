"""Run as ``treaty`` or ``python -m treaty_tools``."""

import os
import sys
import warnings


def main() -> None:
    """Run the command line, or name the extra that it needs."""
    open_standard_streams()
    if not sys.warnoptions and "--debug" not in sys.argv:
        warnings.simplefilter("ignore")  # they are for developers, and would stand among the errors in the data
    try:
        from .cli import main as run
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit("treaty: the commands need more than the data: pip install 'treaty-record[tools]'")
    except KeyboardInterrupt:
        sys.exit(130)
    try:
        run()
    finally:
        drain()


def open_standard_streams() -> None:
    """Give closed standard streams a place, lest the next file that is opened be taken for one of them."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def drain() -> None:
    """Drop what a standard stream cannot write: its error has been reported, and Python would report it again."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    main()
