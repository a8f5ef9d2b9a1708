"""Work out the derived columns from the typed ones; the same code makes them and checks them."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from treaty_record import edtf, figure

from .origins import independent_origins

Tables = dict[str, pl.DataFrame]

FACTS = ("actors", "names", "events", "participants", "claims", "relations")
"""Tables of what articles say; each of their rows has an article to read first."""


def derived(tables: Tables, contract: Mapping[str, Any]) -> Tables:
    """Return the tables with every derived column worked out anew; other columns stay as they are."""
    return supported(agreed(bounded(tables), contract), contract)


def bounded(tables: Tables) -> Tables:
    """Return the tables with the bounds of quotes, dates and figures."""
    return tables | {
        "passages": quotes(tables["passages"]),
        "events": event_dates(tables["events"]),
        "claims": claim_bounds(tables["claims"]),
    }


def agreed(tables: Tables, contract: Mapping[str, Any]) -> Tables:
    """Return the tables with whether each citation agrees."""
    return tables | {"citations": tables["citations"].with_columns(agrees=agreement(tables, contract))}


def supported(tables: Tables, contract: Mapping[str, Any]) -> Tables:
    """Return the tables with the article to read first, the counts and the disputes that follow from the citations."""
    made = dict(tables)
    ranked = ranked_articles(tables["articles"])
    spoken = voices(tables, ranked)
    support = {table: by_article(spoken[table]) for table in FACTS}
    for table in FACTS:
        made[table] = with_first_article(made[table], support[table], ranked)
    for table in ("claims", "events"):
        made[table] = with_counts(made[table], support[table], spoken[table])
    made["relations"] = relation_articles(made["relations"], made["claims"])
    made["claims"] = with_disputes(made["claims"], support["claims"], disputed_claims(made))
    made["events"] = with_disputes(made["events"], support["events"], disputed_events(made["claims"]))
    return {
        name: frame.select([c["name"] for c in contract[name]["schema"]["fields"]] + _marks(frame))
        for name, frame in made.items()
    }


def _marks(frame: pl.DataFrame) -> list[str]:
    """Return the columns that the workbench keeps beside a table's own."""
    return [name for name in frame.columns if name.startswith("_")]


def mapped(values: pl.Series, function: Callable[[str], object], dtype: pl.DataType) -> pl.Series:
    """Return a function's value for each text of a column, worked out once for each text; null where it refuses."""
    known = values.drop_nulls().unique()
    results = []
    for text in known:
        try:
            results.append(function(text))
        except ValueError:
            results.append(None)
    table = pl.DataFrame({"text": known, "result": pl.Series(results, dtype=dtype)})
    return values.to_frame("text").join(table, on="text", how="left", maintain_order="left")["result"]


def first_days(dates: pl.Series) -> pl.Series:
    """Return the first day that each date can mean, null where it is open, empty or no date."""
    return mapped(dates, lambda text: edtf.span(text).earliest, pl.Date())


def last_days(dates: pl.Series) -> pl.Series:
    """Return the last day that each date can mean, null where it is open, empty or no date."""
    return mapped(dates, lambda text: edtf.span(text).latest, pl.Date())


def lows(figures: pl.Series) -> pl.Series:
    """Return the least number that each figure can mean, null where it is open, empty or no figure."""
    return mapped(figures, lambda text: figure.bounds(text).low, pl.Int64())


def highs(figures: pl.Series) -> pl.Series:
    """Return the greatest number that each figure can mean, null where it is open, empty or no figure."""
    return mapped(figures, lambda text: figure.bounds(text).high, pl.Int64())


def sha256s(texts: pl.Series) -> pl.Series:
    """Return the SHA-256 of each text in UTF-8."""
    digests = [None if text is None else hashlib.sha256(text.encode()).hexdigest() for text in texts]
    return pl.Series(digests, dtype=pl.String)


def quotes(passages: pl.DataFrame) -> pl.DataFrame:
    """Return the passages with where their quotes end, in code points, and their hashes."""
    return passages.with_columns(
        end=pl.col("start") + pl.col("quote").str.len_chars().cast(pl.Int64),
        quote_sha256=sha256s(passages["quote"]),
    )


def event_dates(events: pl.DataFrame) -> pl.DataFrame:
    """Return the events with the bounds and the precision of their dates."""
    return events.with_columns(
        date_earliest=first_days(events["date"]),
        date_latest=last_days(events["date"]),
        date_precision=mapped(events["date"], edtf.precision, pl.String()),
    )


def claim_bounds(claims: pl.DataFrame) -> pl.DataFrame:
    """Return the claims with the bounds of their figures and dates."""
    return claims.with_columns(
        figure_low=lows(claims["figure"]),
        figure_high=highs(claims["figure"]),
        as_of_earliest=first_days(claims["as_of"]),
        as_of_latest=last_days(claims["as_of"]),
        said_on_earliest=first_days(claims["said_on"]),
        said_on_latest=last_days(claims["said_on"]),
    )


def cell_values(tables: Tables, citations: pl.DataFrame, contract: Mapping[str, Any]) -> pl.DataFrame:
    """Return the citations of single cells with ``value``, the cell's own, and ``notation``, how it is written.

    Citations of cells that do not exist are left out; an empty cell's value is null.
    """
    parts = []
    for (table, column), cited in citations.filter(pl.col("field") != "*").group_by("row_table", "field"):
        fields = (
            {field["name"]: field for field in contract[str(table)]["schema"]["fields"]} if table in contract else {}
        )
        if column not in fields:
            continue
        key = contract[str(table)]["schema"]["primaryKey"][0]
        values = tables[str(table)].select(
            row_id=pl.col(key), value=pl.col(str(column)).cast(pl.String), _row_bad=_bad(tables[str(table)])
        )
        notation = pl.lit(fields[str(column)].get("notation"), dtype=pl.String)
        parts.append(cited.join(values.unique("row_id"), on="row_id").with_columns(notation=notation))
    empty = citations.clear().with_columns(
        value=pl.lit(None, pl.String), _row_bad=pl.lit(False), notation=pl.lit(None, pl.String)
    )
    return pl.concat([empty, *parts])


def _bad(frame: pl.DataFrame) -> pl.Expr:
    """Return the mark of rows with faults, false where none was made."""
    return pl.col("_bad") if "_bad" in frame.columns else pl.lit(False)


def meets(cells: pl.DataFrame) -> pl.Series:
    """Return whether what each citation says meets the cell's value: spans and ranges overlap, all else is equal."""
    says, value = cells["says"], cells["value"]
    dates = overlap(first_days(says), last_days(says), first_days(value), last_days(value))
    figures = overlap(lows(says), highs(says), lows(value), highs(value))
    met = (
        pl.when(pl.col("notation") == "edtf")
        .then(dates)
        .when(pl.col("notation") == "figure")
        .then(figures)
        .otherwise(pl.col("says") == pl.col("value"))
    )
    return cells.select(met.fill_null(False) & pl.col("value").is_not_null()).to_series()


def overlap(low: pl.Series, high: pl.Series, other_low: pl.Series, other_high: pl.Series) -> pl.Series:
    """Return whether two ranges meet; a null end is open."""
    return (low <= other_high).fill_null(True) & (other_low <= high).fill_null(True)


def within(inner_low: pl.Series, inner_high: pl.Series, low: pl.Series, high: pl.Series) -> pl.Series:
    """Return whether a range lies within another; a null end is open."""
    starts = (inner_low >= low).fill_null(False) | low.is_null()
    ends = (inner_high <= high).fill_null(False) | high.is_null()
    return starts & ends


def agreement(tables: Tables, contract: Mapping[str, Any]) -> pl.Series:
    """Return, for each citation, whether it agrees; null where it is garbled or cites what does not exist."""
    citations = tables["citations"].with_row_index("_index")
    cells = cell_values(tables, citations, contract)
    cells = cells.select("_index", met=meets(cells)) if len(cells) else cells.select("_index", met=pl.lit(True))
    agrees = (
        pl.when(pl.col("basis") == "garbled")
        .then(None)
        .when(pl.col("field") == "*")
        .then(True)
        .otherwise(pl.col("met"))
    )
    return citations.join(cells, on="_index", how="left", maintain_order="left").select(agrees).to_series()


def ranked_articles(articles: pl.DataFrame) -> pl.DataFrame:
    """Return article_id and origin (null for a scraped copy) in the order in which articles are to be read.

    Scraped copies come last, then those whose day is not known, then by day, then by id; ``article`` is the rank.
    """
    known = articles.unique("article_id", maintain_order=True)
    ordered = independent_origins(known).with_columns(
        published=first_days(known["published"]), scraped=known["kind"] == "scraped copy"
    )
    return (
        ordered.sort("scraped", "published", "article_id", nulls_last=True)
        .with_row_index("article")
        .select("article", "article_id", origin=pl.when("scraped").then(None).otherwise("origin"), scraped="scraped")
    )


def voices(tables: Tables, ranked: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return, for each table of facts, who speaks of its rows, one line for each citation.

    Columns: at (the number of the row in its frame, from 0; of a key that stands twice, the first),
    agrees, article (the rank), and origin (a number for each origin, null for a scraped copy). Rows are known by
    numbers, because these are grouped several times as fast as texts.
    """
    told = pl.when("scraped").then(None).otherwise(pl.coalesce("passage_origin", "origin"))
    passages = tables["passages"].unique("passage_id").select("passage_id", "article_id", passage_origin="origin_id")
    speaking = passages.join(ranked, on="article_id").with_columns(origin=told)
    speaking = speaking.select("passage_id", "article", origin=pl.col("origin").cast(pl.Categorical).to_physical())
    cited = tables["citations"].select("passage_id", "row_table", "row_id", "agrees").join(speaking, on="passage_id")
    return {
        table: cited.filter(row_table=table).join(_numbered(tables[table]), on="row_id").drop("row_id", "row_table")
        for table in FACTS
    }


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the keys of a table as row_id, with the number of the row as ``at``."""
    return frame.select(row_id=frame.columns[0]).with_row_index("at").unique("row_id", keep="first")


def by_article(spoken: pl.DataFrame) -> pl.DataFrame:
    """Return one line for each row and article: whether it agrees somewhere, whether it disagrees somewhere."""
    agrees = pl.col("agrees")
    return spoken.group_by("at", "article").agg(agrees=agrees.any(), disagrees=(~agrees).any())


def with_first_article(frame: pl.DataFrame, support: pl.DataFrame, ranked: pl.DataFrame) -> pl.DataFrame:
    """Return a table with the article to read first for each row: the first that agrees and says nothing against it.

    Where all have something against it, it is the first of these.
    """
    against = pl.col("disagrees").cast(pl.Int64) * len(ranked)
    first = support.filter("agrees").group_by("at").agg((pl.col("article").cast(pl.Int64) + against).min())
    ids = ranked["article_id"].gather(first["article"] % max(len(ranked), 1))
    return _with(frame, first.select("at", article_id=ids))


def with_counts(frame: pl.DataFrame, support: pl.DataFrame, spoken: pl.DataFrame) -> pl.DataFrame:
    """Return a table with the number of articles that agree, and of independent origins among them."""
    agreeing = support.filter(pl.col("agrees") & ~pl.col("disagrees"))
    articles = agreeing.group_by("at").agg(n_articles=pl.len().cast(pl.Int64))
    heard = spoken.filter(pl.col("agrees") & pl.col("origin").is_not_null())
    heard = heard.join(agreeing, on=["at", "article"], how="semi").unique(["at", "origin"])
    origins = heard.group_by("at").agg(n_origins=pl.len().cast(pl.Int64))
    return _with(_with(frame, articles), origins).with_columns(pl.col("n_articles", "n_origins").fill_null(0))


def _with(frame: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    """Return a table with a column worked out for rows known by their numbers, null for the others."""
    kept = frame.drop(made.columns[1], strict=False).with_row_index("at")
    return kept.join(made, on="at", how="left", maintain_order="left").drop("at")


def relation_articles(relations: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Return the relations with the article to read first, which is their claim's."""
    first = claims.select("claim_id", "article_id").unique("claim_id")
    return relations.drop("article_id").join(first, on="claim_id", how="left", maintain_order="left")


def disputed_claims(tables: Tables) -> pl.Series:
    """Return the claims that a contradiction, a correction, or a denial's answer touches, from either side."""
    denials = tables["claims"].filter(kind="denial")["claim_id"].implode()
    disputing = pl.col("relation").is_in(["contradicts", "corrects"]) | (
        (pl.col("relation") == "answers") & pl.col("claim_id").is_in(denials)
    )
    touching = tables["relations"].filter(disputing)
    return pl.concat([touching["claim_id"], touching["other_claim_id"]]).unique()


def disputed_events(claims: pl.DataFrame) -> pl.Series:
    """Return the events any claim about which is disputed."""
    return claims.filter("disputed")["event_id"].drop_nulls().unique()


def with_disputes(frame: pl.DataFrame, support: pl.DataFrame, touched: pl.Series) -> pl.DataFrame:
    """Return a table with whether each row is disputed: a citation disagrees with it, or it is touched otherwise."""
    contested = pl.int_range(pl.len(), dtype=pl.UInt32).is_in(support.filter("disagrees")["at"].implode())
    return frame.with_columns(disputed=contested | pl.col(frame.columns[0]).is_in(touched.implode()))
