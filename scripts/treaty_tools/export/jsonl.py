"""JSON Lines: a file for each table, a row on each line."""

from pathlib import Path

from .package import Package


def write(package: Package, out: Path) -> Path:
    """Write the tables as JSON Lines, empty cells as null."""
    folder = out / f"{package.name}-jsonl"
    folder.mkdir()
    for name, frame in package.tables.items():
        frame.write_ndjson(folder / f"{name}.jsonl")
    return folder
