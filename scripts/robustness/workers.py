"""Processes that try inputs, within bounds of time and memory."""

import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rooms import Room

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # the packages are small, and each core has a process of its own

SLOW, LARGE = "over 10 s", "over 2 GB"
SECONDS = 10
"""Seconds of processor that an input may take."""
PATIENCE = 60
"""Seconds after which a process that does not answer is ended, on a machine that may be busy."""
START = 300
"""Seconds in which a process has to come up."""
BYTES = 2 * 1024**3
CEILING = 4 * 1024**3
"""Memory that a process gets at all, lest one input take the machine; not address space, which V8 reserves freely."""

Task = tuple[str, int]
"""A kind and a seed."""


@dataclass(frozen=True)
class Result:
    """What became of one input, by all of its names; what it took, and the input itself if it shows a fault."""

    task: Task
    became: tuple[str, ...]
    detail: str = ""
    called: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    peak: int = 0


class Worker:
    """A process that tries inputs, one after the other."""

    def __init__(self) -> None:
        """Start the process, and wait until it is ready."""
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,))
        self._process.start()
        theirs.close()
        if not self._pipe.poll(START) or self._pipe.recv() is not None:
            raise RuntimeError("the process that tries inputs did not come up")

    def result(self, task: Task) -> Result:
        """Return what becomes of an input; a process that does not answer is ended."""
        self._pipe.send(task)
        try:
            if not self._pipe.poll(PATIENCE):
                self.end()
                return Result(task, (SLOW,), f"no answer in {PATIENCE} s")
            found: Result = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            return Result(task, ("traceback",), f"the process ended with {self._process.exitcode}")
        return found

    def is_alive(self) -> bool:
        """Tell whether the process can try another input."""
        return self._process.is_alive()

    def end(self) -> None:
        """End the process: of itself if it can, and else with those that it started."""
        self._pipe.close()
        self._process.join(5)
        if self._process.is_alive():
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid or 0, signal.SIGKILL)
            self._process.join()


def serve(pipe: Connection) -> None:
    """Try each input that comes, in a folder of this process's own, and send what became of it."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one ends it
    resource.setrlimit(resource.RLIMIT_DATA, (CEILING, CEILING))
    from hostile_web import served
    from rooms import Room

    with TemporaryDirectory(prefix="treaty-fuzz-") as folder, served():
        room = Room(Path(folder))
        os.chdir(folder)
        pipe.send(None)
        with suppress(EOFError, OSError):  # nobody asks any more
            while True:
                pipe.send(tried(pipe.recv(), room))


def again(task: Task) -> Result:
    """Return what becomes of one input, tried in this process."""
    from hostile_web import served
    from rooms import Room

    with TemporaryDirectory(prefix="treaty-fuzz-") as folder, served():
        room = Room(Path(folder))
        os.chdir(folder)
        return tried(task, room)


def tried(task: Task, room: "Room") -> Result:
    """Return what becomes of an input, and what that took."""
    from trials import outcome

    forget_peak()
    before = time.process_time()
    found = outcome(*task, room)
    seconds, most = time.process_time() - before, peak()
    costly = [name for name, much in ((SLOW, seconds > SECONDS), (LARGE, most > BYTES)) if much]
    return Result(task, (found.result, *costly), found.detail, found.called, found.files, seconds, most)


def forget_peak() -> None:
    """Let Linux count the peak of memory from now on; elsewhere it is that of the process's whole life."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def peak() -> int:
    """Return the most memory that this process, and each that it has started, held in bytes."""
    try:
        children = [p for task in Path("/proc/self/task").iterdir() for p in (task / "children").read_text().split()]
        return max(_high_water(Path("/proc", name)) for name in ("self", *children))
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _high_water(process: Path) -> int:
    """Return the most memory that a process held, as Linux tells it."""
    lines = (process / "status").read_text("utf-8").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
