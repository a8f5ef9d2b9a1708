"""Levels 3 and 4: who owns publishers, and who first reported what an article reports."""

from collections.abc import Iterator

import polars as pl

from treaty_record.facts.origins import KNOWN_BASES
from treaty_record.facts.sources import owners

from ..reporting.found import Found, shown, where
from .checked_package import CheckedPackage
from .rule import rule

SHOWN_BASES = ("own", "stated")
"""Bases of an origin that the words of a text show."""


@rule(
    "publisher",
    4,
    "An actor that publishes an article has an ownership.",
    fix="Give the publisher's ownership: state, public, private or party, or unknown if it is not known.",
)
def publishers_have_owners(package: CheckedPackage) -> Iterator[Found]:
    """Whose house a text comes from is what readers weigh first."""
    publishers = package.sound("articles").select(actor_id="publisher_id")
    bare = package.sound("actors").filter(pl.col("ownership").is_null()).join(publishers, on="actor_id", how="semi")
    yield from where("actors", bare, "ownership", "is empty, but the actor publishes an article: give it, or 'unknown'")


@rule(
    "origin",
    4,
    "An origin is given if, and only if, its basis names one; an inherited origin has a text that it comes from.",
    fix="Give origin_id for own (the publisher or its owner), stated and inferred, none for inherited and unknown.",
)
def origins_fit_their_bases(package: CheckedPackage) -> Iterator[Found]:
    """Independent sources are counted by these columns."""
    known = pl.col("origin_basis").is_in(KNOWN_BASES)
    given = pl.col("origin_id").is_not_null()
    for table in ("articles", "passages"):
        rows = package.sound(table)
        message = pl.format("is empty, but origin_basis is {}: name the actor", shown("origin_basis"))
        yield from where(table, rows.filter(known & ~given), "origin_id", message)
        idle = rows.filter(given & pl.col("origin_basis").is_not_null() & ~known)
        message = pl.format("is given, but origin_basis is {}, which names nobody", shown("origin_basis"))
        yield from where(table, idle, "origin_id", message)
    bare = package.sound("passages").filter(given & pl.col("origin_basis").is_null())
    yield from where("passages", bare, "origin_basis", "is empty, but origin_id is given: give both or neither")
    orphans = package.sound("articles").filter((pl.col("origin_basis") == "inherited") & pl.col("copy_of").is_null())
    yield from where("articles", orphans, "copy_of", "is empty, but the origin is inherited: name the text it copies")
    yield from _strange_owns(package)


def _strange_owns(package: CheckedPackage) -> Iterator[Found]:
    """Yield the articles and passages whose own origin is neither the publisher nor an owner of it."""
    publishers = package.sound("articles").select("article_id", "publisher_id")
    above = owners(package.tables["actors"]).rename({"actor_id": "publisher_id", "owner": "origin_id"})
    for table in ("articles", "passages"):
        own = package.sound(table).filter((pl.col("origin_basis") == "own") & pl.col("origin_id").is_not_null())
        own = own if table == "articles" else own.join(publishers, on="article_id")
        strange = own.join(above, on=["publisher_id", "origin_id"], how="anti")
        message = pl.format("is {}, but an own origin is the publisher or an owner of it", shown("origin_id"))
        yield from where(table, strange, "origin_id", message)


@rule(
    "origin-shown",
    3,
    "An article whose origin is own or stated cites the words that show it, unless it was coded from notes.",
    fix="Cite articles/ID with origin_id in the passage that shows the origin, or set origin_basis to unknown.",
)
def origins_are_shown(package: CheckedPackage) -> Iterator[Found]:
    """Being published on a newspaper's site is not evidence of reporting."""
    shown_in = package.cited.filter(row_table="articles", field="origin_id")
    passages = package.tables["passages"].select("passage_id", _article="article_id")
    cited = shown_in.join(passages, on="passage_id").filter(pl.col("_article") == pl.col("row_id"))
    judged = package.sound("articles").filter(pl.col("origin_basis").is_in(SHOWN_BASES) & (pl.col("extent") != "notes"))
    if len(package.unresolved_for("articles")):
        return
    bare = judged.join(cited, left_on="article_id", right_on="row_id", how="anti")
    message = pl.format("is {}, but no passage of the article cites its origin_id", shown("origin_basis"))
    yield from where("articles", bare, "origin_basis", message)
