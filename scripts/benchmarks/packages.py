"""Make a package of any size that keeps every rule, or one with planted faults.

uv run python scripts/benchmarks/packages.py OUT --rows 1000000 [--dirty] [--seed 0]

Its tables have the proportions of the real ones; a few actors, articles and events are cited very often.
"""

import argparse
import datetime
import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import polars as pl
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from treaty_record import home
from treaty_record.descriptor import PROFILES, resource
from treaty_record.load import schema
from treaty_tools.derive import derived

Tables = dict[str, pl.DataFrame]
Dice = np.random.Generator
Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"

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

FIRST_DAY = datetime.date(2023, 9, 1)
DAYS = [FIRST_DAY + datetime.timedelta(days) for days in range(760)]

SYLLABLES = {
    "ar": "كا لي مر نو سا تي با رو دن شي فا هو",
    "bn": "কি মা রা শি তা নো পু দি লা জো বা সে",
    "en": "Ka Li Mer No Sa Ti Ba Ro Den Shi Fa Ho",
    "ko": "김 정 은 최 선 희 박 노 광 철 리 영",
    "ru": "Ка Ли Мер Но Са Ти Ба Ро Ден Ши Фа Хо",
    "zh": "金 正 恩 崔 善 姬 朴 努 光 哲 李 英",
}
"""What names are made of, by language."""

WORDS = {
    "ar": "معاهدة شراكة الدفاع المشترك تصديق مرسوم الزعيم تعاون عسكري روسيا",
    "bn": "চুক্তি অনুমোদনের ডিক্রিতে স্বাক্ষর করেছেন নেতা রাশিয়ার সাথে পারস্পরিক সংবাদ",
    "en": "leader signed decree ratifies treaty neighbour mutual aid troops agency",
    "ko": "조약 비준 법령 서명 동맹 협력 군사 러시아 통신 보도",
    "ru": "договор указ подписал ратификация помощь войска сосед агентство лидер союз",
    "zh": "条约 批准 法令 签署 同盟 合作 军事 俄罗斯 通讯社 报道",
}
"""What quotes and titles are made of, by language."""

LANGUAGES = list(SYLLABLES)
COUNTRIES = ("PRK", "RUS", "KOR", "UKR", "USA", "CHN", "JPN", "BGD")
PLACES = ("Pyongyang", "Moscow", "Kursk region", "Vladivostok", "Seoul", "Kyiv", "New York")


def main() -> None:
    """Write a package, and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--dirty", action="store_true", help="plant faults in one row of a hundred")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    dice = np.random.default_rng(options.seed)
    tables = valid(options.rows, dice)
    if options.dirty:
        tables, faults = planted(tables, dice)
        write(options.out, tables)
        faults.write_csv(options.out / "planted.csv")
        print(f"{len(faults):,} faults planted")
    else:
        write(options.out, tables)
    print(f"{sum(map(len, tables.values())):,} rows in {options.out}")


# What columns are made of


def zipf(dice: Dice, items: int, size: int) -> Numbers:
    """Return numbers below ``items``, the k-th about as often as 1/k."""
    return np.minimum(items ** dice.random(size) - 1, items - 1).astype(np.int64)


def take(values: pl.Series | list[str] | tuple[str, ...], numbers: Numbers) -> pl.Series:
    """Return the values at some places."""
    return (values if isinstance(values, pl.Series) else pl.Series(values)).gather(numbers)


def some(dice: Dice, values: list[str] | tuple[str, ...], size: int) -> pl.Series:
    """Return values chosen at random."""
    return take(values, dice.integers(0, len(values), size))


def sparse(dice: Dice, values: pl.Series, share: float) -> pl.Series:
    """Return values of which a share is kept, the others null."""
    return values.zip_with(
        pl.Series(dice.random(len(values)) < share), values.clear().extend_constant(None, len(values))
    )


def days(dice: Dice, size: int) -> pl.Series:
    """Return days at random, as EDTF."""
    return some(dice, list(map(str, DAYS)), size)


def joined(*parts: pl.Series | str, separator: str = "") -> pl.Series:
    """Return texts put together row by row, leaving out what is null."""
    columns = [pl.lit(part) if isinstance(part, str) else part.alias(str(n)) for n, part in enumerate(parts)]
    return pl.select(pl.concat_str(columns, separator=separator, ignore_nulls=True)).to_series()


def in_language(dice: Dice, table: Mapping[str, str], languages: Numbers) -> pl.Series:
    """Return, for each language by number, one of its syllables or words."""
    every = [part for text in table.values() for part in text.split()]
    return take(every, languages * 10 + dice.integers(0, 10, len(languages)) + 2 * languages * (table is SYLLABLES))


def person(dice: Dice, languages: Numbers) -> pl.Series:
    """Return a name in each language."""
    parts = [in_language(dice, SYLLABLES, languages) for _ in range(5)]
    return joined(parts[0], parts[1], " ", parts[2], parts[3], parts[4]).str.normalize("NFC")


def sentence(dice: Dice, languages: Numbers, words: int) -> pl.Series:
    """Return some words in each language."""
    return joined(*(in_language(dice, WORDS, languages) for _ in range(words)), separator=" ").str.normalize("NFC")


def english(dice: Dice, size: int) -> pl.Series:
    """Return a sentence of our own."""
    return joined("The ", sentence(dice, np.full(size, LANGUAGES.index("en")), 6), ".")


def slugs(dice: Dice, size: int) -> pl.Series:
    """Return two words joined by a hyphen, as ids begin."""
    words = WORDS["en"].split()
    return joined(some(dice, words, size), "-", some(dice, words, size))


def numbered(ids: pl.Series) -> pl.Series:
    """Return ids made unique by a number."""
    return joined(ids, "-", pl.Series(range(len(ids))).cast(pl.String))


def sha256s(texts: pl.Series) -> pl.Series:
    """Return the SHA-256 of each text."""
    return pl.Series([hashlib.sha256(text.encode()).hexdigest() for text in texts], dtype=pl.String)


@functools.cache
def written() -> dict[str, str]:
    """Return how each language writes a day, a month, a number, by ``language|value``."""
    forms = {}
    for language in LANGUAGES:
        for day in DAYS:
            forms[f"{language}|{day}"] = format_date(day, "long", locale=language)
            forms[f"{language}|{day:%Y-%m}"] = format_skeleton("yMMMM", day, locale=language)
            forms[f"{language}|{day:%Y}"] = f"{day:%Y}"
        forms |= {
            f"{language}|{number}": str(format_decimal(number, locale=language)) for number in range(0, 40_000, 100)
        }
    return forms


def in_words(languages: pl.Series, values: pl.Series) -> pl.Series:
    """Return each day, month or figure as its language writes it, null where nothing is to be written."""
    forms = written()
    keys = languages + "|" + values.str.strip_chars("~>")
    return keys.replace_strict(list(forms), list(forms.values()), default=None, return_dtype=pl.String)


# The tables


def valid(rows: int, dice: Dice) -> Tables:
    """Return the tables of a package of about so many rows that keeps every rule."""
    contract = home.contract()
    size = {name: max(int(rows * share), 20) for name, share in SHARES.items()}
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
    shaped = {name: shape(typed.pop(name), contract[name]) for name in contract}
    return derived(shaped, contract)


def shape(frame: pl.DataFrame, table: Mapping[str, Any]) -> pl.DataFrame:
    """Return a table with the contract's columns, in order, sorted by key."""
    columns = schema(table)
    missing = [pl.lit(None, type_).alias(name) for name, type_ in columns.items() if name not in frame.columns]
    shaped = frame.with_columns(missing).select(pl.col(name).cast(type_) for name, type_ in columns.items())
    return shaped.sort(table["schema"]["primaryKey"])


def actors(dice: Dice, size: int) -> pl.DataFrame:
    """Return actors; the first are cited most."""
    ids = numbered(slugs(dice, size))
    kinds = ["person", "person", "state", "medium", "office", "group", "organisation", "government body"]
    part_of = take(ids, np.maximum(np.arange(size) // 2 - 1, 0)).set(pl.Series(np.arange(size) < 2), None)
    return pl.DataFrame(
        {
            "actor_id": ids,
            "name": person(dice, np.full(size, LANGUAGES.index("en"))),
            "kind": some(dice, kinds, size),
            "country": sparse(dice, some(dice, COUNTRIES, size), 0.8),
            "part_of": sparse(dice, part_of, 0.3),
            "wikidata_id": sparse(dice, "Q" + pl.Series(range(1, size + 1)).cast(pl.String), 0.3),
            "note": sparse(dice, english(dice, size), 0.4),
        }
    )


def articles(dice: Dice, size: int, actors: pl.DataFrame) -> pl.DataFrame:
    """Return articles; a fifth translates one of the first half."""
    languages = dice.choice(len(LANGUAGES), size, p=[0.1, 0.25, 0.25, 0.15, 0.15, 0.1])
    publishers = zipf(dice, size // 20 + 5, size)
    day = days(dice, size)
    code = take(LANGUAGES, languages)
    ids = numbered(joined("paper", pl.Series(publishers).cast(pl.String), "-", code, "-", day.str.replace_all("-", "")))
    translates = (np.arange(size) >= size // 2) & (dice.random(size) < 0.4)
    original = zipf(dice, size // 2, size)
    day = pl.select(pl.when(translates).then(pl.max_horizontal(day, take(day, original))).otherwise(day)).to_series()
    known = pl.Series(translates | (dice.random(size) < 0.95))
    origin = sparse(dice, take(actors["actor_id"], zipf(dice, len(actors), size)), 0.3).set(pl.Series(translates), None)
    kinds = some(dice, ["original", "original", "agency copy", "rewrite", "scraped copy"], size)
    address = joined("https://example.org/", ids)
    return pl.DataFrame({"article_id": ids, "url": address, "language": code, "kind": kinds}).with_columns(
        kind=pl.when(translates).then(pl.lit("machine translation")).otherwise("kind"),
        source_url=pl.when(translates).then(take(address, original)),
        title=sparse(dice, joined(sentence(dice, languages, 5), " ", person(dice, languages)), 0.95),
        title_gloss=sparse(dice, english(dice, size), 0.7),
        publisher=joined("Paper ", pl.Series(publishers).cast(pl.String)),
        publisher_country=some(dice, COUNTRIES, size),
        published=pl.when(known).then(day),
        published_basis=pl.when(known).then(pl.lit("stated")),
        accessed=pl.lit("2025-10-01"),
        origin_id=origin,
        origin_basis=pl.when(origin.is_not_null()).then(pl.lit("stated")),
        translation_of=pl.when(translates).then(take(ids, original)),
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


def dates(dice: Dice, size: int) -> pl.Series:
    """Return dates of every form: seven of ten are days."""
    day = days(dice, size)
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
    date = sparse(dice, dates(dice, size), 0.95)
    note = sparse(dice, english(dice, size), 0.3)
    terms = list(home.compiled()["vocabularies"]["events.type"])
    return pl.DataFrame(
        {
            "event_id": ids,
            "title": english(dice, size),
            "type": some(dice, terms, size),
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
    role = some(dice, list(home.compiled()["vocabularies"]["participants.role"]), size)
    key = joined(event, role, actor, separator=".")
    frame = pl.DataFrame({"participant_id": key, "event_id": event, "role": role, "actor_id": actor})
    return frame.unique("participant_id", maintain_order=True)


def claims(dice: Dice, size: int, events: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """Return claims, most of them about a few events; without a claimant, or denials, they have a note."""
    claimant = sparse(dice, take(actors["actor_id"], zipf(dice, len(actors), size)), 0.97)
    number = pl.Series(dice.integers(1, 400, size) * 100).cast(pl.String)
    figure = sparse(dice, joined(some(dice, ["", "", "~", ">"], size), number), 0.35)
    kind = some(dice, list(home.compiled()["vocabularies"]["claims.kind"]), size)
    needed = claimant.is_null() | (kind == "denial")
    note = pl.when(needed).then(pl.lit("The text does not say more.")).otherwise(sparse(dice, english(dice, size), 0.3))
    return pl.DataFrame(
        {
            "claim_id": numbered(slugs(dice, size)),
            "claimant_id": claimant,
            "event_id": sparse(dice, take(events["event_id"], zipf(dice, len(events), size)), 0.9),
            "kind": kind,
            "statement": english(dice, size),
            "measure": some(dice, list(home.compiled()["vocabularies"]["claims.measure"]), size),
            "figure": figure,
            "as_of": sparse(dice, dates(dice, size), 0.3),
            "said_on": sparse(dice, dates(dice, size), 0.3),
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
    made = list(_needed(dice, tables, homes)) + list(_further(dice, tables))
    return pl.concat(made).unique(["passage_id", "row_table", "row_id", "field"], keep="first", maintain_order=True)


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
    """Return the contract's terms."""
    rows = [
        {"column": column, "term": term, **meaning}
        for column, terms in home.compiled()["vocabularies"].items()
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


# Faults


class Fault(NamedTuple):
    """One way to spoil a cell: whose rule tells it, where it can be done, what is written there."""

    rule: str
    table: str
    column: str
    where: pl.Expr
    value: pl.Expr
    told: tuple[str, str] | None = None
    """Table and column where the fault is told, if not where it is: of another table, the row that is cited."""


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
    Fault("settled", "events", "note", _c("_against") & _c("date").is_not_null(), _none),
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
    if table != fault.table:
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
    return frame.select(pl.all().cast(pl.String)).with_columns(_row=pl.int_range(pl.len(), dtype=pl.Int64))


def _tied_articles(known: Tables) -> pl.DataFrame:
    counts = (
        known["passages"]
        .group_by("article_id")
        .agg(_passages=pl.len(), _quotes=(pl.col("quote").is_not_null() & (pl.col("place") != "title")).sum())
    )
    frame = known["articles"].join(counts, on="article_id", how="left", maintain_order="left")
    translated = known["articles"]["translation_of"].drop_nulls().unique().implode()
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


# The files


def write(out: Path, tables: Tables) -> None:
    """Write the tables, and the descriptor with their hashes."""
    contract = home.contract()
    (out / "data").mkdir(parents=True, exist_ok=True)
    resources = []
    for name, frame in tables.items():
        content = frame.write_csv().encode()
        (out / f"data/{name}.csv").write_bytes(content)
        resources.append(resource(name, contract[name], frame, content))
    about = {"$schema": f"{PROFILES}/datapackage.json", "name": "benchmark", "version": "0.1.0"}
    text = json.dumps(about | {"resources": resources}, ensure_ascii=False)
    (out / "datapackage.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
