"""Long work shows its progress on a terminal, on standard error, and nowhere else."""

import io
import os
import pty
import re
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stderr
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.helpers.misbehaving import Say, answer, serving
from tests.helpers.packages import edit, renew, text, write
from treaty_tools.cli import main
from treaty_tools.reporting import progress
from treaty_tools.reporting.terminal import echo

ERASED = "\x1b[1A\x1b[2K"


class Terminal:
    """A terminal, as far as a program can tell, and what has been written to it."""

    def __init__(self) -> None:
        self._reading, self.descriptor = pty.openpty()
        self.shown = ""

    def wait_for(self, words: str) -> None:
        """Read until some words have been written."""
        while words not in self.shown:
            assert select.select([self._reading], [], [], 30)[0], self.shown
            self.shown += os.read(self._reading, 10_000).decode()

    def drain(self) -> None:
        """Read what has been written."""
        while select.select([self._reading], [], [], 0)[0]:
            self.shown += os.read(self._reading, 10_000).decode()

    @contextmanager
    def as_stderr(self) -> Iterator[None]:
        """Let standard error be this terminal, and not what pytest puts in its place."""
        with open(self.descriptor, "w", closefd=False) as stream, redirect_stderr(stream):
            yield

    def close(self) -> None:
        os.close(self._reading)
        os.close(self.descriptor)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A terminal that can move its cursor."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    with closing(Terminal()) as made, open(made.descriptor, "w", closefd=False) as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        yield made


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show progress without waiting for a second."""
    monkeypatch.setattr(progress, "DELAY", 0)


def of_one_address(project: Path, url: str) -> None:
    """Give the articles of a package one address, at which a server answers."""
    articles = text(project, "articles").with_columns(url=None, archive_url=None, source_url=None)
    write(project, "articles", articles)
    edit(project, "articles", "mbn-20241112-kim-signs", url=url)
    renew(project)


def test_a_slow_command_shows_its_progress_on_a_terminal(project: Path, terminal: Terminal) -> None:
    def slow(talk: object) -> None:
        terminal.wait_for("Requesting addresses")
        answer()(talk)  # type: ignore[arg-type]

    with serving({"/page": slow}) as server:
        of_one_address(project, server.address())
        call = [sys.executable, "-m", "treaty_tools", "health", "--allow-private", "--package", str(project)]
        done = subprocess.run(call, stdout=subprocess.PIPE, stderr=terminal.descriptor, text=True, check=False)
    terminal.drain()
    assert done.returncode == 0, terminal.shown
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "5 articles: 1 answers, 4 not asked")
    assert "0/1" in terminal.shown


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


def test_nothing_is_shown_in_a_pipe(project: Path, at_once: None) -> None:
    seen: list[set[str]] = []

    def watching(talk: object) -> None:
        seen.append(threads())
        answer()(talk)  # type: ignore[arg-type]

    slow: Say = watching
    with serving({"/page": slow}) as server:
        of_one_address(project, server.address())
        result = CliRunner().invoke(main, ["health", "--allow-private", "--package", str(project)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert seen
    assert progress.THREAD not in set.union(*seen)


def test_a_terminal_shows_steps_and_is_clean_afterwards(terminal: Terminal, at_once: None) -> None:
    with terminal.as_stderr():
        with progress.progress("Working", 2) as bar:
            assert progress.THREAD in threads()
            for step in bar.track(range(2)):
                terminal.wait_for(f"{step}/2")
        assert progress.THREAD not in threads()
        echo("done", err=True)
        terminal.wait_for("done")
    assert re.search(f"{re.escape(ERASED)}[^\\w]*done$", terminal.shown.rstrip())


def test_what_is_printed_meanwhile_has_lines_of_its_own(terminal: Terminal, at_once: None) -> None:
    with terminal.as_stderr(), progress.progress("Working"):
        terminal.wait_for("Working")
        echo("a result", err=True)
        terminal.wait_for("a result")
        before, terminal.shown = terminal.shown.split("a result")
        terminal.wait_for("Working")
    assert re.search(f"{re.escape(ERASED)}[^\\w]*$", before)
    assert terminal.shown.startswith("\r\n")


def test_short_work_shows_nothing(terminal: Terminal) -> None:
    with terminal.as_stderr():
        with progress.progress("Working"):
            pass
        echo("done", err=True)
        terminal.wait_for("done")
    assert terminal.shown.strip() == "done"


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_a_terminal_without_a_cursor_shows_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    with terminal.as_stderr():
        assert progress.is_shown()
        monkeypatch.setenv("TERM", kind)
        assert not progress.is_shown()


def test_without_a_terminal_nothing_is_shown() -> None:
    closed = io.StringIO()
    closed.close()
    for stream in (None, closed, io.StringIO()):
        with redirect_stderr(stream):
            assert not progress.is_shown()


def test_no_color_turns_colours_off(terminal: Terminal, at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with terminal.as_stderr(), progress.progress("Working", 2):
        terminal.wait_for("0/2")
    assert not re.search(r"\x1b\[[\d;]*3\dm", terminal.shown)


def test_without_rich_work_shows_nothing(terminal: Terminal, at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    with terminal.as_stderr():
        with progress.progress("Working"):
            for thread in threading.enumerate():
                if thread.name == progress.THREAD:
                    thread.join()
        echo("done", err=True)
        terminal.wait_for("done")
    assert terminal.shown.strip() == "done"
