"""Compute the derived columns from the typed ones; the same code builds and checks them."""

import polars as pl

from treaty_record.contract import Contract
from treaty_record.facts import witnesses
from treaty_record.facts.disputes import disputed_claims, disputed_events, reversals

from .agreement import agreement, cited_cells
from .bounds import claim_bounds, event_dates, quotes
from .links import Tables, links
from .support import (
    FACTS,
    ranked_articles,
    relation_articles,
    voices,
    with_claimants,
    with_counts,
    with_disputes,
    with_first_article,
    with_publications,
    with_reversals,
)


def derived(tables: Tables, contract: Contract) -> Tables:
    """Return the tables with every derived column recomputed; other columns stay as they are."""
    made = bounded(tables)
    linked = links(made, contract)
    agrees = agreement(made["citations"], cited_cells(made, linked["at"], contract))
    made["citations"] = made["citations"].with_columns(agrees)
    made["citations"] = made["citations"].with_columns(witnesses.support(made))
    return supported(made, linked, contract)


def bounded(tables: Tables) -> Tables:
    """Return the tables with the bounds of quotes, dates and figures."""
    return tables | {
        "passages": quotes(tables["passages"]),
        "events": event_dates(tables["events"]),
        "claims": claim_bounds(tables["claims"]),
    }


def supported(tables: Tables, linked: pl.DataFrame, contract: Contract) -> Tables:
    """Return the tables with the article to read first, the counts and the disputes that follow from the citations."""
    made = dict(tables)
    ranked = ranked_articles(tables["articles"])
    spoken = voices(tables, linked, ranked)
    for table in FACTS:
        made[table] = with_first_article(made[table], spoken[table], ranked)
    made["actors"] = with_publications(made["actors"], tables["articles"], ranked)
    for table in ("claims", "events"):
        made[table] = with_counts(made[table], spoken[table])
    made["relations"] = relation_articles(made["relations"], made["claims"])
    made["claims"] = with_reversals(made["claims"], reversals(made))
    made["claims"] = with_disputes(made["claims"], spoken["claims"], disputed_claims(made))
    made["events"] = with_disputes(made["events"], spoken["events"], disputed_events(made["claims"]))
    made["events"] = with_claimants(made["events"], made)
    return {name: frame.select(*contract.tables[name].columns, *_marks(frame)) for name, frame in made.items()}


def _marks(frame: pl.DataFrame) -> list[str]:
    """Return the workbench's own columns of a table, such as ``_row``."""
    return [name for name in frame.columns if name.startswith("_")]
