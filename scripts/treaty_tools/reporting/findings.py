"""What a check of a package found, ready to report."""

from dataclasses import dataclass, field

from .problem import Problem


@dataclass
class Findings:
    """The problems to show, sorted; how many faults each wanted rule found, and how many each of the others."""

    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    untold: dict[str, int] = field(default_factory=dict)

    @property
    def not_shown(self) -> dict[str, int]:
        """Return how many faults of each rule are counted, but not among the problems."""
        shown = dict.fromkeys(self.counts, 0)
        for problem in self.problems:
            shown[problem.rule] += 1
        return {rule: n - shown[rule] for rule, n in sorted(self.counts.items()) if n > shown[rule]}
