"""treaty describe: what a package holds, how much of it rests on one origin, and what it leaves out."""

from collections.abc import Iterator

import polars as pl

from treaty_record.facts.order import events_in_order
from treaty_record.facts.origins import article_origins
from treaty_record.facts.sides import side
from treaty_record.facts.sources import counts_as_source
from treaty_record.values.bounds import spans

from ..derive.links import Tables
from ..releases.difference.as_markdown import code, plain

FEW = 3
"""Articles up to which a language counts as thin."""
NOT_ASSERTED = pl.col("modality") != "asserted"
MADE = """\
# What the data says, and what it leaves out

Made by `treaty describe` from the tables."""


def page(tables: Tables) -> Iterator[str]:
    """Yield the lines of the whole description."""
    articles = described_articles(tables)
    yield from (*MADE.splitlines(), "", *in_numbers(tables), "")
    yield from section("Languages", by(articles, "language"))
    yield from section("Publishers' countries", by(articles, "publisher_country"))
    yield from section("Owners of publishers", by(articles, "ownership"))
    yield from section("Kinds of text", by(articles, "kind"))
    yield from section("How much of the text was read", by(articles, "extent"))
    yield from section("Months", by(articles.with_columns(month=months(articles["published"])), "month", in_order=True))
    yield from section("Whose claims", claimants(tables))
    yield from section("Claims without claimant or day, by language", unknowns(tables, "language"))
    yield from section("Claims without claimant or day, by kind of text", unknowns(tables, "kind"))
    if any(tables[name]["disputed"].any() for name in ("events", "claims")):
        yield from section("Who disagrees", disputes(tables))


def section(title: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield a section, with its heading."""
    yield from (f"## {title}", "", *lines, "")


def described_articles(tables: Tables) -> pl.DataFrame:
    """Return the articles with origin, unknown, publisher_country and ownership.

    ``origin`` reported first, ``unknown`` is whether nobody knows who did; the other two are their publishers'.
    A scraped copy has no origin, and is not of unknown origin.
    """
    actors = tables["actors"].unique("actor_id", keep="first")
    countries = actors.select("ownership", publisher_id="actor_id", publisher_country="country")
    articles = tables["articles"].join(article_origins(tables), on="article_id", how="left", maintain_order="left")
    unknown = pl.col("origin").is_null() & counts_as_source(tables)
    joined = articles.join(countries, on="publisher_id", how="left", maintain_order="left")
    return joined.with_columns(unknown=unknown.fill_null(False))


def in_numbers(tables: Tables) -> Iterator[str]:
    """Yield what the package holds, in a table."""
    yield from ("| what | how many |", "|---|--:|")
    yield from (f"| {what} | {number} |" for what, number in numbers(tables).items())


def numbers(tables: Tables) -> dict[str, int | str]:
    """Return what the package holds, by what is counted."""
    articles = described_articles(tables)
    counts = ("n_articles", "n_origins", "n_announcing", "disputed")
    facts = pl.concat([tables[name].select(counts) for name in ("events", "claims")])
    unknown = facts.filter(pl.col("n_articles") > 0, n_origins=0)
    in_text = tables["passages"].filter(pl.col("place") != "title")
    found = in_text.filter(pl.any_horizontal(pl.col("quote", "begins").is_not_null()))
    languages = articles["language"].value_counts()
    thin = languages.filter(pl.col("count") <= FEW)["language"].drop_nulls().sort().to_list()
    return {
        "articles": len(articles),
        "independent origins of these": articles["origin"].drop_nulls().n_unique(),
        "articles of unknown origin": int(articles["unknown"].sum()),
        "languages": len(languages),
        f"languages with {FEW} articles or fewer": f"{len(thin)}: {', '.join(map(plain, thin))}" if thin else 0,
        "countries of publishers": articles["publisher_country"].drop_nulls().n_unique(),
        "articles with words, quoted or pinned, that a program finds": found["article_id"].n_unique(),
        "events and claims": len(facts),
        "events and claims that rest on one independent origin": facts.filter(pl.col("n_origins") == 1).height,
        "events and claims with no known origin": unknown.height,
        "events and claims that are only announced": facts.filter(pl.col("n_announcing") > 0, n_articles=0).height,
        "events and claims that no article supports or announces": facts.filter(n_articles=0, n_announcing=0).height,
        "claims that something will, may or might happen": tables["claims"].filter(NOT_ASSERTED).height,
        "claims of unknown modality": tables["claims"]["modality"].null_count(),
        "claims that their claimants reversed": tables["claims"]["reversed_by"].count(),
        "events and claims that are disputed": int(facts["disputed"].sum()),
    }


def by(articles: pl.DataFrame, column: str, *, in_order: bool = False) -> Iterator[str]:
    """Yield a table of how many articles there are for each value of a column, and from how many origins."""
    counted = articles.group_by(pl.col(column).fill_null("not known")).agg(
        articles=pl.len(), origins=pl.col("origin").drop_nulls().n_unique(), unknown=pl.col("unknown").sum()
    )
    order = counted.sort(column) if in_order else counted.sort("articles", column, descending=[True, False])
    yield from (f"| {column} | articles | independent origins | of unknown origin |", "|---|--:|--:|--:|")
    yield from (f"| {plain(value)} | {n} | {origins} | {unknown} |" for value, n, origins, unknown in order.iter_rows())


def months(published: pl.Series) -> pl.Series:
    """Return the month in which each article was published, null if its date is less precise."""
    first, last = spans(published)
    month = first.dt.strftime("%Y-%m")
    return month.set(month != last.dt.strftime("%Y-%m"), None)


def claimants(tables: Tables) -> Iterator[str]:
    """Yield a table of the countries of claimants: their claims, and how many a publisher of that country reports."""
    actors = tables["actors"].select(claimant_id="actor_id", claimant_country="country")
    with_country = tables["claims"].join(actors, on="claimant_id", how="left").select("claim_id", "claimant_country")
    places = tables["passages"].select("passage_id", "article_id", "quote", "begins")
    homes = described_articles(tables).select("article_id", "publisher_country")
    cited = tables["citations"].filter(side() == "supporting", row_table="claims")
    reported = (
        cited.join(places, on="passage_id")
        .join(homes, on="article_id")
        .select(
            claim_id="row_id",
            home="publisher_country",
            found=pl.any_horizontal(pl.col("quote", "begins").is_not_null()),
        )
    )
    joined = with_country.join(reported, on="claim_id", how="left")
    at_home = (pl.col("home") == pl.col("claimant_country")).fill_null(False)
    grouped = joined.group_by(pl.col("claimant_country").fill_null("no country given")).agg(
        claims=pl.col("claim_id").n_unique(),
        home=pl.col("claim_id").filter(at_home).n_unique(),
        found=pl.col("claim_id").filter("found").n_unique(),
    )
    yield from (
        "| claimants of | claims | reported by a publisher of that country | in words that a program finds |",
        "|---|--:|--:|--:|",
    )
    for country, claims, home, found in grouped.sort(
        "claims", "claimant_country", descending=[True, False]
    ).iter_rows():
        yield f"| {plain(country)} | {claims} | {home} | {found} |"


def unknowns(tables: Tables, column: str) -> Iterator[str]:
    """Yield a table of claims without claimant and of those dated by publication alone, by what their articles are.

    A claim is counted under the article that is its first witness.
    """
    articles = tables["articles"].select("article_id", of_article=column)
    counted = (
        tables["claims"]
        .join(articles, on="article_id", how="left")
        .group_by(pl.col("of_article").fill_null("no article"))
        .agg(
            claims=pl.len(),
            unnamed=pl.col("claimant_id").null_count(),
            bounded=pl.col("said_on").str.starts_with("../").fill_null(False).sum(),
        )
    )
    yield from (f"| {column} | claims | without claimant | dated by publication alone |", "|---|--:|--:|--:|")
    for value, *numbers in counted.sort("claims", "of_article", descending=[True, False]).iter_rows():
        yield f"| {plain(value)} | {' | '.join(map(str, numbers))} |"


def disputes(tables: Tables) -> Iterator[str]:
    """Yield a list of the disputed events, and how many disputed claims there are by measure."""
    events = events_in_order(tables["events"].filter("disputed"))
    yield from (
        f"- {plain(title or 'untitled')} ({code(event or '')})"
        for event, title in events.select("event_id", "title").iter_rows()
    )
    claims = tables["claims"].filter(pl.col("disputed"))
    if tables["claims"]["measure"].null_count() == len(tables["claims"]):
        if len(claims):
            yield from ("", f"Disputed claims: {len(claims)}.")
        return
    yield ""
    measures = (
        claims.group_by(pl.col("measure").fill_null("none")).len().sort("len", "measure", descending=[True, False])
    )
    counted = ", ".join(f"{plain(measure)} {n}" for measure, n in measures.iter_rows())
    yield f"Disputed claims by what they measure: {counted or 'none'}."
