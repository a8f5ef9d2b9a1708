"""What follows from the citations of a row: the article to read first, the counts and the disputes.

These count by row numbers, because names are too slow for millions of citations; a test compares the counts with
``treaty_record.facts.witnesses``, which defines them.
"""

from collections.abc import Iterator, Mapping
from itertools import accumulate

import polars as pl

from treaty_record.facts.disputes import claimants_of_events, differs
from treaty_record.facts.order import articles_to_read
from treaty_record.facts.sources import counts_as_source, publications

from .links import Tables

FACTS = ("actors", "names", "events", "participants", "claims", "relations")
"""Tables of what articles say; each of their rows has an article to read first."""


def ranked_articles(tables: Tables) -> pl.DataFrame:
    """Return article_id and source in the order in which articles are to be read; ``number`` is that of the row.

    Scraped copies, which are no source, come last, then those whose day is not known, then by day, then by id.
    """
    articles = tables["articles"].with_row_index("number")
    known = articles.unique("article_id", keep="first", maintain_order=True)
    known = known.with_columns(source=counts_as_source(tables))
    return articles_to_read(tables, known).select("number", "article_id", "source")


def first_rows(tables: Tables) -> dict[str, int]:
    """Return the number of the first row of each table of facts, if their rows are numbered one after another."""
    lengths = [len(tables[table]) for table in FACTS]
    return dict(zip(FACTS, accumulate([0, *lengths[:-1]]), strict=True))


def voices(tables: Tables, links: pl.DataFrame, ranked: pl.DataFrame) -> pl.DataFrame:
    """Return one line for each citation of a row of facts: fact, article (the rank), stance, agrees, counts and origin.

    ``fact`` is the number of the row among those of all tables of facts; see ``first_rows``.
    """
    every = pl.DataFrame({"number": pl.int_range(len(tables["articles"]), dtype=pl.get_index_type(), eager=True)})
    by_row = every.join(ranked.with_row_index("rank"), on="number", how="left", maintain_order="left")
    first = pl.col("row_table").replace_strict(first_rows(tables), default=None, return_dtype=pl.get_index_type())
    article = by_row["rank"][links["article"]]
    cited = tables["citations"].select(
        "stance", "agrees", "counts", "origin", fact=first + links["at"], article=article
    )
    return cited.drop_nulls(["fact", "article"])


def support(tables: Tables, spoken: pl.DataFrame, ranked: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return what follows from the citations of each row of facts, by table and in the order of its rows.

    Columns: article_id and contested, whether a citation differs from the row; of events and claims n_articles,
    n_origins, n_unknown_origin and n_announcing. The numbers follow from the citations alone, so that readers can
    recount them.
    """
    start, lines = first_rows(tables), spoken.lazy()
    ends = {table: (start[table], start[table] + len(tables[table])) for table in COUNTED}
    of_counted = lines.filter(
        pl.any_horizontal(pl.col("fact").is_between(*end, closed="left") for end in ends.values())
    )
    queries = [_first_articles(lines, len(ranked)), *_counts(of_counted, len(ranked)), _announcements(of_counted)]
    first, *counted, contested = pl.collect_all([*queries, lines.filter(differs()).select("fact", contested=True)])
    found = _without_citations(sum(len(tables[table]) for table in FACTS))
    for part in (first, *counted, contested):
        values = {name: found[name].scatter(part["fact"], part[name]) for name in part.columns if name != "fact"}
        found = found.with_columns(**values)
    found = found.with_columns(ranked["article_id"].gather(found["article_id"]))
    return {table: found.slice(start[table], len(tables[table])) for table in FACTS}


COUNTED = ("claims", "events")
"""Tables of facts with the numbers of articles that support each row."""
COUNTS = ("n_articles", "n_origins", "n_unknown_origin", "n_announcing")
MOST_ORIGINS = 2**32


def _without_citations(facts: int) -> pl.DataFrame:
    """Return what ``support`` has of rows without citations, with the rank of the article instead of its id."""
    article = pl.repeat(None, facts, dtype=pl.Int64).alias("article_id")
    zero = [pl.repeat(0, facts, dtype=pl.Int64).alias(name) for name in COUNTS]
    return pl.select(article, *zero, contested=pl.repeat(False, facts))


def _first_articles(spoken: pl.LazyFrame, articles: int) -> pl.LazyFrame:
    """Return fact and article_id, the rank of the article to read first: the first witness, else an announcement.

    A row that has neither is led to the first scraped copy that supports it, or else to the first that differs.
    """
    supports = pl.col("stance") == "supports"
    kind = (
        pl.when("counts")
        .then(0)
        .when(pl.col("stance") == "announces")
        .then(1)
        .when(supports & pl.col("agrees"))
        .then(2)
        .when(supports & ~pl.col("agrees"))
        .then(3)
    )
    order = kind.cast(pl.Int64) * articles + pl.col("article").cast(pl.Int64)
    first = spoken.select("fact", order=order).drop_nulls().group_by("fact").agg(pl.col("order").min())
    return first.select("fact", article_id=pl.col("order") % max(articles, 1))


def _counts(spoken: pl.LazyFrame, articles: int) -> Iterator[pl.LazyFrame]:
    """Yield fact and the numbers of articles that support it and of those without a known origin; then of origins.

    Two numbers are compared as one, which is several times as fast.
    """
    pair = pl.col("fact").cast(pl.UInt64) * max(articles, 1) + pl.col("article")
    by_article = spoken.filter("counts").select("fact", "origin", pair=pair).unique("pair", keep="first")
    without = pl.col("origin").null_count().cast(pl.Int64)
    yield by_article.group_by("fact").agg(n_articles=pl.len().cast(pl.Int64), n_unknown_origin=without)
    origin = pl.col("origin").cast(pl.Categorical).to_physical()
    named = pl.col("fact").cast(pl.UInt64) * MOST_ORIGINS + origin
    heard = by_article.drop_nulls("origin").select(pair=named).unique()
    yield heard.group_by(fact=pl.col("pair") // MOST_ORIGINS).agg(n_origins=pl.len().cast(pl.Int64))


def _announcements(spoken: pl.LazyFrame) -> pl.LazyFrame:
    """Return fact and n_announcing, the number of articles that announce it."""
    announced = spoken.filter(pl.col("stance") == "announces")
    return announced.group_by("fact").agg(n_announcing=pl.col("article").n_unique().cast(pl.Int64))


def with_publications(actors: pl.DataFrame, articles: pl.DataFrame, ranked: pl.DataFrame) -> pl.DataFrame:
    """Return the actors with an article to read first also for publishers and their owners: the first published."""
    published = ranked.join(publications(actors, articles), on="article_id", maintain_order="left")
    first = published.unique("actor_id", keep="first").select("actor_id", _published="article_id")
    joined = actors.join(first, on="actor_id", how="left", maintain_order="left")
    return joined.with_columns(article_id=pl.coalesce("article_id", "_published")).drop("_published")


def with_claimants(events: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the events with the number of claimants who say that each happened."""
    counted = claimants_of_events(tables).group_by("event_id").agg(n_claimants=pl.len().cast(pl.Int64))
    kept = events.drop("n_claimants", strict=False)
    joined = kept.join(counted, on="event_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("n_claimants").fill_null(0))


def with_reversals(claims: pl.DataFrame, reversed_by: pl.DataFrame) -> pl.DataFrame:
    """Return the claims with the claim that reversed each."""
    kept = claims.drop("reversed_by", strict=False)
    return kept.join(reversed_by, on="claim_id", how="left", maintain_order="left")


def relation_articles(relations: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Return the relations with the article to read first, which is their claim's."""
    first = claims.select("claim_id", "article_id").unique("claim_id")
    return relations.drop("article_id").join(first, on="claim_id", how="left", maintain_order="left")


def with_disputes(frame: pl.DataFrame, contested: pl.Series, also: pl.Series) -> pl.DataFrame:
    """Return a table with whether each row is disputed: by a citation, or because it is among ``also``."""
    return frame.with_columns(disputed=contested | pl.col(frame.columns[0]).is_in(also.implode()))
