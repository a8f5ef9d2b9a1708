"""Make a package of any size that keeps every rule, or one with planted faults.

uv run python scripts/benchmarks/packages.py OUT --rows 1000000 [--dirty] [--seed 0]

Its tables have the proportions of the real ones; a few actors, articles and events are cited very often.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from cells import Tables, of_the_record
from planted import planted
from tables import valid

from treaty_record import reading
from treaty_record.publishing.descriptor import PROFILES, resource
from treaty_record.values.number import numbers_as_text


def main() -> None:
    """Write a package, and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--dirty", action="store_true", help="plant faults in one row of a hundred")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--parquet", type=Path, metavar="PACKAGE", help="copy a package of CSV files as Parquet")
    options = parser.parse_args()
    if options.parquet:
        copy_as_parquet(options.parquet, options.out)
        return
    dice = np.random.default_rng(options.seed)
    tables = valid(options.rows, dice)
    if options.dirty:
        tables, faults = planted(tables, dice)
        write(options.out, tables)
        faults.write_csv(options.out / "planted.csv")
        print(f"{len(faults):,} faults planted")
    else:
        write(options.out, tables)
    print(f"{sum(map(len, tables.values())):,} rows in {options.out}")


def write(out: Path, tables: Tables) -> None:
    """Write the tables, and the descriptor with their hashes."""
    (out / "data").mkdir(parents=True, exist_ok=True)
    resources = []
    for name, frame in tables.items():
        content = numbers_as_text(frame).write_csv().encode()
        (out / f"data/{name}.csv").write_bytes(content)
        resources.append(resource(of_the_record().tables[name], frame, content))
    about = {"$schema": f"{PROFILES}/datapackage.json", "name": "benchmark", "version": "0.1.0"}
    text = json.dumps(about | {"resources": resources}, ensure_ascii=False)
    (out / "datapackage.json").write_text(text, encoding="utf-8")


def copy_as_parquet(package: Path, out: Path) -> None:
    """Write a package of CSV files with its tables as Parquet."""
    (out / "data").mkdir(parents=True, exist_ok=True)
    descriptor = json.loads((package / "datapackage.json").read_bytes())
    for described in descriptor["resources"]:
        frame = reading.read(package, described)
        path = out / f"data/{described['name']}.parquet"
        frame.write_parquet(path)
        content = path.read_bytes()
        sums = {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}
        described |= {
            "path": f"data/{path.name}",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            **sums,
        }
        del described["encoding"]
    (out / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
