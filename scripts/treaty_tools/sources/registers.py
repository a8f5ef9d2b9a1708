"""Read the registers of actors, events, claims and retired rows; each may be a folder of files."""

from .toml_file import Keys
from .typed import Typed, kind_of, row_named


def actors(typed: Typed) -> None:
    """Read actors.toml: a table for each actor, with its names below it."""
    for actor_id, keys, body in typed.tables((), typed.file.data):
        typed.add("actors", {"actor_id": actor_id, **typed.row("actors", keys, body, ("names",))}, keys)
        for tag, at, name in typed.tables((*keys, "names"), typed.nested(keys, body, "names")):
            row = {"name_id": f"{actor_id}.{tag}", "actor_id": actor_id, **typed.row("names", at, name)}
            typed.add("names", row, at)


def events(typed: Typed) -> None:
    """Read events.toml: a table for each event."""
    for event_id, keys, body in typed.tables((), typed.file.data):
        typed.add("events", {"event_id": event_id, **typed.row("events", keys, body, settled=True)}, keys)


def claims(typed: Typed) -> None:
    """Read claims.toml: a table for each claim, with lists of related claims by relation."""
    for claim_id, keys, body in typed.tables((), typed.file.data):
        typed.add(
            "claims", {"claim_id": claim_id, **typed.row("claims", keys, body, ("relations",), settled=True)}, keys
        )
        for relation, others in typed.nested(keys, body, "relations").items():
            for at, other in typed.elements((*keys, "relations", relation), others):
                _relation(typed, claim_id, relation, at, other)


def _relation(typed: Typed, claim_id: str, relation: str, at: Keys, other: object) -> None:
    """Read one related claim: its id, or a table with ``claim`` and ``note``."""
    note = {}
    if isinstance(other, dict):
        note = typed.row("relations", at, other, ("claim",))
        at, other = (*at, "claim"), other.get("claim")
    if typed.fits(other, "string", at):
        row = {"claim_id": claim_id, "relation": relation, "other_claim_id": other}
        typed.add("relations", {"relation_id": f"{claim_id}.{other}", **row, **note}, at)


def retirements(typed: Typed) -> None:
    """Read retirements.toml: a table for each retired row, named like ``"events/some-event"``."""
    for name, body in typed.file.data.items():
        keys: Keys = (name,)
        table, _, row_id = name.partition("/")
        if not isinstance(body, dict):
            typed.fault(keys, f"must be a table, not {kind_of(body)}", "source-type")
        elif row_named(typed, keys, name):
            typed.add(
                "retirements", {"row_table": table, "row_id": row_id, **typed.row("retirements", keys, body)}, keys
            )


def own_rows(typed: Typed, table: str) -> None:
    """Read the register of a table of the project's own: a table for each row, under its key.

    Rows without a one-column key are listed as [[TABLE]].
    """
    key = typed.contract.tables[table].key
    if len(key) == 1:
        for row_id, keys, body in typed.tables((), typed.file.data):
            typed.add(table, {key[0]: row_id, **typed.row(table, keys, body)}, keys)
        return
    for name in typed.file.data.keys() - {table}:
        typed.fault((name,), f"is not a key of this file; list its rows as [[{table}]]", "source-key")
    for keys, body in typed.elements((table,), typed.file.data.get(table, [])):
        if isinstance(body, dict):
            typed.add(table, typed.row(table, keys, body), keys)
        else:
            typed.fault(keys, f"must be a table, [[{table}]], not {kind_of(body)}", "source-type")
