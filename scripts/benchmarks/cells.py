"""What the columns of generated tables are made of: names, words, days and figures in several scripts."""

import datetime
import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from treaty_record import home
from treaty_record.contract import Contract
from treaty_record.extension import with_vocabularies
from treaty_tools.sources import vocabulary

Tables = dict[str, pl.DataFrame]
Dice = np.random.Generator
Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"

FIRST_DAY = datetime.date(2023, 9, 1)
DAYS = [FIRST_DAY + datetime.timedelta(days) for days in range(760)]
LAST_DAY = DAYS[-1]
LONG_BEFORE = 8_000
"""Days before the first on which events of a large package may lie."""

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
def of_the_record() -> Contract:
    """Return the contract with the terms of this project's own package."""
    path = Path(__file__).parents[1] / "sources/vocabulary.toml"
    return with_vocabularies(home.contract(), vocabulary.read(path, path.name, home.contract()).terms)


@functools.cache
def written() -> dict[str, str]:
    """Return how each language writes a day, a month, a number, by ``language|value``."""
    forms = {}
    for language in LANGUAGES:
        for day in [LAST_DAY - datetime.timedelta(back) for back in range(LONG_BEFORE)]:
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
