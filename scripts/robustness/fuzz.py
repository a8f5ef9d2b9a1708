"""Put many changed inputs to the program, and count those that it neither takes nor refuses in a sentence.

uv run python scripts/robustness/fuzz.py [--inputs 100000] [--kind csv ...] [--seed 0] [--jobs 2] [--out FOLDER]
uv run python scripts/robustness/fuzz.py --again KIND SEED

The same seed makes the same inputs. A process of its own tries them, which is replaced if it dies, or takes more than
ten seconds or two gigabytes over one input. What shows a fault is kept in a folder, with its files and the traceback.
The exit status is 1 if anything did.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from workers import LARGE, SLOW, Result, Task, Worker, again

SHARES = {"csv": 34, "json": 16, "toml": 17, "parquet": 8, "zip": 10, "http": 12, "commands": 3}
"""Of a hundred inputs, how many are of each kind: more of those that take less time."""
COUNTED = ("refused", "passed", "traceback", "unsafe", SLOW, LARGE)
FAULTS = COUNTED[2:]
EACH = 1000
"""Inputs after which a line tells how far the run is."""


def main() -> None:
    """Try the inputs, print the table, and exit with 1 if one shows a fault."""
    asked = arguments()
    if asked.again:
        print(again((asked.again[0], int(asked.again[1]))))
        return
    progress = Progress(asked.out)
    all_tried(planned(asked.inputs, asked.kind or list(SHARES), asked.seed), asked.jobs, progress)
    print("\n".join(table(progress.found)))
    print(f"{progress}{f'; see {asked.out}' if progress.faulty else ''}")
    sys.exit(bool(progress.faulty))


class Progress:
    """The results so far; those that show a fault are written to a folder as they come."""

    def __init__(self, out: Path) -> None:
        """Start the clock."""
        self.found: list[Result] = []
        self.faulty = 0
        self._out, self._lock, self._started = out, Lock(), time.monotonic()

    def add(self, result: Result) -> None:
        """Record a result; print a line now and then."""
        with self._lock:
            self.found.append(result)
            if any(fault in result.became for fault in FAULTS):
                self.faulty += 1
                keep(result, self._out)
            if len(self.found) % EACH == 0:
                print(self, file=sys.stderr, flush=True)

    def __str__(self) -> str:
        """Return how far the run is."""
        return f"{len(self.found):,} inputs in {time.monotonic() - self._started:,.0f} s, {self.faulty:,} faults"


def arguments() -> argparse.Namespace:
    """Return what is asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many inputs in all")
    parser.add_argument("--kind", action="append", choices=list(SHARES), help="only this kind; the option repeats")
    parser.add_argument("--seed", type=int, default=0, help="where to begin to count")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "treaty-fuzz", help="for faults")
    parser.add_argument("--again", nargs=2, metavar=("KIND", "SEED"), help="try one input in this process")
    return parser.parse_args()


def planned(inputs: int, kinds: Sequence[str], seed: int) -> list[Task]:
    """Return each input's kind and seed, as many of each kind as its share says, the kinds evenly mixed."""
    whole = sum(SHARES[kind] for kind in kinds)
    tasks = [(kind, number) for kind in kinds for number in range(round(inputs * SHARES[kind] / whole))]
    return [(kind, seed + number) for kind, number in sorted(tasks, key=lambda task: task[1] / SHARES[task[0]])]


def all_tried(tasks: Sequence[Task], jobs: int, progress: Progress) -> None:
    """Try each input, in so many processes at once."""

    def part(first: int) -> None:
        for result in tried(tasks[first::jobs]):
            progress.add(result)

    with ThreadPoolExecutor(jobs) as threads:
        list(threads.map(part, range(jobs)))


def tried(tasks: Sequence[Task]) -> Iterator[Result]:
    """Yield what became of each input, one after the other, in a process that is replaced when need be."""
    worker: Worker | None = None
    for task in tasks:
        worker = worker or Worker()
        result = worker.result(task)
        yield result
        if SLOW in result.became or LARGE in result.became or not worker.is_alive():
            worker.end()
            worker = None
    if worker:
        worker.end()


def keep(result: Result, out: Path) -> None:
    """Write an input that shows a fault into a folder of its own."""
    folder = out / "-".join(map(str, result.task))
    folder.mkdir(parents=True, exist_ok=True)
    told = f"{' and '.join(result.became)}, {result.seconds:.1f} s, {result.peak / 1e9:.1f} GB\n"
    (folder / "what.txt").write_text(f"{told}{result.called}\n{result.detail}\n", "utf-8", "backslashreplace")
    for path, content in result.files.items():
        (folder / path.replace("/", "-")).write_bytes(content)


def table(found: Sequence[Result]) -> Iterator[str]:
    """Yield the lines of a table: for each kind of input, how many became what."""
    yield f"{'kind':<10}{'inputs':>9}" + "".join(f"{name:>11}" for name in COUNTED)
    for kind in [*(kind for kind in SHARES if any(result.task[0] == kind for result in found)), "all"]:
        of_kind = [result for result in found if kind in (result.task[0], "all")]
        counts = Counter(name for result in of_kind for name in result.became)
        yield f"{kind:<10}{len(of_kind):>9,}" + "".join(f"{counts[name]:>11,}" for name in COUNTED)


if __name__ == "__main__":
    main()
