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

from workers import LARGE, SLOW, Result, Task, Worker, again

SHARES = {"csv": 25, "json": 10, "toml": 20, "parquet": 10, "zip": 10, "http": 22, "commands": 3}
"""Of a hundred inputs, how many are of each kind: more of those that take less time."""
COUNTED = ("refused", "passed", "traceback", "unsafe", SLOW, LARGE)
FAULTS = COUNTED[2:]


def main() -> None:
    """Try the inputs, print the table, and exit with 1 if one shows a fault."""
    asked = arguments()
    if asked.again:
        print(again((asked.again[0], int(asked.again[1]))))
        return
    started = time.monotonic()
    found = all_tried(list(planned(asked.inputs, asked.kind or list(SHARES), asked.seed)), asked.jobs)
    faulty = [result for result in found if any(fault in result.became for fault in FAULTS)]
    for result in faulty:
        keep(result, asked.out)
    print("\n".join(table(found)))
    print(f"{len(found):,} inputs in {time.monotonic() - started:,.0f} s{f'; faults: {asked.out}' if faulty else ''}")
    sys.exit(bool(faulty))


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


def planned(inputs: int, kinds: Sequence[str], seed: int) -> Iterator[Task]:
    """Yield each input's kind and seed, as many of each kind as its share says."""
    whole = sum(SHARES[kind] for kind in kinds)
    for kind in kinds:
        yield from ((kind, seed + number) for number in range(round(inputs * SHARES[kind] / whole)))


def all_tried(tasks: Sequence[Task], jobs: int) -> list[Result]:
    """Return what became of each input, tried by so many processes at once."""
    with ThreadPoolExecutor(jobs) as threads:
        parts = threads.map(lambda first: list(tried(tasks[first::jobs])), range(jobs))
        return [result for part in parts for result in part]


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
    for kind in [*dict.fromkeys(result.task[0] for result in found), "all"]:
        of_kind = [result for result in found if kind in (result.task[0], "all")]
        counts = Counter(name for result in of_kind for name in result.became)
        yield f"{kind:<10}{len(of_kind):>9,}" + "".join(f"{counts[name]:>11,}" for name in COUNTED)


if __name__ == "__main__":
    main()
