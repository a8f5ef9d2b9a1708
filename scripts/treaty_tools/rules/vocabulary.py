"""Level 2: the vocabulary defines every term as the contract does, and the package's own terms follow core terms."""

from collections.abc import Iterator, Mapping

import polars as pl

from treaty_record.contract import Column

from ..reporting.found import Found, faults, shown, where
from ..views.checked_package import CheckedPackage
from .rule import NAMES, rule


@rule(
    "vocabulary",
    2,
    "The vocabulary has every term of every closed column, defined as in the contract.",
    fix="Restore the term and its definition; 'treaty build' writes this table.",
    stage=NAMES,
)
def vocabulary_matches_contract(package: CheckedPackage) -> Iterator[Found]:
    """Readers who have only the tables look up terms here, and a changed definition would mislead them."""
    defined = dict(_defined_terms(package))
    frame = package.sound("vocabulary").filter(pl.struct("column", "term").is_unique())
    yield from _broader_terms(package, frame)
    known = [defined.get(key, {}) for key in frame.select("column", "term").iter_rows()]
    unknown = frame.filter(pl.Series([not meaning for meaning in known], dtype=pl.Boolean))
    message = pl.format("{} is not a term of {}", shown("term"), "column")
    yield from where("vocabulary", unknown, "term", message)
    for name in ("definition", "unit", "plover", "broader"):
        meant = pl.Series([meaning.get(name) for meaning in known], dtype=pl.String)
        if frame[name].equals(meant):
            continue
        open_ = pl.Series([name not in meaning for meaning in known], dtype=pl.Boolean)
        other = frame.filter(frame[name].ne_missing(meant) & ~open_ & ~pl.col("_row").is_in(unknown["_row"].implode()))
        yield from where("vocabulary", other, name, f"differs from the contract's {name}")
    if len(unknown) or len(frame) < len(package.tables["vocabulary"]):
        return  # a term that is missing may be the one that is misspelled
    if missing := sorted(set(defined) - set(frame.select("column", "term").iter_rows())):
        first = pl.DataFrame({"_row": [-1]}, schema={"_row": pl.Int64})
        yield Found("vocabulary", faults(first, "term", f"{missing[0][1]!r} of {missing[0][0]} is missing"))


def _broader_terms(package: CheckedPackage, vocabulary: pl.DataFrame) -> Iterator[Found]:
    """Yield the package's own terms whose broader term is missing or is not a core term, or that can have none."""
    core = {f"{table}.{column.name}": _core_terms(package, table, column) for table, column in _extendable(package)}
    own = vocabulary.select(
        ((pl.col("column") == place) & ~pl.col("term").is_in(terms)).alias(place) for place, terms in core.items()
    )
    for place, terms in core.items():
        if not own[place].any():
            continue
        wrong = vocabulary.filter(own[place] & ~pl.col("broader").is_in(terms).fill_null(False))
        message = f"{{}} is not a core term of {place}; name the one whose rules the term follows: {', '.join(terms)}"
        yield from where("vocabulary", wrong, "broader", pl.format(message, shown(pl.col("broader").fill_null(""))))
    if vocabulary["broader"].null_count() == len(vocabulary):
        return
    others = vocabulary.filter(~pl.col("column").is_in(list(core)) & pl.col("broader").is_not_null())
    yield from where("vocabulary", others, "broader", "is given, but terms of this column follow no core term")


def _extendable(package: CheckedPackage) -> Iterator[tuple[str, Column]]:
    """Yield the columns that a package may add terms to, each with its table."""
    yield from ((table, column) for table, column in package.contract.columns() if column.extendable)


def _core_terms(package: CheckedPackage, table: str, column: Column) -> list[str]:
    """Return the contract's terms of a column."""
    known = package.contract.vocabularies.get(f"{table}.{column.name}", {})
    return [term for term, meaning in known.items() if meaning.broader is None]


def _defined_terms(package: CheckedPackage) -> Iterator[tuple[tuple[str, str], Mapping[str, str | None]]]:
    """Yield the meaning of each term; for a package's own terms, units and codes are whatever the package gives."""
    for table, column in package.contract.columns():
        if column.closed_by:
            continue
        place = f"{table}.{column.name}"
        core = package.contract.vocabularies.get(place, {})
        for term, definition in column.meanings.items():
            known = core.get(term)
            own = {"definition": definition}
            yield (place, term), known._asdict() if known and known.definition == definition else own
