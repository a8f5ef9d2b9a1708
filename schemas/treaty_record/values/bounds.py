"""The bounds that dates and figures can mean, for whole columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from . import edtf, figure

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

Bounds = tuple[pl.Series, pl.Series]
"""The lowest and highest value that each cell of a column can mean; null if that end is open or the cell is invalid."""


def mapped(
    values: pl.Series, function: Callable[[str], Iterable[object]], dtypes: "Sequence[PolarsDataType]"
) -> list[pl.Series]:
    """Return a function's results for each text of a column, as one series each; null if it raises ValueError.

    The function is called once for each distinct text.
    """
    if values.null_count() == len(values):
        return [pl.Series(values.name, [None] * len(values), dtype) for dtype in dtypes]
    few = len(values) <= FEW
    known = {text: _results(text, function, len(dtypes)) for text in (set(values) if few else values.unique())}
    if few:
        columns = zip(*map(known.__getitem__, values), strict=True)
        return [pl.Series(cells, dtype=dtype) for cells, dtype in zip(columns, dtypes, strict=True)]
    schema = {str(number): dtype for number, dtype in enumerate(dtypes)}
    results = [(text, *found) for text, found in known.items() if text is not None]
    table = pl.DataFrame(results, schema={"text": pl.String, **schema}, orient="row")
    joined = values.to_frame("text").join(table, on="text", how="left", maintain_order="left")
    return [joined[name] for name in schema]


FEW = 1000
"""Cells up to which Python looks up the results faster than a join."""


def _results(text: str | None, function: Callable[[str], Iterable[object]], wanted: int) -> tuple[object, ...]:
    """Return a function's results for a text, as many nulls for none or if it raises ValueError."""
    try:
        return (None,) * wanted if text is None else tuple(function(text))
    except ValueError:
        return (None,) * wanted


def spans(dates: pl.Series) -> Bounds:
    """Return the first and last day that each date can mean."""
    first, last = mapped(dates, edtf.span, [pl.Date(), pl.Date()])
    return first, last


def ranges(figures: pl.Series) -> Bounds:
    """Return the lowest and highest number that each figure can mean."""
    low, high = mapped(figures, _float_bounds, [pl.Float64(), pl.Float64()])
    return low, high


def _float_bounds(text: str) -> list[float | None]:
    return [None if bound is None else float(bound) for bound in figure.bounds(text)]


BY_NOTATION: Mapping[str, Callable[[pl.Series], Bounds]] = {"edtf": spans, "figure": ranges}
"""How to find the bounds of a column, by its notation; columns in other notations have none."""
