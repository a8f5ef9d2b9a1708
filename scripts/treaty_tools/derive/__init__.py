"""Compute the derived columns from the typed ones; the same code builds and checks them."""

import polars as pl

from treaty_record.contract import Contract
from treaty_record.facts import witnesses
from treaty_record.facts.disputes import disputed_claims, disputed_events, reversals

from .agreement import agreement, cited_cells
from .bounds import claim_bounds, event_dates, quotes
from .links import Tables, links
from .support import (
    COUNTED,
    COUNTS,
    FACTS,
    ranked_articles,
    relation_articles,
    support,
    voices,
    with_claimants,
    with_disputes,
    with_publications,
    with_reversals,
)


def derived(tables: Tables, contract: Contract) -> Tables:
    """Return the tables with every derived column recomputed; other columns stay as they are."""
    found = bounded(tables)
    linked = links(found, contract)
    agrees = agreement(found["citations"], cited_cells(found, linked["at"], contract))
    found["citations"] = found["citations"].with_columns(agrees)
    found["citations"] = found["citations"].with_columns(witnesses.support(found))
    return supported(found, linked, contract)


def bounded(tables: Tables) -> Tables:
    """Return the tables with the bounds of quotes, dates and figures."""
    return tables | {
        "passages": quotes(tables["passages"]),
        "events": event_dates(tables["events"]),
        "claims": claim_bounds(tables["claims"]),
    }


def supported(tables: Tables, linked: pl.DataFrame, contract: Contract) -> Tables:
    """Return the tables with the article to read first, the counts and the disputes that follow from the citations."""
    found = dict(tables)
    ranked = ranked_articles(tables)
    supporting = support(tables, voices(tables, linked, ranked), ranked)
    for table in FACTS:
        counts = COUNTS if table in COUNTED else ()
        found[table] = found[table].with_columns(supporting[table][["article_id", *counts]])
    found["actors"] = with_publications(found["actors"], tables["articles"], ranked)
    found["relations"] = relation_articles(found["relations"], found["claims"])
    found["claims"] = with_reversals(found["claims"], reversals(found))
    found["claims"] = with_disputes(found["claims"], supporting["claims"]["contested"], disputed_claims(found))
    found["events"] = with_disputes(found["events"], supporting["events"]["contested"], disputed_events(found))
    found["events"] = with_claimants(found["events"], found)
    return {name: frame[[*contract.tables[name].columns, *_marks(frame)]] for name, frame in found.items()}


def _marks(frame: pl.DataFrame) -> list[str]:
    """Return the workbench's own columns of a table, such as ``_row``."""
    return [name for name in frame.columns if name.startswith("_")]
