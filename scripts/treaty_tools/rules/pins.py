"""Level 3: passages can be found again, and every paragraph that was read is accounted for."""

from functools import partial

import polars as pl

from treaty_record.values.pins import LARGEST_PINNED_SHARE, fault

from ..reporting.found import shown
from ..views.articles import quoted_articles
from ..views.paragraphs import READ, paragraphs
from ..views.passages import passages
from .predicate import Predicate
from .rule import rule

IN_TITLE = pl.col("place") == "title"
OF_SOUND_ARTICLE = ~pl.col("_article_bad")


def with_fault(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return the rows whose pin is not a few words, with ``_message``, which says why."""
    messages = pl.Series([fault(pin) for pin in rows[column]], dtype=pl.String)
    if messages.null_count() == len(messages):
        return rows.clear()
    return rows.with_columns(_message=messages).drop_nulls("_message")


rule(
    "pin",
    3,
    "A pin is a few words: at most five, and at most 40 code points, 20 in a script without spaces.",
    why="A pin is for finding the passage again, not for copying its sentence.",
    predicates=(
        Predicate(
            view=passages,
            fails=pl.col("ends").is_not_null() & pl.col("begins").is_null(),
            column="ends",
            message="is given without begins: give both, or begins alone",
        ),
        *(
            Predicate(
                view=passages,
                among=pl.col(name).is_not_null(),
                fails=partial(with_fault, column=name),
                column=name,
                message=pl.col("_message"),
            )
            for name in ("begins", "ends")
        ),
    ),
    fix="Shorten the pin to as few words as are unique in the text, or add the missing begins.",
)
rule(
    "pinned",
    3,
    "Every passage of a text that was read has a quote or a pin, except those in its title.",
    why="Readers and programs need words by which to find the passage again.",
    view=passages,
    fails=pl.all_horizontal(pl.col("quote", "begins").is_null())
    & ~IN_TITLE
    & pl.col("_extent").is_in(READ)
    & OF_SOUND_ARTICLE,
    column="begins",
    message=pl.format("is empty, and so is quote, but the article's extent is {}: pin the passage", shown("_extent")),
    fix="Pin the passage with begins and ends; 'treaty locate' proposes the shortest pin.",
)

rule(
    "pin-share",
    3,
    "The pins of an article are together at most two fifths of its text.",
    why="Pins that cover most of a text would be a copy of it.",
    view=quoted_articles,
    fails=pl.col("_pinned") > pl.col("text_length") * LARGEST_PINNED_SHARE,
    column="text_length",
    message=pl.format(
        "{} of {} code points are pinned, more than two fifths: shorten the pins", "_pinned", "text_length"
    ),
    fix="Shorten the pins: as few words as are unique, and begins alone for a passage of five words or fewer.",
)

rule(
    "extent",
    3,
    "A text of which all or the beginning was read has a text_length; if only the title was read, only that is cited.",
    why="The extent tells readers what the silence of an article means.",
    predicates=(
        Predicate(
            view=quoted_articles,
            fails=pl.col("extent").is_in(READ) & pl.col("text_length").is_null() & pl.col("_held"),
            column="text_length",
            message=pl.format("is empty, but the extent is {}: give the number of code points read", shown("extent")),
        ),
        Predicate(
            view=passages,
            fails=(pl.col("_extent") == "title") & OF_SOUND_ARTICLE & ~IN_TITLE,
            column="place",
            message="is {}, but only the title of the article was read (extent 'title')",
        ),
    ),
    fix="Give text_length ('treaty locate --fill' writes it), or correct the article's extent or the passage's place.",
)

LISTED = "p" + pl.col("_paragraphs").list.head(5).cast(pl.List(pl.String)).list.join(", p")
"""The first paragraphs of a list as text: p2, p5."""

rule(
    "paragraphs",
    3,
    "Every paragraph of a text that was read, up to the last one named, is covered by a passage or listed in skipped.",
    why="Readers can then tell what the article does not say from what was left out.",
    predicates=(
        Predicate(
            view=paragraphs,
            fails=pl.col("_is_skipped"),
            column="skipped",
            message=pl.format("lists {}, which a passage covers: remove it", LISTED),
        ),
        Predicate(
            view=paragraphs,
            fails=~pl.col("_is_skipped"),
            column="skipped",
            message=pl.format("leaves out {}, which no passage covers: code it, or list it with the reason", LISTED),
        ),
    ),
    fix="Code the paragraph, or list it in skipped with the reason; remove it from skipped if a passage covers it.",
)
