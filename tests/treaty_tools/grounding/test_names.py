import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_tools.grounding import unseen


def row(**changes: str | None) -> dict[str, str | None]:
    valid: dict[str, str | None] = {
        "kind": "text",
        "value": "কিম জং-উন",
        "quote": "উত্তর কোরিয়ার নেতা কিম জং-উন রাশিয়ার সাথে",
        "language": "bn",
        "reference": None,
    }
    return valid | changes


def messages(*rows: dict[str, str | None]) -> list[str | None]:
    return unseen(pl.DataFrame(rows, schema=dict.fromkeys(row(), pl.String))).to_list()


SEEN = [
    ("কিম জং-উন", "উত্তর কোরিয়ার নেতা কিম জং-উন রাশিয়ার সাথে"),
    ("রাশিয়া", "রাশিয়ার সাথে"),
    ("কিম", "কিমি নয়, কিম"),
    ("Kim", "“Kim’s” decree"),
    ("Kim", "Hakim and Kim"),
    ("Иран", "Ирана"),
    ("Путин", "с Путиным"),
    ("روسيا", "وروسيا"),
    ("ناتو", "بالناتو"),
    ("ناتو", "والناتو"),
    ("朝鲜", "在朝鲜的士兵"),
    ("KCNA", "据KCNA报道"),
    ("BBC", "BBC가"),
    ("KCNA", "KCNAর খবর"),
    ("김정은", "김정은이"),
    ("รัสเซีย", "ที่รัสเซียได้"),
    ("155旅", "第155旅"),
    ("aa", "aaa aa"),
    ("a.b(c", "a.b(c)"),
]


@pytest.mark.parametrize(("value", "quote"), SEEN)
def test_a_name_is_seen_as_words_of_its_own(value: str, quote: str) -> None:
    assert messages(row(value=value, quote=quote)) == [None]


UNSEEN = [
    ("ইউক্রেন", "ইউক্রেনীয় বাহিনী"),
    ("ইউক্রেন", "ইউক্রেনের"),
    ("কিম", "কিমি"),
    ("ক", "ক্ষ"),
    ("ক্", "ক্ষ"),
    ("क", "क़"),
    ("Kim", "Kimberley"),
    ("Kim", "Hakim"),
    ("Kim", "kim"),
    ("Kim", "Kím"),
    ("Kim", "Kim\N{COMBINING ACUTE ACCENT}"),
    ("KN", "KN23"),
    ("روسيا", "سروسيا"),
    ("روسی", "روسی\u200cه"),
    ("김정은", "김정은국무위원장이"),
    ("155旅", "2155旅"),
    ("ก", "กำ"),
    ("Россия", "России"),
]


@pytest.mark.parametrize(("value", "quote"), UNSEEN)
def test_a_part_of_another_word_does_not_show_a_name(value: str, quote: str) -> None:
    assert messages(row(value=value, quote=quote)) != [None]


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        (
            "কিম জং-উনি",
            "the quote 'কিম জং-উনি' has the name 'কিম জং-উন' only as part of another word; "
            "quote the words that show it, or cite it as 'read'",
        ),
        (
            "পুতিন",
            "the quote 'পুতিন' does not show the name 'কিম জং-উন'; quote the words that show it, or cite it as 'read'",
        ),
    ],
)
def test_the_message_says_how_near_it_was(quote: str, message: str) -> None:
    assert messages(row(quote=quote)) == [message]


@given(
    st.sampled_from(["কিম", "রাশিয়া", "किम", "คิม", "كيم", "Kim"]),
    st.sampled_from("\N{BENGALI VOWEL SIGN I}\N{BENGALI SIGN VIRAMA}\N{DEVANAGARI VOWEL SIGN AA}")
    | st.sampled_from("\N{ARABIC FATHA}\N{THAI CHARACTER SARA I}\N{ZERO WIDTH JOINER}\u0301"),
    st.text("নক म", max_size=3),
)
def test_a_name_with_another_mark_is_another_name(name: str, mark: str, rest: str) -> None:
    assert messages(row(value=name, quote=name + mark + rest)) != [None]


@given(value=st.text(), quote=st.text(), language=st.text() | st.none())
def test_no_text_raises(value: str, quote: str, language: str | None) -> None:
    rows = [row(value=value, quote=text, language=language) for text in (quote, quote + value)]
    assert len(messages(*rows)) == 2


@given(st.text("aKক্িี่ن1 -", min_size=1), st.text("aKক্িี่ن1 -"))
def test_a_name_between_blanks_is_seen(name: str, other: str) -> None:
    assert messages(row(value=f"x{name}", quote=f"{other} x{name} {other}")) == [None]
