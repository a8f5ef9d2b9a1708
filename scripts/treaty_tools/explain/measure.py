"""Every figure claimed of one measure: by whom, when, and which figures come from one origin."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from treaty_record.facts.core_terms import core_relation
from treaty_record.facts.measures import terms
from treaty_record.facts.order import claims_in_order
from treaty_record.facts.witnesses import row_origins

from ..derive.links import Tables
from ..reporting.days import days_as_text
from ..reporting.terminal import Line, isolated, safe
from ..reporting.text import count
from .support import HEARD

HEADER = ("said on", "figure", "claimant", "modality", "articles: independent origins", "claim")


def page(tables: Tables, measure: str) -> Iterator[Line]:
    """Yield every figure claimed of a measure, one line each, in the order in which they were claimed."""
    yield from meaning(tables, measure)
    found = claims(tables, measure)
    yield "", ""
    (header, _), *lines = aligned([HEADER, *map(cells, found.iter_rows(named=True))])
    yield header, "bold"
    yield from lines
    yield from shared(found)
    yield "", ""
    yield f"Independent origins are {HEARD}. 'treaty show CLAIM' prints a claim's words and passages.", "dim"


def meaning(tables: Tables, measure: str) -> Iterator[Line]:
    """Yield what a measure counts and in which unit, as far as the vocabulary says."""
    for term in terms(tables).filter(measure=measure).iter_rows(named=True):
        yield f"{isolated(measure)}, in {isolated(term['unit'] or 'no unit')}", "bold"
        yield f"  {isolated(term['definition'] or '')}", ""


def cells(claim: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what one line says of a claim."""
    figure = claim["figure"] + (f" ({claim['as_of']})" if claim["as_of"] and claim["as_of"] != claim["said_on"] else "")
    who, mood = claim["claimant_id"] or "nobody named", claim["modality"] or "not known"
    return (
        claim["said_on"] or "no day",
        figure,
        who,
        mood,
        sources(claim),
        f"claims/{claim['claim_id']}{marks(claim)}",
    )


def sources(claim: Mapping[str, Any]) -> str:
    """Return how many articles support a claim, and its independent origins."""
    parts = list(claim["origins"])
    if claim["n_unknown_origin"]:
        parts.append(f"{claim['n_unknown_origin']} unknown")
    if claim["n_announcing"]:
        parts.append(f"{claim['n_announcing']} announcing")
    return f"{claim['n_articles']}: {', '.join(parts) or 'none'}"


def marks(claim: Mapping[str, Any]) -> str:
    """Return what became of a claim: whether it is disputed, was reversed, or was updated by a newer one."""
    found = ["disputed"] if claim["disputed"] else []
    if claim["reversed_by"]:
        found.append(f"reversed by {claim['reversed_by']}")
    found += [f"updated by {newer}" for newer in claim["updated_by"] if newer != claim["reversed_by"]]
    return f" ({'; '.join(found)})" if found else ""


def aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[Line]:
    """Yield rows with their cells in columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield safe("  ".join(padded).rstrip()), ""


def claims(tables: Tables, measure: str) -> pl.DataFrame:
    """Return the claims of a measure with ``origins``, their independent origins in order, and ``updated_by``."""
    found = tables["claims"].filter(measure=measure)
    heard = row_origins(tables, "claims").select(claim_id="row_id", origins="origin")
    by_claim = heard.group_by("claim_id", maintain_order=True).agg("origins")
    newer = (
        tables["relations"]
        .filter(core_relation(tables) == "updates")
        .select(claim_id="other_claim_id", updated_by="claim_id")
    )
    updated = newer.group_by("claim_id", maintain_order=True).agg("updated_by")
    joined = found.join(by_claim, on="claim_id", how="left").join(updated, on="claim_id", how="left")
    lists = joined.with_columns(pl.col("origins", "updated_by").fill_null([]))
    return days_as_text(claims_in_order(lists))


def shared(claims: pl.DataFrame) -> Iterator[Line]:
    """Yield the claims that one newsroom alone heard, so that nobody takes them for independent."""
    alone = claims.filter(pl.col("origins").list.len() == 1).select("claim_id", pl.col("origins").list.first())
    together = alone.group_by("origins", maintain_order=True).agg("claim_id").filter(pl.col("claim_id").list.len() > 1)
    if len(together):
        yield "", ""
        yield "heard by one origin alone", "bold"
    for origin, ids in together.sort("origins").iter_rows():
        yield f"  {origin} ({count(len(ids), 'claim')}): {', '.join(ids)}", ""
