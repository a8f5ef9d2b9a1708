"""Level 3: passages can be found again, and every paragraph that was read is accounted for."""

from collections.abc import Iterator

import polars as pl

from treaty_record.values.pins import LARGEST_PINNED_SHARE, fault

from ..reporting.found import Found, shown, where
from .checked_package import CheckedPackage
from .quotation import policy
from .rule import rule

READ = ("whole", "beginning")
"""Extents of articles whose text was read."""
PARAGRAPH = r"^p([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?$"


@rule(
    "pin",
    3,
    "A pin is a few words: at most five, and at most 40 code points, 20 in a script without spaces.",
    fix="Shorten the pin to as few words as are unique in the text, or add the missing begins.",
)
def pins_are_short(package: CheckedPackage) -> Iterator[Found]:
    """A pin is for finding the passage again, not for copying its sentence."""
    passages = package.sound("passages")
    for name in ("begins", "ends"):
        pins = passages.filter(pl.col(name).is_not_null())
        messages = pl.Series([fault(pin) for pin in pins[name]], dtype=pl.String)
        wrong = pins.with_columns(_message=messages).drop_nulls("_message")
        yield from where("passages", wrong, name, pl.col("_message"))
    alone = passages.filter(pl.col("ends").is_not_null() & pl.col("begins").is_null())
    yield from where("passages", alone, "ends", "is given without begins: give both, or begins alone")


@rule(
    "pinned",
    3,
    "Every passage of a text that was read has a quote or a pin, except those in its title.",
    fix="Pin the passage with begins and ends; 'treaty locate' proposes the shortest pin.",
)
def passages_are_pinned(package: CheckedPackage) -> Iterator[Found]:
    """Readers and programs need words by which to find the passage again."""
    articles = package.sound("articles").filter(pl.col("extent").is_in(READ)).select("article_id", "extent")
    bare = package.sound("passages").filter(pl.col("quote").is_null() & pl.col("begins").is_null())
    bare = bare.filter(pl.col("place") != "title").join(articles, on="article_id")
    message = pl.format("is empty, and so is quote, but the article's extent is {}: pin the passage", shown("extent"))
    yield from where("passages", bare, "begins", message)


@rule(
    "pin-share",
    3,
    "The pins of an article are together at most two fifths of its text.",
    fix="Shorten the pins: as few words as are unique, and begins alone for a passage of five words or fewer.",
)
def pins_are_few(package: CheckedPackage) -> Iterator[Found]:
    """Pins that cover most of a text would be a copy of it."""
    lengths = pl.col("begins").str.len_chars() + pl.col("ends").str.len_chars().fill_null(0)
    pinned = package.sound("passages").unique("passage_id").group_by("article_id")
    sums = pinned.agg(_pinned=lengths.sum().cast(pl.Int64))
    much = package.sound("articles").join(sums, on="article_id")
    much = much.filter(pl.col("_pinned") > pl.col("text_length") * LARGEST_PINNED_SHARE)
    words = "{} of {} code points are pinned, more than two fifths: shorten the pins"
    yield from where("articles", much, "text_length", pl.format(words, "_pinned", "text_length"))


@rule(
    "extent",
    3,
    "A text of which all or the beginning was read has a text_length; if only the title was read, only that is cited.",
    fix="Give text_length ('treaty locate --fill' writes it), or correct the article's extent or the passage's place.",
)
def extents_are_true(package: CheckedPackage) -> Iterator[Found]:
    """The extent tells readers what the silence of an article means."""
    articles = package.sound("articles")
    unmeasured = articles.filter(pl.col("extent").is_in(READ) & pl.col("text_length").is_null())
    if not policy(package).texts_held:
        unmeasured = unmeasured.clear()
    message = pl.format("is empty, but the extent is {}: give the number of code points read", shown("extent"))
    yield from where("articles", unmeasured, "text_length", message)
    titles = articles.filter(extent="title").select("article_id")
    beyond = package.sound("passages").filter(pl.col("place") != "title").join(titles, on="article_id", how="semi")
    message = pl.format("is {}, but only the title of the article was read (extent 'title')", shown("place"))
    yield from where("passages", beyond, "place", message)


@rule(
    "paragraphs",
    3,
    "Every paragraph of a text that was read, up to the last one named, is covered by a passage or listed in skipped.",
    fix="Code the paragraph, or list it in skipped with the reason; remove it from skipped if a passage covers it.",
)
def paragraphs_are_accounted_for(package: CheckedPackage) -> Iterator[Found]:
    """Readers can then tell what the article does not say from what was left out."""
    articles = package.sound("articles").filter(pl.col("extent").is_in(READ))
    covered = _paragraphs(package.tables["passages"].select("article_id", "place", "_bad"))
    listed = articles.select("article_id", _bad=pl.lit(False), place=pl.col("skipped").str.split("; "))
    listed = listed.explode("place").with_columns(pl.col("place").str.split(" ").list.first())
    skipped = _paragraphs(listed.drop_nulls("place"))
    hidden = package.tables["passages"].filter("_bad")["article_id"].implode()
    judged = articles.filter(~pl.col("article_id").is_in(hidden))
    both = _by_article(covered.join(skipped, on=["article_id", "paragraph"], how="semi"))
    doubled = judged.join(both, on="article_id")
    message = pl.format("lists {}, which a passage covers: remove it", _listed())
    yield from where("articles", doubled, "skipped", message)
    missing = judged.join(_missing(pl.concat([covered, skipped])), on="article_id")
    message = pl.format("leaves out {}, which no passage covers: code it, or list it with the reason", _listed())
    yield from where("articles", missing, "skipped", message)


def _paragraphs(places: pl.DataFrame) -> pl.DataFrame:
    """Return article_id and paragraph: one line for each paragraph of the body that some places name."""
    first = pl.col("place").str.extract(PARAGRAPH, 1).cast(pl.Int64)
    last = pl.col("place").str.extract(PARAGRAPH, 2).cast(pl.Int64)
    ends = places.select("article_id", first=first, last=last.fill_null(first)).drop_nulls().filter(LIMITED)
    ranges = ends.select("article_id", paragraph=pl.int_ranges("first", pl.col("last") + 1))
    return ranges.explode("paragraph", empty_as_null=False).unique()


LIMITED = (pl.col("last") >= pl.col("first")) & (pl.col("last") - pl.col("first") < 10_000)
"""Places that are no mistyped numbers, which would make millions of paragraphs."""


def _missing(named: pl.DataFrame) -> pl.DataFrame:
    """Return, for each article, the paragraphs up to the last named one that are not named."""
    last = named.group_by("article_id").agg(pl.col("paragraph").max()).filter(pl.col("paragraph") < 10_000)
    wanted = last.select("article_id", paragraph=pl.int_ranges(1, pl.col("paragraph") + 1))
    wanted = wanted.explode("paragraph", empty_as_null=False)
    return _by_article(wanted.join(named, on=["article_id", "paragraph"], how="anti"))


def _by_article(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Return article_id and _paragraphs, a sorted list."""
    return paragraphs.group_by("article_id").agg(_paragraphs=pl.col("paragraph").unique().sort())


def _listed() -> pl.Expr:
    """Return the first paragraphs of a list as text: p2, p5."""
    names = pl.col("_paragraphs").list.head(5).cast(pl.List(pl.String))
    return "p" + names.list.join(", p")
