"""Find known words in quotes, for whole columns: every occurrence is tried until one meets the conditions."""

import polars as pl


def rows_with_match(rows: pl.DataFrame, *fits: pl.Expr) -> pl.Series:
    """Return the `row` of each row whose `needle` occurs somewhere in its `text` as one of some conditions asks.

    They are expressions of `needle`, of what comes `before` it and of what comes `after` it, the cheapest first.
    """
    found = [rows["row"].clear()]
    places = _places(rows.with_columns(before=pl.lit(""), rest="text"))
    while places.height:
        for condition in fits:
            fitting = places.select(condition.fill_null(False)).to_series()
            found.append(places["row"].filter(fitting))
            places = places.filter(~fitting)
            if places.is_empty():
                break
        else:
            places = _places(_moved_on(places))
    return pl.concat(found)


def _places(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose needle occurs in the rest of the text, split there."""
    found = rows.filter(pl.col("rest").str.contains(pl.col("needle"), literal=True))
    cut = pl.col("rest").str.splitn(pl.col("needle"), 2)
    return found.with_columns(
        before=pl.col("before") + cut.struct.field("field_0"),
        after=cut.struct.field("field_1").fill_null(""),
    )


def _moved_on(places: pl.DataFrame) -> pl.DataFrame:
    """Return rows advanced by one character, since occurrences may overlap."""
    needle = pl.col("needle")
    return places.with_columns(
        before=pl.col("before") + needle.str.head(1),
        rest=needle.str.slice(1) + pl.col("after"),
    )
