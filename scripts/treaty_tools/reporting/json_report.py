"""Report what a check found as JSON, for programs."""

import json

from .findings import Findings
from .scope import Scope
from .terminal import json_inert

LEVELS = range(1, 6)


def json_report(found: Findings, scope: Scope) -> str:
    """Return the report that docs/validation-report.schema.json describes, in ASCII."""
    report = {
        "valid": not found.counts,
        "rows": scope.rows,
        "tables": scope.tables,
        "errors": sum(found.counts.values()),
        "by_rule": dict(sorted(found.counts.items())),
        "problems": [{key: _encodable(value) for key, value in vars(problem).items()} for problem in found.problems],
        "left_out": {
            "not_shown": found.not_shown,
            "other_rules": dict(sorted(found.untold.items())),
            "levels": [level for level in LEVELS if level > scope.level],
        },
    }
    return json_inert(json.dumps(report, indent=2))


def _encodable(value: str | int) -> str | int:
    """Return a value with unpaired surrogates escaped, since many readers of JSON reject them."""
    return value if isinstance(value, int) else value.encode("utf-8", "backslashreplace").decode()
