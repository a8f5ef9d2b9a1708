"""Check whether the numbers of a figure are visible in a quote."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

import polars as pl

from treaty_record.values import figure
from treaty_record.values.number import spelt

from . import magnitudes
from .characters import with_plain_digits
from .literals import rows_with_match
from .number_edges import any_of, digits_alone, number_alone
from .numerals import digit_forms, numerals, word_forms
from .written_out import written_out

_LIKELY = 2
_AT_ONCE = 20_000


def unseen(citations: pl.DataFrame) -> pl.DataFrame:
    """Return `row` and `message` for each row whose figure is not visible in its quote.

    The columns are `row`, `value`, `quote` and `language`.
    """
    rows = _compared(_numbers(citations))
    groups = rows.partition_by("language", "vague", as_dict=True)
    found = [
        magnitudes.unseen(_in_lower_case(part), str(language)) if vague else _unseen_numbers(part, str(language))
        for (language, vague), part in groups.items()
    ]
    empty = pl.DataFrame(schema={"row": citations["row"].dtype, "message": pl.String})
    return pl.concat([empty, *found]).unique("row", keep="first", maintain_order=True)


def _numbers(citations: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each number of each figure, as text; `vague` are hundreds, thousands and the like."""
    parts = [row for value in citations["value"].unique() for row in _parts(value)]
    schema = {"value": pl.String, "number": pl.String, "vague": pl.Boolean}
    numbers = pl.DataFrame(parts, schema=schema, orient="row")
    return citations.join(numbers, on="value", how="inner").with_row_index("id")


def _parts(value: str) -> Iterator[tuple[str, str, bool]]:
    try:
        numbers = figure.numbers(value)
    except ValueError:
        return
    for number in dict.fromkeys(numbers):
        yield value, spelt(number), value.endswith("s")


def _compared(rows: pl.DataFrame) -> pl.DataFrame:
    """Write quotes with plain digits, blanks and apostrophes."""
    text = pl.col("quote").str.replace_all(r"[^\S ]", " ").str.replace_many(["’", "ʼ"], ["'", "'"])
    return with_plain_digits(rows.with_columns(text=text), "text")


def _in_lower_case(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.col("text").str.to_lowercase())


def _unseen_numbers(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """Search for the likeliest forms of each number, then for numbers with a word of scale, then for every form."""
    left, whole = rows, number_alone(language)
    for place in range(_LIKELY):
        left = _left(left, _ways(left, language, partial(_digit_form, place)), digits_alone(language))
    if left.height:
        left = _left(left, _guesses(left, language), whole)
    if left.height:
        left = left.with_columns(written_out(left["text"], language))
        left = _left(left, _guesses(left, language), whole)
        left = _left(left, _ways(left, language, digit_forms), whole)
    for part in left.iter_slices(_AT_ONCE):
        left = _left(left, _ways(_in_lower_case(part), language, word_forms), whole)
    return left.select("row", message=_messages(left["number"], language))


def _ways(rows: pl.DataFrame, language: str, forms: Callable[[str, str], tuple[str, ...]]) -> pl.DataFrame:
    """Return the rows with each of the forms (`needle`) of their numbers."""
    ways = [(number, way) for number in rows["number"].unique() for way in forms(number, language)]
    return rows.join(pl.DataFrame(ways, schema={"number": pl.String, "needle": pl.String}, orient="row"), on="number")


def _digit_form(place: int, number: str, language: str) -> tuple[str, ...]:
    return digit_forms(number, language)[place : place + 1]


def _left(rows: pl.DataFrame, tried: pl.DataFrame, fits: pl.Expr) -> pl.DataFrame:
    """Return the rows whose text contains none of their forms."""
    if rows.is_empty():
        return rows
    seen = rows_with_match(tried.select("text", "needle", row="id"), fits)
    return rows.join(seen.unique().to_frame("id"), on="id", how="anti")


def _guesses(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """Return the parts of a text that look like a number with a word of scale and are a form of the row's number."""
    guesses = _in_lower_case(rows).with_columns(needle=pl.col("text").str.extract_all(_counted(language)))
    guesses = guesses.explode("needle").drop_nulls("needle")
    pairs = guesses.select("number", "needle").unique()
    forms = [needle in word_forms(number, language) for number, needle in pairs.iter_rows()]
    return guesses.join(pairs.filter(pl.Series(forms, dtype=pl.Boolean)), on=["number", "needle"], how="semi")


@lru_cache(maxsize=500)
def _counted(language: str) -> str:
    """Return the pattern of a number with a word of scale, possibly two of them."""
    words = any_of(numerals(language).texts("words", "abbreviations"))
    digits = "[0-9]+(?:[.,'٬٫][0-9]+)*"
    return f"{digits} ?{words}(?: ?{digits}(?: ?{words})?)?"


def _messages(numbers: pl.Series, language: str) -> pl.Series:
    messages = {number: _message(number, language) for number in numbers.unique()}
    return pl.Series([messages[number] for number in numbers], dtype=pl.String)


def _message(number: str, language: str) -> str:
    return (
        f"does not show {number} (searched for {', '.join(_shown(number, language))}, ...); "
        "quote the words that show it, or cite it as 'read' if they spell it out or imply it"
    )


def _shown(number: str, language: str) -> list[str]:
    """Return some of the forms of a number that were searched for."""
    written = re.compile(f"[0-9.,]+(?: {any_of(numerals(language).texts('words'))}|[^0-9])")
    spelled = [way for way in word_forms(number, language) if written.fullmatch(way)]
    return [*digit_forms(number, language)[:_LIKELY], *sorted(spelled, key=len)[:1]]
