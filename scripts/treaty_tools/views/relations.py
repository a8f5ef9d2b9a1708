"""Relations with both of their claims."""

import polars as pl

from treaty_record.facts.core_terms import core_relation

from .checked_package import CheckedPackage
from .view import view

COMPARED = ("_row", "measure", "figure", "said_on", "said_on_earliest", "said_on_latest")


@view("relations", kept=False)
def relations(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound relations with ``_core``, their core term, and columns of their sound claims.

    Those of the claim are prefixed ``claim_``, those of the other ``other_``.
    """
    columns = ("_row", "claim_id", "other_claim_id", "relation", "note")
    rows = package.sound("relations").select(*columns, _core=core_relation(package.tables))
    claims = package.sound("claims").select("claim_id", *COMPARED)
    for prefix in ("claim", "other"):
        key = "claim_id" if prefix == "claim" else "other_claim_id"
        sides = claims.rename({"claim_id": key} | {name: f"{prefix}_{name}" for name in COMPARED})
        rows = rows.join(sides.unique(key), on=key, how="left", maintain_order="left")
    return rows
