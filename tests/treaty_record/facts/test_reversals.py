"""A denial that its claimant later takes back is reversed by the claimant's own words, and else by its state's."""

import polars as pl
import pytest

from treaty_record.facts.disputes import reversals

CLAIMS = {
    "kremlin-denies": ("peskov", "denial", "2024-10-10"),
    "general-confirms": ("general", "confirmation", "2025-04-26"),
    "peskov-confirms": ("peskov", "confirmation", "2025-04-28"),
    "peskov-confirmed-before": ("peskov", "confirmation", "2024-09-01"),
    "nato-confirms": ("nato", "confirmation", "2024-10-28"),
}


def tables(*relations: tuple[str, str]) -> dict[str, pl.DataFrame]:
    """Return claims, and relations of some of them to the denial."""
    claims = pl.DataFrame(
        [(name, *cells) for name, cells in CLAIMS.items()],
        schema=["claim_id", "claimant_id", "kind", "said_on_earliest"],
        orient="row",
    ).with_columns(pl.col("said_on_earliest").str.to_date(), said_on_latest=pl.lit(None, pl.Date))
    rows = [(f"{one}.kremlin-denies", one, relation, "kremlin-denies") for one, relation in relations]
    schema = ["relation_id", "claim_id", "relation", "other_claim_id"]
    return {
        "claims": claims,
        "relations": pl.DataFrame(rows, schema=dict.fromkeys(schema, pl.String), orient="row"),
    }


@pytest.mark.parametrize(
    ("relations", "reversed_by"),
    [
        ([("peskov-confirms", "updates")], ["peskov-confirms"]),
        ([("general-confirms", "updates")], ["general-confirms"]),
        ([("general-confirms", "updates"), ("peskov-confirms", "updates")], ["peskov-confirms"]),
        ([("peskov-confirmed-before", "updates")], []),
        ([("nato-confirms", "answers")], []),
        ([], []),
    ],
    ids=["its own", "its state's", "its own before its state's", "none earlier", "none of another", "none"],
)
def test_a_denial_is_reversed_by(relations: list[tuple[str, str]], reversed_by: list[str]) -> None:
    assert reversals(tables(*relations))["reversed_by"].to_list() == reversed_by
