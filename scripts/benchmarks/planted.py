"""Faults planted in generated tables: one way for each rule, each in a place of its own."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import polars as pl
from cells import Dice, Tables

from treaty_record.values.number import texts


class Fault(NamedTuple):
    """One way to spoil a cell: whose rule tells it, where it can be done, what is written there."""

    rule: str
    table: str
    column: str
    where: pl.Expr
    value: pl.Expr
    told: tuple[str, str] | None = None
    """Table and column where the fault is told, if not where it is: the row cited, or the citations that differ."""


_c = pl.col
_none = pl.lit(None, pl.String)
_always = pl.lit(True)
FACTS = ("actors", "names", "events", "participants", "claims", "relations")
SHARE = 0.01
"""Of all rows, those with a fault."""
FEW_PASSAGES = 12
"""An article with a fault has no more, so that it casts doubt on few rows."""

FAULTS = (
    Fault("pattern", "articles", "url", _always, pl.lit("ftp://example.org/text")),
    Fault("nfc", "articles", "title_gloss", _c("title_gloss").is_not_null(), _c("title_gloss") + " e\u0301"),
    Fault("language", "articles", "language", _always, pl.lit("xq")),
    Fault("minimum", "articles", "text_length", _c("text_length").is_not_null(), pl.lit("0")),
    Fault("type", "articles", "text_length", _c("text_length").is_not_null(), "0" + _c("text_length")),
    Fault("address", "articles", "url", _c("source_url").is_null(), _none),
    Fault("paired", "articles", "published_basis", _c("published").is_not_null(), _none),
    Fault("quote-share", "articles", "text_length", _c("_quotes") > 0, pl.lit("1")),
    Fault("term", "actors", "kind", _always, pl.lit("persn")),
    Fault("blank", "actors", "note", _c("note").is_not_null(), _c("note") + " "),
    Fault("pattern", "actors", "wikidata_id", _c("wikidata_id").is_not_null(), pl.lit("q42")),
    Fault("formula", "events", "title", _always, "=" + _c("title")),
    Fault("control", "claims", "statement", _always, _c("statement").str.replace(" ", "\t")),
    Fault("required", "claims", "kind", _always, _none),
    Fault("edtf", "claims", "as_of", _c("as_of").is_not_null(), pl.lit("2024-02-30")),
    Fault("figure", "claims", "figure", _c("figure").is_not_null(), pl.lit("about 1000")),
    Fault("foreign-key", "claims", "medium_id", _c("medium_id").is_not_null(), pl.lit("nobody")),
    Fault("foreign-key", "events", "part_of", _c("part_of").is_not_null(), pl.lit("nothing")),
    Fault("cycle", "events", "part_of", _always, _c("event_id")),
    Fault("range", "events", "date", _c("date").str.contains(r"\d/\d"), _c("date").str.replace("(.+)/(.+)", "$2/$1")),
    Fault("bounds", "events", "date_latest", _c("date_latest").is_not_null(), pl.lit("2026-01-01")),
    Fault("bounds", "claims", "figure_low", _c("figure_low").is_not_null(), pl.lit("1")),
    Fault(
        "key-parts", "participants", "role", _c("role") != "host", pl.lit("host"), ("participants", "participant_id")
    ),
    Fault("key", "retirements", "row_id", _c("_row") % 2 == 1, _c("row_id").shift()),
    Fault("vocabulary", "vocabulary", "definition", _c("_row") % 40 == 7, pl.lit("Something else.")),
    Fault("pattern", "passages", "place", _always, pl.lit("paragraph 3")),
    Fault("required", "passages", "gloss", _always, _none),
    Fault("quote-hash", "passages", "quote_sha256", _c("quote").is_not_null(), _c("quote_sha256").str.reverse()),
    Fault("quote-place", "passages", "start", _c("quote").is_not_null(), _none),
    Fault("noted", "relations", "note", _c("relation").is_in(["contradicts", "corrects"]), _none),
    Fault("update", "relations", "relation", _c("_early"), pl.lit("updates")),
    Fault("cited-row", "citations", "row_id", _c("field") == "status", _c("row_id") + "-gone"),
    Fault("cited-field", "citations", "field", _c("field") == "type", pl.lit("n_origins")),
    Fault("says", "citations", "says", _c("field") == "type", pl.lit("signature")),
    Fault("agreement", "citations", "agrees", (_c("row_table") == "claims") & (_c("field") == "*"), pl.lit("false")),
    Fault("visible", "citations", "basis", _c("_unseen"), pl.lit("verbatim"), ("citations", "says")),
    Fault("measure", "claims", "measure", _c("measure").is_not_null(), _none, ("claims", "figure")),
    Fault("claimant", "claims", "note", _c("claimant_id").is_null() & (_c("kind") != "denial"), _none),
    Fault("denial", "claims", "note", _c("_alone") & _c("_denies"), _none, ("claims", "kind")),
    Fault("dated", "events", "note", _c("date").is_null() & (_c("status") != "planned"), _none, ("events", "date")),
    Fault("settled", "events", "note", _c("_against") & _c("date").is_not_null(), _none, ("citations", "says")),
    Fault("derived", "events", "n_articles", _c("_alone"), "1" + _c("n_articles")),
    Fault("derived", "claims", "n_origins", _c("_alone"), "1" + _c("n_origins")),
    Fault("grounded", "citations", "says", _c("_sole"), _c("says").str.head(7), ("events", "date")),
)
"""What is planted, in an order in which no later fault hides an earlier one."""


def planted(tables: Tables, dice: Dice) -> tuple[Tables, pl.DataFrame]:
    """Return the tables as text with faults, and where each is: path, line, column, rule."""
    known = with_ties(tables)
    made = {name: known[name].select(frame.columns) for name, frame in tables.items()}
    spoiled: dict[str, set[int]] = {name: set() for name in tables}
    places = []
    each = int(SHARE * sum(map(len, tables.values())) / len(FAULTS)) + 1
    for fault in FAULTS:
        frame = known[fault.table].with_columns(_value=fault.value)
        able = frame.filter(fault.where & free(fault, known, spoiled)).unique(
            tie(fault), keep="first", maintain_order=True
        )
        chosen = able[np.sort(dice.permutation(len(able))[:each])]
        spoiled[fault.table] |= set(chosen["_row"])
        made[fault.table] = _with_cells(made[fault.table], fault, chosen)
        places.append(_told(fault, chosen, known))
    return made, pl.concat(places).sort("path", "line", "column")


def _with_cells(frame: pl.DataFrame, fault: Fault, chosen: pl.DataFrame) -> pl.DataFrame:
    cells = chosen.select("_row", "_value").with_columns(_here=True)
    changed = frame.with_row_index("_row").join(
        cells.with_columns(pl.col("_row").cast(pl.UInt32)), on="_row", how="left", maintain_order="left"
    )
    cell = pl.when("_here").then("_value").otherwise(fault.column).alias(fault.column)
    return changed.with_columns(cell).select(frame.columns)


def _told(fault: Fault, chosen: pl.DataFrame, known: Tables) -> pl.DataFrame:
    """Return where faults are told: path, line, column, rule."""
    table, column = fault.told or (fault.table, fault.column)
    rows = chosen["_row"]
    if table == "citations" and table != fault.table:
        rows = known[table].filter(pl.col("agrees") == "false").join(chosen, on="_key", how="semi")["_row"]
    elif table != fault.table:
        ids = known[table].select(pl.col(known[table].columns[0]).alias("row_id"), "_row")
        rows = chosen.select("row_id").join(ids, on="row_id")["_row"]
    return pl.DataFrame({"line": rows + 2}).select(
        pl.lit(f"data/{table}.csv").alias("path"), "line", column=pl.lit(column), rule=pl.lit(fault.rule)
    )


def tie(fault: Fault) -> list[str]:
    """Return the columns that two faults of one kind must not share."""
    return ["row_table", "row_id"] if fault.table == "citations" else ["_row"]


def free(fault: Fault, known: Tables, spoiled: Mapping[str, set[int]]) -> pl.Expr:
    """Return which rows of a table no fault planted so far has to do with."""
    here = ~_in(pl.col("_row"), spoiled[fault.table])
    if fault.table in ("vocabulary", "retirements"):
        return here
    if fault.table == "articles":
        return here & pl.col("_quiet")
    if fault.table == "passages":
        return here & ~_in(pl.col("_article_row"), spoiled["articles"])
    doubtful = _doubtful(known, spoiled)
    if fault.table == "citations":
        clean = ~_in(pl.col("_article_row"), spoiled["articles"]) & ~_in(pl.col("_passage_row"), spoiled["passages"])
        return here & clean & ~pl.col("_key").is_in(doubtful)
    if fault.table == "relations":
        return here & ~pl.any_horizontal(("claims/" + pl.col("claim_id", "other_claim_id")).is_in(doubtful))
    return here & ~pl.col("_key").is_in(doubtful)


def _in(numbers: pl.Expr, rows: set[int]) -> pl.Expr:
    return numbers.is_in(pl.Series(sorted(rows), dtype=pl.Int64).implode())


def _doubtful(known: Tables, spoiled: Mapping[str, set[int]]) -> pl.Series:
    """Return the rows, as ``table/key``, that have a fault, that a citation with one cites, or a relation joins."""
    ties = {"_row": "citations", "_passage_row": "passages", "_article_row": "articles"}
    leaning = pl.any_horizontal(_in(pl.col(column), spoiled[table]) for column, table in ties.items())
    keys = [known["citations"].filter(leaning)["_key"]]
    keys += [known[table].filter(_in(pl.col("_row"), spoiled[table]))["_key"] for table in FACTS]
    joined_ = known["relations"].filter(_in(pl.col("_row"), spoiled["relations"]))
    keys += ["claims/" + joined_["claim_id"], "claims/" + joined_["other_claim_id"]]
    return pl.concat(keys).unique().implode()


def with_ties(tables: Tables) -> Tables:
    """Return the tables as text, with ``_row`` and columns that tell what hangs on each row."""
    known = {name: _as_text(frame) for name, frame in tables.items()}
    for table in FACTS:
        known[table] = known[table].with_columns(_key=pl.concat_str(pl.lit(f"{table}/"), known[table].columns[0]))
    article_rows = known["articles"].select("article_id", _article_row="_row")
    known["passages"] = known["passages"].join(article_rows, on="article_id", maintain_order="left")
    known["articles"] = _tied_articles(known)
    known["relations"] = _tied_relations(tables["claims"], known["relations"])
    known["citations"] = _tied_citations(known)
    spoken = known["claims"]["event_id"].drop_nulls().unique().implode()
    related = pl.concat([known["relations"]["claim_id"], known["relations"]["other_claim_id"]]).unique().implode()
    against = known["citations"].filter(agrees="false")["_key"].unique().implode()
    known["events"] = known["events"].with_columns(
        _alone=~pl.col("event_id").is_in(spoken), _against=pl.col("_key").is_in(against)
    )
    known["claims"] = known["claims"].with_columns(
        _alone=~pl.col("claim_id").is_in(related),
        _denies=(pl.col("kind") == "denial") & pl.col("claimant_id").is_not_null(),
    )
    return known


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    cells = frame.select(texts(frame[name]) for name in frame.columns)
    return cells.with_columns(_row=pl.int_range(pl.len(), dtype=pl.Int64))


def _tied_articles(known: Tables) -> pl.DataFrame:
    counts = (
        known["passages"]
        .group_by("article_id")
        .agg(_passages=pl.len(), _quotes=(pl.col("quote").is_not_null() & (pl.col("place") != "title")).sum())
    )
    frame = known["articles"].join(counts, on="article_id", how="left", maintain_order="left")
    translated = known["articles"]["copy_of"].drop_nulls().unique().implode()
    few = pl.col("_passages").fill_null(0) <= FEW_PASSAGES
    return frame.with_columns(_quiet=few & ~pl.col("article_id").is_in(translated))


def _tied_relations(claims: pl.DataFrame, relations: pl.DataFrame) -> pl.DataFrame:
    """Return the relations with ``_early``, whether the first claim is said no later than the other."""
    said = claims.select("claim_id", "said_on_earliest", "said_on_latest")
    other = said.select(other_claim_id="claim_id", _other="said_on_earliest")
    frame = relations.join(said, on="claim_id", maintain_order="left").join(
        other, on="other_claim_id", maintain_order="left"
    )
    early = (pl.col("said_on_latest") <= pl.col("_other")) & pl.col("relation").is_in(["supports", "repeats"])
    return frame.with_columns(_early=early)


def _tied_citations(known: Tables) -> pl.DataFrame:
    """Return the citations with ``_unseen``, dates that their quote does not show, and ``_sole``, a day's only one."""
    passages = known["passages"].select("passage_id", "quote", "_article_row", _passage_row="_row")
    frame = known["citations"].join(passages, on="passage_id", maintain_order="left")
    day = (pl.col("row_table") == "events") & (pl.col("field") == "date") & (pl.col("says").str.len_chars() == 10)
    read = day & (pl.col("basis") == "read")
    sole = pl.len().over("row_table", "row_id", "field") == 1
    return frame.with_columns(
        _key=pl.concat_str("row_table", "row_id", separator="/"),
        _unseen=read & pl.col("quote").is_not_null() & ~pl.col("quote").str.contains(r"\p{N}"),
        _sole=read & sole,
    ).drop("quote")
