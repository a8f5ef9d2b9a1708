import datetime
import unicodedata

import polars as pl
import pytest
from babel.dates import format_date, format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.examples import examples
from treaty_tools.grounding import unseen

TAGS = "ar bn cs de el en en-GB es fa fr he hi hu id it ja ko nl pl pt ro ru sv th tr uk vi zh zh-TW"
LANGUAGES = TAGS.split()
ARTICLE = "2024-11-12"
DIGITS = "০১২৩৪৫৬৭৮৯", "०१२३४५६७८९", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "๐๑๒๓๔๕๖๗๘๙"


def row(**changes: str | None) -> dict[str, str | None]:
    valid: dict[str, str | None] = {
        "kind": "date",
        "value": "2024-11-12",
        "quote": "on 12 November",
        "language": "en",
        "reference": ARTICLE,
    }
    return valid | changes


def messages(*rows: dict[str, str | None]) -> list[str | None]:
    return unseen(pl.DataFrame(rows, schema=dict.fromkeys(row(), pl.String))).to_list()


def shown(language: str, value: str, quote: str) -> bool:
    return messages(row(language=language, value=value, quote=quote)) == [None]


SEEN = [
    ("bn", "2024-11-12", "কেসিএনএ জানিয়েছে যে ১২ নভেম্বর উত্তর কোরিয়ার নেতা"),
    ("bn", "2024-11-09", "ভ্লাদিমির পুতিনও ৯ নভেম্বর চুক্তিটি আইনে স্বাক্ষর করেন"),
    ("bn", "2024-11-12", "১২ই নভেম্বর"),
    ("bn", "2024-11-12", "মঙ্গলবার এ কথা জানায়"),
    ("bn", "2025-01-12", "১২ জানুয়ারি ২০২৫"),
    ("bn", "2024-06", "জুন মাসে এক শীর্ষ সম্মেলনে"),
    ("bn", "2024-06", "জুনের শীর্ষ সম্মেলনে"),
    ("bn", "2024", "২০২৪ সালে"),
    ("en", "2024-11-12", "on the 12th of November"),
    ("en", "2024-11-12", "on November 12, 2024, he"),
    ("en", "2024-11-12", "Tuesday, 12 November"),
    ("en", "2024-11-12", "on 12 NOVEMBER"),
    ("en", "2024-11-12", "12-Nov-2024"),
    ("en", "2024-11-12", "12 November 2023, and again 12 November"),
    ("en", "2024-11-12", "2024-11-12T10:00"),
    ("en", "2024-11-12", "11/12"),
    ("en-GB", "2024-11-12", "12/11"),
    ("en", "2024-11-12/2024-11-15", "12–15 November"),
    ("en", "2024-11-12/2024-11-15", "from 12 to 15 November"),
    ("en", "2024-11-12/2024-11-15", "November 12-15"),
    ("en", "2024-11-13", "on 12, 13 and 15 November"),
    ("en", "2022-02-24", "in 2022, on 24 February"),
    ("en", "2024-11", "in november 2024"),
    ("en", "2024-11", "November's summit"),
    ("en", "2024-11", "11/2024"),
    ("en", "2024-11-12?", "12 November"),
    ("es", "2024-11-12", "el 12 de noviembre de 2024"),
    ("fr", "2024-11-01", "le 1er novembre"),
    ("de", "2024-11-12", "am Dienstag, den 12. November"),
    ("de", "2024-11-12", "am 12.11. in Berlin"),
    ("de", "2024-11-12", "am 12.11.2024"),
    ("ru", "2024-11-12", "12-го ноября 2024 года"),
    ("ru", "2024-11", "в ноябре"),
    ("ru", "2024-11-13", "в среду"),
    ("pl", "2024-09", "we wrześniu 2024"),
    ("pt", "2024-11-12", "na terça-feira"),
    ("ar", "2024-11-12", "١٢ نوفمبر ٢٠٢٤"),
    ("he", "2024-11-12", "12 בנובמבר"),
    ("hu", "2024-11-12", "november 12-én"),
    ("th", "2024-11-12", "12 พฤศจิกายน 2567"),
    ("tr", "2024-11-12", "12 KASIM"),
    ("ko", "2024-11-12", "11월 12일(화) 보도"),
    ("ko", "2024-11-12", "11월12일부터"),
    ("ko", "2024-11-12", "통신은 12일 보도했다"),
    ("ja", "2024-11-12", "2024年11月12日に"),
    ("zh", "2024-11-12", "朝中社12日报道"),
    ("zh", "2024-11", "2024年11月"),
    ("vi", "2024-11-12", "ngày 12 tháng 11 năm 2024"),
    ("vi", "2024-11-12", "hôm 12/11"),
    ("vi", "2024-11", "tháng 11/2024"),
    ("xx", "2024-11-12", "2024-11-12"),
    ("en", "2024-09-05", "on Sept. 5"),
    ("en", "2024-11-13", "on 12 or 13 November"),
    ("fr", "2024-02-05", "le 5 fév. 2024"),
    ("it", "2024-09-05", "il 5 sett."),
    ("ru", "2024-09-05", "5 сен. 2024"),
    ("es", "2024-09-05", "el 5 de setiembre"),
    ("de", "2024-01-05", "am 5. Jänner 2024"),
    ("ar", "2024-11-12", "١٢ تشرين الثاني"),
    ("ar", "2024-11", "تشرين الثاني"),
    ("ar-EG", "2024-11-12", "١٢ تشرين الثاني ٢٠٢٤"),
    ("zh", "2024-11-12", "十一月十二日"),
    ("zh", "2024-11-12", "二〇二四年十一月十二日"),
    ("zh", "2024-11-23", "十一月廿三日"),
    ("zh", "2024", "二〇二四年"),
    ("ja", "2024-10-31", "十月三十一日"),
]


@pytest.mark.parametrize(("language", "value", "quote"), SEEN)
def test_a_date_is_seen_as_its_language_writes_it(language: str, value: str, quote: str) -> None:
    assert messages(row(language=language, value=value, quote=quote)) == [None]


UNSEEN = [
    ("bn", "2024-11-12", "১২ অক্টোবর"),
    ("en", "2024-11-12", "112 November"),
    ("en", "2024-11-12", "killed 12,000 November"),
    ("en", "2024-11-12", "November 12,000"),
    ("en", "2024-11-12", "November 2012"),
    ("en", "2024-11-12", "killed 12 on 13 November"),
    ("en", "2024-11-12", "12/11"),
    ("en", "2024-11-12", "twelfth of November"),
    ("en", "2024-05", "Pyongyang may send troops"),
    ("en", "2024-01", "John"),
    ("en", "2024-11-12", "on Monday"),
    ("de", "2024-11-12", "12.110 Soldaten"),
    ("ko", "2024-11-12", "10월 12일"),
    ("ko", "2024-11-12", "12일간 열렸다"),
    ("ko", "2024-01-12", "11월 12일"),
    ("ja", "2024-11-12", "火災"),
    ("es", "2024-11-12", "13 mar 2024"),
    ("th", "2024-11-14", "12 พฤศจิกายน 2024"),
    ("vi", "2024-01", "tháng 11"),
    ("cs", "2024-06", "v červenci 2024"),
    ("ru", "2024-11-13", "средства"),
    ("en", "2024", "12024"),
    ("en", "2024-11-12/2024-11-15", "12 November"),
    ("it", "2024-11", "nove soldati"),
    ("fr", "2024-07-05", "5 jui."),
    ("zh", "2024-11-12", "十月十二日"),
    ("zh", "2024-11-02", "十一月十二日"),
]


@pytest.mark.parametrize(("language", "value", "quote"), UNSEEN)
def test_other_words_do_not_show_a_date(language: str, value: str, quote: str) -> None:
    assert not shown(language, value, quote)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"quote": "১৩ নভেম্বর", "language": "bn"},
            "the quote '১৩ নভেম্বর' does not show the day 12 of '2024-11-12' (searched for 12 next to নভেম্বর, 12/11, "
            "2024-11-12, ...); quote the words that show it, or cite it as 'read' if they spell it out, use another "
            "calendar or imply it",
        ),
        (
            {"value": "2024-05"},
            "the quote 'on 12 November' does not show the month of '2024-05' (searched for May, 5/2024, ...); "
            "quote the words that show it, or cite it as 'read' if they spell it out, use another calendar or imply it",
        ),
        (
            {"value": "2023"},
            "the quote 'on 12 November' does not show the year 2023 (searched for 2023 in digits); "
            "quote the words that show it, or cite it as 'read' if they spell it out, use another calendar or imply it",
        ),
        (
            {"quote": "12 November 2023"},
            "the quote '12 November 2023' gives the year 2023 for the day 12 of '2024-11-12'; correct the date",
        ),
        (
            {"quote": "Monday, 12 November"},
            "the quote 'Monday, 12 November' names another weekday, but '2024-11-12' is a Tuesday; correct the date",
        ),
        (
            {"reference": None},
            "the quote 'on 12 November' does not give the year of '2024-11-12', and the article has no date to infer "
            "it from; give the article's date, or cite the value as 'read'",
        ),
        (
            {"reference": "2022-11-12"},
            "the quote 'on 12 November' does not give the year of '2024-11-12', and another year is nearer to the "
            "article's date '2022-11-12'; correct the date, or cite it as 'read'",
        ),
        (
            {"quote": "12일", "language": "ko", "reference": "2024-12-20"},
            "the quote '12일' does not give the month of '2024-11-12', which is more than 31 days from the "
            "article's date '2024-12-20'; correct the date, or cite it as 'read'",
        ),
        (
            {"quote": "on Tuesday", "reference": "2024-11-20"},
            "the quote 'on Tuesday' names only the weekday of '2024-11-12', and the last Tuesday up to the article's "
            "date '2024-11-20' is '2024-11-19'; correct the date, or cite it as 'read'",
        ),
        (
            {"value": "2025-02-07", "quote": "у п’ятницю", "language": "uk", "reference": "2025-02-14"},
            "the quote 'у п’ятницю' names only the weekday of '2025-02-07', and the last Friday up to the article's "
            "date '2025-02-14' is '2025-02-14'; correct the date, or cite it as 'read'",
        ),
        (
            {"value": "2024-11-26", "quote": "on Tuesday", "reference": "2024-11-12/2024-11-14"},
            "the quote 'on Tuesday' does not give the week of '2024-11-26', which is more than 7 days from the "
            "article's date '2024-11-12/2024-11-14'; correct the date, or cite it as 'read'",
        ),
    ],
)
def test_the_message_gives_the_forms_that_were_searched_for(changes: dict[str, str | None], message: str) -> None:
    assert messages(row(**changes)) == [message]


@pytest.mark.parametrize(
    ("language", "quote"), [("en", "on Friday"), ("uk", "у п’ятницю"), ("ar", "يوم الجمعة"), ("ko", "금요일에")]
)
def test_a_weekday_alone_is_the_last_one_up_to_the_day_of_publication(language: str, quote: str) -> None:
    friday = datetime.date(2025, 2, 14)
    for published in (friday + datetime.timedelta(days) for days in range(14)):
        cited = row(value=str(friday), quote=quote, language=language, reference=str(published))
        assert (messages(cited) == [None]) is (published - friday < datetime.timedelta(7)), published


@pytest.mark.parametrize("changes", [{"value": "2024-13-01"}, {"value": None}, {"quote": None}])
def test_what_other_rules_report_is_left_to_them(changes: dict[str, str | None]) -> None:
    assert messages(row(**changes)) == [None]


def test_the_nearest_year_is_meant() -> None:
    article = datetime.date(2024, 11, 12)
    distances = range(-400, 400, 7)
    days = [article + datetime.timedelta(distance) for distance in distances]
    rows = [row(value=str(day), quote=f"{day.day} {day:%B}") for day in days]
    near = [message is None for message in messages(*rows)]
    assert near == [2 * abs(distance) <= 365 for distance in distances]


@examples(1, 10)
@given(days=st.lists(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)), max_size=40))
def test_what_babel_writes_shows_its_own_day_and_no_other(days: list[datetime.date]) -> None:
    rows, expected = [], []
    for language in LANGUAGES:
        for place, day in enumerate(days):
            for words in written(day, language, DIGITS[place % len(DIGITS)]):
                for other in (0, 1, 2, 29, 400):
                    value = str(day + datetime.timedelta(other))
                    rows.append(row(value=value, quote=words, language=language, reference=str(day)))
                    expected.append(other == 0)
    assert [message is None for message in messages(*rows)] == expected


def written(day: datetime.date, language: str, digits: str) -> set[str]:
    """Return the ways Babel writes a day, in the language's digits and in others."""
    locale = language.replace("-", "_")
    skeleton = format_skeleton("MMMMd", day, locale=locale)
    words = {skeleton, *(format_date(day, width, locale=locale) for width in ("long", "medium"))}
    words = {unicodedata.normalize("NFC", text) for text in words}
    return words | {text.translate(str.maketrans("0123456789", digits)) for text in words}


@examples(3, 50)
@given(
    st.lists(
        st.builds(
            row,
            value=st.sampled_from(["2024-11-12", "2024-11", "2024", "2024-11-12/.."]) | st.text(),
            quote=st.text() | st.text("0123456789./-, Novemberযে"),
            language=st.sampled_from([*LANGUAGES, None]) | st.text(),
            reference=st.sampled_from([ARTICLE, "2024", "../2024", None]) | st.text(),
        ),
        max_size=10,
    )
)
def test_no_text_raises(rows: list[dict[str, str | None]]) -> None:
    assert len(messages(*rows)) == len(rows)
