"""Time the commands on the real data, each as a whole process: uv run python scripts/benchmarks/commands.py."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

COMMANDS = (["--help"], ["build"], ["build", "--check"], ["validate"], ["show", "kim-ratifies-treaty"], ["rules"])
RUNS = 7


def seconds(arguments: list[str]) -> float:
    """Return how long one run of the command takes, failure included as an error."""
    treaty = Path(sys.executable).with_name("treaty")
    start = time.perf_counter()
    subprocess.run([treaty, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the median and the slowest of several runs of each command."""
    for arguments in COMMANDS:
        times = [seconds(arguments) for _ in range(RUNS)]
        name = f"treaty {' '.join(arguments)}"
        print(f"{name:<32} median {statistics.median(times):5.2f} s  slowest {max(times):5.2f} s")


if __name__ == "__main__":
    main()
