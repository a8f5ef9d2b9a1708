"""The rules, level by level, and how they are run."""

from collections.abc import Iterator

from . import citations, meaning, references, release, shape  # noqa: F401 -- importing registers them
from .package import Package
from .rule import CELLS, MEANING, RULES, Found, Rule

__all__ = ["CELLS", "MEANING", "RULES", "Found", "Package", "Rule", "faults"]


def faults(package: Package, last_stage: int = MEANING, level: int = 5) -> Iterator[tuple[Rule, Found]]:
    """Yield every fault that the rules find, stage by stage, leaving out what only follows from an earlier one.

    Rules above ``level`` are not told, and run only where a rule up to it looks away from what they find.
    """
    looking = max((rule.stage for rule in RULES.values() if rule.level <= level and rule.stage < MEANING), default=0)
    for stage in range(CELLS, last_stage + 1):
        marks: dict[str, list[int]] = {}
        for rule in RULES.values():
            if rule.stage != stage or rule.check is None or (rule.level > level and stage >= looking):
                continue
            for found in rule.check(package):
                marks.setdefault(found.table, []).extend(found.faults["_row"].to_list())
                if not found.follows and rule.level <= level:
                    yield rule, found
        package = package.with_marks(marks) if marks else package
