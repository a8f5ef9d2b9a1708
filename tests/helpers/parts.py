"""Cut the tables of a package into several files, as packages too large for one machine come."""

import re
from pathlib import Path

import polars as pl

from tests.helpers.packages import describe, descriptor
from treaty_record.values.number import numbers_as_text

PLACE = re.compile(r"data/(\w+)-(\d+)\.(\w+):(\d+)")


def cut(package: Path, rows: int) -> Path:
    """Cut every table of a package into files of so many rows; the last may have fewer, an empty table has one."""
    found = descriptor(package)
    for resource in found["resources"]:
        path = package / resource["path"]
        frame = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)
        path.unlink()
        resource["path"] = []
        for number, part in enumerate(frame.iter_slices(rows) if len(frame) else [frame], 1):
            name = f"data/{resource['name']}-{number}{path.suffix}"
            write_part(package / name, part)
            resource["path"].append(name)
        for sums in ("hash", "bytes"):
            resource.pop(sums, None)
    describe(package, found)
    return package


def write_part(path: Path, frame: pl.DataFrame) -> None:
    """Write a file of a table, in the format that its name gives."""
    if path.suffix == ".parquet":
        frame.write_parquet(path)
    else:
        numbers_as_text(frame).write_csv(path)


def uncut(problem: str, rows: int) -> str:
    """Return a problem of a package that was cut with the places that it has in the package with one file per table."""
    return PLACE.sub(lambda at: f"data/{at[1]}.{at[3]}:{int(at[4]) + (int(at[2]) - 1) * rows}", problem)
