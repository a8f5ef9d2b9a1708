import polars as pl
import pytest
from babel.numbers import format_compact_decimal, format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

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
]


@pytest.mark.parametrize(("language", "value", "quote"), UNSEEN)
def test_a_part_of_a_number_is_not_seen(language: str, value: str, quote: str) -> None:
    assert messages(row(language=language, value=value, quote=quote)) != [None]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"quote": "ten thousand"},
            "the words do not show 10000 (looked for 10,000, 10000, 10 thousand, ...): "
            "cite a number said in words as read",
        ),
        (
            {"quote": "দশ হাজার", "language": "bn"},
            "the words do not show 10000 (looked for 10,000, 10000, 10 হাজার, ...): cite a number said in words as read",
        ),
        (
            {"value": "1000s"},
            "the words do not show thousands (looked for thousand): cite the value as read",
        ),
        (
            {"value": "10000s", "quote": "tens of thousands"},
            "no word for tens of thousands (10000s) is known in 'en': cite the value as read",
        ),
    ],
)
def test_the_message_says_what_was_looked_for(changes: dict[str, str | None], message: str) -> None:
    assert messages(row(**changes)) == [message]


@pytest.mark.parametrize("changes", [{"value": "many"}, {"value": None}, {"quote": None}])
def test_what_other_rules_report_is_left_to_them(changes: dict[str, str | None]) -> None:
    assert messages(row(**changes)) == [None]


@settings(max_examples=2, deadline=None)
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


@pytest.mark.parametrize("language", sorted({*LANGUAGES} - {"ja", "ko", "zh"}))
def test_words_of_scale_are_seen(language: str) -> None:
    numbers = [number * 1000 for number in (10, 12, 15, 20, 1_000, 1_200, 30_000)]
    words = [
        format_compact_decimal(number, format_type="long", locale=language.replace("-", "_"), fraction_digits=2)
        for number in numbers
    ]
    rows = [
        row(value=str(number), quote=quote, language=language) for number, quote in zip(numbers, words, strict=True)
    ]
    assert dict(zip(words, messages(*rows), strict=True)) == dict.fromkeys(words)


@settings(max_examples=10, deadline=None)
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
