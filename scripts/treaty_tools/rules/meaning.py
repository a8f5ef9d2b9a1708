"""Level 4: what rows say makes sense, alone and together."""

from collections.abc import Iterator

import polars as pl

from treaty_record.values.bounds import BY_NOTATION, spans

from ..grounding import SEEN_AS, unseen
from ..reporting.found import Found, shown, where
from .checked_package import Package
from .rule import NAMES, rule

NEEDING_NOTES = ("contradicts", "corrects")
"""Relations whose note says why."""


@rule("range", 4, "The first of a range is not after, and not more than, its last.", stage=NAMES)
def ranges_run_forward(package: Package) -> Iterator[Found]:
    """Nothing lies in an interval that ends before it begins."""
    for table in package.tables:
        for column, field in package.fields(table).items():
            if field.get("notation") in BY_NOTATION:
                backward = _backward(package.sound(table), column, field["notation"])
                yield from where(table, backward, column, pl.format("{} ends before it begins", shown(column)))
    for notation in BY_NOTATION:
        said = package.cells.filter(notation=notation).filter(~pl.col("_unsound"))
        message = pl.format("{} ends before it begins", shown("says"))
        yield from where("citations", _backward(said, "says", notation), "says", message)


def _backward(rows: pl.DataFrame, column: str, notation: str) -> pl.DataFrame:
    """Return the rows whose cell ends before it begins."""
    two_ended = rows.filter(pl.col(column).str.contains_any(["..", "/"]))
    if two_ended.is_empty():
        return two_ended
    first, last = BY_NOTATION[notation](two_ended[column])
    return two_ended.filter((first > last).fill_null(False))


@rule("translation", 4, "A translation is not older than its original.")
def translations_come_later(package: Package) -> Iterator[Found]:
    """One of the two days must be wrong, or the two texts the wrong way round."""
    articles = package.sound("articles")
    first, last = spans(articles["published"])
    days = articles.with_columns(_first=first, _last=last)
    originals = days.select(translation_of="article_id", _original="published", _original_first="_first")
    early = days.join(originals, on="translation_of").filter(pl.col("_last") < pl.col("_original_first"))
    message = pl.format("{} is before the original's {}", shown("published"), shown("_original"))
    yield from where("articles", early, "published", message)


@rule("denial", 4, "A denial answers a claim, or its note says what it denies.")
def denials_deny_something(package: Package) -> Iterator[Found]:
    """A denial is half of a contradiction; the other half must be found."""
    answers = package.tables["relations"].filter((pl.col("relation") == "answers") | pl.col("_bad"))
    answering = pl.concat([answers["claim_id"], answers["relation_id"].str.split(".").list.first()]).implode()
    bare = package.sound("claims").filter((pl.col("kind") == "denial") & pl.col("note").is_null())
    bare = bare.filter(~pl.col("claim_id").is_in(answering))
    yield from where(
        "claims", bare, "kind", "is a denial that answers no claim: relate it, or say in the note what it denies"
    )


@rule("noted", 4, "A contradiction, a correction and a garbled passage have a note.")
def doubts_are_explained(package: Package) -> Iterator[Found]:
    """Where sources are set against each other, the reader is told why."""
    bare = package.sound("relations").filter(pl.col("relation").is_in(NEEDING_NOTES) & pl.col("note").is_null())
    yield from where("relations", bare, "note", pl.format("is empty: say why it {} the other", "relation"))
    garbled = package.tables["citations"].filter(basis="garbled")
    silent = package.sound("passages").filter(pl.col("note").is_null()).join(garbled, on="passage_id", how="semi")
    yield from where("passages", silent, "note", "is empty: say what garbled the words")


@rule(
    "settled", 4, "A row with which a citation disagrees has a note that says how it was settled, or that it is open."
)
def disagreements_are_settled(package: Package) -> Iterator[Found]:
    """A reader who sees two days for one event asks why the row has one of them."""
    cited = package.cited.filter(~pl.col("agrees") & ~pl.col("_unsound"))
    for table, against in _by_table(package, cited):
        if "note" in package.fields(table):
            silent = package.numbered(table).filter(pl.col("note").is_null())
            silent = silent.join(against, on="at", how="semi")
            yield from where(
                table, silent, "note", "is empty, and a citation disagrees with the row: say how it was settled"
            )
        else:
            notes = package.tables["passages"]["note"].gather(against["passage"])
            yield from where(
                "citations",
                against.filter(notes.is_null()),
                "says",
                "disagrees with the row: say in the passage's note why",
            )


def _by_table(package: Package, cited: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield the tables of the rows that some citations cite, in the package's order, each with its citations."""
    parts = cited.partition_by("row_table", as_dict=True)
    yield from ((table, parts[table,]) for table in package.tables if (table,) in parts)


@rule("contradiction", 4, "Claims that contradict each other on one measure give different figures.")
def contradictions_differ(package: Package) -> Iterator[Found]:
    """Two equal figures do not contradict each other."""
    pairs = _related(package, "contradicts", "measure", "figure")
    same = pairs.filter((pl.col("measure") == pl.col("other_measure")) & (pl.col("figure") == pl.col("other_figure")))
    message = pl.format("is contradicts, but both claims say {}", shown("figure"))
    yield from where("relations", same, "relation", message)


@rule("update", 4, "An update is said later than what it updates.")
def updates_come_later(package: Package) -> Iterator[Found]:
    """Otherwise the other is the update."""
    pairs = _related(package, "updates", "said_on", "said_on_earliest", "said_on_latest")
    early = pairs.filter(pl.col("said_on_latest") <= pl.col("other_said_on_earliest"))
    message = pl.format("is updates, but said on {}, not after {}", shown("said_on"), shown("other_said_on"))
    yield from where("relations", early, "relation", message)


def _related(package: Package, relation: str, *columns: str) -> pl.DataFrame:
    """Return the relations of a kind with columns of both their claims, the other's prefixed ``other_``."""
    claims = package.sound("claims").select("claim_id", *columns)
    others = claims.rename({name: f"other_{name}" for name in claims.columns})
    related = package.sound("relations").filter(relation=relation)
    return related.join(claims, on="claim_id").join(others, on="other_claim_id")


@rule("visible", 4, "A verbatim value or name is visible in its quote.")
def verbatim_values_are_visible(package: Package) -> Iterator[Found]:
    """The words a row rests on stand in the article; whether the value stands in the words, a machine can see."""
    verbatim = pl.concat([_said_cells(package), _cited_names(package)])
    unquoted = verbatim.filter(pl.col("quote").is_null())
    yield from where("citations", unquoted, "basis", "is verbatim, but the passage has no quote: it is read")
    seen = verbatim.filter(pl.col("quote").is_not_null() & pl.col("kind").is_not_null())
    yield from _unseen(seen)
    codes = verbatim.filter(pl.col("quote").is_not_null() & pl.col("kind").is_null())
    message = pl.format(
        "is verbatim, but {} holds codes and ids, which stand in no words: it is read or coded", "field"
    )
    yield from where("citations", codes, "basis", message)


def _unseen(verbatim: pl.DataFrame) -> Iterator[Found]:
    """Yield the citations whose value is not visible, with what was looked for."""
    messages = unseen(verbatim.select("kind", "value", "quote", "language", "reference"))
    hidden = verbatim.with_columns(_message=messages).filter(pl.col("_message").is_not_null())
    yield from where("citations", hidden, "says", pl.col("_message"))


def _said_cells(package: Package) -> pl.DataFrame:
    """Return the verbatim citations of cells with what they say."""
    cells = package.quoted(package.cells.filter((pl.col("basis") == "verbatim") & ~pl.col("_unsound")))
    kind = pl.col("notation").replace_strict(SEEN_AS, default=None, return_dtype=pl.String)
    return cells.select("_row", "field", "quote", "language", "reference", kind=kind, value="says")


def _cited_names(package: Package) -> pl.DataFrame:
    """Return the verbatim citations of whole rows, of names with the name."""
    whole = (pl.col("basis") == "verbatim") & (pl.col("field") == "*") & (pl.col("row_table") == "names")
    names = package.numbered("names").select("at", value="name")
    cited = package.quoted(package.cited.filter(whole & ~pl.col("_unsound"))).join(names, on="at")
    return cited.select("_row", "field", "quote", "language", "reference", kind=pl.lit("text"), value="value")
