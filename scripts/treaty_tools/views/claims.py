"""Claims with the event in which each was said, the articles that support it, and whether it answers another."""

import polars as pl

from treaty_record.facts.core_terms import core_kind, core_relation

from .checked_package import CheckedPackage
from .citations import citations, dated_articles, unresolved_for
from .view import view


@view("citations")
def supporting(package: CheckedPackage) -> pl.DataFrame:
    """Return the citations that support claims and depend on nothing unsound, with extent and ``_latest``.

    These are of their article; ``_latest`` is the last day that its date, or that of the text it copies, can mean.
    """
    supports = (pl.col("stance") == "supports") & ~pl.col("_depends_on_unsound")
    found = citations(package).lazy().filter(supports, row_table="claims")
    cited = found.select("_row", "at", "article", "basis").collect()
    extent = package.tables["articles"]["extent"][cited["article"]]
    return cited.with_columns(extent=extent, _latest=dated_articles(package)["latest"][cited["article"]])


COMPARED = (
    *("_row", "at", "claim_id", "kind", "modality", "note", "said_in"),
    *("said_on", "said_on_earliest", "said_on_latest"),
)


@view("claims", kept=False)
def claims(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound claims with what rules compare them with.

    Columns: ``_kind``, the core term; ``_answers``, whether it answers a claim; ``_read``, whether an article that was
    read supports it; ``_latest`` and ``_article``, the last day and the row of the latest article that does; of the
    event in which it was said, ``_date``, ``_first``, ``_last`` and ``_event``, the number of its row.
    """
    read = ((pl.col("basis") != "garbled") & (pl.col("extent") != "notes")).any()
    latest = pl.col("article").get(pl.col("_latest").arg_max())
    sums = supporting(package).group_by("at").agg(_read=read, _latest=pl.col("_latest").max(), _article=latest)
    sums = sums.with_columns(_article=package.tables["articles"]["_row"][sums["_article"]])
    events = package.sound("events").filter(pl.col("date").is_not_null())
    events = events.select(said_in="event_id", _date="date", _first="date_earliest", _last="date_latest", _event="_row")
    joined = package.numbered("claims").select(COMPARED).join(sums, on="at", how="left", maintain_order="left")
    joined = joined.join(events.unique("said_in"), on="said_in", how="left", maintain_order="left")
    return joined.with_columns(_kind=core_kind(package.tables), _answers=pl.col("claim_id").is_in(_answering(package)))


def _answering(package: CheckedPackage) -> pl.Series:
    """Return the ids of the claims that answer another; an unsound relation may be an answer too."""
    answers = package.tables["relations"].filter((core_relation(package.tables) == "answers") | pl.col("_bad"))
    return pl.concat([answers["claim_id"], answers["relation_id"].str.split(".").list.first()]).implode()


@view("citations", kept=False)
def speakers(package: CheckedPackage) -> pl.DataFrame:
    """Return the first citation by which each article supports a sound claim with a claimant.

    Columns: ``_row``, claim_id, article_id, claimant_id, extent, ``_there`` (the number of the claim's row) and
    ``_named``, whether the article cites the claimant, or an unresolved citation may be meant to.
    """
    cited = supporting(package).filter(pl.col("basis") != "garbled").drop_nulls(["at", "article"])
    pair = pl.col("article").cast(pl.UInt64) * len(package.tables["claims"]) + pl.col("at")
    first = cited.with_columns(pair=pair).unique("pair", keep="first", maintain_order=True)
    claims = package.numbered("claims").filter(pl.col("claimant_id").is_not_null())
    claims = claims.select("at", "claim_id", "claimant_id", _there="_row")
    joined = first.select("_row", "at", "article", "extent", "pair").join(claims, on="at", maintain_order="left")
    naming = citations(package).lazy().filter(row_table="claims", field="claimant_id").select(pair=pair).collect()
    named = pl.lit(True) if len(unresolved_for(package, "claims")) else pl.col("pair").is_in(naming["pair"].implode())
    ids = package.tables["articles"]["article_id"][joined["article"]]
    return joined.with_columns(article_id=ids, _named=named)
