"""Level 4: rows make sense, alone and together."""

from collections.abc import Iterator

import polars as pl

from treaty_record.facts.disputes import differs
from treaty_record.values.bounds import BY_NOTATION

from ..grounding import unseen
from ..reporting.found import Found, cell, shown, where
from ..views.articles import articles
from ..views.checked_package import CheckedPackage
from ..views.citations import cells, citations
from ..views.claims import claims
from ..views.passages import passages
from ..views.relations import relations
from ..views.verbatim import verbatim
from .citations import ungrounded
from .rule import NAMES, also, rule

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
        sound = cells(package).filter(~pl.col("_depends_on_unsound"), notation=notation)
        message = pl.format("{} ends before it begins", shown("says"))
        yield from where("citations", _backward(sound, "says", notation), "says", message)


def _backward(rows: pl.DataFrame, column: str, notation: str) -> pl.DataFrame:
    """Return the rows whose cell ends before it begins."""
    two_ended = rows.filter(pl.col(column).str.contains_any(["..", "/"]))
    if two_ended.is_empty():
        return two_ended
    first, last = BY_NOTATION[notation](two_ended[column])
    return two_ended.filter((first > last).fill_null(False))


rule(
    "copy",
    4,
    "A copy or translation is not older than its original.",
    why="Otherwise one of the days is wrong, or the two texts are the wrong way round.",
    view=articles,
    fails=pl.col("_last") < pl.col("_original_first"),
    column="published",
    message=pl.format("is {}, but the original, {}, is of {}", shown("published"), "copy_of", shown("_original")),
    other=cell("articles", "_there", "published"),
    advice="; correct a day, or which of them copies the other",
    fix="Check the day of both articles, and which of them translates the other.",
)

rule(
    "denial",
    4,
    "A denial answers a claim, or its note says what it denies.",
    why="A denial is one side of a contradiction, and readers need the other.",
    view=claims,
    fails=(pl.col("_kind") == "denial") & pl.col("note").is_null() & ~pl.col("_answers"),
    column="kind",
    message="is a denial, but answers no claim: relate it to one, or say in the note what it denies",
    fix="Relate the denial to the claim that it answers, or say in its note what it denies.",
)

rule(
    "noted",
    4,
    "A contradiction, a correction and a garbled passage have a note.",
    why="Readers need to know why two sources are set against each other, or why a passage is not taken literally.",
    view=relations,
    fails=pl.col("_core").is_in(NEEDING_NOTES) & pl.col("note").is_null(),
    column="note",
    message=pl.format("is empty: explain why the claim {} the other", "relation"),
    fix="Write the note that the message asks for.",
)
also(
    "noted",
    view=passages,
    fails=pl.col("_garbled") & pl.col("note").is_null(),
    column="note",
    message="is empty: explain what garbled the words",
)


@rule(
    "settled",
    4,
    "A row with which a citation disagrees has a note on how the disagreement was settled, or that it is open.",
    fix="Write a note in the row (of a name or participant, in the passage) on how this was settled, or correct the "
    "citation or the row.",
)
def disagreements_are_settled(package: CheckedPackage) -> Iterator[Found]:
    """Readers who find two days for one event ask why the row has one of them."""
    cited = citations(package).filter(differs() & ~pl.col("_depends_on_unsound"))
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


rule(
    "contradiction",
    4,
    "Claims that contradict each other on the same measure give different figures.",
    why="Equal figures do not contradict each other.",
    view=relations,
    fails=(pl.col("_core") == "contradicts")
    & (pl.col("claim_measure") == pl.col("other_measure"))
    & (pl.col("claim_figure") == pl.col("other_figure")),
    column="relation",
    message=pl.format("is {}, but {} gives {} as well", shown("relation"), "other_claim_id", shown("claim_figure")),
    other=cell("claims", "other__row", "figure"),
    advice="; use another relation, or correct one of the figures",
    fix="Use another relation, or correct the figure of one of the claims.",
)

rule(
    "update",
    4,
    "An update is made later than the claim that it updates.",
    why="Otherwise the other claim would be the update.",
    view=relations,
    fails=(pl.col("_core") == "updates") & (pl.col("claim_said_on_latest") <= pl.col("other_said_on_earliest")),
    column="relation",
    message=pl.format(
        "is {}, but the claim was made on {}, and {} on {}",
        shown("relation"),
        shown("claim_said_on"),
        "other_claim_id",
        shown("other_said_on"),
    ),
    other=cell("claims", "other__row", "said_on"),
    advice="; correct a day, or swap the claims",
    fix="Check said_on of both claims, or swap them.",
)


def unseen_values(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the citations whose value is not visible, with ``_message``, what was searched for."""
    messages = unseen(rows.select("kind", "value", "quote", "language", "reference"))
    hidden = rows.with_columns(_message=messages).filter(pl.col("_message").is_not_null())
    of_names = pl.col("_message").str.replace(ADVICE, "; correct the name, or use it in a passage whose words show it")
    return hidden.with_columns(_message=pl.when(pl.col("field") == "*").then(of_names).otherwise("_message"))


ADVICE = r"; quote the words [^;]*$"
"""What the message on a value advises, which does not apply to names."""
QUOTED, PINNED = pl.col("quote").is_not_null(), pl.col("begins").is_not_null()

rule(
    "visible",
    4,
    "A value or name cited as verbatim is visible in the words of its passage: its quote, its title or, to 'treaty "
    "verify', the pinned words.",
    why="A program can check whether the quoted words contain the value, so that nobody has to take it on trust.",
    view=verbatim,
    fails=~QUOTED & ~PINNED,
    column="basis",
    message="is cited as 'verbatim', but the passage has neither a quote nor a pin: cite it as read",
    fix="Quote or pin the words that show the value, or cite it as read or, if it is your own classification, coded: "
    "in a source file, move it from 'verbatim' to 'says'.",
)
also(
    "visible",
    view=verbatim,
    among=QUOTED & pl.col("kind").is_not_null(),
    fails=unseen_values,
    column="says",
    message=pl.col("_message"),
)
also(
    "visible",
    view=verbatim,
    fails=(QUOTED | PINNED) & pl.col("kind").is_null(),
    column="basis",
    message=pl.format("is cited as 'verbatim', but no text contains codes or ids such as {}: cite it as read", "field"),
)
