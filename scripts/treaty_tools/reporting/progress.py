"""Show the progress of long work on standard error, if that is a terminal."""

import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")

DELAY = 1.0
"""Seconds of work after which progress is shown; shorter work shows nothing."""
INTERVAL = 0.1
"""Seconds between two updates."""
THREAD = "progress"


class Bar:
    """The progress of some work: a thread draws it after a second, and removes it when the work is done."""

    def __init__(self, description: str, total: int | None) -> None:
        """Describe the work in words that need no escaping; ``total`` is the number of steps, if known."""
        self.description, self.total, self.steps = description, total, 0
        self._started = time.monotonic()
        self._done = threading.Event()
        self._drawing = threading.Lock()
        self._display: Progress | None = None

    def advance(self) -> None:
        """Count a step."""
        self.steps += 1

    def track(self, items: Iterable[T]) -> Iterator[T]:
        """Yield items, and count each as a step when the next one is asked for."""
        for item in items:
            yield item
            self.advance()

    def run(self) -> None:
        """Draw until the work is done."""
        if self._done.wait(DELAY):
            return
        with suppress(ImportError, OSError):  # without rich, or if the terminal is gone, nothing is shown
            import rich.progress  # noqa: F401 -- here, so that nobody who prints has to wait for it

            while not self._done.wait(INTERVAL):
                with self._drawing:
                    self._draw()
        self.stop()

    def _draw(self) -> None:
        if self._display is None:
            self._display = _display(self.description, self.total)
            self._display.start()
        counted = f" {self.steps:,}" if self.steps and not self.total else ""
        text = f"{self.description}{counted} ({time.monotonic() - self._started:.0f} s)"
        self._display.update(self._display.task_ids[0], completed=self.steps, description=text, refresh=True)

    def stop(self) -> None:
        """Remove what is drawn; the thread draws nothing more."""
        self._done.set()
        with self.hidden():
            pass

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Remove what is drawn for as long as something is printed."""
        with self._drawing:
            if self._display:
                with suppress(OSError):
                    self._display.stop()
                self._display = None
            yield


_current: Bar | None = None


@contextmanager
def progress(description: str, total: int | None = None) -> Iterator[Bar]:
    """Show the progress of work once it has taken a second: on a terminal, on standard error, and nowhere else."""
    global _current
    bar = Bar(description, total)
    if _current or not is_shown():
        yield bar
        return
    thread = threading.Thread(target=bar.run, name=THREAD, daemon=True)
    _current = bar
    thread.start()
    try:
        yield bar
    finally:
        _current = None
        bar.stop()
        thread.join()


@contextmanager
def hidden() -> Iterator[None]:
    """Remove the progress that is drawn, if any, for as long as something is printed."""
    bar = _current
    if bar is None:
        yield
        return
    with bar.hidden():
        yield


def is_shown() -> bool:
    """Return whether standard error is a terminal that can move its cursor."""
    if os.environ.get("TERM") in ("dumb", "unknown"):
        return False
    try:
        return sys.stderr.isatty()
    except (AttributeError, ValueError):  # there is no standard error, or it is closed
        return False


def _display(description: str, total: int | None) -> "Progress":
    """Return the line that shows progress, with a bar if the total is known."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    counts = [BarColumn(), MofNCompleteColumn()] if total else []
    display = Progress(
        SpinnerColumn("line"),
        TextColumn("{task.description}", markup=False),
        *counts,
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    display.add_task(description, total=total)
    return display
