"""Every rule has a bad package or a bad source file that it alone rejects."""

from pathlib import Path

from treaty_tools import rules  # importing registers every rule
from treaty_tools.checks import RULES

from . import test_citations, test_meaning, test_package, test_references, test_shape, test_sources
from .packages import problems, rules_of

MODULES = (test_shape, test_references, test_citations, test_meaning, test_package, test_sources)


def test_every_rule_has_a_bad_package_made_for_it() -> None:
    cases = [case for module in MODULES for case in module.CASES]
    named = rules_of([*cases, *test_package.DESCRIBED]) | {"descriptor", "rebuilt"}
    assert named == set(RULES)


def test_every_rule_is_of_a_level_and_says_what_it_asks_for_and_why() -> None:
    for rule in RULES.values():
        assert rule.level in rules.LEVELS
        assert rule.sentence.endswith(".")
        assert rule.why


def test_the_package_itself_breaks_no_rule(pristine: Path) -> None:
    assert problems(pristine) == []
