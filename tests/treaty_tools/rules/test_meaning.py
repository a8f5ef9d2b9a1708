"""Level 4: rows make sense, alone and together."""

from pathlib import Path

from tests.helpers.packages import added, broken, case, derive, edited, problems_by_key
from tests.helpers.together import check_rejected

DECREE = "vtcnews-bn-20241112-phe-chuan.decree"
KURSK = "vtcnews-bn-20241112-phe-chuan.fighting-in-kursk"
NEAR_ALLIANCE = "unnamed-near-alliance.kim-near-alliance"
SENT = "unnamed-tens-of-thousands-sent.unnamed-more-than-10000"
CASUALTIES = "zelensky-north-korean-casualties"

CASES = [
    case(
        "data/events.csv:state-duma-approves-treaty: date: '2024-10-24/2024-10-01' ends before it begins [range]",
        edited("events", "state-duma-approves-treaty", date="2024-10-24/2024-10-01"),
    ),
    case(
        "data/claims.csv:choson-sinbo-23-articles: figure: '23..22' ends before it begins [range]",
        edited("claims", "choson-sinbo-23-articles", figure="23..22"),
        derive,
    ),
    case(
        "data/citations.csv:mbn-20241112-kim-signs.decree events kim-ratifies-treaty date: says: "
        "'[2024-11-12..2024-11-11]' ends before it begins [range]",
        edited(
            "citations",
            "mbn-20241112-kim-signs.decree events kim-ratifies-treaty date",
            says="[2024-11-12..2024-11-11]",
        ),
    ),
    case(
        "data/claims.csv:choson-sinbo-23-articles: figure: '23' has no measure: give both or neither [measure]",
        edited("claims", "choson-sinbo-23-articles", measure=None),
    ),
    case(
        "data/claims.csv:treaty-mutual-aid: measure: 'treaty-articles' has no figure: give both or neither [measure]",
        edited("claims", "treaty-mutual-aid", measure="treaty-articles"),
    ),
    case(
        "data/articles.csv:mbn-20241112-kim-signs: url: is empty, and so is source_url: give one of them [address]",
        edited("articles", "mbn-20241112-kim-signs", url=None),
    ),
    *(
        case(
            f"data/articles.csv:{article}: {missing}: is empty, but {given} is given: give both or neither [paired]",
            edited("articles", article, **{missing: None}),
        )
        for article, missing, given in (
            ("mbn-20241112-kim-signs", "published_basis", "published"),
            ("mbn-20241112-kim-signs", "published", "published_basis"),
            ("vtcnews-bn-20241112-phe-chuan", "text_length", "text_sha256"),
        )
    ),
    case(
        "data/articles.csv:vtcnews-bn-20241112-phe-chuan: published: is '2024-11-11', but the "
        "original, vtcnews-20241112-phe-chuan, is of '2024-11-12' "
        "(data/articles.csv:vtcnews-20241112-phe-chuan); correct a day, or which of them copies the "
        "other [copy]",
        edited("articles", "vtcnews-bn-20241112-phe-chuan", published="2024-11-11", published_basis="inferred"),
        derive,
    ),
    case(
        "data/events.csv:north-korean-troops-in-russia: date: is empty: give it, or explain in the note why it is "
        "unknown [dated]",
        edited("events", "north-korean-troops-in-russia", note=None),
    ),
    case(
        "data/claims.csv:unnamed-near-alliance: note: is empty, and so is claimant_id: explain how the text "
        "attributes the claim "
        "[claimant]",
        edited("claims", "unnamed-near-alliance", note=None),
    ),
    case(
        "data/claims.csv:us-officials-fighting-in-kursk: kind: is a denial, but answers no claim: relate it to one, "
        "or say in "
        "the note what it denies [denial]",
        edited("claims", "us-officials-fighting-in-kursk", kind="denial"),
        derive,
    ),
    case(
        f"data/relations.csv:{SENT}: note: is empty: explain why the claim contradicts the other [noted]",
        edited("relations", SENT, note=None),
    ),
    case(
        "data/passages.csv:vtcnews-bn-20241112-phe-chuan.accusation-turned-round: note: is empty: explain what "
        "garbled the words [noted]",
        edited("passages", "vtcnews-bn-20241112-phe-chuan.accusation-turned-round", note=None),
    ),
    case(
        "data/citations.csv:vtcnews-20241112-phe-chuan.decree events kim-ratifies-treaty date: says: "
        "says '2024-11-12', but events/kim-ratifies-treaty has '2024-11-11' "
        "(data/events.csv:kim-ratifies-treaty); settle it there with a note, or correct one of them "
        "[settled]",
        edited("events", "kim-ratifies-treaty", note=None),
    ),
    case(
        f"data/citations.csv:{KURSK} names us-officials.bn kind: says: says 'alias', but "
        "names/us-officials.bn has 'translated' (data/names.csv:us-officials.bn); say why in the "
        "note of this passage, or correct one of them [settled]",
        added(
            "citations",
            passage_id=KURSK,
            row_table="names",
            row_id="us-officials.bn",
            field="kind",
            says="alias",
            basis="coded",
            stance="supports",
            agrees="false",
            counts="false",
        ),
    ),
    case(
        f"data/relations.csv:{SENT}: relation: is 'contradicts', but unnamed-more-than-10000 gives "
        "'>10000' as well (data/claims.csv:unnamed-more-than-10000); use another relation, or "
        "correct one of the figures [contradiction]",
        edited("claims", "unnamed-tens-of-thousands-sent", measure="troops-in-russia", figure=">10000"),
        edited(
            "citations",
            "tbs-mirror-20241112-reuters-ratifies.tens-of-thousands claims unnamed-tens-of-thousands-sent figure",
            says=">10000",
        ),
        derive,
    ),
    case(
        f"data/relations.csv:{CASUALTIES}.kcna-kim-signed-decree: relation: is 'updates', but the "
        "claim was made on '[2024-11-04..2024-11-10]', and kcna-kim-signed-decree on '2024-11-12' "
        "(data/claims.csv:kcna-kim-signed-decree); correct a day, or swap the claims [update]",
        added(
            "relations",
            relation_id=f"{CASUALTIES}.kcna-kim-signed-decree",
            claim_id=CASUALTIES,
            relation="updates",
            other_claim_id="kcna-kim-signed-decree",
            article_id="vtcnews-bn-20241112-phe-chuan",
        ),
    ),
    case(
        f"data/citations.csv:{KURSK} events north-korean-troops-fight-in-kursk place: says: the quote "
        "'মার্কিন কর্মকর্তারা এবং ইউক্রেনের প্রতিরক্ষামন্ত্রী বলেছেন…' does not show the name 'Kursk region'; "
        "quote the words that show it, or cite it as 'read' [visible]",
        edited("citations", f"{KURSK} events north-korean-troops-fight-in-kursk place", basis="verbatim"),
    ),
    case(
        f"data/citations.csv:{DECREE} events kim-ratifies-treaty country: basis: is cited as "
        "'verbatim', but no text contains codes or ids such as country: cite it as read [visible]",
        edited("citations", f"{DECREE} events kim-ratifies-treaty country", basis="verbatim"),
    ),
    case(
        "data/citations.csv:mbn-20241112-kim-signs.decree events kim-ratifies-treaty date: basis: is "
        "cited as 'verbatim', but the passage has neither a quote nor a pin: cite it as read "
        "[visible]",
        edited("citations", "mbn-20241112-kim-signs.decree events kim-ratifies-treaty date", basis="verbatim"),
    ),
]


def test_a_row_is_rejected_by_its_rule_alone(pristine: Path, tmp_path: Path) -> None:
    check_rejected(pristine, tmp_path, CASES)


def test_an_error_in_an_answer_hides_that_the_denial_answers_nothing(project: Path) -> None:
    relation = "north-korea-silent-on-troops.ukraine-more-than-10000"
    broken(
        project,
        [
            edited("claims", "north-korea-silent-on-troops", kind="denial"),
            derive,
            edited("relations", relation, relation="replies"),
        ],
    )
    assert [problem.rpartition(" ")[2] for problem in problems_by_key(project)] == ["[term]"]
