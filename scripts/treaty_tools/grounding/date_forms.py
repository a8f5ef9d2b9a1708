"""The forms in which a language writes a date, as regular expressions with one name for each part.

The parts are `weekday`, `day1` to `day3`, `month`, `year`, and the same in another place. A mention is matched from
the left, so that a weekday or year right before it is part of the match and cannot be missed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .calendars import Calendar
from .characters import BLANK, NOTHING, WORD
from .date_names import Name

_DAY = "[0-9]{1,2}"
_SIGN = r"[\s.,،、/\-–'’]"
_SEPARATOR = rf"[{BLANK}]{{0,2}}[-./][{BLANK}]{{0,2}}"
_ORDINAL = r"(?:[.ºª°]|[-–’':]?[\p{L}\p{M}]{1,4})?"
_NO_DIGIT_BEFORE = "(?:^|[^0-9])"
_NO_DIGIT_AFTER = "(?:[^0-9]|$)"
_NO_NUMBER_BEFORE = "(?:^|[^0-9./-])"
_NO_NUMBER_AFTER = r"(?:$|[^0-9./\-%]|[./-](?:$|[^0-9]))"
_NO_FIGURE_AFTER = r"(?:$|[^0-9.,\s]|[.,\s](?:$|[^0-9]))"  # not `November 12,000` nor `November 12 000`

Leaves = Literal["year", "month", "week"]


@dataclass(frozen=True)
class Form:
    """A form: its pattern, what it leaves out if it has no year, whether it is a name alone."""

    pattern: str
    leaves: Leaves
    alone: bool = False

    def groups(self, part: str) -> list[str]:
        """Return the names of the pattern's groups that hold a part of the date."""
        names: list[str] = re.findall(r"\(\?P<(\w+)>", self.pattern)
        return [name for name in names if name.startswith(part)]


@lru_cache(maxsize=500)
def day_forms(known: Calendar) -> tuple[Form, ...]:
    """Return the forms in which a language writes a day, the fullest first."""
    forms = [Form(pattern, "year") for pattern in _day_and_month(known)]
    if known.day_mark:
        forms.append(Form(_day_alone(known), "month"))
    if known.weekdays:
        forms.append(Form(_weekday_alone(known), "week", alone=True))
    return tuple(forms)


@lru_cache(maxsize=500)
def month_forms(known: Calendar) -> tuple[Form, ...]:
    """Return the forms in which a language writes a month, with or without a day."""
    numeric = _NO_NUMBER_BEFORE + f"(?P<month>{_DAY})[-./](?P<year>[0-9]{{4}})" + _NO_DIGIT_AFTER
    forms = [
        Form(_NO_DIGIT_BEFORE + f"(?P<year>[0-9]{{4}})[-./](?P<month>{_DAY})" + _NO_DIGIT_AFTER, "year"),
        Form(numeric, "year"),
        *(Form(pattern, "year") for pattern in _day_and_month(known)),
    ]
    if known.months:
        forms.insert(0, Form(_month_alone(known), "year", alone=True))
    return tuple(forms)


def folded(text: str) -> str:
    """Write a name as names are compared: in lower case, without blanks, joiners, apostrophes and leading zeros."""
    return re.sub(r"(^|[^0-9])0", r"\1", re.sub("[\\s\u200c'’ʼ.]", "", text.lower()))


def _day_and_month(known: Calendar) -> list[str]:
    patterns = []
    if known.months and known.day_first:
        patterns.append(_day_then_name(known))
    if known.months and known.month_first:
        patterns.append(_name_then_day(known))
    return [*patterns, _year_first(known), _year_last(known), *_without_year(known)]


def _day_then_name(known: Calendar) -> str:
    edge = rf"(?:$|[^{WORD}])" if known.spaced else _NO_DIGIT_AFTER
    start = _start(known, _NO_DIGIT_BEFORE)
    return f"(?i){start}{_days(known)}{_link(known)}{_named('month', known.months)}{_rest(known)}{edge}"


def _name_then_day(known: Calendar) -> str:
    start = _start(known, _word_start(known.months, known.spaced))
    month, days = _named("month", known.months), _days(known)
    return f"(?i){start}{month}{_link(known)}{days}{_rest(known)}{_NO_FIGURE_AFTER}"


def _year_first(known: Calendar) -> str:
    year = f"(?P<year>[0-9]{{4}}{'|[0-9]{2}' if known.year_first else ''})"
    date = f"{year}{_SEPARATOR}(?P<month>{_DAY}){_SEPARATOR}(?P<day1>{_DAY})"
    return _NO_DIGIT_BEFORE + date + _NO_DIGIT_AFTER


def _year_last(known: Calendar) -> str:
    day, month = f"(?P<day1>{_DAY})", f"(?P<month>{_DAY})"
    first, second = (day, month) if known.numeric_day_first else (month, day)
    date = f"{first}{_SEPARATOR}{second}{_SEPARATOR}(?P<year>[0-9]{{4}}|[0-9]{{2}})"
    return f"(?i){_start(known, _NO_DIGIT_BEFORE)}{date}{_NO_DIGIT_AFTER}"


def _without_year(known: Calendar) -> list[str]:
    days, month = rf"(?P<day1>{_DAY})(?:\s?[-–]\s?(?P<day2>{_DAY}))?", f"(?P<month>{_DAY})"
    first, second = (days, month) if known.numeric_day_first else (month, days)
    own, end = re.escape(known.numeric_separator), re.escape(known.numeric_end)
    ways = [("/", "", _NO_NUMBER_AFTER)]
    if known.numeric_separator != "/":
        ways.append((own, end, _NO_DIGIT_AFTER if end else _NO_NUMBER_AFTER))
    start, rest = _start(known, _NO_NUMBER_BEFORE), _rest(known)
    return [f"(?i){start}{first}[{BLANK}]?{sign}[{BLANK}]?{second}{dot}{rest}{edge}" for sign, dot, edge in ways]


def _day_alone(known: Calendar) -> str:
    """Return the pattern of a day with its mark (`12일`); a month right before it is part of the match."""
    month = rf"(?:^|[^0-9])(?P<month>{_DAY})\s?[월月]\s?"
    not_a_duration = r"(?:$|[^간間间])"
    return f"(?:{month}|{_NO_DIGIT_BEFORE})(?P<day1>{_DAY}){known.day_mark}{not_a_duration}"


def _weekday_alone(known: Calendar) -> str:
    names = [name for name in known.weekdays if _is_unambiguous(name.text, known)]
    edge = rf"(?:$|[^{WORD}])" if known.spaced else ""
    return f"(?i){_word_start(names, known.spaced)}{_named('weekday', names)}{edge}"


def _is_unambiguous(text: str, known: Calendar) -> bool:
    """Return whether a weekday's name alone is not the start of a month (`mar`) or, without blanks, of a word."""
    if any(month.text.lower().startswith(text.lower()) for month in known.months):
        return False
    return known.spaced or len(text) >= (2 if re.match("[\u4e00-\u9fff]", text) else 4)


def _month_alone(known: Calendar) -> str:
    start = _start(known, _word_start(known.months, known.spaced))
    edge = rf"(?:$|[^{WORD}])" if known.spaced else _NO_DIGIT_AFTER
    names = [name for name in known.months if not name.clipped]
    return f"(?i){start}{_named('month', names)}{_rest(known)}{edge}"


def _start(known: Calendar, edge: str) -> str:
    """Return the pattern before a date: its weekday, its year, or another edge."""
    weekdays = _any(name.text for name in known.weekdays)
    gap = rf"(?:[\s,.(（)）،、]|{_words(known)}){{1,4}}"
    weekday = rf"(?:^|[^{WORD}])(?P<weekday_before>{weekdays}){gap}"
    year = rf"{_NO_DIGIT_BEFORE}(?P<year_before>[0-9]{{4}})(?:[\s.]|{_words(known)}){{1,4}}"
    return f"(?:{weekday}|{year}|{edge})"


def _rest(known: Calendar) -> str:
    """Return the pattern after a date: its year and its weekday, both optional."""
    year = f"(?:(?:{_SIGN}|{_words(known)}){{0,6}}(?P<year>[0-9]{{4}}))?"
    wide = _any(name.text for name in known.weekdays if name.ending or len(name.text) > 2)
    every = _any(name.text for name in known.weekdays)
    bracketed = rf"\s?[(（]\s?(?P<weekday_bracketed>{every})"
    return rf"{year}(?:[\s,،、]{{1,3}}(?P<weekday_after>{wide})|{bracketed})?"


def _days(known: Calendar) -> str:
    joint = rf"\s{{0,2}}(?:[-–—~～〜,،、&+/]|{_any(known.joining_words)})\s{{0,2}}"
    more = "".join(f"(?:{joint}(?P<day{n}>{_DAY}){_ORDINAL})?" for n in (2, 3))
    return f"(?P<day1>{_DAY}){_ORDINAL}{more}"


def _link(known: Calendar) -> str:
    return f"(?:{_SIGN}|{_words(known)}){{0,5}}"


def _words(known: Calendar) -> str:
    return _any(known.small_words)


def _word_start(names: Iterable[Name], spaced: bool) -> str:
    """Return the edge before a name; a name that begins with a digit needs no more than a digit's."""
    if not spaced or all(name.text[0].isdigit() for name in names):
        return _NO_DIGIT_BEFORE
    return rf"(?:^|[^{WORD}])"


def _named(part: str, names: Iterable[Name]) -> str:
    """Return a pattern for names, each kind with the ending that may follow it."""
    by_ending = {ending: [n.text for n in names if n.ending == ending] for ending in (4, 2, 0)}
    endings = {4: r"[\p{L}\p{M}]{0,4}", 2: r"[\p{L}\p{M}]{0,2}", 0: r"\.?"}
    ways = (f"(?P<{part}{ending}>{_any(texts)}){endings[ending]}" for ending, texts in by_ending.items())
    return f"(?:{'|'.join(ways)})"


def _any(texts: Iterable[str]) -> str:
    ways = "|".join(dict.fromkeys(map(_written, texts)))
    return f"(?:{ways})" if ways else NOTHING


def _written(text: str) -> str:
    """Return the pattern of a name that allows variants of its blanks, joiners, apostrophes and leading zeros."""
    pattern = re.sub("([0-9]+)(?=[^0-9])", r"\1\\s?", re.sub("[.()]", r"\\\g<0>", text))
    pattern = re.sub("(?<![0-9])([1-9])", r"0?\1", pattern)
    pattern = re.sub("[\u00a0 ]", r"\\s\\s?", pattern)
    return re.sub("['’ʼ]", "['’ʼ]", pattern.replace("\u200c", "[\u200c\\s]?"))
