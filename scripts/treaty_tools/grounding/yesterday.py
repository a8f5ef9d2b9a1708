"""Check words such as "yesterday, Tuesday" against the date of their article: a wrong date seldom fits."""

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import polars as pl

from treaty_record.values import edtf

from . import cldr
from .calendars import calendar
from .characters import ARABIC_PROCLITICS

YESTERDAY: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "أمس",
        "امس",
    ),
    "bg": ("вчера",),
    "bn": ("গতকাল",),
    "cs": ("včera",),
    "da": ("i går",),
    "de": ("gestern",),
    "el": (
        "χθες",
        "χτες",
        "εχθές",
    ),
    "en": ("yesterday",),
    "es": ("ayer",),
    "fa": ("دیروز",),
    "fi": ("eilen",),
    "fr": ("hier",),
    "he": ("אתמול",),
    "hr": ("jučer",),
    "hu": ("tegnap",),
    "id": ("kemarin",),
    "it": ("ieri",),
    "ja": ("昨日",),
    "ko": ("어제",),
    "ms": ("semalam",),
    "nl": ("gisteren",),
    "no": ("i går",),
    "pl": ("wczoraj",),
    "pt": ("ontem",),
    "ro": ("ieri",),
    "ru": ("вчера",),
    "sk": ("včera",),
    "sr": (
        "jуче",
        "јуче",
        "juče",
    ),
    "sv": ("i går",),
    "th": ("เมื่อวาน",),
    "tr": ("dün",),
    "uk": (
        "вчора",
        "учора",
    ),
    "vi": ("hôm qua",),
    "zh": (
        "昨天",
        "昨日",
    ),
}
"""The words for the day before, by language; Babel leaves out CLDR's relative days."""
_WORDS = sorted({word for words in YESTERDAY.values() for word in words})
_BETWEEN = r"[\s,،、(（]{0,3}(?:\w{1,3}\s)?"
"""A comma, a blank or a bracket, perhaps with a small word: `yesterday, on Tuesday`."""
_WHOLE = r"(?![^\W_])"
"""The end of a word."""


def is_hinted(column: str) -> pl.Expr:
    """Return whether a text has a word for yesterday in any language, without which it need not be looked into."""
    return pl.col(column).str.to_lowercase().str.contains_any(_WORDS).fill_null(False)


def misfits(words: pl.DataFrame) -> pl.DataFrame:
    """Return `row` and `message` of each text that calls another weekday yesterday than its article's date does.

    The columns are `row`, `text`, `language` and `reference`, the article's date in EDTF; only whole days are judged.
    """
    languages = words["language"].unique().drop_nulls()
    found = [row for language in languages for row in _misfits(words.filter(language=language), language)]
    return pl.DataFrame(found, schema={"row": words.schema["row"], "message": pl.String}, orient="row")


def _misfits(words: pl.DataFrame, language: str) -> Iterator[tuple[int, str]]:
    known = YESTERDAY.get(cldr.base(language), ())
    if not known:
        return
    hinted = words.filter(pl.col("text").str.to_lowercase().str.contains_any(list(known)))
    for row, text, reference in hinted.select("row", "text", "reference").iter_rows():
        day = _before(reference)
        for phrase, weekday in _mentions(text, language) if day else ():
            if day and weekday != day.weekday():
                yield row, _message(phrase, weekday, day, reference)
                break


@lru_cache(maxsize=10_000)
def _before(reference: str | None) -> datetime.date | None:
    """Return the day before a date, None if it is not a whole day."""
    try:
        first, last = edtf.span(reference or "")
    except ValueError:
        return None
    return first - datetime.timedelta(1) if first and first == last and first > datetime.date.min else None


def _mentions(text: str, language: str) -> Iterator[tuple[str, int]]:
    """Yield the words that call a weekday yesterday, with the weekday, counted from Monday, 0."""
    numbers = {name.text.lower(): name.number for name in calendar(language).weekdays}
    for found in _pattern(language).finditer(re.sub("['’]", "ʼ", text)):
        yield text[slice(*found.span("phrase"))], numbers[found["weekday"].lower()]


@lru_cache(maxsize=500)
def _pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of the word and of a weekday right after it."""
    base, spaced = cldr.base(language), calendar(language).spaced
    yesterday = "|".join(map(re.escape, YESTERDAY[base]))
    proclitics = ARABIC_PROCLITICS if base == "ar" else ""
    start = rf"(?<![^\W_]){proclitics}" if spaced else ""
    return re.compile(rf"(?i){start}(?P<phrase>(?:{yesterday}){_BETWEEN}(?P<weekday>{_weekdays(language)}))")


def _weekdays(language: str) -> str:
    """Return the pattern of a weekday: in full, perhaps with an ending, or abbreviated, a single sign in brackets."""
    texts = [name.text for name in calendar(language).weekdays]
    full = [re.escape(text) for text in texts if len(text) > 3 or (len(text) > 1 and text.upper() == text.lower())]
    short = [re.escape(text) for text in texts if 1 < len(text) <= 3]
    single = [rf"(?<=[(（]){re.escape(text)}(?=[)）])" for text in texts if len(text) == 1]
    return "|".join([*full, *(text + _WHOLE for text in short), *single])


def _message(phrase: str, weekday: int, day: datetime.date, reference: str | None) -> str:
    named = f"{datetime.date(2024, 1, 1 + weekday):%A}"
    return (
        f"says '{phrase}', but the day before the article's date '{reference}' is a {day:%A}, not a {named}; "
        "correct the date of publication"
    )
