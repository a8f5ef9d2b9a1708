"""Relations with both of their claims."""

import polars as pl

from treaty_record.facts.core_terms import core_relation

from .checked_package import CheckedPackage
from .parents import sound_parent
from .view import view

COMPARED = ("_row", "measure", "figure", "said_on", "said_on_earliest", "said_on_latest")


@view("relations", kept=False)
def relations(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound relations with ``_core``, their core term, and columns of their sound claims.

    Those of the claim are prefixed ``claim_``, those of the other ``other_``.
    """
    rows = package.numbered("relations")
    sides: list[pl.Series] = []
    for prefix, key in (("claim", "claim_id"), ("other", "other_claim_id")):
        number = sound_parent(package, "relations", key)[rows["at"]]
        side = package.tables["claims"][list(COMPARED)][number]
        sides += (side[name].alias(f"{prefix}_{name}") for name in COMPARED)
    columns = ("_row", "claim_id", "other_claim_id", "relation", "note")
    return rows.select(*columns, *sides, _core=core_relation(package.tables))
