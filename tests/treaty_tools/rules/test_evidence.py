"""Evidence: pins, extents, quotation, origins, speakers, days and twins; each bad package is rejected by one rule."""

from pathlib import Path

from tests.helpers.packages import Change, added, broken, case, derive, describe, descriptor, edited, problems_by_key
from tests.helpers.together import check_rejected

BN = "vtcnews-bn-20241112-phe-chuan"
MBN = "mbn-20241112-kim-signs"
MIRROR = "tbs-mirror-20241112-reuters-ratifies"
VTC = "vtcnews-20241112-phe-chuan"
LATER = "mbn-20241204-exchange"
STEPS = "chosonsinbo-20241112-hijun.russian-steps"
PAGE = "trieu-tien-phe-chuan-hiep-uoc-phong-thu-chung-voi-nga-ar906862.html"
SIX = "one two three four five six"


def quotation(**policy: object) -> Change:
    """State a quotation policy in the descriptor."""
    return lambda package: describe(package, descriptor(package) | {"quotation": {"longest": 200} | policy})


def later_article(extent: str) -> tuple[Change, ...]:
    """Add an article of 4 December 2024, whose first paragraph gives that day for the exchange of instruments."""
    unknown = {"origin_basis": "unknown", "origin_id": None, "published": "2024-12-04", "extent": extent}
    cited = {"row_table": "events", "row_id": "exchange-of-instruments", "field": "date", "says": "2024-12-04"}
    return (
        added("articles", MBN, article_id=LATER, url="https://example.org/exchange", **unknown),
        added("passages", passage_id=f"{LATER}.a", article_id=LATER, place="p1", gloss="They exchange them today."),
        added(
            "citations", passage_id=f"{LATER}.a", **cited, basis="read", stance="supports", agrees="true", counts="true"
        ),
    )


def article_of_friday(language: str, begins: str) -> tuple[Change, ...]:
    """Add an article stamped Friday, 31 October 2025, with a passage that begins with some words."""
    article_id = f"kbs-{language}-20251031-nis"
    row = {"published": "2025-10-31", "extent": "notes", "origin_basis": "unknown", "origin_id": None}
    cited = {"row_table": "events", "row_id": "kim-ratifies-treaty", "field": "*", "says": None}
    return (
        added("articles", MBN, article_id=article_id, url=f"https://example.org/{language}", language=language, **row),
        added(
            "passages",
            passage_id=f"{article_id}.a",
            article_id=article_id,
            place="p1",
            begins=begins,
            gloss="A session.",
        ),
        added("citations", passage_id=f"{article_id}.a", **cited, basis="read", stance="supports", agrees="true"),
        derive,
    )


COUNCIL = "federation-council-approves-treaty.approver.federation-council"
DUMA_AGAIN = "federation-council-approves-treaty.approver.state-duma"
ON_ONE_DAY = (
    edited("events", "federation-council-approves-treaty", date="2024-10-24"),
    edited("citations", f"{STEPS} events federation-council-approves-treaty date", says="2024-10-24"),
)
CASES = [
    case(
        f"data/passages.csv:{BN}.mutual-aid: begins: has 6 words; a pin has at most 5: take as few as are unique in "
        "the text [pin]",
        edited("passages", f"{BN}.mutual-aid", begins=SIX),
    ),
    case(
        f"data/passages.csv:{MBN}.decree: ends: is given without begins: give both, or begins alone [pin]",
        edited("passages", f"{MBN}.decree", ends="last words"),
    ),
    case(
        f"data/passages.csv:{BN}.mutual-aid: begins: is empty, and so is quote, but the article's extent is 'whole': "
        "pin the passage [pinned]",
        edited("passages", f"{BN}.mutual-aid", begins=None, ends=None),
    ),
    case(
        f"data/articles.csv:{MBN}: text_length: 9 of 20 code points are pinned, more than two fifths: shorten the pins "
        "[pin-share]",
        edited("articles", MBN, text_length="20"),
        edited("passages", f"{MBN}.decree", begins="Kim signs"),
    ),
    case(
        f"data/passages.csv:{LATER}.a: place: is 'p1', but only the title of the article was read (extent 'title') "
        "[extent]",
        *later_article("title"),
        edited("events", "exchange-of-instruments", note="One article gives 4 December."),
        derive,
    ),
    case(
        f"data/articles.csv:{BN}: skipped: lists p2, which a passage covers: remove it [paragraphs]",
        edited("articles", BN, skipped="p2 caption"),
    ),
    case(
        f"data/articles.csv:{BN}: skipped: leaves out p10, p11, which no passage covers: code it, or list it with the "
        "reason [paragraphs]",
        edited("articles", BN, skipped="p12 weather"),
    ),
    case(
        f"data/passages.csv:{MIRROR}.title: quote: is from an article that the package's quotation policy does not "
        "name: pin the passage instead [quotable]",
        quotation(articles=[BN], why="It has no address.", share=0.65),
        edited("articles", MIRROR, text_sha256="0" * 64, text_length="900"),
        edited("passages", f"{MIRROR}.title", place="p1"),
    ),
    case(
        "data/actors.csv:mbn: ownership: is empty, but the actor publishes an article: give it, or 'unknown' "
        "[publisher]",
        edited("actors", "mbn", ownership=None),
    ),
    case(
        f"data/articles.csv:{MBN}: origin_id: is empty, but origin_basis is 'stated': name the actor [origin]",
        edited("articles", MBN, origin_id=None),
        derive,
    ),
    case(
        f"data/articles.csv:{VTC}: origin_id: is given, but origin_basis is 'unknown', which names nobody [origin]",
        edited("articles", VTC, origin_id="kcna"),
    ),
    case(
        f"data/articles.csv:{VTC}: copy_of: is empty, but the origin is inherited: name the text it copies [origin]",
        edited("articles", VTC, origin_basis="inherited"),
    ),
    case(
        f"data/articles.csv:{MBN}: origin_id: is 'kcna', but an own origin is the publisher or an owner of it [origin]",
        edited("articles", MBN, origin_basis="own"),
    ),
    case(
        f"data/articles.csv:{BN}: origin_basis: is 'stated', but no passage of the article cites its origin_id "
        "[origin-shown]",
        edited("articles", BN, origin_basis="stated", origin_id="kcna"),
        derive,
    ),
    case(
        f"data/citations.csv:{MBN}.law events putin-ratifies-treaty date: stance: is 'refutes', but cites 'date': "
        "refute the row [refuted]",
        edited("citations", f"{MBN}.law events putin-ratifies-treaty date", stance="refutes"),
        edited("events", "putin-ratifies-treaty", note="One article has another day."),
        derive,
    ),
    case(
        "data/claims.csv:kim-near-alliance: modality: is 'possible', but a pledge is 'asserted' [modality]",
        edited("claims", "kim-near-alliance", kind="pledge", modality="possible"),
    ),
    case(
        "data/claims.csv:treaty-mutual-aid: modality: is empty, but an article that was read supports the claim: give "
        "it [modality]",
        edited("claims", "treaty-mutual-aid", modality=None),
    ),
    case(
        f"data/citations.csv:{BN}.mutual-aid claims treaty-mutual-aid *: row_id: {BN} supports "
        "claims/treaty-mutual-aid, but does not cite its claimant_id 'treaty' "
        "(data/claims.csv:treaty-mutual-aid); cite it in the passage that names the speaker [speaker]",
        edited("citations", f"{BN}.mutual-aid claims treaty-mutual-aid claimant_id", field="kind", says="provision"),
    ),
    case(
        "data/claims.csv:kcna-kim-signed-decree: said_on: is '2024-11-12', but the event in which it was said is "
        "of '2024-11-11' (data/events.csv:kim-ratifies-treaty); correct one of the days [said-in]",
        edited("claims", "kcna-kim-signed-decree", said_in="kim-ratifies-treaty"),
    ),
    case(
        f"data/citations.csv:{VTC}.force-on-exchange events exchange-of-instruments *: stance: is "
        "cited as support, but the article is of '2024-11-12', and the event of '2024-12-04' "
        "(data/events.csv:exchange-of-instruments); announce it instead, or correct a date "
        "[announced]",
        *later_article("notes"),
        edited("events", "exchange-of-instruments", date="2024-12-04"),
        edited("citations", f"{VTC}.force-on-exchange events exchange-of-instruments *", stance="supports"),
        derive,
    ),
    case(
        "data/claims.csv:kcna-kim-signed-decree: said_on: is '2024-11-14', but the latest article "
        "that supports the claim is of '2024-11-12' (data/articles.csv:mbn-20241112-kim-signs); "
        "correct one of the days [said-late]",
        edited("claims", "kcna-kim-signed-decree", said_on="2024-11-14"),
        edited("citations", f"{MBN}.day-of-report claims kcna-kim-signed-decree said_on", says="2024-11-14"),
        derive,
    ),
    case(
        f"data/articles.csv:{MBN}: published: is '2024-11-14', but the id of the article gives '2024-11-12' "
        "[article-day]",
        edited("articles", MBN, published="2024-11-14"),
        derive,
    ),
    *(
        case(
            f"data/passages.csv:kbs-{language}-20251031-nis.a: begins: says '{phrase}', but the day before the "
            "article's date '2025-10-31' is a Thursday, not a Tuesday; correct the date of publication [yesterday]",
            *article_of_friday(language, begins),
        )
        for language, begins, phrase in (
            ("ar", "لوكالة المخابرات أمس الثلاثاء", "أمس الثلاثاء"),
            ("ko", "국정원은 어제(화) 국회에서", "어제(화"),
            ("en", "said yesterday, Tuesday", "yesterday, Tuesday"),
        )
    ),
    case(
        f"data/articles.csv:{VTC}: url: has the same address as '{MBN}' (data/articles.csv:{MBN}); "
        "merge them, or name it in the note and say how they differ [twin]",
        edited("articles", MBN, url=f"http://www.VTCnews.vn/{PAGE}/?utm_source=x&fbclid=y#top"),
    ),
    case(
        "data/events.csv:state-duma-approves-treaty: date: has the same type and day as "
        "'federation-council-approves-treaty' (data/events.csv:federation-council-approves-treaty); "
        "merge them, or name it in the note and say how they differ [twin]",
        *ON_ONE_DAY,
        edited("participants", COUNCIL, participant_id=DUMA_AGAIN, actor_id="state-duma"),
        edited("citations", f"{STEPS} participants {COUNCIL} *", row_id=DUMA_AGAIN),
        derive,
    ),
    case(
        "data/actors.csv:vtc-news: name: has the same name and kind as 'mbn' (data/actors.csv:mbn); "
        "merge them, or name it in the note and say how they differ [twin]",
        edited("actors", "vtc-news", name="MBN"),
    ),
    case(
        "data/actors.csv:volodymyr-zelensky: wikidata_id: has the same Wikidata item as "
        "'vladimir-putin' (data/actors.csv:vladimir-putin); merge them, or name it in the note and "
        "say how they differ [twin]",
        edited("actors", "volodymyr-zelensky", wikidata_id="Q7747"),
    ),
]


def test_evidence_is_rejected_by_its_rule_alone(pristine: Path, tmp_path: Path) -> None:
    check_rejected(pristine, tmp_path, CASES)


def test_a_note_that_names_the_other_row_says_that_they_are_no_twins(project: Path) -> None:
    broken(project, [edited("actors", "vtc-news", name="MBN", note="Another house than mbn.")])
    assert problems_by_key(project) == []


def test_events_of_one_day_whose_participants_all_differ_are_no_twins(project: Path) -> None:
    broken(project, [*ON_ONE_DAY, derive])
    assert problems_by_key(project) == []


def test_titles_may_be_quoted_whatever_the_policy(project: Path) -> None:
    broken(project, [quotation(articles=[], share=0.65)])
    found = problems_by_key(project)
    assert {problem.partition(": ")[0] for problem in found} >= {f"data/passages.csv:{BN}.decree"}
    assert {problem.rpartition(" ")[2] for problem in found} == {"[quotable]"}
    assert not [problem for problem in found if ".title" in problem]
