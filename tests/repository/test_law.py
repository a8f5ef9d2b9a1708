"""The law, on odd packages: what ``treaty validate`` passes, everything else accepts, or names a limit of a format."""

from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given

from tests.helpers.examples import examples
from tests.helpers.law import breaches, doors
from tests.helpers.odd_packages import OddPackage, make, odd_packages
from tests.helpers.packages import problems


@examples(3, 60)
@given(odd=odd_packages(), door=st.sampled_from(sorted(doors())))
def test_what_is_valid_is_accepted_or_refused_in_one_sentence(
    pristine: Path, tmp_path: Path, odd: OddPackage, door: str
) -> None:
    package = make(pristine, tmp_path / "package", odd)
    assume(not problems(package))
    assert list(breaches(package, tmp_path, [door])) == []


@pytest.mark.slow
@examples(2, 8)
@given(odd=odd_packages())
def test_every_door_takes_what_is_valid(pristine: Path, tmp_path: Path, odd: OddPackage) -> None:
    package = make(pristine, tmp_path / "package", odd)
    assume(not problems(package))
    assert list(breaches(package, tmp_path)) == []
