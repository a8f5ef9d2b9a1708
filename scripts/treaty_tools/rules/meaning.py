"""Level 4: rows make sense, alone and together."""

from collections.abc import Iterator

import polars as pl

from treaty_record.facts.core_terms import core_kind, core_relation
from treaty_record.facts.disputes import differs
from treaty_record.values.bounds import BY_NOTATION, spans

from ..grounding import SEEN_AS, unseen
from ..reporting.found import Found, cell, shown, where
from .checked_package import CheckedPackage
from .citations import ungrounded
from .rule import NAMES, rule

NEEDING_NOTES = ("contradicts", "corrects")
"""Relations whose note must explain them."""


@rule(
    "range",
    4,
    "The start of a range is not later or greater than its end.",
    fix="Swap the two ends of the range, or correct the wrong one.",
    stage=NAMES,
)
def ranges_run_forward(package: CheckedPackage) -> Iterator[Found]:
    """An interval that ends before it begins is empty."""
    for table in package.tables:
        for name, column in package.columns(table).items():
            if column.notation and column.notation in BY_NOTATION:
                backward = _backward(package.sound(table), name, column.notation)
                yield from where(table, backward, name, pl.format("{} ends before it begins", shown(name)))
    for notation in BY_NOTATION:
        cells = package.cells.filter(notation=notation).filter(~pl.col("_depends_on_unsound"))
        message = pl.format("{} ends before it begins", shown("says"))
        yield from where("citations", _backward(cells, "says", notation), "says", message)


def _backward(rows: pl.DataFrame, column: str, notation: str) -> pl.DataFrame:
    """Return the rows whose cell ends before it begins."""
    two_ended = rows.filter(pl.col(column).str.contains_any(["..", "/"]))
    if two_ended.is_empty():
        return two_ended
    first, last = BY_NOTATION[notation](two_ended[column])
    return two_ended.filter((first > last).fill_null(False))


@rule(
    "copy",
    4,
    "A copy or translation is not older than its original.",
    fix="Check the day of both articles, and which of them translates the other.",
)
def copies_come_later(package: CheckedPackage) -> Iterator[Found]:
    """Otherwise one of the days is wrong, or the two texts are the wrong way round."""
    articles = package.sound("articles")
    first, last = spans(articles["published"])
    days = articles.with_columns(_first=first, _last=last)
    originals = days.select(copy_of="article_id", _original="published", _original_first="_first", _there="_row")
    early = days.join(originals, on="copy_of").filter(pl.col("_last") < pl.col("_original_first"))
    message = pl.format("is {}, but the original, {}, is of {}", shown("published"), "copy_of", shown("_original"))
    advice = "; correct a day, or which of them copies the other"
    yield from where("articles", early, "published", message, cell("articles", "_there", "published"), advice)


@rule(
    "denial",
    4,
    "A denial answers a claim, or its note says what it denies.",
    fix="Relate the denial to the claim that it answers, or say in its note what it denies.",
)
def denials_answer_claims(package: CheckedPackage) -> Iterator[Found]:
    """A denial is one side of a contradiction, and readers need the other."""
    answers = package.tables["relations"].filter((core_relation(package.tables) == "answers") | pl.col("_bad"))
    answering = pl.concat([answers["claim_id"], answers["relation_id"].str.split(".").list.first()]).implode()
    bare = package.sound("claims").filter((core_kind(package.tables) == "denial") & pl.col("note").is_null())
    bare = bare.filter(~pl.col("claim_id").is_in(answering))
    message = "is a denial, but answers no claim: relate it to one, or say in the note what it denies"
    yield from where("claims", bare, "kind", message)


@rule(
    "noted",
    4,
    "A contradiction, a correction and a garbled passage have a note.",
    fix="Write the note that the message asks for.",
)
def doubts_are_explained(package: CheckedPackage) -> Iterator[Found]:
    """Readers need to know why two sources are set against each other, or why a passage is not taken literally."""
    doubtful = core_relation(package.tables).is_in(NEEDING_NOTES)
    bare = package.sound("relations").filter(doubtful & pl.col("note").is_null())
    yield from where("relations", bare, "note", pl.format("is empty: explain why the claim {} the other", "relation"))
    garbled = package.tables["citations"].filter(basis="garbled")
    silent = package.sound("passages").filter(pl.col("note").is_null()).join(garbled, on="passage_id", how="semi")
    yield from where("passages", silent, "note", "is empty: explain what garbled the words")


@rule(
    "settled",
    4,
    "A row with which a citation disagrees has a note on how the disagreement was settled, or that it is open.",
    fix="Write a note in the row (of a name or participant, in the passage) on how this was settled, or correct the "
    "citation or the row.",
)
def disagreements_are_settled(package: CheckedPackage) -> Iterator[Found]:
    """Readers who find two days for one event ask why the row has one of them."""
    cited = package.cited.filter(differs() & ~pl.col("_depends_on_unsound"))
    for table, against in _by_table(package, cited):
        if "note" in package.columns(table):
            rows = package.numbered(table).filter(pl.col("note").is_null())
            silent = _without_ungrounded(package, table, _with_cell(against, rows, package.key(table)[0]))
            first = silent.unique("at", keep="first", maintain_order=True)
            yield from where("citations", first, "says", _against(), _cell_of(table), SETTLE_THERE)
        else:
            notes = package.tables["passages"]["note"].gather(against["passage"])
            silent = _with_cell(against.filter(notes.is_null()), package.numbered(table), package.key(table)[0])
            yield from where("citations", silent, "says", _against(), _cell_of(table), SETTLE_HERE)


def _without_ungrounded(package: CheckedPackage, table: str, cited: pl.DataFrame) -> pl.DataFrame:
    """Return the citations of cells that others support: the rule "grounded" reports the rest."""
    if len(cited):
        for parent, column, bare in ungrounded(package):
            if parent == table:
                there = pl.col("at").is_in(bare["at"].implode()) & (pl.col("field") == column)
                cited = cited.filter(~there)
    return cited


SETTLE_THERE = "; settle it there with a note, or correct one of them"
SETTLE_HERE = "; say why in the note of this passage, or correct one of them"


def _with_cell(cited: pl.DataFrame, rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return citations with ``_there``, the number of the row they cite, ``_id``, its key, and ``_value``, its cell."""
    columns = [name for name in cited["field"].unique() if name in rows.columns]
    value = pl.coalesce(
        pl.lit(None, pl.String),
        *(pl.when(pl.col("field") == name).then(pl.col(f"_{name}_")) for name in columns),
    )
    cells = rows.select("at", _there="_row", _id=key, **{f"_{name}_": pl.col(name).cast(pl.String) for name in columns})
    joined = cited.join(cells, on="at", maintain_order="left").with_columns(_value=value)
    return joined.drop([f"_{name}_" for name in columns])


def _cell_of(table: str) -> pl.Expr:
    """Return the cell that a citation of ``_with_cell`` cites."""
    return cell(table, "_there", pl.when(pl.col("field") == "*").then(pl.lit("")).otherwise("field"))


def _against() -> pl.Expr:
    """Return what a citation says against its row, and what the row has."""
    there = pl.format("{}/{}", "row_table", "_id")
    value = pl.when(pl.col("_value").is_null()).then(pl.lit("none")).otherwise(shown("_value"))
    other = pl.format("says {}, but {} has {}", shown("says"), there, value)
    return pl.when(pl.col("field") == "*").then(pl.format("refutes {}", there)).otherwise(other)


def _by_table(package: CheckedPackage, cited: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield the tables whose rows some citations cite, in the order of the package, each with its citations."""
    parts = cited.partition_by("row_table", as_dict=True)
    yield from ((table, parts[table,]) for table in package.tables if (table,) in parts)


@rule(
    "contradiction",
    4,
    "Claims that contradict each other on the same measure give different figures.",
    fix="Use another relation, or correct the figure of one of the claims.",
)
def contradictions_differ(package: CheckedPackage) -> Iterator[Found]:
    """Equal figures do not contradict each other."""
    pairs = _related(package, "contradicts", "_row", "measure", "figure")
    same = pairs.filter((pl.col("measure") == pl.col("other_measure")) & (pl.col("figure") == pl.col("other_figure")))
    message = pl.format("is {}, but {} gives {} as well", shown("relation"), "other_claim_id", shown("figure"))
    advice = "; use another relation, or correct one of the figures"
    yield from where("relations", same, "relation", message, cell("claims", "other__row", "figure"), advice)


@rule(
    "update",
    4,
    "An update is made later than the claim that it updates.",
    fix="Check said_on of both claims, or swap them.",
)
def updates_come_later(package: CheckedPackage) -> Iterator[Found]:
    """Otherwise the other claim would be the update."""
    pairs = _related(package, "updates", "_row", "said_on", "said_on_earliest", "said_on_latest")
    early = pairs.filter(pl.col("said_on_latest") <= pl.col("other_said_on_earliest"))
    words = "is {}, but the claim was made on {}, and {} on {}"
    message = pl.format(words, shown("relation"), shown("said_on"), "other_claim_id", shown("other_said_on"))
    advice = "; correct a day, or swap the claims"
    yield from where("relations", early, "relation", message, cell("claims", "other__row", "said_on"), advice)


def _related(package: CheckedPackage, relation: str, *columns: str) -> pl.DataFrame:
    """Return the relations with a core term, with columns of both their claims, the other's prefixed ``other_``."""
    claims = package.sound("claims").select("claim_id", *columns)
    others = claims.rename({name: f"other_{name}" for name in claims.columns})
    related = package.sound("relations").filter(core_relation(package.tables) == relation)
    claims = claims.rename({"_row": "_claim_row"})
    return related.join(claims, on="claim_id").join(others, on="other_claim_id")


@rule(
    "visible",
    4,
    "A value or name cited as verbatim is visible in the words of its passage: its quote, its title or, to 'treaty "
    "verify', the pinned words.",
    fix="Quote or pin the words that show the value, or cite it as read or, if it is your own classification, coded: "
    "in a source file, move it from 'verbatim' to 'says'.",
)
def verbatim_values_are_visible(package: CheckedPackage) -> Iterator[Found]:
    """A program can check whether the quoted words contain the value, so that nobody has to take it on trust."""
    verbatim = pl.concat([_verbatim_cells(package), _verbatim_names(package)])
    wordless = verbatim.filter(pl.col("quote").is_null() & pl.col("begins").is_null())
    message = "is cited as 'verbatim', but the passage has neither a quote nor a pin: cite it as read"
    yield from where("citations", wordless, "basis", message)
    seen = verbatim.filter(pl.col("quote").is_not_null() & pl.col("kind").is_not_null())
    yield from _unseen(seen)
    words = pl.col("quote").is_not_null() | pl.col("begins").is_not_null()
    codes = verbatim.filter(words & pl.col("kind").is_null())
    coded = pl.format("is cited as 'verbatim', but no text contains codes or ids such as {}: cite it as read", "field")
    yield from where("citations", codes, "basis", coded)


def _unseen(verbatim: pl.DataFrame) -> Iterator[Found]:
    """Yield the citations whose value is not visible, with what was searched for."""
    messages = unseen(verbatim.select("kind", "value", "quote", "language", "reference"))
    hidden = verbatim.with_columns(_message=messages).filter(pl.col("_message").is_not_null())
    of_names = pl.col("_message").str.replace(ADVICE, "; correct the name, or use it in a passage whose words show it")
    message = pl.when(pl.col("field") == "*").then(of_names).otherwise("_message")
    yield from where("citations", hidden, "says", message)


ADVICE = r"; quote the words [^;]*$"
"""What the message on a value advises, which does not apply to names."""


def _verbatim_cells(package: CheckedPackage) -> pl.DataFrame:
    """Return the verbatim citations of cells, with the value that they give."""
    cells = package.quoted(package.cells.filter((pl.col("basis") == "verbatim") & ~pl.col("_depends_on_unsound")))
    kind = pl.col("notation").replace_strict(SEEN_AS, default=None, return_dtype=pl.String)
    return cells.select("_row", "field", "quote", "begins", "language", "reference", kind=kind, value="says")


def _verbatim_names(package: CheckedPackage) -> pl.DataFrame:
    """Return the verbatim citations of whole rows of names, with the name."""
    whole = (pl.col("basis") == "verbatim") & (pl.col("field") == "*") & (pl.col("row_table") == "names")
    names = package.numbered("names").select("at", value="name")
    cited = package.quoted(package.cited.filter(whole & ~pl.col("_depends_on_unsound"))).join(names, on="at")
    return cited.select("_row", "field", "quote", "begins", "language", "reference", kind=pl.lit("text"), value="value")
