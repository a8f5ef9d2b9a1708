"""The packages on which speed is measured are real ones: they keep every rule."""

import subprocess
import sys
from pathlib import Path

from .packages import descriptor, problems

PACKAGES = Path(__file__).parents[1] / "scripts/benchmarks/packages.py"


def test_a_generated_package_keeps_every_rule(tmp_path: Path) -> None:
    subprocess.run([sys.executable, PACKAGES, tmp_path, "--rows", "5000"], check=True, stdout=subprocess.DEVNULL)
    assert problems(tmp_path) == []
    assert 4_500 < sum(resource["rows"] for resource in descriptor(tmp_path)["resources"]) < 5_500
