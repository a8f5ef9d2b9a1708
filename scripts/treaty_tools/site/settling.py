"""Whether a contradiction is settled, as far as the data say so."""

from .record import Record, Row

SETTLED, OPEN = "settled", "open"
OCCURRED = "occurred"


def state(record: Record, case: Row) -> str:
    """Return whether a row of the flat table of contradictions is settled.

    Articles that differ are settled by the value that the record keeps, claims by a correction or a later reversal.
    """
    if case["kind"] == "corrects":
        return SETTLED
    if case["kind"] in ("cell", "refutes"):
        return SETTLED if _keeps(record, case) else OPEN
    return SETTLED if any(_is_reversed(record, case[side]) for side in ("row", "other_row")) else OPEN


def _keeps(record: Record, case: Row) -> bool:
    """Return whether the record gives the cell a value, or for a whole row, holds that the event occurred."""
    table, _, key = case["row"].partition("/")
    row = record.rows.get(table, {}).get(key, {})
    if case["kind"] == "cell":
        return row.get(case["field"]) is not None
    return table == "events" and record.core("events.status", str(row.get("status"))) == OCCURRED


def _is_reversed(record: Record, row: str | None) -> bool:
    key = (row or "").partition("/")[2]
    return bool(record.rows["claims"].get(key, {}).get("reversed_by"))
