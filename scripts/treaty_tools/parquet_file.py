"""A Parquet file as text cells, so that it is checked like a CSV file.

It is read by a process of its own: a few wrong bytes can make polars ask for more memory than there is, which ends the
process that asks.
"""

import io
import json
import subprocess
import sys
from collections.abc import Sequence

import polars as pl

from .csv_file import MOST_CELLS, header_faults
from .problem import BadData, Problem

NESTED = "holds lists or tables, where each cell is one value"
BAD = 1
"""Exit status of the reading process where the file is bad, with its problems as JSON in place of the rows."""


def read(content: bytes, path: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return a file's rows as text, null where a cell is empty.

    Raises BadData where the file is no Parquet, has other columns, or has cells that are no text.
    """
    reading = [sys.executable, "-m", __spec__.name if __spec__ else __name__, path, *columns]
    done = subprocess.run(reading, input=content, capture_output=True, check=False)
    if done.returncode == 0:
        return pl.read_ipc(io.BytesIO(done.stdout))
    if done.returncode == BAD and done.stdout:
        raise BadData(Problem(**problem) for problem in json.loads(done.stdout))
    raise BadData([Problem(path, 1, "", "is not Parquet: it ends whatever reads it", "csv")])


def rows(content: bytes, path: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return what ``read`` returns, reading in this process."""
    try:
        lazy = pl.scan_parquet(io.BytesIO(content))
        types = lazy.collect_schema()
        if problems := list(header_faults(types.names(), path, columns)):
            raise BadData(problems)
        if problems := [Problem(path, 1, name, NESTED, "type") for name in columns if types[name].is_nested()]:
            raise BadData(problems)
        if lazy.select(pl.len()).collect().item() * len(columns) > MOST_CELLS:  # a few bytes can say a billion rows
            raise BadData([Problem(path, 1, "", f"has more than {MOST_CELLS:,} cells", "csv")])
        return lazy.select(pl.all().cast(pl.String)).collect()
    except BadData:
        raise
    except (Exception, pl.exceptions.PanicException) as error:  # polars raises many families, on bytes that are none
        message = f"is not Parquet: {next(iter(str(error).splitlines()), type(error).__name__)}"
        raise BadData([Problem(path, 1, "", message, "csv")]) from None


def main(path: str, *columns: str) -> int:
    """Write the rows of the file on standard input to standard output, or its problems."""
    try:
        rows(sys.stdin.buffer.read(), path, columns).write_ipc(sys.stdout.buffer)
    except BadData as error:
        sys.stdout.write(json.dumps([vars(problem) for problem in error.problems]))
        return BAD
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
