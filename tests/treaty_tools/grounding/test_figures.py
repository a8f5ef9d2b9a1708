from typing import Literal

import polars as pl
import pytest
from babel.numbers import format_compact_decimal, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.examples import examples
from treaty_tools.grounding import unseen

TAGS = "ar bn cs de de-CH el en es es-MX fa fr hi id it ja ko nl pl pt pt-PT ro ru th tr uk vi zh"
LANGUAGES = TAGS.split()
DIGITS = "০১২৩৪৫৬৭৮৯", "०१२३४५६७८९", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "๐๑๒๓๔๕๖๗๘๙"


def row(**changes: str | None) -> dict[str, str | None]:
    valid: dict[str, str | None] = {
        "kind": "figure",
        "value": "10000",
        "quote": "some 10,000 soldiers",
        "language": "en",
        "reference": None,
    }
    return valid | changes


def messages(*rows: dict[str, str | None]) -> list[str | None]:
    return unseen(pl.DataFrame(rows, schema=dict.fromkeys(row(), pl.String))).to_list()


SEEN = [
    ("bn", "10000", "১০,০০০ এরও বেশি উত্তর কোরিয়ার সেনা"),
    ("bn", ">10000", "১০ হাজারের বেশি"),
    ("bn", "120000", "১ লাখ ২০ হাজার"),
    ("bn", "1000s", "হাজার হাজার সৈন্য"),
    ("hi", "1000000", "10,00,000"),
    ("hi", "5000", "5 हजार"),
    ("en", "10000", "10,000-strong"),
    ("en", "10000", "10000."),
    ("en", "10500", "10 500 men"),
    ("en", "~11000", "some 11 thousand"),
    ("en", "1200000", "1.2 million"),
    ("en", "500000", "0.5 Million"),
    ("en", "12000..15000", "between 12,000 and 15,000"),
    ("en", "1000s", "Thousands of soldiers"),
    ("en", "1000000s", "millions"),
    ("en", "2024", "in 2024 500 men"),
    ("de", "10000", "10.000 Soldaten"),
    ("de-CH", "10000", "10’000 Soldaten"),
    ("es", "1500", "1,5 mil"),
    ("es", "500", "500 militares"),
    ("es", "1000s", "miles de soldados"),
    ("es-MX", "10000", "10,000 soldados"),
    ("ru", "10000", "10\u00a0000 солдат"),
    ("ru", "10000", "10 тысячами солдат"),
    ("ru", "1000s", "тысячи солдат"),
    ("ar", "10000", "١٠٬٠٠٠ جندي"),
    ("ar", "1000s", "الآلاف من الجنود"),
    ("vi", "10000", "10.000 binh sĩ"),
    ("vi", "5000", "5 nghìn"),
    ("ko", "10000", "1만명"),
    ("ko", "12000", "1만2천여 명"),
    ("ko", "12000", "1만2000명"),
    ("ko", "1000s", "수천 명"),
    ("ko", "10000s", "수만 명"),
    ("ja", "12000", "1.2万人"),
    ("zh", "12000", "1万2千人"),
    ("zh", "1000s", "数千人"),
    ("xx", "10000", "10000"),
    ("xx", "12000", "12K"),
    ("ru", "12000", "12 тыс. военных"),
    ("ru", "12000", "12-тысячный контингент"),
    ("ru", "1500000", "1,5 млн снарядов"),
    ("uk", "12000", "12 тис. військових"),
    ("pl", "12000", "12 tys. żołnierzy"),
    ("pl", "12000", "12-tysięczny kontyngent"),
    ("de", "1500000", "1,5 Mio. Euro"),
    ("de", "12000", "12 Tsd. Soldaten"),
    ("fr", "12000000", "12 M de dollars"),
    ("nl", "1500000", "1,5 mln. euro"),
    ("fi", "12000", "12 t."),
    ("da", "12", "12 t"),
    ("it", "1000", "mille soldati"),
    ("hi", "12000000", "1.2 क॰"),
    ("he", "12000", "12K\u200f"),
    ("en", "12000", "12K troops"),
    ("en", "12000", "12k troops"),
    ("en", "1500000", "1.5M shells"),
    ("en", "1500000", "1.5-million-strong"),
    ("en", "1500000000", "$1.5 bln"),
    ("en", "300000000", "£300m"),
    ("en", "300", "300m from the line"),
    ("en", "300", "$300"),
    ("en", "300", "EUR300"),
    ("id", "500000", "Rp500.000"),
    ("en", "10", "10 T-72 tanks"),
    ("fr", "10", "10 M-46"),
    ("en", "23", "KN-23s and 23 others"),
    ("en", "12", "in Kyiv—12 of them"),
    ("en", "2024", "mid-2024"),
    ("he", "300", "כ-300"),
    ("ar", "300", "ب300"),
    ("ja", "300", "約300人"),
    ("ko", "300", "약300명"),
    ("en", "12000..15000", "12-15 thousand"),
    ("en", "12000..15000", "12,000 to 15 thousand"),
    ("en", "10000..12000", "10 or 12 thousand"),
    ("en", "10000..12000", "10-12K"),
    ("en", "300..12000", "from 300 to 12 thousand"),
    ("ru", "12000..15000", "12–15 тысяч"),
    ("ru", "10000..12000", "от 10 до 12 тысяч"),
    ("es", "10000..12000", "entre 10 y 12 mil"),
    ("es", "10..12", "10-12 militares"),
    ("de", "1500000..2000000", "1,5 bis 2 Mio. Euro"),
    ("zh", "10000..20000", "1至2万人"),
    ("ko", "10000..12000", "1만에서 1만2천"),
    ("bn", "1200000", "১২ লক্ষ"),
    ("vi", "12000", "12 ngàn quân"),
    ("vi", "2000000000", "2 tỉ đồng"),
    ("ja", "12000", "一万二千人"),
    ("ja", "1500", "千五百人"),
    ("zh", "12000", "一万二千余名"),
    ("zh", "12000", "一万二"),
    ("zh", "10200", "一万零二百"),
    ("zh", "2000000000000", "2万亿"),
    ("zh-TW", "12000", "一萬兩千人"),
    ("ko", "1500", "천오백 명"),
    ("ko", "12000", "만 2천 명"),
    ("ko", "350000000", "삼억 오천만"),
]


@pytest.mark.parametrize(("language", "value", "quote"), SEEN)
def test_a_number_is_seen_as_its_language_writes_it(language: str, value: str, quote: str) -> None:
    assert messages(row(language=language, value=value, quote=quote)) == [None]


UNSEEN = [
    ("en", "10000", "10.000"),
    ("de", "10000", "10,000"),
    ("en", "15", "1.5"),
    ("en", "10", "10,000"),
    ("en", "10", "10 thousand"),
    ("en", "10", "10 000"),
    ("en", "500", "10 500"),
    ("en", "1000", "11000"),
    ("en", "10000", "10,000,000"),
    ("en", "12", "twelve"),
    ("en", "12000..15000", "12,000"),
    ("en", "1000s", "10 thousand"),
    ("hi", "10000", "1,10,000"),
    ("bn", "20000", "১ লাখ ২০ হাজার"),
    ("es", "500", "500 mil"),
    ("es", "10000", "10 mil millones"),
    ("es", "1000s", "militar"),
    ("ko", "10000", "1만2천"),
    ("ko", "2000", "1만2천"),
    ("ko", "1", "1만"),
    ("zh", "10000", "1万2千"),
    ("en", "12", "12K troops"),
    ("en", "12", "12k troops"),
    ("en", "300", "$300M"),
    ("en", "300", "300bn"),
    ("ru", "12", "12 тыс. военных"),
    ("ru", "12", "12-тысячный контингент"),
    ("fr", "12", "12 M de dollars"),
    ("en", "300", "M300"),
    ("en", "72", "T-72 tanks"),
    ("en", "35", "Su-35 jets"),
    ("en", "300", "S-300 systems"),
    ("en", "16", "F16"),
    ("ru", "300", "С-300"),
    ("en", "12", "12-15 thousand"),
    ("en", "300000", "from 300 to 12 thousand"),
    ("es", "10000", "10-12 militares"),
    ("ko", "10000", "1만 2천 명"),
    ("ko", "1000", "수천오백 명"),
    ("zh", "10000", "一万二千"),
    ("zh", "20", "二十多万人"),
    ("zh", "12", "一两百人"),
]


@pytest.mark.parametrize(("language", "value", "quote"), UNSEEN)
def test_a_part_of_a_number_is_not_seen(language: str, value: str, quote: str) -> None:
    assert messages(row(language=language, value=value, quote=quote)) != [None]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"quote": "ten thousand"},
            "the quote 'ten thousand' does not show 10000 (searched for 10,000, 10000, 10 thousand, ...); "
            "quote the words that show it, or cite it as 'read' if they spell it out or imply it",
        ),
        (
            {"quote": "দশ হাজার", "language": "bn"},
            "the quote 'দশ হাজার' does not show 10000 (searched for 10,000, 10000, 10 হাজার, ...); "
            "quote the words that show it, or cite it as 'read' if they spell it out or imply it",
        ),
        (
            {"value": "1000s"},
            "the quote 'some 10,000 soldiers' does not show thousands (searched for thousand); "
            "quote the words that show them, or cite the value as 'read'",
        ),
        (
            {"value": "10000s", "quote": "tens of thousands"},
            "the quote 'tens of thousands' cannot be searched for tens of thousands (10000s): "
            "no word for them is known in 'en'; cite the value as 'read'",
        ),
    ],
)
def test_the_message_gives_the_forms_that_were_searched_for(changes: dict[str, str | None], message: str) -> None:
    assert messages(row(**changes)) == [message]


def test_the_message_shows_the_start_of_a_long_quote() -> None:
    (message,) = messages(row(quote="a soldier " * 20))
    assert str(message).startswith(f"the quote '{('a soldier ' * 6)[:59]}…' does not show 10000 (")


@pytest.mark.parametrize("changes", [{"value": "many"}, {"value": None}, {"quote": None}])
def test_what_other_rules_report_is_left_to_them(changes: dict[str, str | None]) -> None:
    assert messages(row(**changes)) == [None]


@examples(1, 10)
@given(numbers=st.lists(st.integers(0, 10**9) | st.integers(0, 99), max_size=40))
def test_what_babel_writes_shows_its_own_number_and_no_other(numbers: list[int]) -> None:
    rows, expected = [], []
    for language in LANGUAGES:
        for place, number in enumerate(numbers):
            for words in written(number, language, DIGITS[place % len(DIGITS)]):
                for other in (number, number + 1, number * 10, number // 1000):
                    rows.append(row(value=str(other), quote=f"({words})", language=language))
                    expected.append(other == number)
    assert [message is None for message in messages(*rows)] == expected


def written(number: int, language: str, digits: str) -> set[str]:
    """Return the ways Babel writes a number, in plain digits and in others."""
    locale = language.replace("-", "_")
    grouped = str(format_decimal(number, locale=locale, numbering_system="default"))
    latin = str(format_decimal(number, locale=locale))
    return {grouped, latin, latin.translate(str.maketrans("0123456789", digits))}


@examples(1, 5)
@given(
    numbers=st.lists(
        st.builds(lambda digits, power: digits * 10**power, st.integers(1, 999), st.integers(2, 9)), min_size=5
    )
)
def test_what_babel_writes_compactly_shows_the_number(numbers: list[int]) -> None:
    rows = [
        row(value=str(number), quote=f"({words})", language=language.replace("_", "-"))
        for language in [*LANGUAGES, "cs", "da", "fi", "he", "hu", "sr", "sv", "ta", "te", "zh_Hant"]
        for number in numbers
        for words in compact(number, language.replace("-", "_"))
    ]
    assert {(r["language"], r["quote"]): m for r, m in zip(rows, messages(*rows), strict=True) if m} == {}


def compact(number: int, locale: str) -> set[str]:
    """Return the compact forms that Babel writes, none of them rounded: the numbers have three digits and zeros."""
    lengths: list[Literal["short", "long"]] = ["short"] if locale[:2] in ("ja", "ko", "zh") else ["short", "long"]
    return {format_compact_decimal(number, format_type=kind, locale=locale, fraction_digits=2) for kind in lengths}


@examples(3, 50)
@given(
    st.lists(
        st.builds(
            row,
            value=st.from_regex(r"[1-9]0{0,14}s?", fullmatch=True) | st.text(),
            quote=st.text() | st.text("0123456789.,' thousandহাজার万"),
            language=st.sampled_from([*LANGUAGES, None]) | st.text(),
        ),
        max_size=10,
    )
)
def test_no_text_raises(rows: list[dict[str, str | None]]) -> None:
    assert len(messages(*rows)) == len(rows)
