"""The dates and figures that a draft lists are those that grounding sees."""

import datetime

import hypothesis.strategies as st
import polars as pl
import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given

from tests.helpers.examples import examples
from treaty_tools import grounding
from treaty_tools.grounding.seen import seen

SEEN = [
    (
        "en",
        "About 10,000 soldiers, 12 thousand shells and thousands more came on Tuesday, 12 November 2024; "
        "in May 2025 the T-72 was 5.5% of $3 million. It may be 3 a day. 4.7bn by November 12th.",
        "10,000; 12 thousand; thousands; Tuesday, 12 November 2024; May 2025; 5.5%; 3 million; 3; 4.7bn; November 12th",
    ),
    ("th", "เมื่อวันที่ 4 มีนาคม 2568 มีรถผ่าน ๑๒,๐๐๐ คัน และ 3 หมื่นคน เมื่อวันจันทร์", "4 มีนาคม 2568; ๑๒,๐๐๐; 3 หมื่น; วันจันทร์"),
    ("ar", "يوم الثلاثاء 4 مارس 2025 عبرت ١٢٬٠٠٠ مركبة، و3 آلاف جندي", "الثلاثاء 4 مارس 2025; ١٢٬٠٠٠; 3 آلاف"),
    (
        "zh",
        "十一月十二日,約1萬2千名士兵於2024年11月9日抵達。一万二千人",
        "十一月十二日; 1萬2千; 2024年11月9日; 一万二千",
    ),
    ("ja", "11月12日、約1万2000人の兵士が2024年に到着した。", "11月12日; 1万2000; 2024"),
    ("ko", "11월 12일 약 1만2천 명, 수천 명, 화요일", "11월 12일; 1만2천; 수천; 화요일"),
    ("hi", "११,००० सैनिक और ४ हज़ार 5 मार्च 2025 को सोमवार", "११,०००; ४ हज़ार; 5 मार्च 2025; सोमवार"),
    (
        "ru",
        "12 ноября 2024 года около 10 тыс. солдат, 3,5 млн, в среду",
        "12 ноября 2024; 10 тыс; 3,5 млн; среду",
    ),
    ("und", "10,000 on 2024-11-12", "10,000; 2024-11-12"),
]


@pytest.mark.parametrize(("language", "text", "mentions"), SEEN)
def test_mentions_are_listed_in_order_and_in_the_texts_words(language: str, text: str, mentions: str) -> None:
    assert "; ".join(seen(text, language)) == mentions


LANGUAGES = st.sampled_from(["en", "de", "fr", "ru", "ar", "hi", "th", "ja", "ko", "zh", "tr", "vi", "fa", "bn", "pl"])
DAYS = st.dates(datetime.date(2023, 1, 1), datetime.date(2025, 12, 31))


def is_seen(kind: str, value: str, quote: str, language: str) -> bool:
    row = {"kind": kind, "value": value, "quote": quote, "language": language, "reference": "2024"}
    return grounding.unseen(pl.DataFrame([row])).null_count() == 1


@examples(60, 500)
@given(LANGUAGES, DAYS, st.sampled_from(["long", "medium"]))
def test_whatever_date_grounding_sees_is_listed(language: str, day: datetime.date, form: str) -> None:
    written = format_date(day, form, locale=language)
    if is_seen("date", day.isoformat(), f"x {written} x", language):
        assert any(is_seen("date", day.isoformat(), one, language) for one in seen(f"x {written} x", language)), written


@examples(60, 500)
@given(LANGUAGES, st.integers(10, 10**7))
def test_whatever_figure_grounding_sees_is_listed(language: str, number: int) -> None:
    written = format_decimal(number, locale=language)
    assert is_seen("figure", str(number), f"x {written} x", language)
    assert any(is_seen("figure", str(number), one, language) for one in seen(f"x {written} x", language)), written
