"""The pin mode of ``treaty locate``: what it prints to paste, and why it refuses words."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.treaty_tools.quotes.scripts import SAMPLES
from treaty_record.values import pins
from treaty_tools.cli import main

BRIDGE = "The council closed the old bridge to all lorries on Tuesday, the mayor said."
TEXT = f"The council met on Monday.\n\n{BRIDGE}\nOn Tuesday the mayor left."
PINNED = """\
[passage.p2-28]
place = "p2"
begins = 'The council closed'
ends = 'said'
gloss = ""
"""
EXTENDED = "the passage was extended to where browsers can find its words: a blank, punctuation or a line's edge\n"


def located(folder: Path, text: str, *arguments: str) -> Result:
    """Run the command on a text."""
    (folder / "a.txt").write_bytes(text.encode())
    return CliRunner().invoke(main, ["locate", "a", *arguments, "--texts", str(folder)])


def printed(folder: Path, text: str, *arguments: str) -> str:
    result = located(folder, text, *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refused(folder: Path, text: str, *arguments: str) -> str:
    result = located(folder, text, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


def passage(place: str, begins: str, ends: str | None = None) -> str:
    last = f"ends = '{ends}'\n" if ends else ""
    return f'[passage.{place}]\nplace = "{place.partition("-")[0]}"\nbegins = \'{begins}\'\n{last}gloss = ""\n'


def test_the_shortest_pins_that_are_unique_are_proposed(tmp_path: Path) -> None:
    """``The council`` is in the first line too, and ``said`` once after the first pin."""
    assert printed(tmp_path, TEXT, BRIDGE) == PINNED


def test_a_passage_is_given_by_its_first_and_last_words(tmp_path: Path) -> None:
    assert printed(tmp_path, TEXT, "The council closed", "mayor said") == PINNED


def test_a_short_phrase_is_pinned_whole(tmp_path: Path) -> None:
    assert printed(tmp_path, TEXT, "the old bridge") == passage("p2-47", "the old bridge")


def test_pins_are_widened_to_whole_words(tmp_path: Path) -> None:
    result = located(tmp_path, TEXT, "ouncil closed the old bridge to all lorries on Tuesday, the may")
    assert (result.exit_code, result.stderr) == (0, EXTENDED)
    assert result.stdout == passage("p2-32", "council closed", "mayor")


@pytest.mark.parametrize("script", SAMPLES)
def test_pins_are_cut_as_browsers_need_them(tmp_path: Path, script: str) -> None:
    sample = SAMPLES[script]
    result = located(tmp_path, sample.body, sample.passage)
    assert result.exit_code == 0
    ends = [f"ends = '{sample.ends}'"] if sample.ends else []
    assert result.stdout.splitlines()[2:] == [f"begins = '{sample.begins}'", *ends, 'gloss = ""']
    assert pins.span(sample.body, sample.begins, sample.ends)


def test_scripts_without_spaces_are_cut_at_punctuation(tmp_path: Path) -> None:
    text = "議員們說,老園丁在四月種下四十棵蘋果樹,到五月底全部開花。"
    result = located(tmp_path, text, "園丁在四月種下四十棵蘋果樹")
    assert (result.exit_code, result.stderr) == (0, EXTENDED)
    assert result.stdout == passage("p1-5", "老園丁在四月種下四十棵蘋果樹")


def test_a_passage_without_a_unique_end_is_pinned_by_its_first_words_alone(tmp_path: Path) -> None:
    text = "He said no. She said yes, and again yes, and yes, and yes, and yes, and yes, and yes."
    result = located(tmp_path, text, "She said yes, and again yes, and yes, and yes, and yes, and yes")
    assert result.exit_code == 0
    assert result.stderr == (
        "the passage is pinned by its first words alone: no 'ends' is unique, or both pins are over half of it\n"
    )
    assert result.stdout == passage("p1-12", "She")


def test_a_quote_gives_the_exact_words_and_their_start(tmp_path: Path) -> None:
    assert printed(tmp_path, TEXT, "old bridge", "--quote") == (
        '[passage.p2-51]\nplace = "p2"\nstart = 51\nquote = \'old bridge\'\ngloss = ""\n'
    )


def test_ambiguous_words_are_shown_with_what_surrounds_them(tmp_path: Path) -> None:
    assert refused(tmp_path, TEXT, "The council") == (
        "the words occur more than once: give more words\n"
        "  [The council] met on Monday.\\n\\nThe council c…\n"
        "  The council met on Monday.\\n\\n[The council] closed the old bridge to all …\n"
    )


def test_words_of_which_no_beginning_is_unique_are_refused(tmp_path: Path) -> None:
    again = "The mayor went home and "
    assert refused(tmp_path, again * 4, f"{again * 3}The mayor") == (
        "the first words of the passage recur in the text: start it with other words\n"
    )


def test_words_that_are_not_in_the_text_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, TEXT, "the new bridge") == "the words are not in the text\n"
    assert refused(tmp_path, TEXT, "The council closed", "the end") == "the words are not in the text\n"
    assert refused(tmp_path, TEXT, "the mayor said", "Monday") == "the last words do not occur after the first words\n"
    assert refused(tmp_path, TEXT, "the Old bridge") == (
        "the words are not in the text\n"
        "similar words at 47 in p2: the old bridge\n"
        "  the text has U+006F LATIN SMALL LETTER O, not U+004F LATIN CAPITAL LETTER O\n"
    )


def test_a_quote_takes_no_last_words(tmp_path: Path) -> None:
    result = located(tmp_path, TEXT, "The council", "said", "--quote")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("\nError: --quote takes the words to quote, and nothing else\n")
