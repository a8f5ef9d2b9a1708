"""Run as ``treaty`` or ``python -m treaty_tools``."""

import sys


def main() -> None:
    """Run the command line, or say which extra it needs."""
    try:
        from .cli import main as run
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit("treaty: the commands need more than the data: pip install 'treaty-record[tools]'")
    run()


if __name__ == "__main__":
    main()
