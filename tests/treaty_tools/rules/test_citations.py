"""Level 3: every fact is supported by a passage, and every quote is consistent."""

from pathlib import Path

from tests.helpers.packages import added, case, derive, dropped, edited
from tests.helpers.together import check_rejected

TITLE = "tbs-mirror-20241112-reuters-ratifies.title"
HEADLINE = "North Korea ratifies mutual defence treaty with Russia"
DECREE = "vtcnews-bn-20241112-phe-chuan.decree"
PHOTO = "vtcnews-bn-20241112-phe-chuan.photo-credit"
SUMMED_UP = "chosonsinbo-20241112-hijun.articles-summed-up"
DUMA = "chosonsinbo-20241112-hijun.russian-steps events state-duma-approves-treaty"
LONG = HEADLINE + " and" * 37


CASES = [
    case(
        f"data/passages.csv:{TITLE}: quote_sha256: is not the hash of the quote [quote-hash]",
        edited("passages", TITLE, quote=HEADLINE.replace("Russia", "China")),
    ),
    case(
        f"data/passages.csv:{TITLE}: end: is not where the quote ends [quote-hash]",
        edited("passages", TITLE, end="55"),
    ),
    case(
        f"data/passages.csv:{TITLE}: end: is not where the quote ends [quote-hash]",
        edited("passages", TITLE, start="1"),
    ),
    case(
        f"data/passages.csv:{TITLE}: quote: is in the title at 0, not at 1: correct 'start' [quote-place]",
        edited("passages", TITLE, start="1", end="55"),
    ),
    case(
        f"data/passages.csv:{TITLE}: quote: is from the title, but the article has no title [quote-place]",
        edited("articles", TITLE.removesuffix(".title"), title=None),
    ),
    case(
        f"data/passages.csv:{DECREE}: start: is empty, but there is a quote: 'treaty locate --fill' finds where it "
        f"starts "
        "[quote-place]",
        edited("passages", DECREE, start=None),
    ),
    case(
        f"data/passages.csv:{DECREE}: start: is given, but there is no quote: give both or neither [quote-place]",
        edited("passages", DECREE, quote=None),
    ),
    case(
        f"data/passages.csv:{DECREE}: start: places the quote beyond the text's end: delete it, and "
        "'treaty locate --fill' finds it [quote-place]",
        edited("passages", DECREE, start="2093"),
        derive,
    ),
    case(
        f"data/passages.csv:{TITLE}: quote: is from a text whose text_length is not given [quote-place]",
        edited("passages", TITLE, place="p1"),
    ),
    case(
        f"data/passages.csv:{PHOTO}: quote: 'ি: রয়টার্স' starts or ends inside a character [quote-whole]",
        edited("passages", PHOTO, start="385", quote="ি: রয়টার্স"),
        derive,
    ),
    case(
        f"data/passages.csv:{TITLE}: quote: has {len(LONG)} code points, but at most 200 are allowed: quote less "
        "[quote-length]",
        edited("articles", TITLE.removesuffix(".title"), title=LONG),
        edited("passages", TITLE, quote=LONG),
        derive,
    ),
    case(
        "data/articles.csv:tbs-mirror-20241112-reuters-ratifies: text_length: 54 of 83 code points are quoted, more "
        "than 65%: quote less [quote-share]",
        edited("articles", TITLE.removesuffix(".title"), text_sha256="0" * 64, text_length="83"),
        edited("passages", TITLE, place="p1"),
    ),
    case(
        f"data/passages.csv:{SUMMED_UP}: passage_id: '{SUMMED_UP}' cites nothing; list the rows that "
        "it supports, or delete it [idle-passage]",
        dropped("citations", f"{SUMMED_UP} actors treaty *"),
    ),
    case(
        "data/claims.csv:choson-sinbo-24-articles: claim_id: 'choson-sinbo-24-articles' has no "
        "citation that agrees with it; cite 'claims/choson-sinbo-24-articles' in a passage that "
        "supports it [cited]",
        added(
            "claims",
            "choson-sinbo-23-articles",
            claim_id="choson-sinbo-24-articles",
            statement="The treaty has 24 articles.",
            **dict.fromkeys(("measure", "figure", "figure_low", "figure_high")),
        ),
    ),
    case(
        "data/actors.csv:china: actor_id: 'china' has no citation that agrees with it; cite "
        "'actors/china' in a passage that supports it [cited]",
        added("actors", actor_id="china", name="China", kind="state", article_id="mbn-20241112-kim-signs"),
    ),
    case(
        "data/events.csv:state-duma-approves-treaty: date: '2024-10-24' has no citation for this "
        "cell that agrees and is as precise: one says '2024-10' "
        "(data/citations.csv:chosonsinbo-20241112-hijun.russian-steps events "
        "state-duma-approves-treaty date); cite a passage that is as precise, or write the cell as "
        "the citation has it [grounded]",
        edited("citations", f"{DUMA} date", says="2024-10"),
    ),
    case(
        "data/claims.csv:choson-sinbo-23-articles: figure: '23' has no citation for this cell that "
        "agrees and is as precise: one says '~23' "
        "(data/citations.csv:chosonsinbo-20241112-hijun.number-of-articles claims "
        "choson-sinbo-23-articles figure); cite a passage that is as precise, or write the cell as "
        "the citation has it [grounded]",
        edited(
            "citations",
            "chosonsinbo-20241112-hijun.number-of-articles claims choson-sinbo-23-articles figure",
            says="~23",
        ),
    ),
    case(
        "data/events.csv:june-2024-summit: place: 'Pyongyang' has no citation for this cell that "
        "agrees and is as precise; cite a passage that gives it, or leave it out [grounded]",
        edited("events", "june-2024-summit", place="Pyongyang"),
    ),
]


def test_a_citation_is_rejected_by_its_rule_alone(pristine: Path, tmp_path: Path) -> None:
    check_rejected(pristine, tmp_path, CASES)
