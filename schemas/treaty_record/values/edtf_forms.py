"""Dates that are valid EDTF, but outside the subset that the tables use, and how to write them instead."""

import calendar
import re
from collections.abc import Callable, Mapping

from . import edtf

NO_DATE = "is not a date in EDTF; write 2024-11-12, 2024-11 or 2024"
OUTSIDE = "is valid EDTF, but outside the subset that these tables use; "
NO_SUCH_YEAR = "years must be between 1000 and 2999: leave the cell empty and give the date in a note"

Advice = Callable[[re.Match[str]], str]
"""Returns the date to write instead, or a sentence on what to do."""

_OURS = re.compile(edtf.PATTERN)
_DAYS = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", re.ASCII)
_PLAIN = r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_END = rf"({_PLAIN})[?~%]?"
_LIST = rf"{_PLAIN}[?~%]?(?:(?:,|\.\.){_PLAIN}[?~%]?)+"
_Q = "[?~%]?"


def why_not(text: str) -> str:
    """Return why a text is not a date that the tables allow, and what to write."""
    if not all(_exists(*map(int, day)) for day in _DAYS.findall(text)):
        return NO_DATE
    for form, advice in FORMS.items():
        if match := form.fullmatch(text):
            written = advice(match)
            return OUTSIDE + (f"write {written}" if _OURS.match(written) else _sentence(written))
    return NO_DATE


def _exists(year: int, month: int, day: int) -> bool:
    """Return whether a day exists; the calendar repeats every 400 years, also before year 1."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000 + year % 400, month)[1]


def _sentence(written: str) -> str:
    return written if " " in written else NO_SUCH_YEAR


def _season(match: re.Match[str]) -> str:
    """Return the months of a quarter or third of a year, or an example of the months of a season."""
    year, code = int(match[1]), int(match[2])
    for first_code, months in ((40, 6), (37, 4), (33, 3)):
        if code >= first_code:
            last = (code - first_code + 1) * months
            return f"[{year}-{last - months + 1:02}..{year}-{last:02}]"
    first = (code * 3 + (6 if code >= 29 else 0) - 61) % 12 + 1  # 21 is spring, of either hemisphere; 29 the southern
    last = (first + 1) % 12 + 1
    return f"write the months it means, such as [{year}-{first:02}..{year + (last < first)}-{last:02}]"


def _without_qualifiers(match: re.Match[str]) -> str:
    return re.sub("[?~%]", "", match[0])


def _qualified_as_a_whole(match: re.Match[str]) -> str:
    """Return a date with qualified parts as a date with one qualifier at its end."""
    found = set(re.findall("[?~%]", match[0]))
    return _without_qualifiers(match) + (found.pop() if len(found) == 1 else "%")


def _one_of(match: re.Match[str]) -> str:
    """Return the span from the first to the last of some dates."""
    dates = sorted(re.findall(_PLAIN, match[0]))
    return f"[{dates[0]}..{dates[-1]}]"


def _all_of(match: re.Match[str]) -> str:
    if "," in match[0]:
        return "give each date its own row"
    return re.sub("[{}?~%]", "", match[0]).replace("..", "/")


FORMS: Mapping[re.Pattern[str], Advice] = {
    re.compile(form, re.ASCII): advice
    for form, advice in (
        (_PLAIN + _Q, lambda match: NO_SUCH_YEAR),
        (r"Y-?\d{5,}(?:S\d+)?|Y-?\d+E\d+(?:S\d+)?", lambda match: NO_SUCH_YEAR),
        (rf"({_PLAIN})T\d\d:\d\d:\d\d(?:Z|[+-]\d\d(?::?\d\d)?)?", lambda match: match[1]),
        (r"(\d{4}-(?:0[1-9]|1[0-2]))-XX([?~%]?)", lambda match: match[1] + match[2]),
        (r"(\d{4})-XX(?:-XX)?([?~%]?)", lambda match: match[1] + match[2]),
        (r"(\d{3})X[?~%]?", lambda match: f"[{match[1]}0..{match[1]}9]"),
        (r"(\d{2})XX[?~%]?", lambda match: f"[{match[1]}00..{match[1]}99]"),
        (
            r"(?=.*X)-?[\dX]{4}(?:-[01X][\dX](?:-[0-3X][\dX])?)?[?~%]?|-?\d{4}S\d+",
            lambda match: "write the span it means, such as [2024-10..2024-12]",
        ),
        (r"(\d{4})-(2[1-9]|3\d|4[01])[?~%]?", _season),
        (rf"{_END}/{_END}|{_END}/\.\.|\.\./{_END}", _without_qualifiers),
        (rf"{_END}/", lambda match: f"{match[1]}/.."),
        (rf"/{_END}", lambda match: f"../{match[1]}"),
        (
            rf"{_Q}-?\d{{4}}{_Q}(?:-{_Q}(?:0[1-9]|1[0-2]){_Q}(?:-{_Q}(?:0[1-9]|[12]\d|3[01]){_Q})?)?",
            _qualified_as_a_whole,
        ),
        (rf"\[\.\.{_END}\]", lambda match: f"write [A..{match[1]}], A being the earliest possible date"),
        (rf"\[{_END}\.\.\]", lambda match: f"write [{match[1]}..Z], Z being the latest possible date"),
        (rf"\[{_LIST}\]", _one_of),
        (rf"\{{{_LIST}\}}", _all_of),
    )
}
"""The forms of EDTF outside the subset; the first that matches a text counts."""
