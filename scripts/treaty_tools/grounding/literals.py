"""Where known words stand in quotes, for whole columns: every place is tried, the first that fits is enough."""

import polars as pl


def standing(rows: pl.DataFrame, fits: pl.Expr) -> pl.Series:
    """Return the `row` of each row whose `needle` stands somewhere in its `text` as `fits` asks.

    `fits` is an expression of `needle`, of what stands `before` it and of what stands `after` it.
    """
    found = [rows["row"].clear()]
    places = _places(rows.with_columns(before=pl.lit(""), rest="text"))
    while places.height:
        places = places.with_columns(fits=fits.fill_null(False))
        found.append(places.filter("fits")["row"])
        places = _places(_moved_on(places.filter(~pl.col("fits"))))
    return pl.concat(found)


def _places(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose needle stands in the rest of the text, cut there."""
    held = rows.filter(pl.col("rest").str.contains(pl.col("needle"), literal=True))
    cut = pl.col("rest").str.splitn(pl.col("needle"), 2)
    return held.with_columns(
        before=pl.col("before") + cut.struct.field("field_0"),
        after=cut.struct.field("field_1").fill_null(""),
    )


def _moved_on(places: pl.DataFrame) -> pl.DataFrame:
    """Return rows as they look one character further, since places may overlap."""
    needle = pl.col("needle")
    return places.with_columns(
        before=pl.col("before") + needle.str.head(1),
        rest=needle.str.slice(1) + pl.col("after"),
    )
