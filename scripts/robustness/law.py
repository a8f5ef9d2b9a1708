"""Try the law on many odd packages: what ``treaty validate`` passes, everything else accepts or refuses in a sentence.

uv run python scripts/robustness/law.py [--examples 500] [--seed 0]

Every breach is printed once, with the package that shows it, in the folder OUT.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import hypothesis

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Draw packages, count how many are valid, and print what breaks the law."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("law"), help="where packages that show a breach are kept")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.helpers.law import breaches
    from tests.helpers.odd_packages import OddPackage, make, odd_packages
    from tests.helpers.packages import problems

    tally: Counter[str] = Counter()

    @hypothesis.seed(options.seed)
    @hypothesis.settings(
        max_examples=options.examples,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
    )
    @hypothesis.given(odd=odd_packages())
    def examples(odd: OddPackage) -> None:
        with tempfile.TemporaryDirectory() as folder:
            package = make(pristine, Path(folder) / "package", odd)
            found = problems(package)
            tally["valid" if not found else f"refused [{found[0].rpartition('[')[2]}"] += 1
            for breach in breaches(package, Path(folder)) if not found else ():
                short = breach[:200]
                tally[f"BREACH {short}"] += 1
                if tally[f"BREACH {short}"] == 1:
                    kept = shutil.copytree(package, options.out / f"{len(tally)}", dirs_exist_ok=True)
                    print(f"{kept}: {breach[:600]}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        pristine = Path(folder)
        shutil.copytree(ROOT / "tests/cases/five_articles", pristine / "scripts/sources")
        examples()
    for what, number in tally.most_common():
        print(f"{number:6,} {what}")


if __name__ == "__main__":
    main()
