"""JSON as the files of a package have it."""

import json


def as_json(value: object) -> bytes:
    """Return a value as the JSON that we commit."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
