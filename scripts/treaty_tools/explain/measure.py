"""Every figure claimed of one measure: by whom, when, and which figures come from one origin."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from treaty_record.facts.measures import terms
from treaty_record.facts.order import claims_in_order
from treaty_record.facts.witnesses import row_origins

from ..derive.links import Tables
from ..reporting.days import days_as_text
from ..reporting.terminal import Line, isolated, safe
from .support import support


def page(tables: Tables, measure: str) -> Iterator[Line]:
    """Yield every figure claimed of a measure, in the order in which they were claimed."""
    yield from meaning(tables, measure)
    found = claims(tables, measure)
    for claim in found.iter_rows(named=True):
        yield "", ""
        kind = ", ".join(filter(None, (claim["kind"], claim["modality"])))
        kind += f"{'; disputed' if claim['disputed'] else ''}{'; reversed' if claim['reversed_by'] else ''}"
        yield safe(f"{when(claim)}: {claim['figure']}, {claim['claimant_id'] or 'nobody named'} ({kind})"), "bold"
        yield f"  {isolated(claim['statement'] or '')}", ""
        origins = ", ".join(claim["origins"]) or "none"
        yield safe(f"  claims/{claim['claim_id']}: {support(claim)}; origins: {origins}"), "dim"
    yield from shared(found)


def meaning(tables: Tables, measure: str) -> Iterator[Line]:
    """Yield what a measure counts and in which unit, as far as the vocabulary says."""
    for term in terms(tables).filter(measure=measure).iter_rows(named=True):
        yield f"{isolated(measure)}, in {isolated(term['unit'] or 'no unit')}", "bold"
        yield f"  {isolated(term['definition'] or '')}", ""


def when(claim: Mapping[str, Any]) -> str:
    """Return when a claim was made and the time that it refers to, in words."""
    times = [claim["said_on"], claim["as_of"] and f"as of {claim['as_of']}"]
    return ", ".join(filter(None, times)) or "no day given"


def claims(tables: Tables, measure: str) -> pl.DataFrame:
    """Return the claims of a measure with ``origins``, their independent origins in order."""
    found = tables["claims"].filter(measure=measure)
    heard = row_origins(tables, "claims").select(claim_id="row_id", origins="origin")
    by_claim = heard.group_by("claim_id", maintain_order=True).agg("origins")
    joined = found.join(by_claim, on="claim_id", how="left").with_columns(pl.col("origins").fill_null([]))
    return days_as_text(claims_in_order(joined))


def shared(claims: pl.DataFrame) -> Iterator[Line]:
    """Yield the claims that one newsroom alone heard, so that nobody takes them for independent."""
    alone = claims.filter(pl.col("origins").list.len() == 1).select("claim_id", pl.col("origins").list.first())
    together = alone.group_by("origins", maintain_order=True).agg("claim_id").filter(pl.col("claim_id").list.len() > 1)
    if len(together):
        yield "", ""
        yield "heard by one origin alone", "bold"
    for origin, ids in together.sort("origins").iter_rows():
        yield f"  {origin}: {', '.join(ids)}", ""
