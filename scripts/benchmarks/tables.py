"""Tables of any size that keep every rule, with the proportions of the real ones."""

import datetime
from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl
from cells import (
    COUNTRIES,
    DAYS,
    LANGUAGES,
    LAST_DAY,
    PLACES,
    WORDS,
    Dice,
    Numbers,
    Tables,
    days,
    english,
    in_words,
    joined,
    numbered,
    of_the_record,
    person,
    sentence,
    sha256s,
    slugs,
    some,
    sparse,
    take,
    zipf,
)

from treaty_record.contract import TableSchema
from treaty_tools.derive import derived

SHARES = {
    "articles": 0.015,
    "passages": 0.112,
    "actors": 0.047,
    "names": 0.08,
    "events": 0.032,
    "participants": 0.045,
    "claims": 0.06,
    "relations": 0.025,
}
"""Rows of each table for each row of the package, as in the real one; most of the rest are citations."""

NUMBERS = 399
"""Different numbers that claims give."""
AFTERWARDS = datetime.timedelta(len(DAYS) + 20)
"""How long after what they report articles are published, so that none can only announce it."""


def valid(rows: int, dice: Dice, shares: Mapping[str, float] = SHARES) -> Tables:
    """Return the tables of a package of about so many rows that keeps every rule."""
    size = {name: max(int(rows * share), 20) for name, share in shares.items()}
    typed: Tables = {"actors": actors(dice, size["actors"])}
    typed["articles"] = articles(dice, size["articles"], typed["actors"])
    typed["passages"] = places(dice, size["passages"], typed["articles"])
    homes = {name: dice.permutation(size["passages"])[: size[name]] for name in ("names", "events", "claims")}
    typed["names"] = names(dice, typed["actors"], typed["passages"], homes["names"])
    typed["events"] = events(dice, size["events"])
    typed["participants"] = participants(dice, size["participants"], typed["events"], typed["actors"])
    typed["claims"] = claims(dice, size["claims"], typed["events"], typed["actors"])
    typed["relations"] = relations(dice, size["relations"], typed["claims"])
    typed["passages"] = quoted(dice, typed, homes)
    typed["articles"] = held(dice, typed["articles"], typed["passages"])
    typed["citations"] = citations(dice, typed, homes)
    typed = with_notes(typed)
    typed["vocabulary"] = vocabulary()
    typed["retirements"] = retirements(dice, rows // 1000 + 1)
    shaped = {name: shape(typed.pop(name), table) for name, table in of_the_record().tables.items()}
    return derived(shaped, of_the_record())


def shape(frame: pl.DataFrame, table: TableSchema) -> pl.DataFrame:
    """Return a table with the contract's columns, in order, sorted by key."""
    columns = table.polars_schema
    missing = [pl.lit(None, type_).alias(name) for name, type_ in columns.items() if name not in frame.columns]
    shaped = frame.with_columns(missing).select(pl.col(name).cast(type_) for name, type_ in columns.items())
    return shaped.sort(table.key)


def actors(dice: Dice, size: int) -> pl.DataFrame:
    """Return actors; the first are cited most."""
    ids = numbered(slugs(dice, size))
    kinds = ["person", "person", "state", "medium", "office", "group", "organisation", "government body"]
    part_of = take(ids, np.maximum(np.arange(size) // 2 - 1, 0)).set(pl.Series(np.arange(size) < 2), None)
    return pl.DataFrame(
        {
            "actor_id": ids,
            # no two of one name and kind, which would be twins
            "name": joined(person(dice, np.full(size, LANGUAGES.index("en"))), " ", pl.Series(range(1, size + 1))),
            "kind": some(dice, kinds, size),
            "country": sparse(dice, some(dice, COUNTRIES, size), 0.8),
            "part_of": sparse(dice, part_of, 0.3),
            "ownership": some(dice, ["state", "public", "private", "party", "unknown"], size),
            "wikidata_id": sparse(dice, "Q" + pl.Series(range(1, size + 1)).cast(pl.String), 0.3),
            "note": sparse(dice, english(dice, size), 0.4),
        }
    )


def articles(dice: Dice, size: int, actors: pl.DataFrame) -> pl.DataFrame:
    """Return articles; a fifth translates one of the first half."""
    languages = dice.choice(len(LANGUAGES), size, p=[0.1, 0.25, 0.25, 0.15, 0.15, 0.1])
    publishers = zipf(dice, size // 20 + 5, size)
    day = (days(dice, size).str.to_date() + AFTERWARDS).cast(pl.String)
    code = take(LANGUAGES, languages)
    ids = numbered(joined("paper", pl.Series(publishers).cast(pl.String), "-", code, "-", day.str.replace_all("-", "")))
    translates = (np.arange(size) >= size // 2) & (dice.random(size) < 0.4)
    original = zipf(dice, size // 2, size)
    day = pl.select(pl.when(translates).then(pl.max_horizontal(day, take(day, original))).otherwise(day)).to_series()
    known = pl.Series(translates | (dice.random(size) < 0.95))
    origin = sparse(dice, take(actors["actor_id"], zipf(dice, len(actors), size)), 0.3).set(pl.Series(translates), None)
    basis = pl.when(origin.is_not_null()).then(pl.lit("stated")).otherwise(pl.lit("unknown"))
    basis = pl.when(translates).then(pl.lit("inherited")).otherwise(basis)
    kinds = some(dice, ["original", "original", "agency copy", "rewrite", "scraped copy"], size)
    address = joined("https://example.org/", ids)
    return pl.DataFrame({"article_id": ids, "url": address, "language": code, "kind": kinds}).with_columns(
        kind=pl.when(translates).then(pl.lit("machine translation")).otherwise("kind"),
        source_url=pl.when(translates).then(take(address, original)),
        title=sparse(dice, joined(sentence(dice, languages, 5), " ", person(dice, languages)), 0.95),
        title_gloss=sparse(dice, english(dice, size), 0.7),
        publisher_id=take(actors["actor_id"], publishers % len(actors)),
        published=pl.when(known).then(day),
        published_basis=pl.when(known).then(pl.lit("stated")),
        accessed=pl.lit("2025-10-01"),
        origin_id=origin,
        origin_basis=basis,
        copy_of=pl.when(translates).then(take(ids, original)),
        extent=pl.lit("notes"),
        note=sparse(dice, english(dice, size), 0.3),
        _held=pl.Series(dice.random(size) < 0.8),
    )


def places(dice: Dice, size: int, articles: pl.DataFrame) -> pl.DataFrame:
    """Return passages without their quotes, with ``_quoted``, whether they have one."""
    at = zipf(dice, len(articles), size)
    there = articles.select("article_id", "language", "title", "_held")[at]
    place = joined("p", pl.Series(dice.integers(1, 40, size)).cast(pl.String))
    in_title = pl.Series(dice.random(size) < 0.03) & there["title"].is_not_null()
    quoted = pl.Series(dice.random(size) < 0.7) & there["_held"] & ~in_title
    lead = pl.Series(dice.random(size) < 0.05)
    return there.drop("_held").with_columns(
        passage_id=joined(there["article_id"], ".", numbered(some(dice, WORDS["en"].split(), size))),
        place=pl.when(in_title).then(pl.lit("title")).when(lead).then(pl.lit("lead")).otherwise(place),
        gloss=english(dice, size),
        origin_id=pl.lit(None, pl.String),
        note=sparse(dice, english(dice, size), 0.2),
        _quoted=quoted,
    )


def names(dice: Dice, actors: pl.DataFrame, passages: pl.DataFrame, homes: Numbers) -> pl.DataFrame:
    """Return names, each in the language of the passage it is cited from."""
    languages = passages["language"][homes]
    actor = take(actors["actor_id"], zipf(dice, len(actors), len(homes)))
    numbers = languages.replace_strict(LANGUAGES, range(len(LANGUAGES)), return_dtype=pl.Int64).to_numpy()
    return pl.DataFrame(
        {
            "name_id": joined(actor, ".", numbered(languages)),
            "actor_id": actor,
            "name": person(dice, numbers),
            "language": languages,
            "kind": some(dice, ["native", "transliterated", "translated", "alias"], len(homes)),
        }
    )


def dates(dice: Dice, day: pl.Series) -> pl.Series:
    """Return dates of every form, one for each day: seven of ten are the day itself."""
    size = len(day)
    later = (day.str.to_date() + datetime.timedelta(9)).cast(pl.String)
    form = dice.integers(0, 20, size)
    forms = {14: day.str.head(7), 15: day.str.head(7), 16: day + "/" + later, 17: "[" + day + ".." + later + "]"}
    forms |= {18: "../" + day, 19: day.str.head(4)}
    found = pl.col("day")
    for number, written_so in forms.items():
        found = pl.when(pl.Series(form == number)).then(written_so).otherwise(found)
    return day.to_frame("day").select(found).to_series()


def events(dice: Dice, size: int) -> pl.DataFrame:
    """Return events; the first are cited most."""
    ids = numbered(slugs(dice, size))
    whole = take(ids, np.maximum(np.arange(size) // 3 - 1, 0)).set(pl.Series(np.arange(size) < 3), None)
    terms = list(of_the_record().vocabularies["events.type"])
    # no two events of one type on one day, which would be twins
    day = pl.select(LAST_DAY - pl.duration(days=pl.lit(pl.Series(np.arange(size) // len(terms))))).to_series()
    date = sparse(dice, dates(dice, day.cast(pl.String)), 0.95)
    note = sparse(dice, english(dice, size), 0.3)
    return pl.DataFrame(
        {
            "event_id": ids,
            "title": english(dice, size),
            "type": take(terms, np.arange(size) % len(terms)),
            "status": some(dice, ["occurred", "occurred", "alleged", "planned"], size),
            "date": date,
            "place": sparse(dice, some(dice, PLACES, size), 0.4),
            "country": sparse(dice, some(dice, COUNTRIES, size), 0.5),
            "part_of": sparse(dice, whole, 0.2),
            "note": pl.select(pl.when(date.is_null()).then(pl.lit("The day is not given."))).to_series(),
        }
    ).with_columns(note=pl.coalesce("note", note))


def participants(dice: Dice, size: int, events: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """Return participants, most of them of a few actors."""
    event = take(events["event_id"], dice.integers(0, len(events), size))
    actor = take(actors["actor_id"], zipf(dice, len(actors), size))
    role = some(dice, list(of_the_record().vocabularies["participants.role"]), size)
    key = joined(event, role, actor, separator=".")
    frame = pl.DataFrame({"participant_id": key, "event_id": event, "role": role, "actor_id": actor})
    return frame.unique("participant_id", maintain_order=True)


def claims(dice: Dice, size: int, events: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """Return claims, most of them about a few events; without a claimant, or denials, they have a note."""
    claimant = sparse(dice, take(actors["actor_id"], zipf(dice, len(actors), size)), 0.97)
    # no two claims of one measure, figure and day, which may be twins
    measures = list(of_the_record().vocabularies["claims.measure"])
    each, each_measure = np.arange(size), np.arange(size) // NUMBERS
    again = each_measure // len(measures)
    spans = again.max() + 1
    day = take(list(map(str, DAYS)), again + spans * dice.integers(0, len(DAYS) // spans, size))
    number = pl.Series((each % NUMBERS + 1) * 100).cast(pl.String)
    figure = sparse(dice, joined(some(dice, ["", "", "~", ">"], size), number), 0.35)
    as_of = pl.select(pl.when(figure.is_null()).then(sparse(dice, dates(dice, day), 0.3)).otherwise(day)).to_series()
    kind = some(dice, list(of_the_record().vocabularies["claims.kind"]), size)
    needed = claimant.is_null() | (kind == "denial")
    note = pl.when(needed).then(pl.lit("The text does not say more.")).otherwise(sparse(dice, english(dice, size), 0.3))
    return pl.DataFrame(
        {
            "claim_id": numbered(slugs(dice, size)),
            "claimant_id": claimant,
            "event_id": sparse(dice, take(events["event_id"], zipf(dice, len(events), size)), 0.9),
            "kind": kind,
            "statement": joined(english(dice, size), " (", pl.Series(range(1, size + 1)), ")"),  # no twins
            "modality": pl.repeat("asserted", size, eager=True),
            "measure": take(measures, each_measure % len(measures)),
            "figure": figure,
            "as_of": as_of,
            "said_on": sparse(dice, dates(dice, days(dice, size)), 0.3),
            "medium_id": sparse(dice, take(actors["actor_id"], zipf(dice, len(actors), size)), 0.2),
        }
    ).with_columns(note=note, measure=pl.when(figure.is_not_null()).then("measure"))


def relations(dice: Dice, size: int, claims: pl.DataFrame) -> pl.DataFrame:
    """Return relations of any claim to one of those that are spoken of most."""
    kinds = ["contradicts", "supports", "supports", "repeats", "answers", "corrects"]
    one, other = dice.integers(0, len(claims), size), zipf(dice, len(claims), size)
    kind, note = some(dice, kinds, size), english(dice, size)
    frame = pl.DataFrame({"claim_id": take(claims["claim_id"], one), "other_claim_id": take(claims["claim_id"], other)})
    same = take(claims["figure"], one).eq_missing(take(claims["figure"], other))
    return (
        frame.with_columns(
            relation=pl.when(same & (kind == "contradicts")).then(pl.lit("supports")).otherwise(kind),
            relation_id=pl.concat_str("claim_id", "other_claim_id", separator="."),
            note=pl.when(pl.Series(dice.random(size) < 0.3) | kind.is_in(["contradicts", "corrects"])).then(note),
        )
        .filter(pl.col("claim_id") != pl.col("other_claim_id"))
        .unique("relation_id", maintain_order=True)
    )


def quoted(dice: Dice, tables: Tables, homes: Mapping[str, Numbers]) -> pl.DataFrame:
    """Return the passages with quotes that show the date, the name and the figure of the rows they are home to."""
    passages = tables["passages"]
    size = len(passages)

    def at_home(table: str, column: str) -> pl.Series:
        values = pl.DataFrame({"at": homes[table], "value": tables[table][column]})
        return pl.DataFrame({"at": np.arange(size)}).join(values, on="at", how="left", maintain_order="left")["value"]

    numbers = passages["language"].replace_strict(LANGUAGES, range(len(LANGUAGES)), return_dtype=pl.Int64).to_numpy()
    language = passages["language"]
    quote = joined(
        sentence(dice, numbers, 3),
        in_words(language, at_home("events", "date")),
        sentence(dice, numbers, 2),
        at_home("names", "name"),
        sentence(dice, numbers, 2),
        in_words(language, at_home("claims", "figure")),
        sentence(dice, numbers, 2),
        separator=" ",
    ).str.normalize("NFC")
    length = pl.when("_quoted").then(pl.col("quote").str.len_chars().cast(pl.Int64)).otherwise(0)
    title = pl.col("place") == "title"
    return passages.with_columns(quote=quote).with_columns(
        quote=pl.when(title).then("title").when("_quoted").then("quote"),
        start=pl.when(title).then(0).when("_quoted").then(length.cum_sum().over("article_id") - length),
        _length=length,
    )


def held(dice: Dice, articles: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Return the articles with length and hash of the texts that are held: twice what is quoted, and more."""
    lengths = passages.group_by("article_id").agg(text_length=pl.col("_length").sum() * 2)
    joined_ = articles.join(lengths, on="article_id", how="left", maintain_order="left")
    more = pl.Series(dice.integers(300, 3000, len(articles)))
    return joined_.with_columns(
        text_length=pl.when("_held").then(pl.col("text_length").fill_null(0) + more),
        text_sha256=pl.when("_held").then(sha256s(articles["article_id"])),
    )


def citations(dice: Dice, tables: Tables, homes: Mapping[str, Numbers]) -> pl.DataFrame:
    """Return the citations that every row and cell needs, and those of what is spoken of everywhere."""
    made = pl.concat([*_needed(dice, tables, homes), *_further(dice, tables)]).with_columns(stance=pl.lit("supports"))
    return made.unique(["passage_id", "row_table", "row_id", "field"], keep="first", maintain_order=True)


def _needed(dice: Dice, tables: Tables, homes: Mapping[str, Numbers]) -> Iterator[pl.DataFrame]:
    passages = tables["passages"]
    for table in ("actors", "participants"):
        anywhere = dice.integers(0, len(passages), len(tables[table]))
        yield _cited(passages, anywhere, table, tables[table])
    yield _cited(passages, homes["names"], "names", tables["names"], visible=pl.lit(True))
    for table in ("events", "claims"):
        yield _cited(passages, homes[table], table, tables[table])
    in_quote = pl.col("says").str.contains(r"^(?:\d{4}-\d\d(?:-\d\d)?|[~>]?\d+)$")
    for table, column, visible in (
        ("events", "date", in_quote),
        ("events", "place", pl.lit(False)),
        ("events", "country", pl.lit(False)),
        ("events", "type", None),
        ("events", "status", None),
        ("claims", "figure", in_quote),
        ("claims", "as_of", pl.lit(False)),
        ("claims", "said_on", pl.lit(False)),
    ):
        yield _cited(passages, homes[table], table, tables[table], column, visible)


def _cited(
    passages: pl.DataFrame,
    places: Numbers,
    table: str,
    rows: pl.DataFrame,
    field: str = "*",
    visible: pl.Expr | None = pl.lit(False),  # noqa: B008 -- an expression is never changed
) -> pl.DataFrame:
    """Return one citation of each row, or of a cell that is not empty; ``visible`` is None for what is coded."""
    there = passages.select("passage_id", "_quoted")[places]
    says = pl.lit(None, pl.String) if field == "*" else rows[field]
    frame = there.with_columns(row_table=pl.lit(table), row_id=rows[:, 0], field=pl.lit(field), says=says)
    seen = pl.lit(False) if visible is None else visible & pl.col("_quoted")
    basis = pl.when(seen).then(pl.lit("verbatim")).otherwise(pl.lit("read" if visible is not None else "coded"))
    frame = frame.with_columns(basis=basis).drop("_quoted")
    return frame if field == "*" else frame.filter(pl.col("says").is_not_null())


def _further(dice: Dice, tables: Tables) -> Iterator[pl.DataFrame]:
    """Yield a citation of an actor by each passage, and some of events and claims, a few of which disagree or err."""
    passages = tables["passages"]
    every = np.arange(len(passages))
    yield _cited(passages, every, "actors", tables["actors"][zipf(dice, len(tables["actors"]), len(passages))])
    events, claims = tables["events"], tables["claims"]
    size = len(events)
    again = events[zipf(dice, len(events), size)].filter(pl.col("date").str.len_chars() == 10)
    later = pl.col("date").str.to_date() + datetime.timedelta(45)
    way = pl.Series(dice.integers(0, 30, len(again)))
    says = (
        pl.when(way == 0).then(later.cast(pl.String)).when(way < 6).then(pl.col("date").str.head(7)).otherwise("date")
    )
    yield _cited(passages, dice.integers(0, len(passages), len(again)), "events", again.with_columns(date=says), "date")
    size = len(claims) // 2
    again = claims[zipf(dice, len(claims), size)]
    yield _cited(passages, dice.integers(0, len(passages), size), "claims", again)
    slips = claims[dice.integers(0, len(claims), size // 100 + 1)]
    slipped = _cited(passages, dice.integers(0, len(passages), len(slips)), "claims", slips, "statement")
    yield slipped.with_columns(basis=pl.lit("garbled"))


def with_notes(tables: Tables) -> Tables:
    """Return the tables with notes on events that a citation disagrees with, and on passages that are garbled."""
    cited = tables["citations"]
    dated = cited.filter(field="date", row_table="events")
    days = tables["events"].select("event_id", "date")
    against = dated.join(days, left_on="row_id", right_on="event_id").filter(
        (pl.col("says").str.len_chars() == 10) & (pl.col("says") != pl.col("date"))
    )
    noted = (
        ("events", "event_id", against["row_id"], "One text gives another day; it is taken for a slip."),
        ("passages", "passage_id", cited.filter(basis="garbled")["passage_id"], "The translation garbles the words."),
    )
    changed = {}
    for table, key, rows, note in noted:
        needed = pl.col(key).is_in(rows.implode()) & pl.col("note").is_null()
        changed[table] = tables[table].with_columns(note=pl.when(needed).then(pl.lit(note)).otherwise("note"))
    return tables | changed


def vocabulary() -> pl.DataFrame:
    """Return the terms of the record."""
    rows = [
        {"column": column, "term": term, **meaning._asdict()}
        for column, terms in of_the_record().vocabularies.items()
        for term, meaning in terms.items()
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def retirements(dice: Dice, size: int) -> pl.DataFrame:
    """Return a few rows that are gone."""
    ids = numbered(slugs(dice, size))
    fixed = {"row_table": "events", "retired_in": "0.1.0", "replaced_by": None}
    return pl.DataFrame({"row_id": "gone-" + ids, "reason": english(dice, size)}).with_columns(
        pl.lit(value, pl.String).alias(name) for name, value in fixed.items()
    )
