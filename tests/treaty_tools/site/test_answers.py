"""What pages say at their top, in which order they show sources, and that they print nothing that nobody said."""

import re

import pytest

from tests.helpers.pages import Files, Pages
from treaty_tools.site import answer, lists
from treaty_tools.site.notation import words

EVENT = "events/kim-ratifies-treaty.html"


def test_sources_that_differ_come_before_those_that_support(pages: Pages, files: Files) -> None:
    page = files[EVENT].decode()
    order = ["differing", "participants", "supporting", "claims"]
    assert [anchor for anchor in re.findall(r'<h2 id="([a-z]+)"', page) if anchor in order] == order
    assert 'href="#differing"' in page[: page.index("<h2")]


def test_copies_are_folded_below_the_source_that_they_carry(files: Files) -> None:
    page = files[EVENT].decode()
    supporting = page[page.index('<h2 id="supporting"') : page.index('<h2 id="claims"')]
    assert re.findall(r"<h3>(.*?)</h3>", supporting) == [
        '<a href="../actors/kcna.html">Korean Central News Agency</a> <span class="voices">4 articles</span>',
        'Scraped copies, not counted <span class="voices">1 article</span>',
    ]
    shown, _, folded = supporting.partition("<details")
    assert "<summary>3 more articles</summary>" in folded
    assert shown.count('<li class="passage">') == 1


def test_a_page_names_the_best_source_with_its_language_gloss_and_words(pages: Pages, files: Files) -> None:
    gloss = "North Korea and Russia ratify the Comprehensive Strategic Partnership Treaty"
    assert f"Best source: Choson Sinbo: {gloss} (Japanese). " in pages[EVENT].words
    assert re.search(r'<q>[^<]+</q> <a href="https://chosonsinbo.com/', files[EVENT].decode())


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0, 0), "No article reports this"),
        ((2, 0, 2, 0), "No independent source is known: 2 articles of unknown origin report this"),
        ((1, 1, 0, 0), "<strong>1 independent source</strong> reports this (1 article)"),
        ((50, 8, 6, 3), "<strong>8 independent sources</strong> report this (50 articles, 6 of unknown origin)"),
    ],
)
def test_the_sources_of_an_event_in_words(counts: tuple[int, ...], said: str) -> None:
    row = dict(zip(("n_articles", "n_origins", "n_unknown_origin", "n_announcing"), counts, strict=True))
    assert answer.reported(row) == said
    announced = {0: [], 3: ["3 articles announce it beforehand (not counted)."]}
    assert list(answer.announced(row)) == announced[row["n_announcing"]]


def test_a_claim_is_said_with_its_claimant_on_every_page(pages: Pages) -> None:
    statement = "More than 10,000 North Korean troops are in Russia."
    for who in ("South Korea", "Ukraine", "United States"):
        key = f"claims/{who.lower().replace(' ', '-')}-more-than-10000.html"
        assert f"{who}: {statement}" in pages[key].words
        assert f"{who}: {statement}" in pages["articles/vtcnews-bn-20241112-phe-chuan.html"].words


def test_rows_without_a_challenge_say_so_and_others_how(pages: Pages) -> None:
    assert "One source differs. Best source:" in pages[EVENT].words
    assert "No challenge recorded. " in pages["claims/south-korea-more-than-10000.html"].words


def test_no_bound_that_nobody_gave_is_printed(pages: Pages) -> None:
    row = pages["figures.html"].words
    assert "tens of thousands" in row
    for path, page in pages.items():
        assert not re.search("20,000|99,999|9,999", page.words.replace("2,000 to 9,999", "")), path
    assert lists.exact_numbers("10000s") == ()
    assert [int(n) for n in lists.exact_numbers("12000..15000")] == [12_000, 15_000]


def test_figures_said_in_words_are_words() -> None:
    said = ("10s", "100s", "1000s", "10000s", "1000000s", "100000000s", "1000000000s")
    assert [words.number(figure) for figure in said] == [
        "tens",
        "hundreds",
        "thousands",
        "tens of thousands",
        "millions",
        "hundreds of millions",
        "billions",
    ]


def test_a_misnomer_is_no_other_spelling(pages: Pages, files: Files) -> None:
    assert "Kim Jong-il" not in pages["actors.html"].words
    page = files["actors/kim-jong-un.html"].decode()
    assert "Kim Jong-il" in page[page.index('<h2 id="misnamed">Wrongly called') :]
    assert "Kim Jong-il" not in page[: page.index('<h2 id="misnamed"')]


def test_the_key_of_a_row_in_a_note_is_a_link(files: Files) -> None:
    page = files[EVENT].decode()
    assert 'It follows <a href="../events/treaty-signing.html">' in page
    assert "</a> and no-such-row." in page


def test_what_only_a_checker_needs_is_below_the_passages(files: Files) -> None:
    page = files["articles/vtcnews-20241112-phe-chuan.html"].decode()
    above, below = page.split('<h2 id="passages"')
    for technical in ("how the date is known", "how the origin is known", "how much of it was read"):
        assert f"<dt>{technical}</dt>" not in above
        assert f"<dt>{technical}</dt>" in below


def test_ownership_is_shown_with_where_it_is_known_from(pages: Pages) -> None:
    assert "looked up at https://example.org/about" in pages["actors/vtc-news.html"].words
    assert "classified by this record; no source recorded" in pages["actors/mbn.html"].words
    heads = [a["data-filter"] for tag, a in pages["sources.html"].elements if tag == "th" and "data-filter" in a]
    assert len(heads) == 8


def test_rows_can_be_filtered_by_the_number_of_their_sources(files: Files) -> None:
    page = files["timeline.html"].decode()
    assert 'data-filter="choice sources">Independent sources</th>' in page
    assert re.search(r'data-key="1"><b class="chip n1">1</b><ul class="several"><li><a', page)
    assert 'data-key="0"><b class="chip n0">0</b><ul class="several"><li>origin not known</li></ul>' in page
