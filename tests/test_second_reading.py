"""What is published of the second reading is what the two sheets give."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_page_on_coding_has_the_agreement_of_the_two_sheets() -> None:
    script = ROOT / "scripts/second_reading/agreement.py"
    made = subprocess.run([sys.executable, script], check=True, capture_output=True, text=True).stdout
    assert made in (ROOT / "docs/coding.md").read_text(encoding="utf-8")
