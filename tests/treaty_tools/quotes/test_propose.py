"""The shortest pins of a passage, in eight scripts: found again, unique, and cut as browsers need it."""

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given

from tests.treaty_tools.quotes.scripts import SAMPLES, Sample
from treaty_record.values import pins
from treaty_tools.quotes.body import Body
from treaty_tools.quotes.pinned import in_body
from treaty_tools.quotes.propose import NoPin, Pins, propose

EVERY_SCRIPT = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)


def proposed(text: str, passage: str) -> Pins:
    start = text.index(passage)
    return propose(Body(text), start, start + len(passage))


@EVERY_SCRIPT
def test_the_shortest_unique_pins_are_proposed(sample: Sample) -> None:
    found = proposed(sample.body, sample.passage)
    assert (found.begins, found.ends) == (sample.begins, sample.ends)


@EVERY_SCRIPT
def test_proposed_pins_are_found_again(sample: Sample) -> None:
    found = in_body(Body(sample.body), sample.begins, sample.ends)
    assert found.status == "match"
    assert sample.body[found.found : found.end] == sample.passage.rstrip(".。।")


@EVERY_SCRIPT
def test_pins_cut_inside_a_word_are_refused(sample: Sample) -> None:
    found = in_body(Body(sample.body), sample.cut, None)
    assert found.status == "badly pinned"
    assert " inside a word: U+" in (found.note or "")


@EVERY_SCRIPT
def test_pins_that_recur_after_the_passage_are_ambiguous(sample: Sample) -> None:
    found = in_body(Body(sample.body + sample.passage), sample.begins, sample.ends)
    assert found.status == "ambiguous"


@pytest.mark.parametrize(
    ("script", "begins", "ends"),
    [
        ("Latin", "The old gardener", "gardener"),
        ("Cyrillic", "Старый садовник", "садовник"),
        ("Hangul", "늙은 정원사는", "정원사는"),
        ("Bangla", "বুড়ো মালী", "মালী"),
        ("Arabic", "يقول البستاني العجوز", "البستاني العجوز"),
        ("Chinese", "老園丁說,到五月底", "到五月底"),
        ("Japanese", "年老いた庭師は、五月の終わりまでに", "五月の終わりまでに"),
        ("Thai", "และเด็กๆ จะมาเที่ยว", "จะมาเที่ยว"),
    ],
)
def test_overlapping_pins_are_refused(script: str, begins: str, ends: str) -> None:
    body = SAMPLES[script].body
    found = in_body(Body(body), begins, ends)
    note = f"'begins' and 'ends' overlap at {body.index(ends)}: take fewer words"
    assert (found.status, found.note) == ("badly pinned", note)


def test_case_does_not_matter() -> None:
    sample = SAMPLES["Latin"]
    assert in_body(Body(sample.body), "THE OLD", "may").status == "match"


@pytest.mark.parametrize("passage", ["forty apple trees", "opens on Monday.", "The old gardener says that"])
def test_a_passage_of_five_words_or_fewer_is_pinned_whole(passage: str) -> None:
    found = proposed(SAMPLES["Latin"].body, passage)
    assert (found.begins, found.ends) == (passage.rstrip("."), None)


def test_as_many_words_are_taken_as_are_unique() -> None:
    text = "One two three four went home at noon today. One two three five stayed at work until noon today, says he."
    found = proposed(text, "One two three five stayed at work until noon today, says he.")
    assert (found.begins, found.ends) == ("One two three five", "he")


def test_a_passage_whose_first_words_recur_cannot_be_pinned() -> None:
    text = "one two three four five six. one two three four five seven."
    with pytest.raises(NoPin, match=r"^the first words of the passage recur in the text: start it with other words$"):
        proposed(text, "one two three four five seven.")


def test_a_passage_is_widened_to_whole_words() -> None:
    assert proposed("The gardener waters forty apple trees now", "ardener waters forty app") == Pins(
        "gardener waters forty apple", None, (4, 31)
    )


def test_a_passage_without_words_cannot_be_pinned() -> None:
    with pytest.raises(NoPin, match=r"^the passage has no words$"):
        propose(Body("… and so on"), 0, 1)


def test_an_apostrophe_does_not_end_a_word() -> None:
    text = "Про це йдеться у п\u2019ятницю, а також про те, що сад відкриють"
    found = proposed(text, "у п\u2019ятницю, а також про те, що сад відкриють")
    assert found.begins == "у"


TEXTS = st.lists(
    st.sampled_from(["one", "two", "three", "дом", "Сад", "한국", "ফুল", "花,", "สวน", "،", ".", "\n", "it’s", "4,700"]),
    min_size=1,
    max_size=40,
).map(" ".join)


@given(TEXTS, st.data())
def test_whatever_is_proposed_matches(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        found = propose(Body(text), start, end)
    except NoPin:
        assume(False)
        return
    finding = in_body(Body(text), found.begins, found.ends)
    assert (finding.status, finding.found, finding.end) == ("match", *found.span)
    assert pins.span(text, found.begins, found.ends) == found.span
    assert pins.fault(found.begins) is None
