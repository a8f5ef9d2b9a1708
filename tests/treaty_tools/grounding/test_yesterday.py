"""Words such as "yesterday, Tuesday" fit the day of publication, or the stamp is wrong."""

import polars as pl
import pytest

from treaty_tools.grounding.yesterday import misfits


def messages(text: str, language: str, reference: str | None) -> list[str]:
    row = {"row": 7, "text": text, "language": language, "reference": reference}
    found = misfits(pl.DataFrame([row], schema={**dict.fromkeys(row, pl.String), "row": pl.Int64}))
    assert set(found["row"]) <= {7}
    return found["message"].to_list()


@pytest.mark.parametrize(
    ("language", "text", "phrase"),
    [
        ("ar", "وكشف النائب لوكالة المخابرات أمس الثلاثاء", "أمس الثلاثاء"),
        ("ko", "국정원은 어제 화요일 국회에서", "어제 화요일"),
        ("ko", "국정원은 어제(화) 국회에서", "어제(화"),
        ("en", "The agency said yesterday, Tuesday, that", "yesterday, Tuesday"),
        ("en", "Yesterday (Tuesday) it said", "Yesterday (Tuesday"),
        ("en", "yesterday, on Tuesday", "yesterday, on Tuesday"),
        ("uk", "Учора, у вівторок, він сказав", "Учора, у вівторок"),
        ("ru", "вчера, во вторник", "вчера, во вторник"),
        ("de", "gestern, Dienstag", "gestern, Dienstag"),
        ("zh-Hant", "昨天（週二）", "昨天（週二"),
        ("pt", "ontem, terça-feira", "ontem, terça-feira"),
    ],
)
def test_a_page_stamped_friday_cannot_call_tuesday_yesterday(language: str, text: str, phrase: str) -> None:
    assert messages(text, language, "2025-10-31") == [
        f"says '{phrase}', but the day before the article's date '2025-10-31' is a Thursday, not a Tuesday; correct "
        "the date of publication"
    ]
    assert messages(text, language, "2025-11-05") == []


def test_apostrophes_of_a_weekday_are_alike() -> None:
    for apostrophe in "'’ʼ":
        assert messages(f"учора, у п{apostrophe}ятницю", "uk", "2025-11-01") == []
        assert len(messages(f"учора, у п{apostrophe}ятницю", "uk", "2025-11-02")) == 1


@pytest.mark.parametrize("reference", [None, "2025", "2025-10", "2025-10-30/2025-10-31", "0001-01-01", "soon"])
def test_only_a_whole_day_is_judged(reference: str | None) -> None:
    assert messages("yesterday, Tuesday", "en", reference) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "yesterday's vote, and on Tuesday"),
        ("en", "He said so yesterday. Tuesday Group"),
        ("de", "gestern Morgen"),
        ("ko", "어제 화력발전소"),
        ("und", "yesterday, Tuesday"),
        ("hi", "कल मंगलवार"),
    ],
)
def test_other_words_are_left_alone(language: str, text: str) -> None:
    assert messages(text, language, "2025-10-31") == []
