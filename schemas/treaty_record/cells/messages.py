"""What to say of a cell that fails a check of pandera's: the rule that it breaks, and the message."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from ..contract import Column
from ..values import edtf_forms, invisible, language_tags, valid
from ..values.cell_types import EMPTY
from ..values.characters import FORMAT, UNSAFE
from ..values.code_points import edge, unnormalised
from ..values.nearest import nearest_country, proposed
from ..values.number import as_text, spelt
from ..values.quoted import shown

MISSING = "is empty, but every row needs a value"
NO_FIGURE = "{} is not a figure; write it as 10000, -2.5, ~11000, >10000, 12000..15000 or 1000s"
COUNTRIES = 40
"""Terms from which a closed column can only be that of countries."""
MOST_TERMS = 15
"""Terms that a message lists."""
Message = Callable[[pl.Expr, Column], pl.Expr]


class Error(NamedTuple):
    """A rule that cells break, the message on them, and which of the cells that fail a check break it; None for all."""

    rule: str
    message: pl.Expr
    breaks: pl.Expr | None = None


BOUNDS: Mapping[str, tuple[str, str, str]] = {
    "greater_than_or_equal_to": ("minimum", "min_value", "is less than"),
    "greater_than": ("minimum", "min_value", "is not greater than"),
    "less_than_or_equal_to": ("maximum", "max_value", "is greater than"),
    "less_than": ("maximum", "max_value", "is not less than"),
}
"""The rule of each bound, the name of its statistic, and the words of the message."""


def errors(check: str, statistics: Mapping[str, Any], column: Column) -> Iterator[Error]:
    """Yield what the cells of a column that fail a check may break; one cell may break several rules."""
    cell = pl.col(column.name)
    match check:
        case "not_nullable":
            yield Error("required", pl.lit(MISSING))
        case "not_empty":
            yield Error("blank", pl.lit(EMPTY))
        case "free_text":
            yield from _of_text(cell, column)
        case _:
            filled = cell != "" if column.type == "string" else None  # the rule "blank" reports empty strings
            yield from (
                each._replace(breaks=_both(filled, each.breaks)) for each in _of_value(check, statistics, column)
            )


def _both(one: pl.Expr | None, other: pl.Expr | None) -> pl.Expr | None:
    return one & other if one is not None and other is not None else other if one is None else one


def _of_text(cell: pl.Expr, column: Column) -> Iterator[Error]:
    """Yield what free text may break."""
    verbatim, hidden = column.verbatim, invisible.has(cell)
    yield Error("blank", pl.lit(EMPTY), cell == "")
    around = cell.str.contains(valid.EDGE) & ~hidden
    yield Error("blank", pl.format("{} {}; remove it", shown(cell), each_text(cell, edge)), around)
    yield Error("control", invisible.message(cell, UNSAFE), hidden)
    words = "{} starts with {}, so that spreadsheets run it as a formula"
    message = pl.format(words, shown(cell), pl.lit("=" if verbatim else "= + - or @"))
    yield Error("formula", message, cell.str.contains(valid.VERBATIM_FORMULA if verbatim else valid.FORMULA))


def _of_value(check: str, statistics: Mapping[str, Any], column: Column) -> Iterator[Error]:
    """Yield what a cell may break that is not an empty string."""
    cell = pl.col(column.name)
    if check in BOUNDS:
        rule, limit, words = BOUNDS[check]
        yield Error(rule, _beyond(as_text(cell), words, statistics[limit]))
    elif check == "str_length":
        least, most = statistics["min_value"], statistics["max_value"]
        words = "has fewer characters than" if most is None else "has more characters than"
        yield Error("length", _beyond(shown(cell), words, least if most is None else most))
    elif check == "visible":
        of_names = statistics["characters"] == FORMAT  # whose other invisible characters the check "free_text" finds
        message = invisible.message(cell, statistics["characters"])
        yield Error("control", message, ~invisible.has(cell) if of_names else None)
    else:
        rule, say = NAMED[check]
        yield Error(rule, say(cell, column))


def _beyond(cell: pl.Expr, words: str, limit: object) -> pl.Expr:
    return pl.format("{} {} {}", cell, pl.lit(words), pl.lit(written(limit)))


def each_text(cell: pl.Expr, describe: Callable[[str], str]) -> pl.Expr:
    """Return what a function says of each cell."""
    return cell.map_batches(lambda texts: texts.map_elements(describe, pl.String), return_dtype=pl.String)


def not_allowed(cell: pl.Expr, column: Column) -> pl.Expr:
    """Return the message on a text that a column does not allow, as the rules on its cells report it."""
    if column.closed:
        return not_a_term(cell, column)
    by_notation = {"edtf": not_a_date, "figure": not_a_figure}
    return by_notation.get(column.notation or "", not_of_form)(cell, column)


def or_invisible(message: Message) -> Message:
    """Return the message on a cell that its column does not allow, or on the invisible character that is the reason."""
    return lambda cell, column: (
        pl.when(invisible.has(cell, FORMAT)).then(invisible.message(cell)).otherwise(message(cell, column))
        if column.type == "string"
        else message(cell, column)
    )


@or_invisible
def not_a_term(cell: pl.Expr, column: Column) -> pl.Expr:
    """Return the message on a cell that is not a term: the terms, if they are few, and the nearest."""
    if not column.enum:
        return pl.format(
            "{} is not a term: the package has none for this column; define it in vocabulary.toml", shown(cell)
        )
    terms = list(map(written, column.enum))
    if len(terms) >= COUNTRIES:
        words = f"{{}} is not one of the {len(terms)} codes of ISO 3166-1 alpha-3, such as {terms[0]}{{}}"
        return pl.format(words, shown(as_text(cell)), proposed(as_text(cell), terms, nearest_country))
    more = len(terms) - MOST_TERMS
    rest = f" and {more} more, which vocabulary.csv defines" if more > 0 else ""
    words = f"{{}} is not one of: {', '.join(terms[:MOST_TERMS])}{rest}{{}}"
    return pl.format(words, shown(as_text(cell)), proposed(as_text(cell), terms))


def written(value: object) -> str:
    """Return a value as it is written in a cell."""
    if isinstance(value, float):
        return spelt(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


@or_invisible
def not_a_date(cell: pl.Expr, _: Column) -> pl.Expr:
    """Return the message on a text that is not a date in the tables' subset of EDTF."""
    return pl.format("{} {}", shown(cell), each_known(cell, edtf_forms.why_not))


@or_invisible
def not_a_figure(cell: pl.Expr, _: Column) -> pl.Expr:
    """Return the message on a text that is not a figure."""
    return pl.format(NO_FIGURE, shown(cell))


@or_invisible
def not_of_form(cell: pl.Expr, column: Column) -> pl.Expr:
    """Return the message on a text that its column's pattern does not match."""
    if column.form:
        return pl.format("{} is not {}", shown(cell), pl.lit(column.form))
    return pl.format("{} does not match the pattern {}", shown(cell), shown(pl.lit(column.pattern)))


def not_normal(cell: pl.Expr, _: Column) -> pl.Expr:
    """Return the message on a text that is not in NFC."""
    return pl.format("{} is not in NFC: it {}", shown(cell), each_text(cell, unnormalised))


def not_a_tag(cell: pl.Expr, _: Column) -> pl.Expr:
    """Return the message on a language tag that is not registered or not in canonical form."""
    return each_known(cell, lambda tag: f"'{tag[:80]}' {language_tags.fault(tag)}")


def each_known(cell: pl.Expr, describe: Callable[[str], str]) -> pl.Expr:
    """Return what a function says of each cell, which is called once for each different text."""

    def described(texts: pl.Series) -> pl.Series:
        known = texts.unique().drop_nulls()
        return texts.replace_strict(known, list(map(describe, known)), default=None, return_dtype=pl.String)

    return cell.map_batches(described, return_dtype=pl.String)


NAMED: Mapping[str, tuple[str, Message]] = {
    "isin": ("term", not_a_term),
    "edtf": ("edtf", not_a_date),
    "figure": ("figure", not_a_figure),
    "str_matches": ("pattern", not_of_form),
    "nfc": ("nfc", not_normal),
    "language_tag": ("language", not_a_tag),
}
"""The rule and the message of each check that has one."""


def repeated(columns: list[str]) -> Error:
    """Return the error of a row whose values in unique columns occur in an earlier row."""
    value = shown(pl.concat_str([as_text(pl.col(name)) for name in columns], separator=" "))
    named = "" if len(columns) == 1 else f" (columns {', '.join(columns)})"
    return Error("unique", pl.format("{} already occurs in an earlier row{}", value, pl.lit(named)))
