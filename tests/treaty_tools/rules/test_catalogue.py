"""A catalogue of what goes wrong with data, each error reported by the rule made for it, and by no other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.helpers.packages import (
    Change,
    added,
    broken,
    case,
    derive,
    edit,
    edited,
    keys,
    problems,
    problems_by_key,
    renew,
    text,
)
from tests.helpers.together import Copies, DisturbedError, check_rejected, reports_only
from tests.treaty_tools.package.test_package import rewritten
from treaty_record.values.bounds import spans
from treaty_tools.package.csv_file import read
from treaty_tools.reporting.problem import BadData
from treaty_tools.reporting.terminal import safe

FOUNDING = "vtcnews-bn-20241112-phe-chuan"
BANQUET, CASUALTIES, DECREE = (f"{FOUNDING}.{name}" for name in ("banquet", "casualties", "decree"))
TITLE = "tbs-mirror-20241112-reuters-ratifies.title"
HEADLINE = "North Korea ratifies mutual de\u0301fence treaty with Russia"
ZWJ = "\u200d"
ACUTE = "LATIN SMALL LETTER E WITH ACUTE"
DECOMPOSED = f"U+0065 LATIN SMALL LETTER E + U+0301 COMBINING ACUTE ACCENT, which in NFC is U+00E9 {ACUTE}"


def misquoted(passage: str, old: str, new: str) -> Change:
    """Change some words of a quote, leaving its hash and its end as they were."""

    def change(package: Path) -> None:
        frame = text(package, "passages")
        quote = frame.row(keys(frame, "passages").index(passage), named=True)["quote"]
        assert quote.count(old) == 1
        edit(package, "passages", passage, quote=quote.replace(old, new))

    return change


def exchanged(table: str, one: str, other: str, *columns: str) -> Change:
    """Give each of two rows the other's cells."""

    def change(package: Path) -> None:
        frame = text(package, table)
        found = {key: frame.row(keys(frame, table).index(key), named=True) for key in (one, other)}
        edit(package, table, one, **{name: found[other][name] for name in columns})
        edit(package, table, other, **{name: found[one][name] for name in columns})

    return change


def unhashed(passage: str) -> str:
    return f"data/passages.csv:{passage}: quote_sha256: is not the hash of the quote [quote-hash]"


QUOTES = [
    case(unhashed(DECREE), misquoted(DECREE, "নেতা", "নেত্রী")),
    case(unhashed(DECREE), misquoted(DECREE, "কিম", "কীম")),
    case(unhashed(DECREE), misquoted(DECREE, "১২", "১৩")),
    case(unhashed(DECREE), misquoted(DECREE, "১২", "12")),
    case(unhashed(DECREE), misquoted(DECREE, "জং-উন", "জং‑উন")),
    case(unhashed(BANQUET), misquoted(BANQUET, "পিয়ংইয়ংয়ে", "পিয়ং" + ZWJ + "ইয়ংয়ে")),
    case(
        f"data/passages.csv:{TITLE}: quote: '{HEADLINE}' is not in NFC: it has {DECOMPOSED} [nfc]",
        edited("passages", TITLE, quote=HEADLINE),
    ),
    case(
        f"data/passages.csv:{TITLE}: quote: has U+0050 LATIN CAPITAL LETTER P after 'treaty with ', where the "
        "title has U+0052 LATIN CAPITAL LETTER R [quote-place]",
        misquoted(TITLE, "Russia", "Prussia"),
        derive,
    ),
    case(
        f"data/passages.csv:{TITLE}: passage_id: '{TITLE}' does not have the form article_id.name [key-parts]",
        edited("passages", TITLE, article_id="mbn-20241112-kim-signs"),
    ),
]


def test_a_quote_is_rejected_by_its_rule_alone(pristine: Path, tmp_path: Path) -> None:
    check_rejected(pristine, tmp_path, QUOTES)


def test_a_wrong_digit_whose_hash_was_renewed_is_not_the_day_that_it_is_said_to_be(project: Path) -> None:
    broken(project, [misquoted(BANQUET, "১৯", "১৮"), derive])
    assert problems_by_key(project) == [
        f"data/citations.csv:{BANQUET} events state-banquet-in-pyongyang date: says: the quote "
        "'১৮ জুন, উত্তর কোরিয়ার পিয়ংইয়ংয়ে এক রাষ্ট্রীয় ভোজসভায়' does not show the day 19 of '2024-06-19' (searched for "
        "19 next to জুন, 19/6, 2024-06-19, ...); quote the words that show it, or cite it as 'read' if "
        "they spell it out, use another calendar or imply it [visible]"
    ]


@pytest.mark.parametrize(("old", "new"), [("নেতা", "নেতী"), ("নেতা", "নে" + ZWJ + "তা"), ("ডিক্রি", "ডিক্রী")])
def test_a_wrong_letter_whose_hash_was_renewed_is_left_to_verify(project: Path, old: str, new: str) -> None:
    assert problems(broken(project, [misquoted(DECREE, old, new), derive])) == []


def test_a_joiner_that_is_lost_after_hashing_is_missed(project: Path) -> None:
    broken(project, [misquoted(DECREE, "নেতা", "নে" + ZWJ + "তা"), derive, misquoted(DECREE, ZWJ, "")])
    assert problems_by_key(project) == [unhashed(DECREE)]


def test_offsets_of_each_other_do_not_fit_two_passages(project: Path) -> None:
    broken(project, [exchanged("passages", BANQUET, CASUALTIES, "start", "end")])
    assert problems_by_key(project) == [
        f"data/passages.csv:{passage}: end: is not where the quote ends [quote-hash]"
        for passage in (BANQUET, CASUALTIES)
    ]


def test_articles_of_each_other_do_not_fit_two_passages(project: Path) -> None:
    broken(project, [exchanged("passages", BANQUET, TITLE, "article_id")])
    assert problems_by_key(project) == [
        f"data/passages.csv:{passage}: passage_id: '{passage}' does not have the form article_id.name [key-parts]"
        for passage in (TITLE, BANQUET)
    ]


def test_a_copy_of_a_row_under_another_key_is_cited_by_nothing(project: Path) -> None:
    problem = (
        "data/actors.csv:kcna-agency: actor_id: 'kcna-agency' has no citation that agrees with it; cite "
        "'actors/kcna-agency' in a passage that supports it [cited]"
    )
    broken(project, [added("actors", "kcna", actor_id="kcna-agency", name="Agency")])
    assert problems_by_key(project) == [problem]


def spread(package: Path, table: str, column: str, values: Iterable[str], skipped: int = 0) -> list[str]:
    """Put each value into a row of its own that has one in a column, and return the rows' keys.

    The first rows are skipped, and come after the last one.
    """
    frame = text(package, table)
    there = [key for key, cell in zip(keys(frame, table), frame[column], strict=True) if cell is not None]
    at = skipped % len(there)
    chosen = list(zip(there[at:] + there[:at], values, strict=False))
    assert len(chosen) == len(list(values))
    for key, value in chosen:
        edit(package, table, key, **{column: value})
    return [key for key, _ in chosen]


VALUES: list[tuple[Any, ...]] = [
    (
        "events",
        "date",
        ("2023-02-29", "1900-02-29", "2024-02-30", "2024-11-31", "2024-00", "2024-11-00", "2024-1-2", "00"),
        "is not a date in EDTF; write 2024-11-12, 2024-11 or 2024 [edtf]",
    ),
    (
        "events",
        "date",
        ("2024-11-11T00:00", "11.11.2024", "２０２４", "২০২৪", "2024-11-11 ", "NaN", "null", "2024//", "[2024]"),
        "is not a date in EDTF; write 2024-11-12, 2024-11 or 2024 [edtf]",
    ),
    (
        "passages",
        "start",
        ("1e5", "２８", "২৮", "+3", "03", "28.0", "28 ", "0x1c", "NA", "null", "NaN", "inf", "-0", "1_0"),
        "is not written as a whole number: 3 [type]",
    ),
    *(
        (
            "claims",
            "figure",
            figures,
            "is not a figure; write it as 10000, -2.5, ~11000, >10000, 12000..15000 or 1000s [figure]",
        )
        for figures in (
            ("1e5", "１０", "+3", "03"),
            ("23.0", "NA", "null", "23 "),
            ("-0", ">>23", "23..", "10000s0"),
            ("2.50", "1e-3"),
        )
    ),
    (
        "actors",
        "country",
        ("NA", "prk", "PRK ", "KP", "UK"),
        "is not one of the 249 codes of ISO 3166-1 alpha-3, such as ABW; did you mean {}? [term]",
        ("NAM", "PRK", "PRK", "PRK", "GBR"),
    ),
    (
        "actors",
        "country",
        ("null", "NaN", "XKX"),
        "is not one of the 249 codes of ISO 3166-1 alpha-3, such as ABW [term]",
    ),
    (
        "actors",
        "name",
        ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "=<script>"),
        "starts with = + - or @, so that spreadsheets run it as a formula [formula]",
    ),
    *(
        ("actors", "name", (name,), f"contains {found} [control]")
        for name, found in (
            ("\t=1+1", "U+0009, a tab; write a space"),
            ("\x1b]0;owned\x07", "U+001B, a control character; remove it"),
            ("\x9b31mred", "U+009B, a control character; remove it"),
            ("a\x00b", "U+0000, a control character; remove it"),
            ("a\x7f", "U+007F, a control character; remove it"),
            ("one\ntwo", "U+000A, a line break; write the text on one line"),
            ("one\u2028two", "U+2028 LINE SEPARATOR, a line break; write the text on one line"),
            ("one\u2029", "U+2029 PARAGRAPH SEPARATOR, a line break; write the text on one line"),
            ("City\u202e Council", "U+202E RIGHT-TO-LEFT OVERRIDE, an invisible character; remove it"),
            ("\u202aCity", "U+202A LEFT-TO-RIGHT EMBEDDING, an invisible character; remove it"),
            ("City \u2066Council", "U+2066 LEFT-TO-RIGHT ISOLATE, an invisible character; remove it"),
            ("\ufeffCity", "U+FEFF ZERO WIDTH NO-BREAK SPACE, a byte order mark; remove it"),
            ("C\ufffdty", "U+FFFD REPLACEMENT CHARACTER, which stands for text that was lost; restore it"),
            ("City\uffff", "U+FFFF, a noncharacter; remove it"),
            ("City\ufdd0", "U+FDD0, a noncharacter; remove it"),
            ("City\U0010fffe", "U+10FFFE, a noncharacter; remove it"),
            ("City\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A, an invisible character; remove it"),
            ("\U0001f3f4\U000e0067", "U+E0067 TAG LATIN SMALL LETTER G, an invisible character; remove it"),
        )
    ),
    *(
        ("articles", "url", (url,), f"contains {found}, an invisible character; remove it [pattern]")
        for url, found in (
            ("https://example.org/\u202ebridge", "U+202E RIGHT-TO-LEFT OVERRIDE"),
            ("https://example\u200b.org/bridge", "U+200B ZERO WIDTH SPACE"),
            ("https://example.org/bri\u00addge", "U+00AD SOFT HYPHEN"),
        )
    ),
    (
        "actors",
        "kind",
        ("medi\u200da",),
        "contains U+200D ZERO WIDTH JOINER, an invisible character; remove it [term]",
    ),
    (
        "actors",
        "name",
        (" a", "a ", "\u00a0a", "a\u3000", " "),
        "{}; remove it [blank]",
        (
            "starts with U+0020 SPACE",
            "ends with U+0020 SPACE",
            "starts with U+00A0 NO-BREAK SPACE",
            "ends with U+3000 IDEOGRAPHIC SPACE",
            "starts with U+0020 SPACE",
        ),
    ),
    (
        "actors",
        "name",
        ("e\u0301", "\u09df", "\u212b", "\u1100\u1161"),
        "is not in NFC: it has {} [nfc]",
        (
            DECOMPOSED,
            "U+09DF BENGALI LETTER YYA, which in NFC is U+09AF BENGALI LETTER YA + U+09BC BENGALI SIGN NUKTA",
            "U+212B ANGSTROM SIGN, which in NFC is U+00C5 LATIN CAPITAL LETTER A WITH RING ABOVE",
            "U+1100 HANGUL CHOSEONG KIYEOK + U+1161 HANGUL JUNGSEONG A, which in NFC is U+AC00 HANGUL SYLLABLE GA",
        ),
    ),
]


@dataclass(frozen=True)
class Values:
    """Values that are wrong in a column, the rows to skip so that other values find rows too, and what is reported."""

    table: str
    column: str
    values: tuple[str, ...]
    skipped: int
    messages: tuple[str, ...]


def values_to_spread() -> Iterator[Values]:
    skipped: Counter[str] = Counter()
    for table, column, values, message, named in [(*wrong, ())[:5] for wrong in VALUES]:
        messages = tuple(message.replace("{}", name) for name in named) or (message,) * len(values)
        yield Values(table, column, values, skipped[table], messages)
        skipped[table] += len(values)


def test_values_are_rejected_one_by_one(pristine: Path, tmp_path: Path) -> None:
    Copies(pristine, tmp_path, with_values, reports_all).check_all(values_to_spread())


def with_values(package: Path, case: Values) -> list[str]:
    """Put values into rows of a package, and return the errors that are expected."""
    chosen = spread(package, case.table, case.column, case.values, case.skipped)
    return [
        safe(f"data/{case.table}.csv:{key}: {case.column}: '{value}' {message}")
        for key, value, message in zip(chosen, case.values, case.messages, strict=True)
    ]


def reports_all(package: Path, expected: Sequence[list[str]]) -> None:
    """Check that the errors of a package are those that each case expects and no others."""
    try:
        reports_only(package, [error for errors in expected for error in errors])
    except DisturbedError as error:
        raise DisturbedError([errors for errors in expected if set(errors) & set(error.expected)], error) from error


PLAIN = (
    "<script>alert(1)</script>",
    "<b>Kim</b> &amp; Putin",
    "null",
    "NA",
    "1e5",
    "[bold red]Kim[/]",
    "::error::Kim",
    "%s {0} ${x} `ls`",
    "ক্" + ZWJ + "ষ",
    "e\u200eb",
    "City\u200b Cou\u00adncil",
    "\u2764\ufe0f \U0001f468\u200d\U0001f33e",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f, a flag",
    "\U0001fae9 and \u0378, which Unicode may or may not have assigned",
    '"Kim", he said',
)


def test_text_that_is_only_odd_is_text(project: Path) -> None:
    spread(project, "actors", "name", PLAIN)
    renew(project)
    assert problems(project) == []


@pytest.mark.parametrize(
    ("date", "earliest"), [("2024-02-29", "2024-02-29"), ("2000-02-29", "2000-02-29"), ("2024-02", "2024-02-01")]
)
def test_a_leap_day_of_a_leap_year_is_a_day(date: str, earliest: str) -> None:
    assert str(spans(pl.Series([date]))[0].item()) == earliest


TWO = b"a,b\n"
OPEN = "has a quoted cell that is never closed; add the closing quote [csv]"
AFTER = "has text after the closing quote of a cell"
UNQUOTED = "has a quote in a cell that is not quoted"

FILES = [
    (b"", ["1: has no header; its first line must be a,b [header]"]),
    (b"\n", ["1: has no header; its first line must be a,b [header]"]),
    (b"1,2\n3,4\n", ["1: does not begin with a header; its first line must be a,b [header]"]),
    (b"a,b", ["1: does not end its last line; add a line feed [encoding]"]),
    (TWO, []),
    (b'"a","b"\n1,2\n', []),
    (b"a\n1\n", ["1: b: is missing from the header [header]"]),
    (b"a,b,c\n1,2,3\n", ["1: c: is not a column of this table [header]"]),
    (b"a,B\n1,2\n", ["1: B: is not a column of this table [header]", "1: b: is missing from the header [header]"]),
    (b"a, b\n1,2\n", ["1:  b: is not a column of this table [header]", "1: b: is missing from the header [header]"]),
    (b"b,a\n1,2\n", ["1: has its columns in another order than a, b [header]"]),
    (b"a,b,a\n1,2,3\n", ["1: a: is in the header more than once [header]"]),
    (b"a,b,\n1,2,\n", ["1: is not a column of this table [header]"]),
    (b'a,"b\n1,2\n', [f"1: {OPEN}"]),
    (b'a,"b\n"\n1,2\n', [f"1: {OPEN}"]),
    (b"a;b\n1;2\n", ["1: separates cells with semicolons; save it with commas between cells [csv]"]),
    (b"a\tb\n1\t2\n", ["1: separates cells with tabs; save it with commas between cells [csv]"]),
    (TWO + b"1,2", ["2: does not end its last line; add a line feed [encoding]"]),
    (TWO + b"1,2\r\n", ["2: has a carriage return; end lines by LF alone [encoding]"]),
    (b"a,b\r1,2\r", ["1: has a carriage return; end lines by LF alone [encoding]"]),
    (b"\xef\xbb\xbf" + TWO, ["1: begins with a byte order mark; save it as UTF-8 without one [encoding]"]),
    ("a,b\n1,2\n".encode("utf-16"), ["1: is UTF-16; save it as UTF-8 [encoding]"]),
    ("a,b\n1,2\n".encode("utf-16-be"), ["1: is UTF-16; save it as UTF-8 [encoding]"]),
    (TWO + "1,2\nKoré,2\n".encode("latin-1"), ["3: is not UTF-8 (byte 0xe9); save it as UTF-8 [encoding]"]),
    (TWO + b"1,\xed\xa0\x80\n", ["2: is not UTF-8 (byte 0xed); save it as UTF-8 [encoding]"]),
    (TWO + b"1,\x00\n\x00,2\n", []),
    (TWO + b"1\n", ["2: has 1 cell, but the header has 2 [csv]"]),
    (TWO + b"1,2,3\n1\n", ["2: has 3 cells, but the header has 2 [csv]", "3: has 1 cell, but the header has 2 [csv]"]),
    (TWO + b"1,2\n\n3,4\n", ["3: is an empty line; remove it [csv]"]),
    (TWO + b"\n", ["2: is an empty line; remove it [csv]"]),
    (TWO + b'"x\n\ny","z"\n1\n', ["5: has 1 cell, but the header has 2 [csv]"]),
    (TWO + b'"x""y""","""z"\n1\n', ["3: has 1 cell, but the header has 2 [csv]"]),
    (TWO + b'1,"2\n3,4\n', [f"2: b: {OPEN}"]),
    (TWO + b'1,"2"3\n', [f"2: b: {AFTER}; double the quotes within it [csv]"]),
    (TWO + b'1,"a "b" c"\n', [f'2: b: {AFTER}; write "a ""b"" c" [csv]']),
    (TWO + b',""a""""\n', [f'2: b: {AFTER}; write """a""""""" [csv]']),
    (TWO + b'1,2\n,","a""\n', [f"3: b: {AFTER}; double the quotes within it [csv]"]),
    (TWO + b'"1" ,2\n', [f"2: a: {AFTER}; double the quotes within it [csv]"]),
    (TWO + b'5" pipe,2\n', [f'2: a: {UNQUOTED}; write "5"" pipe" [csv]']),
    (
        TWO + b'O"Brian,2\n1,2\n3,"4"\n5,n\xc3\xa9"\n',
        [
            f'2: a: {UNQUOTED}; write "O""Brian" [csv]',
            f'5: b: {UNQUOTED}; write "né""" [csv]',
        ],
    ),
    (TWO + b'1,City "Big" Council\n', [f'2: b: {UNQUOTED}; write "City ""Big"" Council" [csv]']),
    (TWO + b"1," + b"x" * 100 + b'"\n', [f"2: b: {UNQUOTED}; quote the whole cell and double the quotes in it [csv]"]),
    (TWO + b'"a\nb",c"\n', [f'3: {UNQUOTED}; write "c""" [csv]']),
    (
        TWO + b'"a\nb",2\n3,' + b"x" * 1_000_001 + b"\n",
        ["4: b: has 1,000,001 bytes; a cell may have at most 1,000,000 [csv]"],
    ),
    (TWO + b"3," + b"x" * 1_000_000 + b"\n", []),
    (b"\x1f\x8b\x08\x00", ["1: is compressed with gzip; decompress it [csv]"]),
    (b"PK\x03\x04", ["1: is a ZIP archive or an Excel workbook; extract it, or export its sheet as CSV [csv]"]),
    (b"PAR1", ["1: is Parquet; name it .parquet, in datapackage.json too [csv]"]),
    (b"\n<!DOCTYPE html>\n<html>", ["1: is an HTML page; download the file itself [csv]"]),
    (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
        ["1: is a Git LFS pointer; fetch the file itself with 'git lfs pull' [csv]"],
    ),
    (
        TWO + b"1,2\n<<<<<<< HEAD\n3,4\n=======\n3,5\n>>>>>>> other\n",
        ["3: has an unresolved merge conflict; resolve it and remove the lines of <, = and > [csv]"],
    ),
]


@pytest.mark.parametrize(("content", "expected"), FILES)
def test_errors_in_a_file_are_reported_at_their_lines(content: bytes, expected: list[str]) -> None:
    try:
        read(content, "t.csv", ["a", "b"])
        problems = []
    except BadData as error:
        problems = list(map(str, error.problems))
    assert problems == [f"t.csv:{problem}" for problem in expected]


def test_a_table_without_rows_keeps_its_header(project: Path) -> None:
    columns = text(project, "vocabulary").columns
    broken(project, [rewritten("vocabulary", lambda _: ",".join(columns).encode() + b"\n")])
    assert problems(project) == ["data/vocabulary.csv:1: term: 'company' of actors.kind is missing [vocabulary]"]


def test_lines_stay_right_after_breaks_and_quotes_in_cells(project: Path) -> None:
    edit(project, "actors", "choson-sinbo", name='one "two"\n\n"three', note='a ""b"')
    edit(project, "actors", "kcna", kind='a "medium"\n')
    edit(project, "actors", "reuters", kind="medya")
    renew(project)
    assert [problem.split(":")[1] for problem in problems_by_key(project)] == ["choson-sinbo", "kcna", "reuters"]
