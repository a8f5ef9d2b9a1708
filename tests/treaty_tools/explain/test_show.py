"""treaty show tells who says a row, in which words, and who disagrees."""

import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from treaty_record.values.pins import link as pins_link
from treaty_tools.cli import main
from treaty_tools.derive.links import Tables
from treaty_tools.explain import measure
from treaty_tools.explain.measure import shared
from treaty_tools.explain.show import find_row, page
from treaty_tools.package.reading import read_tables

Shown = Callable[[str], str]


@pytest.fixture(scope="module")
def tables(pristine: Path) -> Tables:
    return read_tables(pristine)


@pytest.fixture(scope="module")
def shown(tables: Tables) -> Shown:
    def shown(row: str) -> str:
        table, row_id = find_row(tables, row)
        return "\n".join(line for line, _ in page(tables, table, row_id))

    return shown


def test_kims_decree_tells_who_gives_which_day_and_why_the_row_says_the_eleventh(shown: Shown) -> None:
    text = shown("events/kim-ratifies-treaty")
    supporting, differing = text.index("\nsupporting\n"), text.index("\ndiffering\n")
    assert "\n  date = 2024-11-11: 3 articles, 1 independent origin\n" in text[supporting:differing]
    assert "\n  date = 2024-11-12: 2 articles, 1 independent origin\n" in text[differing:]
    assert "\n  note            Settled on 11 November: " in text[:supporting]
    assert "কিম জং-উন" in text[differing:]


def test_garbled_words_are_listed_apart_and_do_not_count(shown: Shown) -> None:
    text = shown("claims/unnamed-tens-of-thousands-sent")
    assert "\ndiffering\n" not in text
    garbled = text[text.index("\ngarbled, not counted\n") :]
    assert "\n  claimant_id = north-korea: 1 article, 0 independent origins\n" in garbled


def test_a_row_names_its_independent_origins_and_the_address_of_the_article_to_read_first(shown: Shown) -> None:
    lines = shown("events/kim-ratifies-treaty").splitlines()
    at = lines.index("  supported by 4 articles: 1 independent origin; 1 claimant says so; disputed")
    assert lines[at + 1] == "  independent origins: kcna"
    assert lines[at + 2] == "  read first: chosonsinbo-20241112-hijun https://chosonsinbo.com/jp/2024/11/12rh-22"


def test_the_origins_of_a_claim_are_newsrooms_that_heard_it_and_unknown_ones_do_not_count(shown: Shown) -> None:
    lines = shown("claims/south-korea-more-than-10000").splitlines()
    at = lines.index(
        "  supported by 1 article: 0 independent origins (newsrooms that heard it, not confirmations), "
        "1 article of unknown origin"
    )
    assert lines[at + 1].startswith("  read first: vtcnews-bn-20241112-phe-chuan https://vtcnews.vn/")
    assert any("p7, origin not known [verbatim]" in line for line in lines)


def test_announcements_and_refutations_are_listed_apart(tables: Tables) -> None:
    for stance, heading in (("announces", "announces it; not counted"), ("refutes", "refuting")):
        decree = pl.col("passage_id") == "chosonsinbo-20241112-hijun.decree"
        changed = pl.when(decree).then(pl.lit(stance)).otherwise("stance")
        cited = tables["citations"].with_columns(stance=changed)
        lines = [line for line, _ in page({**tables, "citations": cited}, "events", "kim-ratifies-treaty")]
        of_side = lines[lines.index(heading) :]
        assert of_side[1:3] == [
            "  date = 2024-11-11: 1 article, 1 independent origin",
            "    chosonsinbo-20241112-hijun.decree: 2024-11-12, ja, original, p2, origin kcna [read]",
        ]


def test_a_pinned_passage_has_its_first_and_last_words_and_a_link_to_them(tables: Tables) -> None:
    decree = pl.col("passage_id") == "mbn-20241112-kim-signs.decree"
    pins = {
        "begins": pl.when(decree).then(pl.lit("국가수반은")).otherwise("begins"),
        "ends": pl.when(decree).then(pl.lit("서명했다")).otherwise("ends"),
    }
    pinned = {**tables, "passages": tables["passages"].with_columns(**pins)}
    lines = [line for line, _ in page(pinned, "events", "kim-ratifies-treaty")]
    url = tables["articles"].filter(article_id="mbn-20241112-kim-signs")["url"].item()
    at = lines.index("      «국가수반은 … 서명했다»")
    assert f"      {pins_link(url, '국가수반은', '서명했다')}" in lines[at : at + 4]


def test_a_scraped_copy_is_said_not_to_count(shown: Shown) -> None:
    text = shown("claims/unnamed-more-than-10000")
    assert "\n  figure = >10000: 1 article, 0 independent origins\n" in text
    assert "en, scraped copy (not counted), p6 [read]" in text


@pytest.mark.parametrize("table", ["articles", "passages", "actors", "names", "events", "claims", "relations"])
def test_every_row_can_be_shown(tables: Tables, shown: Shown, table: str) -> None:
    for row_id in tables[table][tables[table].columns[0]]:
        assert shown(f"{table}/{row_id}").startswith(f"{table}/{row_id}\n")


def test_a_row_may_be_named_without_its_table(shown: Shown) -> None:
    assert shown("kim-ratifies-treaty") == shown("events/kim-ratifies-treaty")


def test_an_unknown_row_is_refused_with_the_nearest() -> None:
    result = CliRunner().invoke(main, ["show", "events/kim-ratifies-treat"])
    assert result.exit_code == 2
    assert result.output.splitlines()[-1].startswith(
        "Error: no row 'events/kim-ratifies-treat'; did you mean events/kim-ratifies-treaty"
    )


def test_output_in_a_pipe_has_no_colours() -> None:
    assert "\x1b" not in CliRunner().invoke(main, ["show", "kim-ratifies-treaty"]).output


def test_strangers_words_reach_no_terminal_raw_and_right_to_left_words_are_held_apart(tables: Tables) -> None:
    gloss = pl.when(pl.col("passage_id").str.ends_with(".decree")).then(pl.lit("red \x1b[31m")).otherwise("gloss")
    quote = pl.when(pl.col("quote").is_not_null()).then(pl.lit("وقّع كيم")).otherwise("quote")
    changed = tables | {"passages": tables["passages"].with_columns(gloss=gloss, quote=quote)}
    text = "\n".join(line for line, _ in page(changed, "events", "kim-ratifies-treaty"))
    assert "\x1b" not in text
    assert "red \\x1b[31m" in text
    assert "«\u2068وقّع كيم\u2069»" in text


def test_a_measure_shows_who_gives_which_figure_when_and_from_which_origin(pristine: Path) -> None:
    result = CliRunner().invoke(main, ["show", "troops-in-russia", "--package", str(pristine)])
    lines = result.output.splitlines()
    assert lines[:2] == [
        "troops-in-russia, in soldiers",
        "  North Korean soldiers present in Russia on the date that the claim refers to.",
    ]
    assert lines[3].split("  ")[0] == "said on"
    (line,) = [line for line in lines if "claims/south-korea-more-than-10000" in line]
    assert re.split(" {2,}", line) == [
        "../2024-11-12",
        ">10000 (2024-11-12)",
        "south-korea",
        "asserted",
        "1: 1 unknown",
        "claims/south-korea-more-than-10000",
    ]
    assert lines[-1].startswith("Independent origins are newsrooms that heard it, not confirmations. ")


def test_a_figure_that_was_updated_or_reversed_says_so_on_its_line(tables: Tables) -> None:
    newer = "united-states-more-than-10000"
    told = {
        "relation_id": "r",
        "claim_id": newer,
        "relation": "updates",
        "other_claim_id": "south-korea-more-than-10000",
    }
    row = pl.DataFrame([told], schema_overrides=tables["relations"].schema)
    updates = pl.concat([tables["relations"], row], how="diagonal")
    reversed_ = tables["claims"].with_columns(
        reversed_by=pl.when(pl.col("claim_id") == "south-korea-more-than-10000").then(pl.lit("other"))
    )
    printed = [
        line for line, _ in measure.page({**tables, "relations": updates, "claims": reversed_}, "troops-in-russia")
    ]
    (line,) = [line for line in printed if "claims/south-korea-more-than-10000" in line]
    assert line.endswith(
        "claims/south-korea-more-than-10000 (reversed by other; updated by united-states-more-than-10000)"
    )


def test_claims_that_one_newsroom_alone_heard_are_listed_together() -> None:
    claims = pl.DataFrame(
        {"claim_id": ["a", "b", "c", "d"], "origins": [["kcna"], ["kcna"], ["reuters"], ["kcna", "reuters"]]}
    )
    assert [line for line, _ in shared(claims)] == ["", "heard by one origin alone", "  kcna (2 claims): a, b"]
