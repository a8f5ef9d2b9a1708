"""List the dates and figures that words mention, in the forms in which values are searched for.

They are candidates for a person to read: whether a value is visible in words is decided by ``unseen``.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from . import cjk_numerals, cldr
from .calendars import Calendar, calendar, regional_calendar
from .characters import text_with_plain_digits
from .date_forms import Form, day_forms, month_forms
from .number_edges import any_of
from .numerals import Numerals, numerals
from .scales import is_unspaced

Span = tuple[int, int]

LONGEST = 40
"""Code points of a mention; what is longer is something else."""

_PARTS = ("weekday", "day", "month", "year")
_HAN = "〇零一二两兩三四五六七八九十廿卅"
_HAN_DATE = regex.compile(f"(?:[{_HAN}]{{2,4}}年)?(?:[{_HAN}]{{1,3}}月)?[{_HAN}]{{1,4}}[日号號]")

_FREE = r"(?<![\p{Latin}\p{Cyrillic}\p{Greek}\p{N}]|\p{N}[.,'’٬٫:/-]|\p{Lu}[\p{L}\p{N}]*[-‐‑])"
"""What precedes a number: no digit, no letter of its word, no designation (`T-72`)."""
_NUMBER = r"(?:[0-9]{1,3}(?:[.,'’٬ \u00a0\u202f][0-9]{2,3})+(?![0-9])|[0-9]+)(?:[.,٫][0-9]+)?"
_ENDS = r"(?!\p{N}|[.,'’٬٫:/-]\p{N})"
_LETTER = r"[\p{L}\p{M}]"
_RUST_POINT = regex.compile(r"\\x\{([0-9A-Fa-f]+)\}")


def seen(text: str, language: str) -> list[str]:
    """Return the mentions of dates and figures in a text, in its order and own words, each once."""
    plain = text_with_plain_digits(text)
    spans: list[Span] = []
    for found in (_dates(plain, language), _figures(plain, language)):
        spans += _apart(found, spans)
    return list(dict.fromkeys(" ".join(text[start:end].split()) for start, end in sorted(spans)))


def _apart(found: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Return the longest of some spans that overlap neither each other nor those that are taken."""
    kept: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span)):
        if all(end <= other[0] or start >= other[1] for other in (*taken, *kept)):
            kept.append((start, end))
    return kept


def _dates(text: str, language: str) -> Iterator[Span]:
    """Yield the ranges of days, months and weekdays; a year alone is a figure like others."""
    for known in dict.fromkeys((calendar(language), regional_calendar(language))):
        for form in (*day_forms(known), *month_forms(known)):
            mentions = (_mention(match, form, known) for match in _compiled(form.pattern).finditer(text))
            yield from (span for span in mentions if span and span[1] - span[0] <= LONGEST)
    if cldr.base(language) in cjk_numerals.HAN_LANGUAGES:
        yield from (match.span() for match in _HAN_DATE.finditer(text))


@lru_cache(maxsize=500)
def _compiled(pattern: str) -> "regex.Pattern[str]":
    """Return a pattern of polars for Python, which writes code points otherwise."""
    return regex.compile(_RUST_POINT.sub(lambda point: chr(int(point[1], 16)), pattern))


def _mention(match: "regex.Match[str]", form: Form, known: Calendar) -> Span | None:
    """Return the range of the parts of a date in a match, without the edges that the pattern needs."""
    names = [name for part in _PARTS for name in form.groups(part)]
    spans = [match.span(name) for name in names if match[name] is not None]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    if form.alone and not _is_name(match.string[start], form, known):
        return None
    return start, _word_end(match.string, end, known)


def _is_name(initial: str, form: Form, known: Calendar) -> bool:
    """Tell whether a name on its own has the capital that its language gives it: `May`, not `may`."""
    capital = known.capital_weekdays if form.leaves == "week" else known.capital_months
    return not capital or initial == initial.upper()


def _word_end(text: str, end: int, known: Calendar) -> int:
    """Return where the word ends that ends a date: `12th`, `12일`."""
    ending = known.day_mark or (f"{_LETTER}{{0,4}}" if known.spaced else "")
    found = regex.compile(ending).match(text, end)
    return found.end() if found else end


def _figures(text: str, language: str) -> Iterator[Span]:
    for pattern in _figure_patterns(language):
        yield from (match.span() for match in pattern.finditer(text))


@lru_cache(maxsize=100)
def _figure_patterns(language: str) -> "tuple[regex.Pattern[str], ...]":
    """Return the patterns of numbers: in digits, perhaps with a word of scale; such words alone; spelled out."""
    known = numerals(language)
    patterns = [f"(?i){_FREE}{_NUMBER}(?:{_scale(known)}| ?[%٪％])?{_ENDS}", *_alone(known)]
    if cldr.base(language) in cjk_numerals.LANGUAGES:
        patterns.append(cjk_numerals.NUMBER)
    return tuple(map(regex.compile, patterns))


def _scale(known: Numerals) -> str:
    """Return the pattern of the words that scale the number before them: `12 thousand`, `1만 2천`, `5M`."""
    words = known.texts("words")
    joined = any_of(word for word in words if is_unspaced(word))
    spaced = any_of(word for word in words if not is_unspaced(word))
    short = any_of(text.strip() for text in known.texts("abbreviations", "letters"))
    more = f" ?{_NUMBER} ?{joined}?"
    return f"(?: ?{joined}(?:{more})?| ?-?{spaced}{_LETTER}{{0,4}}(?!{_LETTER})| ?{short}(?!{_LETTER}))"


def _alone(known: Numerals) -> list[str]:
    """Return the patterns of words of scale without a number: `thousands`, `수천`."""
    words = known.texts("words")
    if known.several:
        return [f"[{known.several}]{any_of(word for word in words if is_unspaced(word))}"]
    spaced = [word for word in words if not is_unspaced(word)]
    return [f"(?i)(?<!{_LETTER}){any_of(spaced)}{_LETTER}{{0,2}}(?!{_LETTER})"] if spaced else []
