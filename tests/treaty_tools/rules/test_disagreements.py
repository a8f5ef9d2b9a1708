"""Where articles disagree can be seen in the tables: as citations, as related claims, or as garbled words."""

import polars as pl
import pytest

import treaty_record

CITATIONS = treaty_record.load("citations")
RELATIONS = dict(treaty_record.load("relations").select("relation_id", "relation").iter_rows())

SAID_OTHERWISE = {
    "the day of Kim's decree": ("events", "kim-ratifies-treaty", "date", {"2024-11-12"}),
    "what Kim signed": ("events", "kim-ratifies-treaty", "title", {"Kim Jong Un signs the treaty into law"}),
    "what Putin did in June": ("events", "treaty-signing", "title", {"Vladimir Putin initials the treaty"}),
    "the day of the signing": ("events", "treaty-signing", "date", {"2024-06-18"}),
    "the arrival": ("events", "putin-arrives-in-north-korea", "date", {"2024-06-18"}),
    "the first meeting": ("events", "june-2024-summit", "date", {"2024-06-18"}),
    "the vote of the Duma": ("events", "state-duma-approves-treaty", "date", {"2024-10-23"}),
    "the upper house": ("events", "federation-council-approves-treaty", "date", {"2024-11-08"}),
    "what Putin signed": ("events", "putin-ratifies-treaty", "type", {"signing", "order"}),
    "entry into force": ("events", "treaty-entry-into-force", "date", {"2024-12-05"}),
    "the exchange": ("events", "exchange-of-instruments", "date", {"2024-11-04", "2024-12-05"}),
    "when KCNA announced it": ("claims", "kcna-treaty-in-force", "said_on", {"2024-12-04"}),
    "what the five units are": (
        "claims",
        "umerov-five-units",
        "statement",
        {"There will be five battalions of North Korean soldiers."},
    ),
    "members of the monitoring team": ("claims", "monitoring-team-eleven-states", "figure", {"12"}),
    "whose Kursk is": ("events", "north-korean-troops-fight-in-kursk", "country", {"UKR"}),
    "the day at Vostochny": ("events", "vostochny-summit", "date", {"2023-09-12"}),
    "a stale last week": ("claims", "zelensky-north-korean-casualties", "said_on", {"[2024-11-25..2024-12-01]"}),
}
"""A row's cell, and what citations that disagree say of it, among others."""

RELATED = {
    "tens of thousands and more than 10,000": ("unnamed-tens-of-thousands-sent.ukraine-more-than-10000", "contradicts"),
    "thousands": ("united-states-thousands-sent.unnamed-tens-of-thousands-sent", "contradicts"),
    "two counts in Kursk": ("zelensky-11000-in-kursk.blinken-8000-in-kursk", "contradicts"),
    "an alliance, or none": ("zakharova-no-military-alliance.kim-alliance", "contradicts"),
    "who calls it an alliance": ("chosun-only-kim-says-alliance.putin-near-alliance", "contradicts"),
    "under Article 4, or not yet": ("putin-presence-part-of-treaty.putin-article-4-not-implemented", "contradicts"),
    "12,000 decided or 10,000 possible": ("nis-official-up-to-10000-possible.nis-12000-decided", "contradicts"),
    "containers": ("monitoring-team-20000-containers.nis-13000-containers", "supports"),
    "groundless rumours": ("north-korea-un-mission-groundless-rumours.nis-1500-sent", "answers"),
    "two wordings of one sentence": ("nebenzia-barefaced-lies.nebenzia-mere-assertions", "contradicts"),
    "fake news, then no denial": ("putin-images-are-serious.kremlin-fake-news", "updates"),
    "one remark, two readings": ("putin-images-are-serious.putin-presence-part-of-treaty", "contradicts"),
    "denied, or left open": ("russia-neither-confirms-nor-denies.russia-denies-troops", "contradicts"),
    "denied, or silent": ("russia-silent-on-troops.russia-denies-troops", "contradicts"),
    "confirmed in the end, by Russia": ("gerasimov-confirms-troops.russia-denies-troops", "updates"),
    "confirmed in the end, by North Korea": ("north-korea-confirms-troops.north-korea-denies-troops", "updates"),
    "in force at Putin's signature": ("unnamed-putin-put-treaty-in-force.kcna-force-on-exchange", "contradicts"),
    "a decree of Putin's": ("unnamed-putin-signed-decree.kremlin-law-published", "contradicts"),
    "what is replaced": ("unnamed-replaces-treaty-of-2000.ushakov-treaty-replaces-documents", "contradicts"),
    "killed, later": ("nis-2000-killed.nis-600-killed", "updates"),
    "killed, by North Korea's account": ("north-korea-350-killed.nis-2000-killed", "contradicts"),
    "losses, on one day": (
        "joint-chiefs-1100-killed-and-wounded.zelensky-more-than-3000-killed-and-wounded",
        "contradicts",
    ),
    "sent, in all": ("unnamed-13000-and-arms-sent.nis-15000-sent", "contradicts"),
    "the end in Kursk": ("general-staff-operation-goes-on.gerasimov-kursk-operation-complete", "contradicts"),
    "planned, or arrived": ("nis-1000-engineers-arrived.nis-6000-more-planned", "contradicts"),
    "a captive's papers": ("arti-gercek-card-of-man-from-tuva.zelensky-two-captured", "contradicts"),
    "lawful or not": ("lavrov-treaty-lawful.presidential-office-treaty-violates-sanctions", "contradicts"),
}
"""Claims that stand against each other or follow each other."""

GARBLED = {
    "who accuses whom": ("claims", "unnamed-tens-of-thousands-sent", "claimant_id"),
    "the aid clause": ("claims", "treaty-mutual-aid", "statement"),
    "metres for kilometres": ("claims", "umerov-length-of-front", "statement"),
    "a day of the order": ("events", "order-to-sign-treaty", "date"),
    "containers by the thousand": ("claims", "shin-6700-containers", "figure"),
}
"""Cells of which words say something that a slip or a mistranslation made."""


@pytest.mark.parametrize(("table", "row_id", "field", "says"), SAID_OTHERWISE.values(), ids=SAID_OTHERWISE)
def test_what_others_say_is_kept_and_the_row_tells_how_it_was_settled(
    table: str, row_id: str, field: str, says: set[str]
) -> None:
    cited = CITATIONS.filter(row_table=table, row_id=row_id, field=field, agrees=False)
    assert set(cited["says"]) >= says
    rows = treaty_record.load(table)
    row = rows.filter(pl.nth(0) == row_id)
    assert row["note"].item()
    assert "disputed" not in row.columns or row["disputed"].item()


@pytest.mark.parametrize(("relation_id", "relation"), RELATED.values(), ids=RELATED)
def test_claims_that_stand_against_each_other_are_related(relation_id: str, relation: str) -> None:
    assert RELATIONS[relation_id] == relation


@pytest.mark.parametrize(("table", "row_id", "field"), GARBLED.values(), ids=GARBLED)
def test_garbled_words_are_kept_and_counted_for_nothing(table: str, row_id: str, field: str) -> None:
    garbled = CITATIONS.filter(row_table=table, row_id=row_id, field=field, basis="garbled")
    assert garbled["agrees"].to_list() == [None]


def test_every_size_of_the_force_is_there() -> None:
    counted = pl.col("measure").is_in(["troops-in-russia", "troops-in-kursk", "troops-sent"])
    figures = set(treaty_record.load("claims").filter(counted)["figure"])
    assert figures >= {"10000s", "1000s", ">10000", "~10000", "11000", "~11000", "12000", "~14000", "~13000", "15000"}


def test_umerov_told_of_the_clash_to_two_media() -> None:
    told = treaty_record.load("claims").filter(claimant_id="rustem-umerov").drop_nulls("medium_id")
    assert set(told["medium_id"]) >= {"kbs", "politico"}


def test_a_deputy_minister_is_not_the_leader() -> None:
    misnamed = treaty_record.load("names").filter(name_id="kim-jong-gyu.en-misnomer")
    assert misnamed.select("name", "kind").rows() == [("Kim Jong-un", "misnomer")]


def test_who_was_said_to_expect_100000_is_told_with_doubt() -> None:
    (note,) = treaty_record.load("claims").filter(claim_id="zelensky-as-many-as-100000")["note"]
    assert note


def test_scraped_copies_raise_no_count_of_origins() -> None:
    articles = treaty_record.load("articles").filter(kind="scraped copy").select("article_id")
    passages = treaty_record.load("passages").join(articles, on="article_id").select("passage_id")
    told_by_copies = CITATIONS.filter("agrees").join(passages, on="passage_id").select("row_table", "row_id")
    told_by_others = (
        CITATIONS.filter("agrees").join(passages, on="passage_id", how="anti").select("row_table", "row_id")
    )
    only = told_by_copies.join(told_by_others, on=["row_table", "row_id"], how="anti").unique()
    claims = treaty_record.load("claims").join(only.filter(row_table="claims"), left_on="claim_id", right_on="row_id")
    assert len(claims)
    assert set(claims["n_origins"]) == {0}
