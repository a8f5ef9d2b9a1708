"""A date that is EDTF, but not as the tables write it, is answered with what to write."""

import re

import edtf as oracle
import pytest

from treaty_record.values import edtf
from treaty_record.values.edtf_forms import NO_DATE, NO_SUCH_YEAR, OUTSIDE, why_not

WRITE = {
    "2024-03-XX": "2024-03",
    "2024-XX": "2024",
    "2024-XX-XX": "2024",
    "2024-03-XX~": "2024-03~",
    "202X": "[2020..2029]",
    "19XX": "[1900..1999]",
    "2024-33": "[2024-01..2024-03]",
    "2024-39": "[2024-09..2024-12]",
    "2024-41": "[2024-07..2024-12]",
    "2024-03-04T10:00:00Z": "2024-03-04",
    "2024-03-04T10:00:00+09:00": "2024-03-04",
    "2024-03-04?/2024-03-06": "2024-03-04/2024-03-06",
    "2024~/..": "2024/..",
    "2024-03-04/": "2024-03-04/..",
    "/2024-03-04": "../2024-03-04",
    "?2024-03-04": "2024-03-04?",
    "?2024-03-~04": "2024-03-04%",
    "[2024-03-06,2024-03-04]": "[2024-03-04..2024-03-06]",
    "{2024-03..2024-05}": "2024-03/2024-05",
}

OTHERWISE = {
    "2024-21": "write the months it means, such as [2024-03..2024-05]",
    "2024-24": "write the months it means, such as [2024-12..2025-02]",
    "2024-29": "write the months it means, such as [2024-09..2024-11]",
    "156X-12-25": "write the span it means, such as [2024-10..2024-12]",
    "1950S2": "write the span it means, such as [2024-10..2024-12]",
    "[..2024-03-04]": "write [A..2024-03-04], A being the earliest possible date",
    "[2024-03-04..]": "write [2024-03-04..Z], Z being the latest possible date",
    "{2024-03-04,2024-03-06}": "give each date its own row",
    "0999-01-01": NO_SUCH_YEAR,
    "-0043-03-15": NO_SUCH_YEAR,
    "3000": NO_SUCH_YEAR,
    "0900/1100": NO_SUCH_YEAR,
    "Y20240": NO_SUCH_YEAR,
}

NO_DATES = (
    "2023-02-29",
    "2024-02-30T10:00:00Z",
    "-0043-02-30",
    "2024-13",
    "2024-1-2",
    "1/1/2024",
    "2024-W10",
    "[2024]",
)


@pytest.mark.parametrize("text", WRITE)
def test_a_date_that_the_tables_can_hold_is_given_as_they_write_it(text: str) -> None:
    assert why_not(text) == f"{OUTSIDE}write {WRITE[text]}"
    assert re.match(edtf.PATTERN, WRITE[text])


@pytest.mark.parametrize("text", OTHERWISE)
def test_a_date_that_they_cannot_hold_is_answered_with_what_to_do(text: str) -> None:
    assert why_not(text) == OUTSIDE + OTHERWISE[text]


@pytest.mark.parametrize("text", [*WRITE, *OTHERWISE])
def test_what_is_called_edtf_is_edtf(text: str) -> None:
    assert oracle.parse_edtf(text)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_called_none(text: str) -> None:
    assert why_not(text) == NO_DATE
