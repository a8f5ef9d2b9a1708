"""Turn whatever ends a command early into one sentence and an exit status."""

import contextlib
import errno
import os
import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import IO, Any

import click

from .terminal import echo, echo_lines

FAILED, MISUSED, BROKEN, INTERRUPTED = 1, 2, 3, 130
"""Exit statuses: bad data or an unusable file, a wrong call, a bug in the program, Ctrl-C."""

LONGEST = 2000
"""Characters of a message that are printed."""

ADVICE = {
    errno.EACCES: "check its permissions",
    errno.EPERM: "check its permissions",
    errno.ENOSPC: "free some space and run the command again",
    errno.EDQUOT: "free some space and run the command again",
    errno.EROFS: "name a folder on another disk",
    errno.ENAMETOOLONG: "use a shorter name",
    errno.EMFILE: "close other programs or raise the limit with 'ulimit -n'",
}


GONE = (errno.EPIPE, errno.EINVAL)
"""The errors of POSIX and Windows for a pipe that nobody reads any more, as after ``| head``."""


class Reason(click.ClickException):
    """Why a command ends without a result, in lines that are already safe to print."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the lines, for a command that is called without its group."""
        echo(self.message, err=True)


def exit_status(run: Callable[[], object], called: Sequence[str]) -> int:
    """Run a command, called with these arguments; print why it ended early, if it did, and return its exit status."""
    try:
        if any("\0" in argument for argument in called):
            raise click.UsageError("an argument has a NUL character in it")
        status = run()
        return status if isinstance(status, int) else 0
    except SystemExit:  # click's own, when a pipe is closed
        raise
    except BaseException as error:  # polars' PanicException is no Exception
        return _report(error.__cause__ or error if isinstance(error, click.Abort) else error, called)


def _report(error: BaseException, called: Sequence[str]) -> int:
    """Print why a command ended early, after the traceback with --debug, and return the exit status."""
    status, lines = sentences(error, called)
    if wants_traceback(called) and not isinstance(error, click.ClickException):
        lines = [*"".join(traceback.format_exception(error)).splitlines(), *lines]
    with contextlib.suppress(OSError):  # standard error may be closed or full as well
        echo_lines(lines, err=True)
    return status


def wants_traceback(called: Sequence[str]) -> bool:
    """Return whether --debug is among the options, before or after the command's name."""
    return "--debug" in takewhile(lambda argument: argument != "--", called)


def sentences(error: BaseException, called: Sequence[str]) -> tuple[int, Sequence[str]]:
    """Return the exit status and what is printed for an error that ends a command."""
    match error:
        case click.ClickException():
            return error.exit_code, [*_usage(error), *_message(error)]
        case KeyboardInterrupt() | click.Abort():
            return INTERRUPTED, ["Interrupted"]
        case OSError() if error.errno in GONE and _is_printing(error):
            return FAILED, []
        case OSError():
            return FAILED, [f"Error: {_of_system(error)}"]
        case UnicodeEncodeError() if error.reason == "surrogates not allowed" and any(map(_is_broken, called)):
            return MISUSED, ["Error: an argument is not valid UTF-8"]
        case ModuleNotFoundError() if error.name and not error.name.startswith("treaty_"):
            missing = error.name.partition(".")[0]
            extra = "models" if missing == "pandera" else "tools"
            needs = f"needs {missing}, which is not installed: pip install 'treaty-record[{extra}]'"
            return FAILED, [f"Error: {_command(called)} {needs}"]
        case MemoryError():
            return BROKEN, [f"Error: {_command(called)} needs more memory than there is"]
    return BROKEN, [_unexpected(error, called)]


def _usage(error: click.ClickException) -> Iterator[str]:
    """Yield how the command is called, for an error in the call."""
    if isinstance(error, click.UsageError) and error.ctx:
        yield from error.ctx.get_usage().split("\n")
        yield f"Try '{error.ctx.command_path} {error.ctx.help_option_names[-1]}' for help."
        yield ""


def _message(error: click.ClickException) -> list[str]:
    """Return an error's message, on one line unless it is known to have several lines of ours."""
    message = error.format_message()
    if isinstance(error, Reason):
        return message.split("\n")
    if isinstance(error, click.MissingParameter):  # lists the choices, one to a line
        return f"Error: {message}".split("\n")
    return [f"Error: {shortened(message, LONGEST)}"]


def _of_system(error: OSError) -> str:
    """Return which file or stream caused the error, why, and what may help."""
    reason = error.strerror or str(error) or type(error).__name__
    advice = ADVICE.get(error.errno or 0)
    return f"{_refused(error)}: {shortened(reason)}{f'; {advice}' if advice else ''}"


def _refused(error: OSError) -> str:
    """Return which file or stream caused the error."""
    if error.filename is not None:
        name = error.filename if isinstance(error.filename, int) else os.fsdecode(error.filename)
        return f"{shortened(str(name))} cannot be read or written"
    return "standard output cannot be written" if _is_printing(error) else "a file cannot be read or written"


def _is_printing(error: OSError) -> bool:
    """Return whether an error comes from click's printing, and so from a standard stream."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return any(step.filename == click.utils.__file__ and step.name == "echo" for step in last)


def _unexpected(error: BaseException, called: Sequence[str]) -> str:
    """Return the sentence for a bug in the program."""
    what = f"{type(error).__name__}: {error}".removesuffix(": ")
    return (
        f"Error: {_command(called)} failed unexpectedly ({shortened(what)}); this is a bug: "
        "run it again with --debug and report the traceback, as CONTRIBUTING.md describes"
    )


def _command(called: Sequence[str]) -> str:
    """Return the command by its name."""
    given = [argument for before, argument in zip(["", *called], called, strict=False) if before != "-C"]
    return " ".join(["treaty", *(argument for argument in given if not argument.startswith("-"))][:2])


def _is_broken(argument: str) -> bool:
    return bool(re.search("[\ud800-\udfff]", argument))


def shortened(text: str, most: int = 300) -> str:
    """Return a text cut to a readable length."""
    return text if len(text) <= most else f"{text[:most]}…"
