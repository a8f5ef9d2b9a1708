"""Measure how long the site of a large package takes to make, and how large its pages are.

uv run python scripts/benchmarks/site.py [--events 10000] [--claims 30000] [--seed 0]
"""

import argparse
import gc
import tempfile
import time
from pathlib import Path

import numpy as np
from packages import write
from tables import SHARES, valid

from treaty_tools.site import build, folder, record

LARGEST_PAGE, LONGEST = 300_000, 120
"""What a page's bytes and the seconds of the whole must stay below."""


def main() -> None:
    """Make a package and its site, and say what they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--claims", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        package, out = Path(work, "package"), Path(work, "site")
        rows = round(options.claims / SHARES["claims"])
        shares = {**SHARES, "events": options.events / rows, "claims": options.claims / rows}
        write(package, valid(rows, np.random.default_rng(options.seed), shares))
        start, worked = time.perf_counter(), time.process_time()
        read = record.read(package)
        joined = time.perf_counter() - start
        gc.freeze()  # as the command does
        many = folder.write(out, build.files(read, package))
        print(f"{len(read.rows['events']):,} events, {len(read.rows['claims']):,} claims")
        print(f"{many:,} files in {time.perf_counter() - start:.1f} s, of which {joined:.1f} s to read, join and mark")
        print(f"{time.process_time() - worked:.1f} s of processor time, {time.perf_counter() - start:.1f} s in all")
        print(sizes(out))


def sizes(out: Path) -> str:
    """Return in words how large the pages and the index are."""
    pages = sorted((path.stat().st_size, path.relative_to(out).as_posix()) for path in out.rglob("*.html"))
    index = (out / "search-index.js").stat().st_size
    largest = ", ".join(f"{name} {size / 1000:.0f} kB" for size, name in reversed(pages[-5:]))
    return f"largest pages: {largest}; index {index / 1e6:.1f} MB; pages {sum(s for s, _ in pages) / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
