"""Ids are looked up alike in small tables, by Python, and in large ones, by a join."""

from importlib import import_module

import polars as pl
import pytest

from treaty_record.values import bounds

links = import_module("treaty_tools.derive.links")  # the package has a function of this name

KEYS = {
    "ascending": ["a", "b", "c"],
    "in another order, one of them twice": ["c", "a", "c", "b"],
    "one of them missing": [None, "a", None, "c"],
}


@pytest.mark.parametrize("keys", KEYS.values(), ids=KEYS)
@pytest.mark.parametrize("few", [0, 2000])
def test_a_value_leads_to_the_first_row_with_its_key(
    keys: list[str | None], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "FEW", few)
    values = ["c", None, "a", "x", "c", "b"]
    found = links.numbers(pl.Series(values, dtype=pl.String), pl.Series(keys, dtype=pl.String))
    assert found.dtype == pl.get_index_type()
    assert found.to_list() == [keys.index(value) if value in keys and value else None for value in values]


def test_no_values_lead_nowhere() -> None:
    nothing = pl.Series([None, None], dtype=pl.String)
    assert links.numbers(nothing, pl.Series(["a"])).to_list() == [None, None]
    assert links.numbers(nothing.clear(), pl.Series(["a"])).to_list() == []


def test_dates_of_few_and_of_many_rows_have_the_same_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    dates = pl.Series(["2024-11", None, "no date", "../2024-11-12", "2024-11"], dtype=pl.String)
    by_python = [side.to_list() for side in bounds.spans(dates)]
    monkeypatch.setattr(bounds, "FEW", 0)
    by_join = [side.to_list() for side in bounds.spans(dates)]
    assert by_python == by_join
    assert [str(day) for day in by_python[1]] == ["2024-11-30", "None", "None", "2024-11-12", "2024-11-30"]
